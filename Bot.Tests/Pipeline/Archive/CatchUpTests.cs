using Bot.Arxiv;
using Bot.Options;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Archive;

/// <summary>
/// A bot that was off catches up from arXiv's archive: every paper once, oldest first, none of them twice.
/// </summary>
[Trait("Category", "Slow")]
public sealed class CatchUpTests
{
    private const int First = 5,
        Missed = 61,
        Last = 7;

    [Theory]
    [InlineData(1, "list")]
    [InlineData(3, "list")]
    [InlineData(10, "list")]
    [InlineData(1, "toot")]
    [InlineData(3, "toot")]
    [InlineData(10, "toot")]
    public async Task Off_for_days_it_tells_each_paper_once_in_order_within_the_servers_window(int days, string catchUp)
    {
        await using var gap = await Gap.StartAsync(catchUp, options: new SandboxOptions());
        gap.Rehearsal.Settings["Bot:Accounts:0:PostsPerThreeHours"] = "300";
        gap.Rehearsal.MostLines = 10_000;
        await gap.AnnounceAsync(SampleListings.Monday, First, 1);
        await gap.RunAsync(SampleListings.Monday);
        var missed = new List<string>();
        foreach (var (at, day) in Gap.Days(days).Index())
        {
            missed.AddRange(await gap.AnnounceAsync(day, Missed, 1000 * (at + 1)));
        }

        var back = Gap.Days(days + 1).Last();
        var fresh = await gap.AnnounceAsync(back, Last, 90_000);

        await gap.ServeUntilToldAsync();

        var accepted = await gap.Rehearsal.AcceptedAsync();
        var late = accepted.Skip(1 + First + 1 + Last).ToList();
        Expect.EachListedOnceInOrder(
            [.. SampleListings.Ids(First), .. fresh, .. missed],
            accepted.Select(one => (string)one["text"]!),
            summaries: 2
        );
        Assert.All(
            late,
            one => Assert.Equal(("unlisted", null), ((string)one["visibility"]!, (string?)one["inReplyTo"]))
        );
        Assert.True(
            catchUp == "list" ? late.Count < days * Missed / 3 : late.Count == days * Missed,
            $"{late.Count} toots"
        );
        Assert.All(
            accepted.CountBy(one => ((DateTimeOffset)one["at"]!).ToUnixTimeSeconds() / 10_800),
            window => Assert.InRange(window.Value, 1, 300)
        );
        Assert.DoesNotContain(await gap.Rehearsal.RequestsAsync(), one => (int?)one["answered"] == 429);
        Assert.All(
            gap.DayReports.Where(day =>
                day.Date != back && day.Date != SampleListings.Monday && ListingDays.HasListing(day.Date)
            ),
            day => Assert.Equal((DayState.Complete, 0, Missed), (day.State, day.Announced, day.CaughtUp))
        );
        Assert.Empty(gap.Rehearsal.Report().Missed);
    }

    [Fact]
    public async Task Lists_say_what_they_are_and_claim_no_days_number()
    {
        await using var gap = await Gap.StartAsync();
        await OffForAsync(gap, 3);
        var lists = (await gap.TextsAsync())
            .Where(text => text.StartsWith("Caught up", StringComparison.Ordinal))
            .ToList();
        Assert.All(
            lists.Index(),
            list =>
                Assert.StartsWith(
                    $"Caught up: 12 papers of cs.LG from 10 to 12 June 2025 [{list.Index + 1}/{lists.Count}]\n"
                        + "\nA Study of Case",
                    list.Item,
                    StringComparison.Ordinal
                )
        );
        Assert.All(
            lists,
            list =>
                Assert.EndsWith("\n\n#toXiv_bot_toot #toXiv_bot_new_article_list_toot", list, StringComparison.Ordinal)
        );
        var day = gap.DayReports.Single(one => one.Date == SampleListings.Monday.AddDays(2));
        Assert.Equal(
            "no feed brought it; caught up from the archive: 4 papers that were announced then or later",
            day.Message
        );
    }

    [Fact]
    public async Task With_none_they_are_noted_as_seen_and_the_days_say_so()
    {
        await using var gap = await Gap.StartAsync("none");
        await OffForAsync(gap, 3);
        Assert.Equal(8, (await gap.TextsAsync()).Count);
        Assert.All(
            gap.DayReports.Where(day =>
                day.Date > SampleListings.Monday && day.Date < SampleListings.Monday.AddDays(4)
            ),
            day => Assert.Equal((DayState.Quiet, 0), (day.State, day.CaughtUp))
        );
        gap.Rehearsal.Settings["Bot:Accounts:0:CatchUp"] = "list";
        await gap.RunAsync(SampleListings.Monday.AddDays(5), 12);
        Assert.Equal(8, (await gap.TextsAsync()).Count);
    }

