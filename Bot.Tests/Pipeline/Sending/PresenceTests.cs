using System.Text.Json.Nodes;
using Bot.Ledger;
using Bot.Pipeline;
using Bot.Sandbox;
using Bot.Tests.Support;
using Microsoft.Extensions.Hosting;

namespace Bot.Tests.Pipeline.Sending;

/// <summary>
/// A server that says that it took a toot and has none: a summary and an article of each listing are looked at, and an
/// account that toots to nobody stops and says so.
/// </summary>
public sealed class PresenceTests
{
    private const string Alarm = "but no such toot is there";

    private static readonly DateOnly Tuesday = SampleListings.Monday.AddDays(1);

    public static MatrixTheoryData<string, int, string> KindsAndForms =>
        new(SandboxOptions.Kinds, [1, 0], ["toot", "list"]);

    [Theory]
    [MemberData(nameof(KindsAndForms))]
    public async Task An_account_whose_toots_never_were_stops_before_its_next_listing(
        string kind,
        int phantoms,
        string newPapers
    )
    {
        await using var rehearsal = await StartAsync(kind, newPapers);
        await rehearsal.FaultAsync("post", "phantom", times: phantoms);
        await rehearsal.RunOnceAsync();
        await rehearsal.HealAsync();
        var before = (await rehearsal.AcceptedAsync()).Count;
        Assert.Contains(Alarm, Blocked(rehearsal), StringComparison.Ordinal);
        Assert.Contains("summary/cs.LG/2025-06-09", Blocked(rehearsal), StringComparison.Ordinal);

        // However often it starts, and however often the instance says that the account is all right.
        await NextDayAsync(rehearsal);
        for (var start = 0; start < 3; start++)
        {
            Assert.Contains(Alarm, Assert.Single((await rehearsal.RunOnceAsync()).Troubles), StringComparison.Ordinal);
            rehearsal.Clock.Advance(TimeSpan.FromMinutes(16));
        }

        Assert.Equal(before, (await rehearsal.AcceptedAsync()).Count);

        await RecoverAsync(rehearsal);
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        var said = (await rehearsal.TextsAsync()).Skip(before).ToList();
        Assert.Equal(newPapers == "list" ? 2 : 4, said.Count);
        Assert.DoesNotContain(said, text => text.Contains("2506.00001", StringComparison.Ordinal));
        Assert.Contains("2506.01003", string.Concat(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Banned_words_are_found_out_and_the_service_stops_too()
    {
        await using var rehearsal = await StartAsync("mastodon");
        await rehearsal.ChangeAsync(new { version = "4.6", bannedWords = "arxiv.org" });
        await rehearsal.ServeUntilAsync(ledger =>
            ledger.Report().Accounts is [{ BlockedReason: { } reason }] && reason.Contains(Alarm)
        );

        Assert.All(
            await rehearsal.TextsAsync(),
            text => Assert.DoesNotContain("arxiv.org", text, StringComparison.Ordinal)
        );
        Assert.Contains(rehearsal.Log, line => line.Contains("delivery pauses", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mastodon")]
    [InlineData("gotosocial")]
    [InlineData("snac")]
    [InlineData("hollo")]
    public async Task The_summary_and_the_first_article_of_each_listing_are_looked_at_once(string kind)
    {
        await using var rehearsal = await StartAsync(kind);
        await rehearsal.RunOnceAsync();
        await rehearsal.RunOnceAsync();
        await NextDayAsync(rehearsal);
        await rehearsal.RunOnceAsync();
        await rehearsal.RunOnceAsync();

        var accepted = await rehearsal.AcceptedAsync();
        Assert.Equal(8, accepted.Count);
        Assert.Equal(
            [accepted[0], accepted[1], accepted[4], accepted[5]],
            (await LooksAsync(rehearsal)).Select(path =>
                Assert.Single(accepted, one => path.EndsWith($"/{one["id"]}", StringComparison.OrdinalIgnoreCase))
            )
        );
    }

    [Fact]
    public async Task What_was_deleted_after_it_was_looked_at_stops_nothing()
    {
        await using var rehearsal = await StartAsync("mastodon");
        await rehearsal.RunOnceAsync();
        await rehearsal.DeleteAsync(0);
        await rehearsal.DeleteAsync(1);
        await NextDayAsync(rehearsal);
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        Assert.Equal(8, (await rehearsal.AcceptedAsync()).Count);
    }

    [Fact]
    public async Task What_a_listing_has_begun_is_said_to_its_end_and_the_log_tells_at_once()
    {
        await using var rehearsal = await StartAsync("mastodon");
        rehearsal.Settings["Bot:Pace:Interval"] = "00:01:00";
        await rehearsal.FaultAsync("post", "phantom");
        await rehearsal.ServeUntilAsync(ledger => ledger.Report().Accounts is [{ BlockedReason: not null }]);
        Assert.Equal(3, (await rehearsal.AcceptedAsync()).Count);
        var told = rehearsal.Log.Index().First(line => line.Item.Contains(Alarm, StringComparison.Ordinal)).Index;
        var last = rehearsal.Log.Index().Last(line => line.Item.Contains("2506.00003", StringComparison.Ordinal)).Index;
        Assert.True(told < last, string.Join('\n', rehearsal.Log));
    }

    [Theory]
    [InlineData("500")]
    [InlineData("403")]
    [InlineData("cut")]
    [InlineData("html")]
    public async Task A_look_that_tells_nothing_holds_up_nothing_and_is_made_again_before_the_next_listing(string fault)
    {
        await using var rehearsal = await StartAsync("mastodon");
        await rehearsal.FaultAsync("post", "phantom");
        await rehearsal.FaultAsync("status", fault, times: 0);
        await rehearsal.RunOnceAsync();
        Assert.Null(rehearsal.Report().Accounts[0].BlockedReason);

        await rehearsal.HealAsync();
        await NextDayAsync(rehearsal);
        await rehearsal.RunOnceAsync();
        Assert.Contains(Alarm, Blocked(rehearsal), StringComparison.Ordinal);
        Assert.Equal(3, (await rehearsal.AcceptedAsync()).Count);
    }

    [Fact]
    public async Task A_toot_that_is_there_at_the_second_look_is_there()
    {
        await using var rehearsal = await StartAsync("mastodon");
        await rehearsal.FaultAsync("status", "404");
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        Assert.Equal(3, (await LooksAsync(rehearsal)).Count);
        Assert.Null(rehearsal.Report().Accounts[0].BlockedReason);
    }

    private static async Task<Rehearsal> StartAsync(string kind, string newPapers = "toot")
    {
        var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions
            {
                Kind = kind,
                PostsPerThreeHours = 0,
                RequestsPerFiveMinutes = 0,
            }
        );
        rehearsal.Settings["Bot:Accounts:0:NewPapers"] = newPapers;
        await rehearsal.ServeAsync(SampleListings.Day(3));
        return rehearsal;
    }

    private static async Task NextDayAsync(Rehearsal rehearsal)
    {
        rehearsal.Clock.Advance(TimeSpan.FromDays(1));
        await rehearsal.ServeAsync(SampleListings.Day(3, first: 1001, date: Tuesday));
    }

    private static Task RecoverAsync(Rehearsal rehearsal) =>
        rehearsal.RunAsync(RunMode.Recover, async (host, _) => await host.WaitForShutdownAsync());

    private static string Blocked(Rehearsal rehearsal) =>
        Assert.Single(rehearsal.Report().Accounts).BlockedReason ?? "";

    private static bool IsLook(JsonNode request) =>
        (string)request["method"]! == "GET"
        && ((string)request["path"]!).StartsWith("/api/v1/statuses/", StringComparison.Ordinal);

    private static async Task<List<string>> LooksAsync(Rehearsal rehearsal) =>
        [.. (await rehearsal.RequestsAsync()).Where(IsLook).Select(one => (string)one["path"]!)];
}
