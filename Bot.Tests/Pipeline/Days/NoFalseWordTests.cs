using System.Net.Http.Json;
using Bot.Cli;
using Bot.Ledger;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Days;

/// <summary>
/// Whatever a feed does on a day, on an ordinary one and on a holiday: nothing is tooted that is not so, and
/// <c>status</c> says what is wrong and since when.
/// </summary>
public sealed class NoFalseWordTests
{
    private static readonly DateOnly Wednesday = new(2025, 6, 18);
    private static readonly DateOnly Thursday = new(2025, 6, 19);
    private static readonly DateOnly Juneteenth = new(2025, 6, 20);

    public static TheoryData<string, bool> Faults =>
        new MatrixTheoryData<string, bool>(
            ["503", "html", "400-document", "truncated", "cut", "cut-midway", "redirect", "403", "429"],
            [false, true]
        );

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Of_a_feed_that_fails_nothing_is_tooted_and_status_says_why_and_since_when(
        string fault,
        bool onHoliday
    )
    {
        var day = onHoliday ? Juneteenth : Thursday;
        await using var rehearsal = await TootedAsync(day.AddDays(-1));
        await rehearsal.ServeAsync(SampleListings.Feed(onHoliday ? "" : SampleListings.Item("2506.00099"), date: day));
        await rehearsal.FaultAsync("feed", fault, times: 0);
        foreach (var hour in (int[])[1, 9, 23])
        {
            await LookAsync(rehearsal, day, hour);
        }

        Expect.EachOnceInOrder(SampleListings.Ids(20), await rehearsal.TextsAsync());
        Assert.Matches(
            $@"\n  {day:yyyy-MM-dd} BROKEN since {day:yyyy-MM-dd} 05:0\d UTC, 0 new: http://127\.0\.0\.1:\d+/rss/cs\.LG: .+; .+\n",
            StatusCommand.Text(rehearsal.Report())
        );
        Assert.Contains(
            "the feed cs.LG fails since",
            Assert.Single(rehearsal.Report().AlarmsAt(rehearsal.Clock.GetUtcNow())),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("stale", false, "STALE since 2025-06-19 05:", "the feed shows the papers of 2025-06-18 again")]
    [InlineData("stale", true, "STALE since 2025-06-20 05:", "the feed shows the papers of 2025-06-19 again")]
    [InlineData("late", false, "LATE since 2025-06-19 13:", "nothing has come though arXiv should have announced")]
    [InlineData("late", true, "waiting since 2025-06-20 05:", "the feed is still that of an earlier day")]
    [InlineData("empty", false, "LATE since 2025-06-19 13:", "nothing has come though arXiv should have announced")]
    [InlineData("holiday", false, "LATE since 2025-06-19 13:", "nothing has come though arXiv should have announced")]
    public async Task Of_a_feed_that_has_nothing_of_the_day_nothing_is_tooted(
        string habit,
        bool onHoliday,
        string state,
        string reason
    )
    {
        var day = onHoliday ? Juneteenth : Thursday;
        await using var rehearsal = await TootedAsync(day.AddDays(-1));
        await rehearsal.ServeAsync(SampleListings.Day(20, first: 40, date: day));
        await HabitAsync(rehearsal, habit);
        foreach (var hour in (int[])[1, 9, 23])
        {
            await LookAsync(rehearsal, day, hour);
        }

        Expect.EachOnceInOrder(SampleListings.Ids(20), await rehearsal.TextsAsync());
        Assert.Matches(
            $@"\n  {day:yyyy-MM-dd} {state}\d\d UTC, 0 new: {reason}",
            StatusCommand.Text(rehearsal.Report())
        );
        Assert.Equal(onHoliday ? 0 : 1, rehearsal.Report().AlarmsAt(rehearsal.Clock.GetUtcNow()).Count);
    }

    [Theory]
    [InlineData("past-dated", 20, 1)] // they join the listing of the day that the feed names
    [InlineData("duplicated", 20, 2)]
    [InlineData("shrinking", 20, 2)]
    [InlineData("partial", 10, 2)]
    [InlineData("mixed", 20, 1)] // nobody can say what it is: no number is told
    public async Task Of_a_feed_that_has_the_papers_in_an_odd_way_each_is_tooted_once(
        string habit,
        int first,
        int summaries
    )
    {
        await using var rehearsal = await TootedAsync(Wednesday);
        await rehearsal.ServeAsync(SampleListings.Day(20, first: 40, date: Thursday));
        await HabitAsync(rehearsal, habit);
        foreach (var hour in (int[])[1, 9, 23])
        {
            await LookAsync(rehearsal, Thursday, hour);
        }

        Expect.EachOnceInOrder(
            [.. SampleListings.Ids(20), .. SampleListings.Ids(first, 40)],
            await rehearsal.TextsAsync(),
            summaries
        );

        (await rehearsal.Http.DeleteAsync("sandbox/habits")).EnsureSuccessStatusCode();
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(20));
        await rehearsal.RunOnceAsync();
        Expect.EachOnceInOrder(
            [.. SampleListings.Ids(20), .. SampleListings.Ids(20, 40)],
            await rehearsal.TextsAsync(),
            summaries
        );
    }

    [Fact]
    public async Task Papers_that_join_late_are_counted_by_status()
    {
        await using var rehearsal = await TootedAsync(Wednesday);
        await rehearsal.ServeAsync(SampleListings.Day(125, first: 40, date: Thursday));
        await LookAsync(rehearsal, Thursday, 1);
        await rehearsal.ServeAsync(SampleListings.Day(128, first: 40, date: Thursday));
        await LookAsync(rehearsal, Thursday, 21);
        Expect.EachOnceInOrder(
            [.. SampleListings.Ids(20), .. SampleListings.Ids(128, 40)],
            await rehearsal.TextsAsync(),
            summaries: 2
        );
        Assert.Matches(
            @"\n  2025-06-19 complete since 2025-06-19 05:0\d UTC, 128 new, 3 of them late: the listing is in; 3 joined it later\n",
            StatusCommand.Text(rehearsal.Report())
        );
    }

    // The day before is in and tooted.
    private static async Task<Rehearsal> TootedAsync(DateOnly before)
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Clock.Advance(
            new DateTimeOffset(before.ToDateTime(new TimeOnly(5, 0)), TimeSpan.Zero) - rehearsal.Clock.GetUtcNow()
        );
        await rehearsal.ServeAsync(SampleListings.Day(20, date: before));
        await rehearsal.RunOnceAsync();
        return rehearsal;
    }

    private static async Task HabitAsync(Rehearsal rehearsal, string kind) =>
        (
            await rehearsal.Http.PostAsJsonAsync("sandbox/habits", new { query = "cs.LG", kind })
        ).EnsureSuccessStatusCode();

    private static async Task LookAsync(Rehearsal rehearsal, DateOnly day, int hour)
    {
        var time = new DateTimeOffset(day.ToDateTime(new TimeOnly(hour, 0)), TimeSpan.FromHours(-4));
        rehearsal.Clock.Advance(time - rehearsal.Clock.GetUtcNow());
        await rehearsal.RunOnceAsync();
    }
}
