using System.Collections.Frozen;
using System.Globalization;

namespace Bot.Arxiv;

/// <summary>
/// Which days in New York have a listing by arXiv's calendar: weekdays, less those after an evening without an
/// announcement. A year that the table <c>ArxivHolidays.tsv</c> lacks has no holidays, so that none is ever claimed.
/// </summary>
public static class ListingDays
{
    private static readonly FrozenDictionary<DateOnly, string> Holidays = Read()
        .ToFrozenDictionary(row => row.Day, row => row.Name);

    /// <summary>
    /// The holiday for which the day's feed stays empty; null when it should have a listing, and on weekends.
    /// </summary>
    public static string? Holiday(DateOnly day) => Holidays.GetValueOrDefault(day);

    public static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    public static bool HasListing(DateOnly day) => !IsWeekend(day) && Holiday(day) is null;

    /// <summary>The last day before this one that has a listing.</summary>
    public static DateOnly Before(DateOnly day)
    {
        do
        {
            day = day.AddDays(-1);
        } while (!HasListing(day));
        return day;
    }

    /// <summary>The first day after this one that has a listing.</summary>
    public static DateOnly After(DateOnly day)
    {
        do
        {
            day = day.AddDays(1);
        } while (!HasListing(day));
        return day;
    }

    // What would have been announced in the evening of the holiday is the next weekday's feed; on a Friday that is
    // Monday's.
    private static IEnumerable<(DateOnly Day, string Name)> Read()
    {
        using var stream = typeof(ListingDays).Assembly.GetManifestResourceStream("ArxivHolidays.tsv")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            var cells = line.Split('\t');
            var day = DateOnly.ParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(1);
            while (IsWeekend(day))
            {
                day = day.AddDays(1);
            }

            yield return (day, cells[1]);
        }
    }
}
