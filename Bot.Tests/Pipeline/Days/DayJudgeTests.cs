using Bot.Arxiv;
using Bot.Pipeline.Days;

namespace Bot.Tests.Pipeline.Days;

/// <summary>The judge's word on each kind of day.</summary>
public sealed class DayJudgeTests
{
    private static readonly DateOnly Tuesday = new(2025, 6, 10);
    private static readonly DateOnly Saturday = new(2025, 6, 14);
    private static readonly DateOnly Thanksgiving = new(2026, 11, 27);

    [Theory]
    [InlineData(130, 0, 0, DayState.Complete, true)]
    [InlineData(130, 5, 0, DayState.Complete, true)] // a few came again
    [InlineData(0, 130, 0, DayState.Stale, false)]
    [InlineData(4, 130, 0, DayState.Stale, false)] // stragglers on a stale copy
    [InlineData(80, 60, 0, DayState.Partial, false)] // nobody can say
    [InlineData(1, 0, 0, DayState.Complete, true)] // a small category's day
    [InlineData(1, 1, 0, DayState.Stale, false)]
    public void Ids_decide_whether_it_is_a_listing_a_copy_or_a_mixture(
        int unseen,
        int known,
        int ofDay,
        DayState state,
        bool isListing
    )
    {
        var verdict = Read(Seen(Tuesday, unseen, known, ofDay));
        Assert.Equal((state, isListing), (verdict.State, verdict.IsListing));
        Assert.Equal(state == DayState.Stale ? Tuesday.AddDays(-1) : Tuesday, verdict.ListingDay);
    }

    [Fact]
    public void Papers_that_join_a_listing_are_counted_as_late()
    {
        var verdict = Read(Seen(Tuesday, unseen: 3, ofDay: 130) with { SoFar = DayState.Complete });
        Assert.Equal((DayState.Complete, 3, Tuesday), (verdict.State, verdict.Late, verdict.ListingDay));
    }

    [Fact]
    public void A_day_that_is_in_is_not_unlearned()
    {
        var known = Seen(Tuesday, known: 130) with { SoFar = DayState.Complete };
        Assert.Equal(
            (DayState.Complete, Tuesday.AddDays(-1), false),
            (Read(known).State, Read(known).ListingDay, Read(known).IsListing)
        );
        Assert.Equal(DayState.Complete, Read(Seen(Tuesday) with { SoFar = DayState.Complete }).State);
        Assert.Null(DayJudge.Failed(Tuesday, DayState.Complete, "HTTP 503"));
        Assert.Null(DayJudge.NotYet(Tuesday, DayState.Complete, At(Tuesday, 12)));
        Assert.Null(DayJudge.AtEnd(Finished(DayState.Complete, sawEmptyFeed: true, othersHadListing: false)));
    }

    [Fact]
    public void A_listing_under_yesterdays_date_is_yesterdays()
    {
        var verdict = DayJudge.Read(Seen(Tuesday, unseen: 130), At(Tuesday.AddDays(1), 9));
        Assert.Equal((DayState.Complete, Tuesday, true), (verdict.State, verdict.ListingDay, verdict.IsListing));
    }

    [Fact]
    public void A_listing_under_saturdays_date_is_fridays_when_fridays_had_not_come()
    {
        var verdict = Read(Seen(Saturday, unseen: 58) with { Previous = DayState.Stale });
        Assert.Equal(
            (DayState.Stale, Saturday.AddDays(-1), true),
            (verdict.State, verdict.ListingDay, verdict.IsListing)
        );
    }

    [Fact]
    public void A_listing_that_other_categories_had_a_day_earlier_is_of_that_day_if_it_had_not_come()
    {
        var seen = Seen(Tuesday, unseen: 81) with { Previous = DayState.Stale, EarlierElsewhere = 27 };
        Assert.Equal((Tuesday.AddDays(-1), true), (Read(seen).ListingDay, Read(seen).IsListing));
        Assert.Equal(Tuesday, Read(seen with { Previous = DayState.Complete }).ListingDay);
        Assert.Equal(Tuesday, Read(seen with { EarlierElsewhere = 2 }).ListingDay);
    }

