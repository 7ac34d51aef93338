using Bot.Options;
using Bot.Sandbox;
using Bot.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Bot.Tests.Issues;

/// <summary>The identity of an account was taken from its name in the settings while the instance was down.</summary>
public sealed class MistakenIdentityTests
{
    [Fact]
    public async Task A_new_token_under_an_old_name_does_not_say_the_old_accounts_toots()
    {
        await using var rehearsal = await Rehearsal.StartAsync(new SandboxOptions { PostsPerThreeHours = 0 });
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.FaultAsync("post", "429-retry-after", milliseconds: 3_600_000);
        await rehearsal.RunOnceAsync(); // all is queued for the bot's account
        rehearsal.Clock.Advance(TimeSpan.FromHours(2));
        rehearsal.Settings["Bot:Accounts:0:AccessToken"] = rehearsal.Sandbox.ReaderToken;
        await rehearsal.FaultAsync("verify", "503", times: 3);
        await rehearsal.RunOnceAsync();
        await rehearsal.RunOnceAsync();

        Expect.EachOnceInOrder(SampleListings.Ids(3), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task Two_accounts_of_one_name_on_one_instance_are_refused_by_the_settings()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Accounts:1:Name"] = "test";
        rehearsal.Settings["Bot:Accounts:1:Instance"] = rehearsal.Sandbox.Url.AbsoluteUri;
        rehearsal.Settings["Bot:Accounts:1:AccessToken"] = rehearsal.Sandbox.ReaderToken;
        Assert.Contains(
            "share the Name 'test'",
            Assert.Throws<SettingsException>(rehearsal.Options).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_lost_ledger_says_nothing_twice()
    {
        await using var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { PostsPerThreeHours = 0, KeepsIdempotencyKeys = false }
        );
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.RunOnceAsync();
        rehearsal.LoseLedger();
        await rehearsal.RunOnceAsync();

        Expect.EachOnceInOrder(SampleListings.Ids(3), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task First_run_seen_holds_for_every_category()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Accounts:0:FirstRun"] = "seen";
        rehearsal.Settings["Bot:Accounts:0:Categories:1"] = "cs.CV";
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.ServeAsync(SampleListings.Day(3, first: 100, category: "cs.CV"), "cs.CV");
        await rehearsal.RunOnceAsync();
        Assert.Empty(await rehearsal.TextsAsync());

        // The next listing of either is told.
        var tuesday = SampleListings.Monday.AddDays(1);
        await rehearsal.ServeAsync(SampleListings.Day(2, first: 10, date: tuesday));
        await rehearsal.ServeAsync(SampleListings.Day(2, first: 110, date: tuesday, category: "cs.CV"), "cs.CV");
        await rehearsal.RunOnceAsync();
        Expect.EachOnceInOrder(
            [.. SampleListings.Ids(2, 10), .. SampleListings.Ids(2, 110)],
            await rehearsal.TextsAsync(),
            summaries: 2
        );
    }

    [Fact]
    public void One_value_in_the_environment_overrides_the_list_in_the_file()
    {
        var asShipped = new Dictionary<string, string?> { ["Bot:Accounts:0:Categories:0"] = "cs.LG" };
        var environment = new Dictionary<string, string?> { ["Bot:Accounts:0:Categories"] = "stat.ML" };
        var sources = new ConfigurationBuilder()
            .AddInMemoryCollection(asShipped)
            .AddInMemoryCollection(environment)
            .Build();
        Assert.Equal(["stat.ML"], BotSettings.Read(sources, forService: false).Accounts[0].Categories);
    }
}
