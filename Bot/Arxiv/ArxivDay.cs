namespace Bot.Arxiv;

/// <summary>arXiv's day: it begins at midnight in New York.</summary>
public static class ArxivDay
{
    /// <summary>
    /// As the machine's time zone data have it, or by the law as it stands on machines without such data.
    /// </summary>
    public static readonly TimeZoneInfo NewYork = TimeZoneInfo.TryFindSystemTimeZoneById(
        "America/New_York",
        out var zone
    )
        ? zone
        : ByLaw();

    /// <summary>
    /// What is submitted later waits for the next weekday's freeze (arXiv's "Availability of submissions"; 16:00 until
    /// 2016).
    /// </summary>
    private static readonly TimeSpan Freeze = new(14, 0, 0);

    /// <summary>The day in New York on which a moment falls.</summary>
    public static DateOnly Of(DateTimeOffset time) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, NewYork).DateTime);

    /// <summary>
    /// Summer from the second Sunday in March to the first in November, each at two in the morning: the Energy Policy
    /// Act of 2005, in force since 2007. Small container images have no time zone data, and a bot that cannot start
    /// there tells nothing.
    /// </summary>
    internal static TimeZoneInfo ByLaw()
    {
        var two = new DateTime(1, 1, 1, 2, 0, 0);
        var summer = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date,
            DateTime.MaxValue.Date,
            TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(two, month: 3, week: 2, DayOfWeek.Sunday),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(two, month: 11, week: 1, DayOfWeek.Sunday)
        );
        return TimeZoneInfo.CreateCustomTimeZone(
            "New York",
            TimeSpan.FromHours(-5),
            "New York",
            "EST",
            "EDT",
            [summer]
        );
    }

    /// <summary>
    /// The date of the first feed in which a paper can be announced. arXiv freezes at 14:00 in New York on weekdays and
    /// announces at 20:00, Friday's batch on Sunday; the feed of a batch bears the next day's date. Only a lower bound:
    /// a holiday shifts it, and a paper may be on hold for days or weeks.
    /// </summary>
    /// <param name="submitted">Of version 1.</param>
    public static DateOnly EarliestAnnouncement(DateTimeOffset submitted)
    {
        var local = TimeZoneInfo.ConvertTime(submitted, NewYork);
        var frozen = Weekday(DateOnly.FromDateTime(local.DateTime).AddDays(local.TimeOfDay > Freeze ? 1 : 0));
        return Weekday(frozen.AddDays(1));
    }

    // The day itself, or the Monday after it.
    private static DateOnly Weekday(DateOnly day) =>
        day.DayOfWeek switch
        {
            DayOfWeek.Saturday => day.AddDays(2),
            DayOfWeek.Sunday => day.AddDays(1),
            _ => day,
        };
}
