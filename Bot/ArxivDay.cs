namespace Bot;

/// <summary>arXiv's day: it begins at midnight in New York.</summary>
public static class ArxivDay
{
    public static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    /// <summary>The day in New York on which a moment falls.</summary>
    public static DateOnly Of(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, NewYork).DateTime);
}
