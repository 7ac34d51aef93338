namespace Bot.Tests.Simulation;

/// <summary>
/// arXiv's calendar as the simulated arXiv keeps it, written out by hand: with the bot's own table, a mistake in that
/// would be the truth of both.
/// </summary>
internal static class SimulatedCalendar
{
    /// <summary>
    /// Weekdays whose feed stays empty for a holiday of the evening before, or of the Friday before; for all weeks that
    /// are simulated.
    /// </summary>
    private static readonly HashSet<DateOnly> Empty =
    [
        new(2024, 6, 20),
        new(2024, 7, 5),
        new(2024, 9, 3),
        new(2024, 11, 29),
        new(2024, 12, 26),
        new(2024, 12, 27),
        new(2025, 1, 1),
        new(2025, 1, 2),
        new(2025, 1, 21),
        new(2025, 6, 20),
        new(2025, 7, 7),
        new(2025, 9, 2),
        new(2025, 11, 28),
        new(2025, 12, 26),
        new(2025, 12, 31),
        new(2026, 1, 2),
        new(2026, 1, 20),
        new(2026, 6, 22),
        new(2026, 7, 6),
        new(2026, 9, 8),
        new(2026, 11, 27),
        new(2026, 12, 28),
        new(2026, 12, 30),
        new(2027, 1, 1),
    ];

    public static bool IsHoliday(DateOnly day) => Empty.Contains(day);

    public static bool HasListing(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsHoliday(day);

    /// <summary>The last day before this one that has a listing.</summary>
    public static DateOnly Before(DateOnly day)
    {
        do
        {
            day = day.AddDays(-1);
        } while (!HasListing(day));

        return day;
    }
}
