namespace Bot;

/// <summary>arXiv's day: it begins at midnight in New York.</summary>
public static class ArxivDay
{
    /// <summary>As the machine's time zone data have it, or by the law as it stands on machines without such data.</summary>
    public static readonly TimeZoneInfo NewYork = TimeZoneInfo.TryFindSystemTimeZoneById("America/New_York", out var zone) ? zone : ByLaw();

    /// <summary>The day in New York on which a moment falls.</summary>
    public static DateOnly Of(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, NewYork).DateTime);

    /// <summary>
    /// Summer from the second Sunday in March to the first in November, each at two in the morning: the Energy Policy Act of 2005, in force
    /// since 2007. Small container images have no time zone data, and a bot that cannot start there tells nothing.
    /// </summary>
    internal static TimeZoneInfo ByLaw()
    {
        var two = new DateTime(1, 1, 1, 2, 0, 0);
        var summer = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(two, month: 3, week: 2, DayOfWeek.Sunday),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(two, month: 11, week: 1, DayOfWeek.Sunday));
        return TimeZoneInfo.CreateCustomTimeZone("New York", TimeSpan.FromHours(-5), "New York", "EST", "EDT", [summer]);
    }
}
