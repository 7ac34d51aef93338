using Bot.Arxiv;
using Bot.Ledger;
using Bot.Pipeline;
using Bot.Pipeline.Listings;
using Bot.Pipeline.Sending;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Days;

/// <summary>Never a false word about the day: what is tooted of it, and what the ledger knows of it.</summary>
public sealed class TruthOfTheDayTests
{
    private static readonly DateOnly Tuesday = SampleListings.Monday.AddDays(1);
    private static readonly DateOnly Juneteenth = new(2025, 6, 20);

    [Fact]
    public async Task A_day_that_is_in_is_complete_and_told_with_its_number()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await RunOnAsync(rehearsal, SampleListings.Monday, SampleListings.Day(3));
        Assert.Equal((DayState.Complete, 3, 0), (Day(rehearsal).State, Day(rehearsal).Announced, Day(rehearsal).Late));
        Assert.StartsWith("3 new papers in cs.LG", (await rehearsal.TextsAsync())[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Papers_that_join_are_posted_and_counted_and_the_summary_stays_the_only_one()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await RunOnAsync(rehearsal, SampleListings.Monday, SampleListings.Day(30));
        var since = Day(rehearsal).Since;
        await RunOnAsync(rehearsal, SampleListings.Monday, SampleListings.Day(33), hour: 21);
        Assert.Equal(
            (DayState.Complete, 33, 3, since),
            (Day(rehearsal).State, Day(rehearsal).Announced, Day(rehearsal).Late, Day(rehearsal).Since)
        );
        Expect.EachOnceInOrder(SampleListings.Ids(33), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task Stragglers_on_a_stale_copy_are_posted_without_a_word_about_the_day_and_the_listing_still_gets_its_own()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await RunOnAsync(rehearsal, SampleListings.Monday, SampleListings.Day(20));
        await RunOnAsync(rehearsal, Tuesday, SampleListings.Day(22, date: Tuesday));
        Assert.Equal(DayState.Stale, Day(rehearsal).State);
        Assert.Equal("the feed shows the papers of 2025-06-09 again, with 2 more", Day(rehearsal).Message);
        Expect.EachOnceInOrder(SampleListings.Ids(22), await rehearsal.TextsAsync());

        await RunOnAsync(rehearsal, Tuesday, SampleListings.Day(12, first: 40, date: Tuesday), hour: 21);
        Assert.Equal(DayState.Complete, Day(rehearsal).State);
        Assert.Contains(
            await rehearsal.TextsAsync(),
            text =>
                text.StartsWith(
                    "12 new papers in cs.LG (Machine Learning), announced Tuesday 10 June 2025.",
                    StringComparison.Ordinal
                )
        );
        Expect.EachOnceInOrder(
            [.. SampleListings.Ids(22), .. SampleListings.Ids(12, 40)],
            await rehearsal.TextsAsync(),
            summaries: 2
        );
    }

    [Fact]
    public async Task Fridays_listing_under_saturdays_date_is_told_as_fridays()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        var (friday, saturday) = (SampleListings.Monday.AddDays(4), SampleListings.Monday.AddDays(5));
        await RunOnAsync(rehearsal, friday.AddDays(-1), SampleListings.Day(20, date: friday.AddDays(-1)));
        await RunOnAsync(rehearsal, friday, SampleListings.Day(20, date: friday));
        await RunOnAsync(rehearsal, saturday, SampleListings.Day(9, first: 40, date: saturday));

        Assert.Contains(
            await rehearsal.TextsAsync(),
            text =>
                text.StartsWith(
                    "9 new papers in cs.LG (Machine Learning), announced Friday 13 June 2025.",
                    StringComparison.Ordinal
                )
        );
        Assert.Equal(
            [DayState.Stale, DayState.Complete, DayState.Complete],
            rehearsal.Report().Days.Select(day => day.State)
        );
        Expect.EachOnceInOrder(
            [.. SampleListings.Ids(20), .. SampleListings.Ids(9, 40)],
            await rehearsal.TextsAsync(),
            summaries: 2
        );
    }

    [Fact]
    public async Task A_listing_that_may_be_the_day_befores_is_posted_without_a_summary()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await RunOnAsync(rehearsal, SampleListings.Monday, SampleListings.Day(20));
        await RunOnAsync(rehearsal, Tuesday, SampleListings.Day(20, date: Tuesday));
        await RunOnAsync(
            rehearsal,
            Tuesday.AddDays(1),
            SampleListings
                .Day(9, first: 40, date: Tuesday.AddDays(1))
                .Replace("04:00:05 +0000", "04:00:01 +0000", StringComparison.Ordinal)
        );
        Assert.Equal(DayState.Partial, Day(rehearsal).State);
        Expect.EachOnceInOrder([.. SampleListings.Ids(20), .. SampleListings.Ids(9, 40)], await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task An_empty_weekday_is_waited_for_then_late_then_quiet_and_never_tooted()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await RunOnAsync(rehearsal, SampleListings.Monday, SampleListings.Day(3));
        var empty = SampleListings.Feed("", date: Tuesday);
        await RunOnAsync(rehearsal, Tuesday, empty);
        Assert.Equal(DayState.Waiting, Day(rehearsal).State);
        await RunOnAsync(rehearsal, Tuesday, empty, hour: 7);
        Assert.Equal((DayState.Late, At(Tuesday, 7)), (Day(rehearsal).State, Day(rehearsal).Since));
        await RunOnAsync(rehearsal, Tuesday, empty, hour: 20);
        Assert.Equal(At(Tuesday, 7), Day(rehearsal).Since);
        await RunOnAsync(rehearsal, Tuesday.AddDays(1), SampleListings.Day(2, first: 50, date: Tuesday.AddDays(1)));

        Assert.Equal(
            [DayState.Complete, DayState.Quiet, DayState.Complete],
            rehearsal.Report().Days.Select(day => day.State)
        );
        Expect.EachOnceInOrder(
            [.. SampleListings.Ids(3), .. SampleListings.Ids(2, 50)],
            await rehearsal.TextsAsync(),
            summaries: 2
        );
    }

    [Theory]
    [InlineData("503", "arXiv has trouble")]
    [InlineData("html", "as web pages do")]
    [InlineData("400-document", "check the account's Categories")]
    [InlineData("truncated", "damaged or cut short")]
    public async Task A_feed_that_cannot_be_read_makes_a_broken_day_that_says_why_and_since_when(
        string fault,
        string words
    )
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await RunOnAsync(rehearsal, SampleListings.Monday, SampleListings.Day(3));
        await rehearsal.FaultAsync("feed", fault, times: 0);
        await RunOnAsync(rehearsal, Tuesday, SampleListings.Day(4, first: 20, date: Tuesday));
        await RunOnAsync(rehearsal, Tuesday, SampleListings.Day(4, first: 20, date: Tuesday), hour: 9);

        var day = Day(rehearsal);
        Assert.Equal((DayState.Broken, true), (day.State, day.IsWrong));
        Assert.InRange(day.Since, At(Tuesday, 0), At(Tuesday, 1));
        Assert.Contains(words, day.Message, StringComparison.Ordinal);
        Expect.EachOnceInOrder(SampleListings.Ids(3), await rehearsal.TextsAsync());

        // The day went by broken, and stays so: nobody knows what it had.
        await rehearsal.HealAsync();
        await RunOnAsync(rehearsal, Tuesday.AddDays(1), SampleListings.Feed("", date: Tuesday.AddDays(1)));
        Assert.Equal(
            [DayState.Waiting, DayState.Broken, DayState.Complete],
            rehearsal.Report().Days.Select(one => one.State)
        );
        Expect.EachOnceInOrder(SampleListings.Ids(3), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task A_failure_after_the_listing_came_takes_nothing_back()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await RunOnAsync(rehearsal, SampleListings.Monday, SampleListings.Day(3));
        await rehearsal.FaultAsync("feed", "503", times: 0);
        await RunOnAsync(rehearsal, SampleListings.Monday, SampleListings.Day(3), hour: 21);
        Assert.Equal(
            (DayState.Complete, true),
            (Day(rehearsal).State, Assert.Single(rehearsal.Report().Feeds).FailedSince is not null)
        );
    }

    [Fact]
    public async Task Yesterdays_feed_today_means_that_today_is_waited_for_and_then_late()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await RunOnAsync(rehearsal, SampleListings.Monday, SampleListings.Day(3));
        await RunOnAsync(rehearsal, Tuesday, SampleListings.Day(3)); // answered with 304
        Assert.Equal((Tuesday, DayState.Waiting), (Day(rehearsal).Date, Day(rehearsal).State));
        await rehearsal.ChangeAsync(new { feedHonoursEtag = false });
        await RunOnAsync(rehearsal, Tuesday, SampleListings.Day(3), hour: 8);
        Assert.Equal((Tuesday, DayState.Late), (Day(rehearsal).Date, Day(rehearsal).State));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("false", 0)]
    public async Task A_holiday_is_told_once_where_it_is_wanted(string? setting, int toots)
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Accounts:0:HolidayToot"] = setting;
        await RunOnAsync(rehearsal, Juneteenth.AddDays(-1), SampleListings.Day(3, date: Juneteenth.AddDays(-1)));
        foreach (var hour in (int[])[0, 9, 21])
        {
            await RunOnAsync(
                rehearsal,
                Juneteenth,
                SampleListings.Feed("", date: Juneteenth) + new string('\n', hour),
                hour
            );
        }

