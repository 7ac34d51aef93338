using Bot.Arxiv;
using Bot.Options;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Archive;

/// <summary>
/// Catching up is said once whatever happens in its middle: a lost ledger, a restored one, a smaller limit, kill -9.
/// </summary>
[Trait("Category", "Slow")]
public sealed class CatchUpTroubleTests
{
    private static readonly DateOnly Back = SampleListings.Monday.AddDays(3);

    [Theory]
    [InlineData("list", "hashtag")]
    [InlineData("list", "keyword")]
    [InlineData("toot", "hashtag")]
    public async Task A_ledger_lost_afterwards_is_rebuilt_and_says_nothing_twice(string catchUp, string sharedTags)
    {
        await using var gap = await OffAsync(catchUp);
        gap.Rehearsal.Settings["Bot:Accounts:0:SharedTags"] = sharedTags;
        await gap.RunAsync(Back);
        var said = await gap.TextsAsync();
        gap.Rehearsal.LoseLedger();
        await gap.RunAsync(Back, 1);
        await gap.RunAsync(Back, 22);
        Assert.Equal(said, await gap.TextsAsync());
    }

    [Fact]
    public async Task A_back_up_made_in_the_middle_gives_way_to_what_the_timeline_has_and_goes_on()
    {
        await using var gap = await OffAsync("list");
        await StopAfterAsync(gap, 5);
        var backup = gap.Rehearsal.BackUp();
        await StopAfterAsync(gap, 2);
        gap.Rehearsal.LoseLedger();
        gap.Rehearsal.PutBack(backup);
        await RunUntilDoneAsync(gap);
        ExpectAll(await gap.TextsAsync());
    }

