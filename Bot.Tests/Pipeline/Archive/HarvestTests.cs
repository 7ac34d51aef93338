using Bot.Arxiv;
using Bot.Ledger;
using Bot.Pipeline;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Archive;

/// <summary>
/// Reading the archive: gently, a page at a time, over restarts and troubles, and never at the feeds' expense.
/// </summary>
[Trait("Category", "Slow")]
public sealed class HarvestTests
{
    private static readonly DateOnly Back = SampleListings.Monday.AddDays(3);

    [Theory]
    [InlineData("503", "arXiv has trouble")]
    [InlineData("html", "as web pages do")]
    [InlineData("truncated", "damaged or cut short")]
    [InlineData("404", "check Bot:Archive:BaseUrl")]
    public async Task While_the_archive_fails_the_feeds_go_on_and_status_says_what_is_missing_and_why(
        string fault,
        string words
    )
    {
        await using var gap = await OffAsync();
        await gap.Rehearsal.FaultAsync("archive", fault, times: 0);
        Assert.Empty((await RunAsync(gap, 0)).Troubles);
        await RunAsync(gap, 9);
        Expect.EachListedOnceInOrder(
            [.. SampleListings.Ids(4), .. SampleListings.Ids(2, 900)],
            await gap.TextsAsync(),
            summaries: 2
        );
        var harvest = Assert.Single(gap.Rehearsal.Report().Archive);
        Assert.InRange(harvest.FailedSince!.Value, At(Back, 0), At(Back, 1));
        Assert.Contains(words, harvest.Error!, StringComparison.Ordinal);
        Assert.Equal(
            "days 2025-06-10..11 were missed; the archive fails since 2025-06-12 04:06 UTC, so their papers "
                + "are not told yet; they will be when it answers",
            Assert.Single(gap.Rehearsal.Report().Missed).ToString()
        );

        await gap.Rehearsal.HealAsync();
        await RunAsync(gap, 22);
        await AllToldAsync(gap);
        Assert.Null(Assert.Single(gap.Rehearsal.Report().Archive).FailedSince);
    }

    [Fact]
    public async Task Without_an_archive_nothing_is_asked_and_the_days_are_named_as_missed()
    {
        await using var gap = await OffAsync(hasArchive: false);
        await RunAsync(gap, 0);
        Assert.DoesNotContain(await gap.Rehearsal.RequestsAsync(), one => (string)one["path"]! == "/oai");
        var report = gap.Rehearsal.Report();
        Assert.Empty(report.Archive);
        Assert.StartsWith(
            "days 2025-06-10..11 were missed; no feed brought their listing whole, and the archive was never "
                + "asked what they had (see Bot:Archive:BaseUrl)",
            Assert.Single(report.Missed).ToString(),
            StringComparison.Ordinal
        );
        // Set later, it is asked for what lies back further than usual.
        gap.Rehearsal.Settings["Bot:Archive:BaseUrl"] = new Uri(gap.Rehearsal.Sandbox.Url, "oai").AbsoluteUri;
        await RunAsync(gap, 22);
        await AllToldAsync(gap);
    }

    [Fact]
    public async Task A_wait_that_arxiv_asks_for_is_kept_over_a_restart()
    {
        await using var gap = await OffAsync();
        await gap.Rehearsal.FaultAsync("archive", "503-retry-after", milliseconds: 7_200_000);
        await RunAsync(gap, 0);
        var asked = (await ArchiveRequestsAsync(gap)).Count;
        await RunAsync(gap, 1);
        Assert.Equal(asked, (await ArchiveRequestsAsync(gap)).Count);
        await RunAsync(gap, 3);
        await AllToldAsync(gap);
    }

