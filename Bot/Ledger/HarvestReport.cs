using System.Globalization;
using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>How far arXiv's archive was read for a category.</summary>
/// <param name="Category">The category.</param>
/// <param name="ReadUntil">
/// What changed before this day, in UTC, is known; null when the archive was never read to its end.
/// </param>
/// <param name="LastRead">When it was last read to its end.</param>
/// <param name="Page">The page that is next, when it is being read; null when it is not.</param>
/// <param name="NextTry">It is not asked before this; null for no wait.</param>
/// <param name="FailedSince">Null when the last answer was good.</param>
/// <param name="Error">What is wrong, and what to do.</param>
/// <param name="LeftOut">Records of the last reading that could not be used.</param>
public sealed record HarvestReport(
    string Category,
    DateOnly? ReadUntil,
    DateTimeOffset? LastRead,
    int? Page,
    DateTimeOffset? NextTry,
    DateTimeOffset? FailedSince,
    string? Error,
    IReadOnlyList<string> LeftOut
)
{
    /// <summary>For an operator to read.</summary>
    public override string ToString()
    {
        var read = ReadUntil is { } day
            ? $"read up to {day:yyyy-MM-dd}, last {LastRead:yyyy-MM-dd HH:mm} UTC"
            : "not read to its end yet";
        return Page is { } page ? $"archive {read}, page {page} is next" : $"archive {read}";
    }
}

/// <summary>Days that went by without a listing that anybody saw whole.</summary>
/// <param name="Category">The category.</param>
/// <param name="Days">In order; only those that should have a listing.</param>
/// <param name="Message">What is known of what they had, and what will come of it.</param>
public sealed record MissedReport(string Category, IReadOnlyList<DateOnly> Days, string Message)
{
    /// <summary>So far back a report looks for missed days.</summary>
    internal const int MostDaysBack = 31;

    /// <summary>Missed days, and what will come of them by what is known of the archive.</summary>
    /// <param name="category">The category.</param>
    /// <param name="days">In order.</param>
    /// <param name="harvest">How far the archive was read for it; null when it was never asked.</param>
    internal static MissedReport Of(string category, IReadOnlyList<DateOnly> days, HarvestReport? harvest) =>
        new(category, days, Prospect(harvest, days));

    /// <summary>For an operator to read: <c>days 2026-11-17..19 were missed; ...</c>.</summary>
    public override string ToString() =>
        $"{(Days.Count == 1 ? "day" : "days")} {string.Join(", ", Runs())} "
        + $"{(Days.Count == 1 ? "was" : "were")} missed; {Message}";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // 2026-11-17, 2026-11-17..19 or 2026-11-30..2026-12-02.
    private static string Run(DateOnly first, DateOnly last)
    {
        if (first == last)
        {
            return Day(first);
        }

        var isInOneMonth = first.Year == last.Year && first.Month == last.Month;
        return $"{Day(first)}..{(isInOneMonth ? Day(last)[^2..] : Day(last))}";
    }

    private IEnumerable<string> Runs()
    {
        for (var at = 0; at < Days.Count; )
        {
            var (first, last) = (Days[at], Days[at]);
            for (at++; at < Days.Count && ListingDays.Before(Days[at]) == last; at++)
            {
                last = Days[at];
            }

            yield return Run(first, last);
        }
    }

    private static string Prospect(HarvestReport? harvest, IReadOnlyList<DateOnly> days) =>
        harvest switch
        {
            null => "no feed brought their listing whole, and the archive was never asked what they had (see "
                + "Bot:Archive:BaseUrl), so their papers may be lost",
            { FailedSince: { } since } =>
                $"the archive fails since {since:yyyy-MM-dd HH:mm} UTC, so their papers are not told yet; "
                    + "they will be when it answers",
            { ReadUntil: { } read } when read > days[^1] =>
                "the archive was read, and what no feed can bring any more is told next",
            _ => "the archive was not read to their end yet; it is asked every hour while the bot runs, "
                + "unless Bot:Archive:BaseUrl is empty",
        };
}