        Assert.Equal((DayState.Holiday, "Juneteenth"), (Day(rehearsal).State, Day(rehearsal).Message));
        var texts = (await rehearsal.TextsAsync()).Skip(4).ToList();
        Assert.Equal(toots, texts.Count);
        Assert.All(
            texts,
            text =>
                Assert.StartsWith(
                    "No cs.LG papers on Friday 20 June 2025: arXiv holiday (Juneteenth).\n\n#toXiv_bot_toot",
                    text,
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task An_account_of_several_categories_tells_a_holiday_once_when_all_of_them_have_shown_it()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Accounts:0:Categories:1"] = "stat.ML";
        await rehearsal.ServeAsync(
            SampleListings.Day(2, first: 50, category: "stat.ML", date: Juneteenth.AddDays(-1)),
            "stat.ML"
        );
        await RunOnAsync(rehearsal, Juneteenth.AddDays(-1), SampleListings.Day(3, date: Juneteenth.AddDays(-1)));
        await RunOnAsync(rehearsal, Juneteenth, SampleListings.Feed("", date: Juneteenth));
        Assert.Equal(7, (await rehearsal.TextsAsync()).Count);
        await rehearsal.ServeAsync(SampleListings.Feed("", "stat.ML", Juneteenth), "stat.ML");
        await RunOnAsync(rehearsal, Juneteenth, SampleListings.Feed("", date: Juneteenth), hour: 9);
        await RunOnAsync(rehearsal, Juneteenth, SampleListings.Feed("", date: Juneteenth), hour: 21);
        Assert.StartsWith(
            "No cs.LG or stat.ML papers on Friday 20 June 2025: arXiv holiday (Juneteenth).",
            Assert.Single((await rehearsal.TextsAsync()).Skip(7)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_weekend_says_nothing()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await RunOnAsync(
            rehearsal,
            SampleListings.Monday.AddDays(4),
            SampleListings.Day(3, date: SampleListings.Monday.AddDays(4))
        );
        await RunOnAsync(
            rehearsal,
            SampleListings.Monday.AddDays(5),
            SampleListings.Feed("", date: SampleListings.Monday.AddDays(5))
        );
        Assert.Equal((DayState.Weekend, false), (Day(rehearsal).State, Day(rehearsal).IsWrong));
        Assert.Equal(4, (await rehearsal.TextsAsync()).Count);
    }

    [Fact]
    public async Task A_service_asks_in_the_evening_once_more_and_once_on_each_day_of_a_weekend()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        var friday = SampleListings.Monday.AddDays(4);
        rehearsal.Settings["Bot:Pace:SpreadOver"] = "00:00:00";
        rehearsal.Clock.Advance(At(friday, 19) - rehearsal.Clock.GetUtcNow());
        await rehearsal.ServeAsync(SampleListings.Day(2, date: friday));
        rehearsal.Clock.AutoAdvance = false;
        await rehearsal.RunAsync(
            RunMode.Service,
            async (_, ledger) =>
            {
                var began = TimeProvider.System.GetTimestamp();
                while (
                    rehearsal.Clock.GetUtcNow() < At(friday.AddDays(2), 1)
                    && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(1)
                )
                {
                    // The sign of life, the next look, and while there is something to say the next toot.
                    if (rehearsal.Clock.Waiting >= (ledger.CountUnsent(account: 1) > 0 ? 3 : 2))
                    {
                        rehearsal.Clock.AdvanceToNext();
                    }
                    else
                    {
                        await Task.Yield();
                    }
                }
            }
        );

        var looks = (await rehearsal.RequestsAsync())
            .Where(one => ((string)one["path"]!).StartsWith("/rss", StringComparison.Ordinal))
            .Select(one => TimeZoneInfo.ConvertTime((DateTimeOffset)one["at"]!, ArxivDay.NewYork))
            .ToList();
        Assert.Equal(
            ["Fri 19", "Fri 20", "Sat 00", "Sun 00"],
            looks.Select(look => look.ToString("ddd HH", System.Globalization.CultureInfo.InvariantCulture))
        );
        Assert.All(looks, look => Assert.True(look.Hour > 0 || look.Minute >= 5));
        Expect.EachOnceInOrder(SampleListings.Ids(2), await rehearsal.TextsAsync());
    }

    // The newest day is the first of the report.
    private static DayReport Day(Rehearsal rehearsal) => rehearsal.Report().Days.First(day => day.Category == "cs.LG");

    private static async Task RunOnAsync(Rehearsal rehearsal, DateOnly day, string feed, int hour = 0)
    {
        var time = At(day, hour) + (hour == 0 ? TimeSpan.FromMinutes(6) : TimeSpan.Zero);
        if (time > rehearsal.Clock.GetUtcNow())
        {
            rehearsal.Clock.Advance(time - rehearsal.Clock.GetUtcNow());
        }

        await rehearsal.ServeAsync(feed);
        await rehearsal.RunOnceAsync();
    }

    private static DateTimeOffset At(DateOnly day, int hour) =>
        new(
            day.ToDateTime(new TimeOnly(hour, 0)),
            ArxivDay.NewYork.GetUtcOffset(day.ToDateTime(new TimeOnly(hour, 0)))
        );
}
