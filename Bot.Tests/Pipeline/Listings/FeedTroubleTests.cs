using Bot.Arxiv;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Listings;

/// <summary>A feed that fails is never an empty day: it is said, kept, and read again.</summary>
public sealed class FeedTroubleTests
{
    [Theory]
    [InlineData("rss", "503", "arXiv has trouble")]
    [InlineData("atom", "503", "arXiv has trouble")]
    [InlineData("rss", "html", "as web pages do")]
    [InlineData("atom", "html", "as web pages do")]
    [InlineData("rss", "400-document", "check the account's Categories")]
    [InlineData("atom", "400-document", "check the account's Categories")]
    [InlineData("rss", "truncated", "damaged or cut short")]
    [InlineData("atom", "truncated", "damaged or cut short")]
    [InlineData("rss", "cut", "check the network")]
    [InlineData("atom", "cut", "check the network")]
    [InlineData("rss", "cut-midway", "")]
    [InlineData("atom", "cut-midway", "")]
    [InlineData("rss", "redirect", "set Bot:Feed:BaseUrl")]
    [InlineData("atom", "redirect", "set Bot:Feed:BaseUrl")]
    [InlineData("rss", "403", "turns the bot away")]
    [InlineData("atom", "403", "turns the bot away")]
    [InlineData("rss", "429", "turns the bot away")]
    [InlineData("atom", "429", "turns the bot away")]
    [InlineData("rss", "404", "check the account's Categories")]
    [InlineData("atom", "404", "check the account's Categories")]
    public async Task A_failed_feed_is_said_and_the_day_is_not_lost(string form, string kind, string words)
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Feed:BaseUrl"] = new Uri(rehearsal.Sandbox.Url, form + "/").AbsoluteUri;
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.FaultAsync("feed", kind, times: 3);

        var result = await rehearsal.RunOnceAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(words, Assert.Single(result.Troubles), StringComparison.Ordinal);
        Assert.Empty(await rehearsal.TextsAsync());
        var feed = Assert.Single(rehearsal.Report().Feeds);
        Assert.NotNull(feed.FailedSince);