    [Fact]
    public void A_listing_built_at_midnight_after_a_day_that_did_not_come_gets_no_number()
    {
        var seen = Seen(Tuesday, unseen: 81) with { Previous = DayState.Stale, BuiltAt = At(Tuesday, 0).AddSeconds(1) };
        Assert.Equal((DayState.Partial, false), (Read(seen).State, Read(seen).IsListing));
        Assert.Equal(DayState.Complete, Read(seen with { BuiltAt = At(Tuesday, 0).AddSeconds(4) }).State);
        Assert.Equal(DayState.Complete, Read(seen with { Previous = DayState.Complete }).State);
        Assert.Equal(DayState.Partial, Read(seen with { Previous = DayState.Quiet }).State);
    }

    [Fact]
    public void A_feed_that_arxiv_cut_off_gets_no_number() =>
        Assert.Equal(DayState.Partial, Read(Seen(Tuesday, unseen: 900) with { Items = 2000 }).State);

    [Theory]
    [InlineData("2025-06-10", 3, DayState.Waiting)]
    [InlineData("2025-06-10", 6, DayState.Late)]
    [InlineData("2025-06-14", 6, DayState.Weekend)]
    [InlineData("2026-11-27", 6, DayState.Holiday)]
    public void An_empty_feed_is_waited_for_then_late_or_what_the_calendar_says(string day, int hour, DayState state)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(state, DayJudge.Read(Seen(date), At(date, hour)).State);
    }

    [Fact]
    public void A_holiday_has_its_name_and_a_copy_on_it_is_stale()
    {
        Assert.Equal("Thanksgiving", Read(Seen(Thanksgiving)).Reason);
        Assert.Equal(DayState.Stale, Read(Seen(Thanksgiving, known: 100)).State);
    }

    [Fact]
    public void An_empty_feed_built_at_midnight_after_a_weekend_may_be_a_copy_of_the_weekends()
    {
        var monday = Tuesday.AddDays(-1);
        Assert.Equal(DayState.Stale, Read(Seen(monday) with { BuiltAt = At(monday, 0) }).State);
        Assert.Equal(DayState.Late, Read(Seen(monday) with { BuiltAt = At(monday, 0).AddSeconds(20) }).State);
        Assert.Equal(DayState.Late, Read(Seen(Tuesday) with { BuiltAt = At(Tuesday, 0) }).State);
    }

    [Theory]
    [InlineData(DayState.Late, true, false, DayState.Quiet)]
    [InlineData(DayState.Late, true, true, DayState.Late)]
    [InlineData(DayState.Waiting, false, false, DayState.Late)]
    public void Quiet_is_only_a_day_that_is_over_with_an_empty_feed_here_and_no_listing_elsewhere(
        DayState state,
        bool empty,
        bool others,
        DayState end
    ) => Assert.Equal(end, DayJudge.AtEnd(Finished(state, empty, others))!.State);

    [Theory]
    [InlineData(DayState.Broken)]
    [InlineData(DayState.Stale)]
    [InlineData(DayState.Partial)]
    [InlineData(DayState.Holiday)]
    public void A_broken_or_stale_day_never_becomes_a_quiet_one(DayState state) =>
        Assert.Null(DayJudge.AtEnd(Finished(state, sawEmptyFeed: true, othersHadListing: false)));

    [Fact]
    public void A_failure_is_broken_and_never_quiet()
    {
        Assert.Equal(
            (DayState.Broken, "HTTP 400"),
            (
                DayJudge.Failed(Tuesday, null, "HTTP 400")!.State,
                DayJudge.Failed(Tuesday, DayState.Late, "HTTP 400")!.Reason
            )
        );
        Assert.Equal(DayState.Late, DayJudge.NotYet(Tuesday, DayState.Broken, At(Tuesday, 12))!.State);
    }

    private static FinishedDay Finished(DayState state, bool sawEmptyFeed, bool othersHadListing) =>
        new(Tuesday, state) { SawEmptyFeed = sawEmptyFeed, OthersHadListing = othersHadListing };

    private static DayVerdict Read(FeedObservation seen) => DayJudge.Read(seen, At(seen.Day, 21));

    private static FeedObservation Seen(DateOnly day, int unseen = 0, int known = 0, int ofDay = 0) =>
        new()
        {
            Day = day,
            BuiltAt = At(day, 0).AddSeconds(9),
            Items = unseen + known + ofDay,
            Unseen = unseen,
            Known = known,
            OfDay = ofDay,
            KnownDay = known > 0 ? day.AddDays(-1) : null,
            Previous = DayState.Complete,
        };

    private static DateTimeOffset At(DateOnly day, int hour) =>
        new(
            day.ToDateTime(new TimeOnly(hour, 0)),
            ArxivDay.NewYork.GetUtcOffset(day.ToDateTime(new TimeOnly(hour, 0)))
        );
}