    [Fact]
    public async Task What_a_feed_left_out_is_told_when_the_listing_is_in_and_never_again_when_a_feed_shows_it_later()
    {
        await using var gap = await Gap.StartAsync();
        await gap.AnnounceAsync(SampleListings.Monday, 4, 1);
        await gap.RunAsync(SampleListings.Monday);
        var tuesday = SampleListings.Monday.AddDays(1);
        await gap.PutAsync(
            Gap.Paper("2506.00077", submitted: SampleListings.Monday, changed: tuesday),
            Gap.Paper("2506.00078", submitted: SampleListings.Monday, changed: tuesday, categories: "cs.CV cs.LG")
        );
        await gap.AnnounceAsync(tuesday, 4, 50);
        await gap.RunAsync(tuesday);
        string[] said = [.. SampleListings.Ids(4), .. SampleListings.Ids(4, 50), "2506.00077"];
        Expect.EachListedOnceInOrder(said, await gap.TextsAsync(), summaries: 2);
        Assert.Equal(
            (DayState.Complete, 4, 1),
            (gap.DayReports[0].State, gap.DayReports[0].Announced, gap.DayReports[0].CaughtUp)
        );

        await gap.Rehearsal.ServeAsync(
            SampleListings.Feed(
                string.Concat(SampleListings.Ids(4, 50).Append("2506.00077").Select(id => SampleListings.Item(id)))
            )
        );
        await gap.RunAsync(tuesday, 21);
        await gap.Rehearsal.ServeAsync(
            SampleListings.Feed(
                SampleListings.Item("2506.00077") + SampleListings.Item("2506.00099"),
                date: tuesday.AddDays(1)
            )
        );
        await gap.RunAsync(tuesday.AddDays(1));
        Expect.EachListedOnceInOrder([.. said, "2506.00099"], await gap.TextsAsync(), summaries: 2);
    }

    [Fact]
    public async Task A_paper_of_tonight_waits_for_the_feed_and_comes_with_its_listing()
    {
        await using var gap = await Gap.StartAsync();
        var (tuesday, wednesday) = (SampleListings.Monday.AddDays(1), SampleListings.Monday.AddDays(2));
        await gap.AnnounceAsync(SampleListings.Monday, 4, 1);
        await gap.RunAsync(SampleListings.Monday);
        await gap.AnnounceAsync(tuesday, 4, 50);
        // Announced at 20:00: one sent today, one held since yesterday, the second already under tomorrow's date in
        // UTC.
        await gap.PutAsync(
            Gap.Paper("2506.00201", submitted: tuesday, changed: tuesday),
            Gap.Paper("2506.00202", submitted: SampleListings.Monday, changed: wednesday)
        );
        await gap.RunAsync(tuesday, 22, 45);
        Expect.EachListedOnceInOrder(
            [.. SampleListings.Ids(4), .. SampleListings.Ids(4, 50)],
            await gap.TextsAsync(),
            summaries: 2
        );

        await gap.AnnounceAsync(wednesday, 3, 200);
        await gap.RunAsync(wednesday);
        Expect.EachListedOnceInOrder(
            [.. SampleListings.Ids(4), .. SampleListings.Ids(4, 50), .. SampleListings.Ids(3, 200)],
            await gap.TextsAsync(),
            summaries: 3
        );
    }

    [Fact]
    public async Task Nothing_is_told_of_the_time_before_the_account_began()
    {
        await using var gap = await Gap.StartAsync();
        var before = SampleListings.Monday.AddDays(-4);
        await gap.PutAsync(SampleListings.Ids(9, 300).Select(id => Gap.Paper(id, before, before.AddDays(1))).ToArray());
        await gap.PutAsync(Gap.Paper("2501.00001", new DateOnly(2025, 1, 6), SampleListings.Monday));
        gap.Rehearsal.Settings["Bot:Accounts:0:FirstRun"] = "seen";
        await gap.AnnounceAsync(SampleListings.Monday, 4, 1);
        await gap.RunAsync(SampleListings.Monday);
        await gap.RunAsync(SampleListings.Monday.AddDays(1), 9);
        await gap.RunAsync(SampleListings.Monday.AddDays(2), 9);
        Assert.Empty(await gap.TextsAsync());

        // What comes after the beginning is told.
        await gap.AnnounceAsync(SampleListings.Monday.AddDays(3), 2, 50);
        await gap.RunAsync(SampleListings.Monday.AddDays(3), 9);
        Expect.EachListedOnceInOrder(SampleListings.Ids(2, 50), await gap.TextsAsync());
    }

    [Fact]
    public async Task A_paper_that_was_withdrawn_meanwhile_is_not_told()
    {
        await using var gap = await Gap.StartAsync();
        await gap.AnnounceAsync(SampleListings.Monday, 4, 1);
        await gap.RunAsync(SampleListings.Monday);
        await gap.PutAsync(
            Gap.Paper(
                "2506.00301",
                SampleListings.Monday,
                SampleListings.Monday.AddDays(3),
                withdrawn: true,
                comments: "Withdrawn: an error in the proof"
            ),
            Gap.Paper("2506.00302", SampleListings.Monday, SampleListings.Monday.AddDays(1))
        );
        await gap.AnnounceAsync(SampleListings.Monday.AddDays(3), 2, 50);
        await gap.RunAsync(SampleListings.Monday.AddDays(4), 9);
        Assert.DoesNotContain(await gap.TextsAsync(), text => text.Contains("2506.00301", StringComparison.Ordinal));
        Assert.Contains(await gap.TextsAsync(), text => text.Contains("2506.00302", StringComparison.Ordinal));
    }

    // Off from Tuesday on for so many days with four papers each, back on the day after with two more.
    private static async Task OffForAsync(Gap gap, int days)
    {
        await gap.AnnounceAsync(SampleListings.Monday, 4, 1);
        await gap.RunAsync(SampleListings.Monday);
        foreach (var (at, day) in Gap.Days(days).Index())
        {
            await gap.AnnounceAsync(day, 4, 100 * (at + 1));
        }

        var back = Gap.Days(days + 1).Last();
        await gap.AnnounceAsync(back, 2, 90_000);
        await gap.RunAsync(back);
    }
}
