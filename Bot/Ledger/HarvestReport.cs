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
    public override string ToString() =>
        "archive "
        + $"{(ReadUntil is { } day ? $"read up to {day:yyyy-MM-dd}, last {LastRead:yyyy-MM-dd HH:mm} UTC" : "not read to its end yet")}{(Page is { } page ? $", page {page} is next" : "")}";
}

/// <summary>Days that went by without a listing that anybody saw whole.</summary>
/// <param name="Category">The category.</param>
/// <param name="Days">In order; only those that should have a listing.</param>
/// <param name="Message">What is known of what they had, and what will come of it.</param>
public sealed record MissedReport(string Category, IReadOnlyList<DateOnly> Days, string Message)
{
    /// <summary>For an operator to read: <c>days 2026-11-17..19 were missed; ...</c>.</summary>
    public override string ToString() =>
        $"{(Days.Count == 1 ? "day" : "days")} {string.Join(", ", Runs())} "
        + $"{(Days.Count == 1 ? "was" : "were")} missed; {Message}";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private IEnumerable<string> Runs()
    {
        for (var at = 0; at < Days.Count; )
        {
            var (first, last) = (Days[at], Days[at]);
            for (at++; at < Days.Count && ListingDays.Before(Days[at]) == last; at++)
            {
                last = Days[at];
            }

            yield return first == last
                ? Day(first)
                : $"{Day(first)}..{(first.Year == last.Year && first.Month == last.Month ? Day(last)[^2..] : Day(last))}";
        }
    }
}

public sealed partial class SqliteLedger
{
    /// <summary>So far back a report looks for missed days.</summary>
    private const int MostDaysBack = 31;

    private List<HarvestReport> ReportHarvests() =>
        _database.Query(
            "SELECT *, from_day IS NOT NULL AS under_way FROM harvest ORDER BY category",
            row => new HarvestReport(
                row.Text("category"),
                row.MaybeText("covered_to") is null ? null : row.Date("covered_to"),
                row.Time("finished_at"),
                row.Int("under_way") == 1 ? row.Int("page") + 1 : null,
                row.Time("not_before"),
                row.Time("failed_since"),
                row.MaybeText("error"),
                row.MaybeText("left_out")?.Split('\n') ?? []
            )
        );

    // Up to each category's newest day: of those after it nobody can know while the bot is off.
    private List<MissedReport> ReportMissed(List<HarvestReport> harvests)
    {
        var missed = new List<MissedReport>();
        foreach (
            var (category, newest) in _database.Query(
                "SELECT category, max(date) AS newest FROM day GROUP BY category ORDER BY category",
                row => (row.Text("category"), row.Date("newest"))
            )
        )
        {
            var days = MissedDays(category, newest.AddDays(-MostDaysBack), newest);
            if (days.Count > 0)
            {
                missed.Add(
                    new MissedReport(category, days, Prospect(harvests.Find(one => one.Category == category), days))
                );
            }
        }

        return missed;
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
