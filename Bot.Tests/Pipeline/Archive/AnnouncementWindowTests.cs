using Bot.Arxiv;
using Bot.Pipeline.Archive;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Archive;

/// <summary>A paper of the archive waits as long as a feed may bring it, and no longer.</summary>
public sealed class AnnouncementWindowTests
{
    private static readonly DateOnly Tuesday = SampleListings.Monday.AddDays(1);

    [Theory]
    [InlineData(0, 0, 0, 10, 0)] // seen in the morning: this morning's feed was the last
    [InlineData(0, 0, 0, 20, 1)] // seen after tonight's announcement: tomorrow's feed may have it
    [InlineData(-4, -3, 0, 20, -2)] // changed days ago: announced by then
    [InlineData(1, 0, 0, 10, 1)] // never before the first that can have it
    public void The_last_feed_is_bounded_by_the_datestamp_and_by_when_the_archive_was_seen_to_have_it(
        int earliest,
        int datestamp,
        int noted,
        int hour,
        int last
    )
    {
        var time = new DateTimeOffset(Tuesday.AddDays(noted).ToDateTime(new TimeOnly(hour, 0)), TimeSpan.FromHours(-4));
        Assert.Equal(
            Tuesday.AddDays(last),
            AnnouncementWindow.LastDay(Tuesday.AddDays(earliest), Tuesday.AddDays(datestamp), time)
        );
    }

    [Theory]
    [InlineData(0, DayState.Complete, null, true)]
    [InlineData(0, DayState.Waiting, DayState.Complete, false)]
    [InlineData(0, DayState.Broken, null, false)]
    [InlineData(-1, DayState.Broken, DayState.Complete, true)]
    [InlineData(-1, DayState.Broken, DayState.Stale, false)] // today's feed may be a copy of yesterday's
    [InlineData(-1, DayState.Complete, DayState.Waiting, true)]
    [InlineData(-2, null, null, true)]
    [InlineData(1, null, DayState.Complete, false)]
    public void A_days_chance_is_over_when_its_listing_is_in_or_the_next_days_feed_is_judged(
        int day,
        DayState? today,
        DayState? yesterday,
        bool isOver
    )
    {
        var states = new Dictionary<DateOnly, DayState?> { [Tuesday] = today, [Tuesday.AddDays(-1)] = yesterday };
        Assert.Equal(isOver, AnnouncementWindow.IsOver(Tuesday.AddDays(day), Tuesday, states.GetValueOrDefault));
    }

    [Fact]
    public void A_weekend_is_not_waited_for()
    {
        var (friday, saturday) = (SampleListings.Monday.AddDays(4), SampleListings.Monday.AddDays(5));
        Assert.True(
            AnnouncementWindow.IsOver(friday, saturday, saturday, day => day == friday ? DayState.Complete : null)
        );
        Assert.False(
            AnnouncementWindow.IsOver(friday, saturday, saturday, day => day == friday ? DayState.Late : null)
        );
        Assert.True(
            AnnouncementWindow.IsOver(
                friday,
                saturday,
                saturday,
                day => day == friday ? DayState.Late : DayState.Weekend
            )
        );
    }
}