    [Theory]
    [InlineData("list")]
    [InlineData("toot")]
    public async Task A_limit_that_shrinks_in_the_middle_has_the_rest_composed_anew_and_still_unlisted(string catchUp)
    {
        await using var gap = await OffAsync(catchUp);
        await StopAfterAsync(gap, 5);
        await gap.Rehearsal.ChangeAsync(new { maxCharacters = 300 });
        await RunUntilDoneAsync(gap);
        var accepted = await gap.Rehearsal.AcceptedAsync();
        Assert.All(
            accepted.Skip(8),
            one => Assert.Equal(("unlisted", null), ((string)one["visibility"]!, (string?)one["inReplyTo"]))
        );
        Assert.Equal(Everything.Order(), Expect.LinkedPapers(accepted.Select(one => (string)one["text"]!)).Order());
        if (catchUp == "list")
        {
            Assert.All(
                accepted.Skip(8),
                one => Assert.StartsWith("Caught up: ", (string)one["text"]!, StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public async Task A_classic_account_gets_toots_and_one_without_papers_none()
    {
        await using var gap = await OffAsync(null);
        gap.Rehearsal.Settings["Bot:Accounts:0:Style"] = "classic";
        gap.Rehearsal.Settings["Bot:Accounts:1:Instance"] = gap.Rehearsal.Sandbox.Url.AbsoluteUri;
        gap.Rehearsal.Settings["Bot:Accounts:1:AccessToken"] = gap.Rehearsal.Sandbox.ReaderToken;
        gap.Rehearsal.Settings["Bot:Accounts:1:NewPapers"] = "none";
        Assert.Equal([CatchUp.Toot, CatchUp.None], gap.Rehearsal.Options().Accounts.Select(account => account.CatchUp));
        gap.Rehearsal.Settings["Bot:Accounts:0:CatchUp"] = "list";
        Assert.Contains(
            "Bot:Accounts:0:CatchUp is 'list', which Style classic cannot do",
            Assert.Throws<SettingsException>(gap.Rehearsal.Options).Message,
            StringComparison.Ordinal
        );
        gap.Rehearsal.Settings["Bot:Accounts:0:Style"] = "readable";
        gap.Rehearsal.Settings["Bot:Accounts:0:Tags:List"] = "";
        Assert.Contains(
            "with CatchUp list it needs a tag that no other toot has",
            Assert.Throws<SettingsException>(gap.Rehearsal.Options).Message,
            StringComparison.Ordinal
        );
        gap.Rehearsal.Settings["Bot:Accounts:0:CatchUp"] = null;
        Assert.Equal(CatchUp.Toot, gap.Rehearsal.Options().Accounts[0].CatchUp);
    }

    [Fact]
    public async Task Killed_while_the_archive_is_read_it_goes_on_and_says_each_paper_once()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync(keepsKeys: false);
        // On the real clock: an account that began some days ago, and a gap since then that is surely over on whatever
        // day this runs.
        var today = ArxivDay.Of(TimeProvider.System.GetUtcNow());
        var days = Enumerable
            .Range(2, 13)
            .Select(back => today.AddDays(-back))
            .Where(ListingDays.HasListing)
            .Take(4)
            .Reverse()
            .ToList();
        await rehearsal.Http.DeleteAsync("sandbox/papers");
        await rehearsal.ServeAsync(SampleListings.Day(3, first: 1, date: days[0]));
        await FinishAsync(rehearsal);
        rehearsal.Environment["Bot__Archive__BaseUrl"] = new Uri(rehearsal.Sandbox.Url, "oai").AbsoluteUri;
        var missed = new List<string>();
        foreach (var (at, day) in days.Skip(1).Index())
        {
            await rehearsal.ServeAsync(SampleListings.Day(40, first: 100 * (at + 1), date: day));
            missed.AddRange(SampleListings.Ids(40, 100 * (at + 1)));
        }

        await rehearsal.ServeAsync(SampleListings.Feed("", date: today));
        (
            await rehearsal.Http.PatchAsync("sandbox/settings", new StringContent("{\"oaiPageSize\":25}"))
        ).EnsureSuccessStatusCode();
        for (var page = 0; page < 4; page++)
        {
            await rehearsal.FaultAsync(
                new
                {
                    on = "archive",
                    kind = "held-answer",
                    skip = 1,
                }
            );
            await rehearsal.KillInFlightAsync();
        }

        await FinishAsync(rehearsal);
        await FinishAsync(rehearsal);
        Expect.EachListedOnceInOrder([.. SampleListings.Ids(3), .. missed], await rehearsal.TextsAsync());
    }

    private static IEnumerable<string> Everything =>
        [
            .. SampleListings.Ids(4),
            .. SampleListings.Ids(2, 900),
            .. SampleListings.Ids(15, 100),
            .. SampleListings.Ids(15, 200),
        ];

    private static void ExpectAll(IEnumerable<string> texts) =>
        Expect.EachListedOnceInOrder(Everything, texts, summaries: 2);

    private static async Task<Gap> OffAsync(string? catchUp)
    {
        var gap = await Gap.StartAsync(
            catchUp,
            options: new SandboxOptions { PostsPerThreeHours = 0, KeepsIdempotencyKeys = false }
        );
        await gap.AnnounceAsync(SampleListings.Monday, 4, 1);
        await gap.RunAsync(SampleListings.Monday);
        await gap.AnnounceAsync(SampleListings.Monday.AddDays(1), 15, 100);
        await gap.AnnounceAsync(SampleListings.Monday.AddDays(2), 15, 200);
        await gap.AnnounceAsync(Back, 2, 900);
        return gap;
    }

    private static async Task StopAfterAsync(Gap gap, int posts)
    {
        await gap.Rehearsal.FaultAsync("post", "401", skip: posts, times: 0);
        await gap.RunAsync(Back);
        await gap.Rehearsal.HealAsync();
    }

    private static async Task RunUntilDoneAsync(Gap gap)
    {
        for (var run = 0; run < 20; run++)
        {
            gap.Rehearsal.Clock.Advance(TimeSpan.FromMinutes(20));
            await gap.Rehearsal.RunOnceAsync();
            if (
                gap.Rehearsal.Report().Accounts[0] is { BlockedReason: null } account
                && account.Listings.All(one => one is { Queued: 0, Sending: 0 })
            )
            {
                return;
            }
        }

        Assert.Fail($"the outbox was not drained: {string.Join('\n', gap.Rehearsal.Log.TakeLast(20))}");
    }

    private static async Task FinishAsync(LiveRehearsal rehearsal)
    {
        var (exitCode, text, errors) = await BotProcess.RunAsync(rehearsal.Environment, "run", "--once");
        Assert.True(exitCode == 0, text + errors);
    }
}
