using Bot.Arxiv;
using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>
/// A stale copy was taken for the day's own listing where its papers had never been seen, and its number was said under
/// the wrong day: after a copy on the day before, after a listing of which only cross-lists had come, and beside
/// another listing of the same date. A summary that was composed anew counted what had joined since. Found by the
/// simulator.
/// </summary>
public sealed class CopyOfAnUnseenListingTests
{
    private static readonly DateOnly Tuesday = SampleListings.Monday.AddDays(1);

    [Fact]
    public async Task A_copy_after_a_copy_gets_no_number()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await LookAsync(rehearsal, BuiltAtMidnight(SampleListings.Day(3)));
        await NextDayAsync(rehearsal, BuiltAtMidnight(SampleListings.Day(5, first: 11, date: Tuesday)));
        await PartialAndWithoutNumberAsync(rehearsal, [.. SampleListings.Ids(3), .. SampleListings.Ids(5, 11)]);
    }

    [Fact]
    public async Task A_copy_of_a_listing_of_which_only_cross_lists_had_come_gets_no_number()
    {
        var crossLists = string.Concat(
            SampleListings.Ids(2).Select(id => SampleListings.Item(id, "cross", categories: "stat.ML cs.LG"))
        );
        await using var rehearsal = await Rehearsal.StartAsync();
        await LookAsync(rehearsal, SampleListings.Feed(crossLists));
        await NextDayAsync(
            rehearsal,
            SampleListings.Feed(
                string.Concat(SampleListings.Ids(3, 11).Select(id => SampleListings.Item(id))) + crossLists,
                date: Tuesday
            )
        );
        await PartialAndWithoutNumberAsync(rehearsal, [.. SampleListings.Ids(3, 11)]);
    }

    [Fact]
    public async Task A_copy_after_a_day_that_had_only_new_versions_gets_no_number()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await LookAsync(rehearsal, SampleListings.Feed(SampleListings.Item("2505.00007", "replace", 2)));
        await NextDayAsync(rehearsal, BuiltAtMidnight(SampleListings.Day(3, first: 11, date: Tuesday)));
        await PartialAndWithoutNumberAsync(rehearsal, [.. SampleListings.Ids(3, 11)]);
    }

    [Fact]
    public async Task A_listing_that_comes_after_a_copy_of_the_same_date_gets_no_number()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await LookAsync(rehearsal, BuiltAtMidnight(SampleListings.Day(3)));
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        await LookAsync(rehearsal, SampleListings.Day(5, first: 11));
        await PartialAndWithoutNumberAsync(rehearsal, [.. SampleListings.Ids(3), .. SampleListings.Ids(5, 11)]);
    }

    [Fact]
    public async Task A_summary_that_is_composed_anew_keeps_its_number()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Accounts:0:NewPapers"] = "list";
        await rehearsal.FaultAsync("post", "401", times: 1);
        await LookAsync(rehearsal, SampleListings.Day(4));
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        await rehearsal.ChangeAsync(new { maxCharacters = 250 });
        await LookAsync(rehearsal, SampleListings.Day(6));
        var texts = await rehearsal.TextsAsync();
        Assert.StartsWith("4 new papers in cs.LG", texts[0], StringComparison.Ordinal);
        Assert.All(
            SampleListings.Ids(6),
            id => Assert.Single(texts, text => text.Contains($"/abs/{id}", StringComparison.Ordinal))
        );
    }

    private static string BuiltAtMidnight(string feed) =>
        feed.Replace("04:00:05 +0000", "04:00:01 +0000", StringComparison.Ordinal);

    private static async Task LookAsync(Rehearsal rehearsal, string feed)
    {
        await rehearsal.ServeAsync(feed);
        await rehearsal.RunOnceAsync();
    }

    private static async Task NextDayAsync(Rehearsal rehearsal, string feed)
    {
        rehearsal.Clock.Advance(TimeSpan.FromDays(1));
        await LookAsync(rehearsal, feed);
    }

    private static async Task PartialAndWithoutNumberAsync(Rehearsal rehearsal, string[] papers)
    {
        Assert.Equal(DayState.Partial, rehearsal.Report().Days[0].State);
        var texts = await rehearsal.TextsAsync();
        Assert.Equal(papers.Length, texts.Count);
        Assert.All(
            papers.Zip(texts),
            pair => Assert.Contains($"/abs/{pair.First}", pair.Second, StringComparison.Ordinal)
        );
    }
}
