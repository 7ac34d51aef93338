using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>What a report says of the archive and of days without a listing.</summary>
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