    [Fact]
    public async Task Stopped_between_two_pages_it_goes_on_at_the_next_one_and_tells_nothing_before_the_list_is_whole()
    {
        await using var gap = await OffAsync();
        await gap.Rehearsal.ChangeAsync(new { oaiPageSize = 5 });
        await gap.Rehearsal.FaultAsync("archive", "503", skip: 1, times: 4);
        await RunAsync(gap, 0);
        var (asked, harvest) = ((await ArchiveRequestsAsync(gap)).Count, Harvest(gap));
        Assert.Equal(
            (2, false),
            (harvest.Page, (await gap.TextsAsync()).Any(text => text.StartsWith("Caught up", StringComparison.Ordinal)))
        );
        await RunAsync(gap, 3);
        await AllToldAsync(gap);
        Assert.All(
            (await ArchiveRequestsAsync(gap)).Skip(asked),
            query => Assert.Contains("resumptionToken", query, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_position_that_has_expired_is_left_and_the_list_read_anew()
    {
        await using var gap = await OffAsync();
        await gap.Rehearsal.ChangeAsync(new { oaiPageSize = 5, oaiTokenMinutes = 5 });
        await gap.Rehearsal.FaultAsync("archive", "503", skip: 1, times: 4);
        await RunAsync(gap, 0);
        await RunAsync(gap, 1);
        Assert.Contains("does not know this position", Harvest(gap).Error!, StringComparison.Ordinal);
        await RunAsync(gap, 3);
        await AllToldAsync(gap);
    }

    [Fact]
    public async Task A_page_that_never_comes_through_costs_only_its_own_papers()
    {
        await using var gap = await OffAsync();
        await gap.Rehearsal.ChangeAsync(new { oaiPageSize = 8 });
        await gap.Rehearsal.FaultAsync("archive", "404", skip: 1, times: 3);
        await RunAsync(gap, 0);
        await RunAsync(gap, 1);
        Assert.DoesNotContain(await gap.TextsAsync(), text => text.StartsWith("Caught up", StringComparison.Ordinal));
        await RunAsync(gap, 2);
        // The first page: Monday's four, Tuesday's four.
        Assert.Contains(
            await gap.TextsAsync(),
            text => text.StartsWith("Caught up: 4 papers of cs.LG from 10 June 2025", StringComparison.Ordinal)
        );
        Assert.Equal(
            [SampleListings.Monday.AddDays(1), SampleListings.Monday.AddDays(2)],
            Assert.Single(gap.Rehearsal.Report().Missed).Days
        );
        await RunAsync(gap, 9);
        await AllToldAsync(gap);
    }

    [Fact]
    public async Task A_list_without_end_is_left_and_what_it_had_is_told_and_the_archive_is_not_pestered()
    {
        await using var gap = await OffAsync();
        await gap.Rehearsal.ChangeAsync(new { oaiEndless = true });
        for (var hour = 0; hour < 12; hour++)
        {
            await RunAsync(gap, hour);
        }

        await AllToldAsync(gap);
        Assert.Contains("goes on after 400 pages", Harvest(gap).Error!, StringComparison.Ordinal);
        Assert.NotNull(Harvest(gap).FailedSince);
        Assert.InRange((await ArchiveRequestsAsync(gap)).Count, 400, 400 * 7);
    }

    [Fact]
    public async Task Once_a_day_it_asks_for_what_changed_since_some_days_before_the_last_time()
    {
        await using var gap = await Gap.StartAsync();
        foreach (var (at, day) in Gap.Days(3).Prepend(SampleListings.Monday).Index())
        {
            await gap.AnnounceAsync(day, 4, 100 * (at + 1));
            foreach (var hour in (int[])[0, 1, 9, 12, 21])
            {
                await gap.RunAsync(day, hour);
            }
        }

        Assert.Equal(
            ["2025-06-06", "2025-06-06", "2025-06-07", "2025-06-08"],
            (await ArchiveRequestsAsync(gap)).Select(query => query.Split("from=")[1])
        );
    }

    [Fact]
    public async Task A_long_list_never_keeps_a_feed_waiting_for_more_than_a_page()
    {
        await using var gap = await OffAsync();
        await gap.Rehearsal.ChangeAsync(new { oaiPageSize = 1 });
        gap.Rehearsal.Settings["Bot:Feed:MinimumInterval"] = "00:20:00";
        await gap.AnnounceAsync(Back, 2, 900);
        await gap.Rehearsal.FaultAsync("feed", "503", times: 0);
        await gap.Rehearsal.ServeUntilAsync(ledger => ledger.Harvest(Gap.Category).FinishedAt is not null, loops: 2);
        var paths = (await gap.Rehearsal.RequestsAsync())
            .Select(one => (string)one["path"]!)
            .Where(path => path == "/oai" || path.StartsWith("/rss", StringComparison.Ordinal))
            .ToList();
        Assert.True(paths.Count(path => path == "/oai") > 10);
        Assert.DoesNotContain(paths.Zip(paths.Skip(1)), pair => pair is ("/oai", "/oai"));
    }

    [Fact]
    public async Task What_the_archive_knows_of_a_paper_is_kept()
    {
        await using var gap = await Gap.StartAsync();
        await gap.AnnounceAsync(SampleListings.Monday, 2, 1);
        await gap.PutAsync(
            Gap.Paper(
                "2506.00001",
                SampleListings.Monday.AddDays(-3),
                SampleListings.Monday,
                withdrawn: true,
                comments: "Withdrawn: Theorem 2 is wrong"
            ),
            Gap.Paper("2401.00001", new DateOnly(2024, 1, 5), SampleListings.Monday)
        );
        await gap.RunAsync(SampleListings.Monday);
        using var ledger = gap.Rehearsal.ReadLedger();
        var known = await ledger.Intake.EarlierToots(
            await ledger.Accounts.Account(1),
            [ArxivId.Parse("2506.00001"), ArxivId.Parse("2401.00001")]
        );
        var facts = known[ArxivId.Parse("2506.00001")].Archived!;
        Assert.Equal(
            (2, 2, "Withdrawn: Theorem 2 is wrong", "Withdrawn: Theorem 2 is wrong"),
            (facts.Version, facts.Withdrawal!.Version, facts.Withdrawal.Reason, facts.Comments)
        );
        Assert.Null(known.GetValueOrDefault(ArxivId.Parse("2401.00001"))?.Archived);
    }

    private static HarvestReport Harvest(Gap gap) => Assert.Single(gap.Rehearsal.Report().Archive);

    private static async Task<IReadOnlyList<string>> ArchiveRequestsAsync(Gap gap) =>
        [
            .. (await gap.Rehearsal.RequestsAsync())
                .Where(one => (string)one["path"]! == "/oai")
                .Select(one => (string)one["query"]!),
        ];

    // Monday's listing was told, Tuesday's and Wednesday's came while the bot was off; Thursday's is there.
    private static async Task<Gap> OffAsync(bool hasArchive = true)
    {
        var gap = await Gap.StartAsync(hasArchive: false);
        await gap.AnnounceAsync(SampleListings.Monday, 4, 1);
        await gap.RunAsync(SampleListings.Monday);
        await gap.AnnounceAsync(SampleListings.Monday.AddDays(1), 4, 100);
        await gap.AnnounceAsync(SampleListings.Monday.AddDays(2), 4, 200);
        await gap.AnnounceAsync(Back, 2, 900);
        if (hasArchive)
        {
            gap.Rehearsal.Settings["Bot:Archive:BaseUrl"] = new Uri(gap.Rehearsal.Sandbox.Url, "oai").AbsoluteUri;
        }

        return gap;
    }

    private static async Task<RunResult> RunAsync(Gap gap, int hour)
    {
        gap.ComeTo(Back, hour);
        return await gap.Rehearsal.RunOnceAsync();
    }

    private static async Task AllToldAsync(Gap gap)
    {
        Expect.EachListedOnceInOrder(
            [
                .. SampleListings.Ids(4),
                .. SampleListings.Ids(2, 900),
                .. SampleListings.Ids(4, 100),
                .. SampleListings.Ids(4, 200),
            ],
            await gap.TextsAsync(),
            summaries: 2
        );
    }

    private static DateTimeOffset At(DateOnly day, int hour) =>
        new(
            day.ToDateTime(new TimeOnly(hour, 0)),
            ArxivDay.NewYork.GetUtcOffset(day.ToDateTime(new TimeOnly(hour, 0)))
        );
}
