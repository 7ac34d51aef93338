using System.Globalization;
using Bot.Pipeline;
using Bot.Sandbox;
using Bot.Tests.Support;
using Microsoft.Extensions.Hosting;

namespace Bot.Tests.Issues;

/// <summary>
/// Some refusals were answered with the same post at full speed, and some toots were lost to a changed limit.
/// </summary>
[Trait("Category", "Slow")]
public sealed class SpinningTests
{
    [Fact]
    public async Task Retry_after_zero_does_not_make_the_bot_spin()
    {
        await using var rehearsal = await Rehearsal.StartAsync(new SandboxOptions { PostsPerThreeHours = 0 });
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.FaultAsync("post", "429-retry-after", times: 200, milliseconds: 0);
        await rehearsal.RunOnceAsync();
        var posts = (await rehearsal.RequestsAsync())
            .Where(one => (string)one["method"]! == "POST" && (int?)one["answered"] == 429)
            .Select(At)
            .ToList();
        Assert.True(
            posts.Count < 2 || posts[^1] - posts[0] >= TimeSpan.FromSeconds(posts.Count - 1),
            $"{posts.Count} posts answered 429 within {posts[^1] - posts[0]}"
        );
    }

    [Fact]
    public async Task A_limit_too_small_for_any_toot_does_not_make_the_bot_spin()
    {
        await using var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { PostsPerThreeHours = 0, MaxCharacters = 20 }
        );
        await rehearsal.ServeAsync(SampleListings.Day(1));
        await rehearsal.RunAsync(
            RunMode.Once,
            async (host, _) => await Task.WhenAny(host.WaitForShutdownAsync(), Wait(3))
        );
        var posts = (await rehearsal.RequestsAsync()).Count(one => (string)one["method"]! == "POST");
        Assert.True(posts < 20, $"{posts} posts within three seconds");
    }

    [Fact]
    public async Task A_refused_toot_does_not_block_its_account_for_ever_when_the_limits_cannot_be_asked()
    {
        await using var rehearsal = await Rehearsal.StartAsync(new SandboxOptions { PostsPerThreeHours = 0 });
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.FaultAsync("post", "429-retry-after", milliseconds: 3_600_000);
        await rehearsal.RunOnceAsync();
        rehearsal.Clock.Advance(TimeSpan.FromHours(2));
        await rehearsal.ChangeAsync(new { instanceFails = true });
        await rehearsal.FaultAsync("post", "422", times: 0);
        await rehearsal.RunAsync(
            RunMode.Once,
            async (host, _) => await Task.WhenAny(host.WaitForShutdownAsync(), Wait(3))
        );
        var posts = (await rehearsal.RequestsAsync())
            .Where(one => (string)one["method"]! == "POST")
            .Select(At)
            .ToList();
        Assert.True(
            posts.Count < 20,
            $"{posts.Count} posts of one refused toot in {posts[^1] - posts[0]} of the bot's time, and no end"
        );
    }

    [Fact]
    public async Task A_toot_given_up_after_a_day_of_doubt_stays_set_aside_and_counts_as_no_refusal_in_a_row()
    {
        await using var rehearsal = await Rehearsal.StartAsync(new SandboxOptions { PostsPerThreeHours = 0 });
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.FaultAsync("post", "500", skip: 1, times: 0);
        rehearsal.MostLines = 15_000; // a day of doubt about one toot takes some 5,000
        for (var run = 0; run < 80 && (run == 0 || rehearsal.Report().Accounts[0].Refused.Count == 0); run++)
        {
            await rehearsal.RunAsync(
                RunMode.Once,
                async (host, ledger) =>
                {
                    var ended = host.WaitForShutdownAsync();
                    await Bounded.UntilAsync(
                        "the toot is set aside, or the run ends",
                        () => ledger.SetAside() > 0 || ended.IsCompleted
                    );
                }
            );
            rehearsal.Clock.Advance(TimeSpan.FromMinutes(31));
        }

        Assert.Equal("article/2506.00001", Assert.Single(rehearsal.Report().Accounts[0].Refused).Toot);
        await rehearsal.HealAsync();
        await rehearsal.FaultAsync("post", "422");
        await rehearsal.RunOnceAsync();

        var account = rehearsal.Report().Accounts[0];
        Assert.Contains(account.Refused, one => one.Toot == "article/2506.00001");
        Assert.Null(account.BlockedReason);
    }

    [Fact]
    public async Task A_paper_that_an_earlier_reader_saw_in_another_version_survives_a_shrinking_limit()
    {
        await using var rehearsal = await Rehearsal.StartAsync(new SandboxOptions { PostsPerThreeHours = 0 });
        await rehearsal.ServeAsync(SampleListings.Feed(SampleListings.Item("2506.00001")));
        await rehearsal.RunOnceAsync();
        await rehearsal.ServeAsync(SampleListings.Feed(SampleListings.Item("2506.00001", version: 2)));
        rehearsal.Settings["Bot:Accounts:1:Instance"] = rehearsal.Sandbox.Url.AbsoluteUri;
        rehearsal.Settings["Bot:Accounts:1:AccessToken"] = rehearsal.Sandbox.ReaderToken;
        await rehearsal.FaultAsync("post", "403");
        await rehearsal.RunOnceAsync();
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(16));
        await rehearsal.ChangeAsync(new { maxCharacters = 300 });
        for (var run = 0; run < 5; run++)
        {
            await rehearsal.RunOnceAsync();
            rehearsal.Clock.Advance(TimeSpan.FromMinutes(31));
        }

        Assert.Equal(4, (await rehearsal.AcceptedAsync()).Count);
    }

    private static DateTimeOffset At(System.Text.Json.Nodes.JsonNode request) =>
        DateTimeOffset.Parse((string)request["at"]!, CultureInfo.InvariantCulture).ToUniversalTime();

    private static Task Wait(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System);
}