        await rehearsal.HealAsync();
        Assert.Equal(0, (await rehearsal.RunOnceAsync()).ExitCode);
        Expect.EachOnceInOrder(SampleListings.Ids(3), await rehearsal.TextsAsync());
        Assert.Null(Assert.Single(rehearsal.Report().Feeds).FailedSince);
    }

    [Fact]
    public async Task A_trouble_of_seconds_is_ridden_out()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.FaultAsync("feed", "503", times: 2);
        Assert.Equal(0, (await rehearsal.RunOnceAsync()).ExitCode);
        Expect.EachOnceInOrder(SampleListings.Ids(3), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task Arxivs_etag_is_sent_back_without_quotes_and_answered_with_304()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(1));
        await rehearsal.RunOnceAsync();
        await rehearsal.RunOnceAsync();
        var reads = (await rehearsal.RequestsAsync())
            .Where(one => ((string)one["path"]!).StartsWith("/rss", StringComparison.Ordinal))
            .ToList();
        Assert.Equal([200, 304], reads.Select(one => (int)one["answered"]!));
        Assert.Matches("^[0-9a-f]{64}$", (string)reads[1]["ifNoneMatch"]!);
    }

    [Fact]
    public async Task A_day_that_was_read_in_one_form_is_not_said_again_in_the_other()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(3));
        rehearsal.Settings["Bot:Feed:BaseUrl"] = new Uri(rehearsal.Sandbox.Url, "atom/").AbsoluteUri;
        await rehearsal.RunOnceAsync();
        rehearsal.Settings.Clear();
        await rehearsal.ServeAsync(SampleListings.Day(4));
        Assert.Equal(0, (await rehearsal.RunOnceAsync()).ExitCode);
        Expect.EachOnceInOrder(SampleListings.Ids(4), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task A_304_that_nobody_asked_for_is_no_empty_day()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(1));
        await rehearsal.FaultAsync("feed", "not-modified", times: 0);
        Assert.Equal(1, (await rehearsal.RunOnceAsync()).ExitCode);
    }

    [Fact]
    public async Task Requests_to_arxiv_keep_their_distance_over_restarts_and_retries()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Feed:MinimumInterval"] = "00:00:03";
        rehearsal.Settings["Bot:Accounts:0:Categories:1"] = "stat.ML";
        await rehearsal.ServeAsync(SampleListings.Day(1));
        await rehearsal.ServeAsync(SampleListings.Day(1, first: 50, category: "stat.ML"), "stat.ML");
        await rehearsal.FaultAsync("feed", "503", every: 2, times: 2);
        for (var start = 0; start < 3; start++)
        {
            await rehearsal.RunOnceAsync();
        }

        var times = (await rehearsal.RequestsAsync())
            .Where(one => ((string)one["path"]!).StartsWith("/rss", StringComparison.Ordinal))
            .Select(one => (DateTimeOffset)one["at"]!)
            .ToList();
        Assert.True(times.Count >= 8);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task A_bad_item_is_reported_and_the_others_are_posted()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(
            SampleListings.Feed(
                SampleListings.Item("2506.00001") + "<item><title>?</title></item>" + SampleListings.Item("2506.00003")
            )
        );
        await rehearsal.RunOnceAsync();
        Expect.EachOnceInOrder(["2506.00001", "2506.00003"], await rehearsal.TextsAsync());
        Assert.StartsWith(
            "item 2: no arXiv identifier",
            Assert.Single(Assert.Single(rehearsal.Report().Feeds).LeftOut),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("2025-06-09T03:59:30Z", "2025-06-09T04:01:01Z")]
    [InlineData("2025-06-09T04:00:00Z", "2025-06-09T04:01:01Z")]
    [InlineData("2025-06-09T04:00:59Z", "2025-06-09T04:01:01Z")]
    [InlineData("2025-06-09T04:02:00Z", "2025-06-09T04:02:00Z")]
    [InlineData("2025-01-09T04:00:30Z", "2025-01-09T04:00:30Z")]
    [InlineData("2025-01-09T04:59:30Z", "2025-01-09T05:01:01Z")]
    public void No_look_falls_near_midnight_in_new_york(string time, string expected) =>
        Assert.Equal(
            DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
            ArxivCalendar.AwayFromMidnight(
                DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture)
            )
        );

    [Theory]
    // Never looked: now.
    [InlineData("2025-06-09T05:00:00Z", null, false, null, "2025-06-09T05:00:00Z")]
    // Not in yet: half an hour.
    [InlineData("2025-06-09T05:00:00Z", "2025-06-09T04:50:00Z", false, DayState.Waiting, "2025-06-09T05:20:00Z")]
    // Nor is a stale one.
    [InlineData("2025-06-09T15:00:00Z", "2025-06-09T14:50:00Z", false, DayState.Stale, "2025-06-09T15:20:00Z")]
    // Failed: ten minutes.
    [InlineData("2025-06-09T05:00:00Z", "2025-06-09T04:55:00Z", true, DayState.Broken, "2025-06-09T05:05:00Z")]
    // In: once more at 20:30.
    [InlineData("2025-06-09T05:00:00Z", "2025-06-09T04:55:00Z", false, DayState.Complete, "2025-06-10T00:30:00Z")]
    // A holiday: likewise, in winter.
    [InlineData("2026-11-27T06:00:00Z", "2026-11-27T05:07:00Z", false, DayState.Holiday, "2026-11-28T01:30:00Z")]
    // Then after midnight.
    [InlineData("2025-06-10T00:45:00Z", "2025-06-10T00:31:00Z", false, DayState.Complete, "2025-06-10T04:05:00Z")]
    // Saturday before the clocks change.
    [InlineData("2026-03-08T04:59:00Z", "2026-03-07T05:10:00Z", false, DayState.Weekend, "2026-03-08T05:05:00Z")]
    // Sunday: once; Monday begins an hour earlier.
    [InlineData("2026-03-08T12:00:00Z", "2026-03-08T05:10:00Z", false, DayState.Weekend, "2026-03-09T04:05:00Z")]
    // Saturday: once.
    [InlineData("2025-06-07T05:00:00Z", "2025-06-07T04:10:00Z", false, DayState.Weekend, "2025-06-08T04:05:00Z")]
    // And seldom again when that failed.
    [InlineData("2025-06-07T05:00:00Z", "2025-06-07T04:10:00Z", true, DayState.Broken, "2025-06-07T10:10:00Z")]
    public void A_day_is_looked_at_until_it_is_in_once_more_in_the_evening_and_weekends_once(
        string now,
        string? checkedAt,
        bool failed,
        DayState? state,
        string expected
    )
    {
        static DateTimeOffset Time(string text) =>
            DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var next = new ArxivCalendar(new Random(1)).NextLook(
            Time(now),
            checkedAt is null ? null : Time(checkedAt),
            failed,
            state
        );
        Assert.InRange(next, Time(expected), Time(expected).AddMinutes(3));
    }
}
