using Bot.Arxiv;
using Bot.Ledger;
using Bot.Tests.Support;

namespace Bot.Tests.Ledger;

/// <summary>Which days went by without a listing that anybody saw whole.</summary>
public sealed class DayHistoryTests
{
    private static DateOnly Monday => SampleListings.Monday;

    [Theory]
    [InlineData(DayState.Complete, false)]
    [InlineData(DayState.Quiet, false)]
    [InlineData(DayState.Holiday, false)]
    [InlineData(DayState.Weekend, true)]
    [InlineData(DayState.Waiting, true)]
    [InlineData(DayState.Late, true)]
    [InlineData(DayState.Stale, true)]
    [InlineData(DayState.Broken, true)]
    [InlineData(DayState.Partial, true)]
    [InlineData(null, true)]
    public void A_day_is_missed_unless_its_listing_came_or_there_was_none(DayState? state, bool isMissed)
    {
        var history = new DayHistory(Monday, [Day(Monday, state)]);
        Assert.Equal(isMissed ? [Monday] : [], history.Missed(Monday, Monday.AddDays(1)));
    }

    [Fact]
    public void A_day_of_which_nothing_is_known_is_missed_and_a_weekend_is_not() =>
        Assert.Equal(
            [Monday.AddDays(1), Monday.AddDays(4), Monday.AddDays(7)],
            new DayHistory(
                Monday,
                [
                    Day(Monday, DayState.Complete),
                    Day(Monday.AddDays(2), DayState.Quiet),
                    Day(Monday.AddDays(3), DayState.Complete),
                ]
            ).Missed(Monday, Monday.AddDays(8))
        );

    [Fact]
    public void Nothing_is_missed_before_the_first_day_that_anybody_looked_at()
    {
        var history = new DayHistory(Monday.AddDays(2), [Day(Monday.AddDays(2), DayState.Complete)]);
        Assert.Equal([Monday.AddDays(3)], history.Missed(Monday, Monday.AddDays(4)));
        Assert.Empty(new DayHistory(null, [Day(Monday, null)]).Missed(Monday, Monday.AddDays(4)));
    }

    [Fact]
    public void Earlier_days_that_were_not_looked_back_at_do_not_count()
    {
        var history = new DayHistory(Monday.AddDays(-7), [Day(Monday.AddDays(-7), DayState.Broken)]);
        Assert.Equal([Monday], history.Missed(Monday, Monday.AddDays(1)));
        Assert.Empty(history.Missed(Monday, Monday));
    }

    [Fact]
    public void A_days_state_can_be_asked_for()
    {
        var history = new DayHistory(Monday, [Day(Monday, DayState.Late), Day(Monday.AddDays(1), null)]);
        Assert.Equal(DayState.Late, history.StateOf(Monday));
        Assert.Null(history.StateOf(Monday.AddDays(1)));
        Assert.NotNull(history.On(Monday.AddDays(1)));
        Assert.Null(history.On(Monday.AddDays(2)));
    }

    private static DayRecord Day(DateOnly date, DayState? state) => new() { Date = date, State = state };
}
