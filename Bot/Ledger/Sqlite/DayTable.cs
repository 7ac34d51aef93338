using Bot.Arxiv;
using Microsoft.Data.Sqlite;

namespace Bot.Ledger.Sqlite;

/// <summary>What is known of categories' days.</summary>
internal sealed class DayTable(SqliteDatabase database)
{
    private const string Announced = """
        SELECT count(*) FROM announcement
        WHERE announcement.category = one.category AND announcement.date = one.date AND type = 'new'
        """;

    // By the few categories that are read: to look through all days of all years costs a second.
    private const string OthersHadListing = """
        EXISTS (
            SELECT 1 FROM feed
                CROSS JOIN day AS other ON other.category = feed.category AND other.date = one.date
            WHERE feed.category <> one.category AND other.state = 'complete'
        )
        """;

    // From where on a category's days need to be looked at for open ones.
    private const string FirstOpen =
        "SELECT min(date) FROM day INDEXED BY day_open WHERE category = $category AND ended = 0";

    private const string Days = $"SELECT *, ({Announced}) AS announced FROM day AS one";

    /// <summary>
    /// "Since" is kept while the state is. With the first look of a new day, the earlier ones have ended.
    /// </summary>
    public void Note(string category, IReadOnlyList<DayNote> notes, DateTimeOffset now)
    {
        foreach (var note in notes)
        {
            database.Execute(
                """
                INSERT INTO day (category, date, state, since, late, saw_empty, message)
                VALUES ($category, $date, $state, $now, $late, $empty, $message)
                ON CONFLICT (category, date) DO UPDATE SET
                    since = CASE WHEN state = excluded.state THEN since ELSE excluded.since END,
                    state = excluded.state, late = late + excluded.late,
                    saw_empty = max(saw_empty, excluded.saw_empty), message = excluded.message
                """,
                ("$category", category),
                ("$date", note.Date),
                ("$state", note.State),
                ("$now", now),
                ("$late", note.Late),
                ("$empty", note.SawEmptyFeed ? 1 : 0),
                ("$message", note.Message)
            );
        }

        database.Execute(
            "UPDATE day SET ended = 1 WHERE category = $category AND date < $today AND ended = 0",
            ("$category", category),
            ("$today", ArxivDay.Of(now))
        );
    }

    public DayHistory Read(string category, DateOnly from) =>
        new(
            database.Query(
                "SELECT min(date) AS first FROM day WHERE category = $category",
                row => row.MaybeText("first") is null ? (DateOnly?)null : row.Date("first"),
                ("$category", category)
            )[0],
            [
                .. database
                    .Query(
                        $"""
                        SELECT *, ({Announced}) AS announced, ended = 0 AND {OthersHadListing} AS others_had_listing
                        FROM day AS one
                        WHERE category = $category
                            AND date >= min($from, coalesce(({FirstOpen}), $from))
                            AND (date >= $from OR ended = 0)
                        """,
                        ReadRecord,
                        ("$category", category),
                        ("$from", from)
                    )
                    .Concat(NeverLookedAt(category, from))
                    .OrderBy(day => day.Date),
            ]
        );

    /// <summary>Days by what follows after <c>FROM day</c>.</summary>
    public List<DayReport> Report(string where, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        database.Query($"{Days} {where}", ReadReport, parameters);

    /// <summary>Each category's newest and the three before it: over a weekend that shows the last listing.</summary>
    public List<DayReport> ReportNewest() =>
        Report(
            """
            WHERE date IN (
                SELECT newest.date FROM day AS newest
                WHERE newest.category = one.category
                ORDER BY newest.date DESC LIMIT 4
            )
            ORDER BY category, date DESC
            """
        );

    // A listing that came with another day's feed is recorded under its own.
    private List<DayRecord> NeverLookedAt(string category, DateOnly from) =>
        database.Query(
            $"""
            SELECT date, ({Announced}) AS announced
            FROM listing AS one
            WHERE category = $category
                AND date >= $from
                AND NOT EXISTS (SELECT 1 FROM day WHERE day.category = one.category AND day.date = one.date)
            """,
            row => new DayRecord
            {
                Date = row.Date("date"),
                State = null,
                Announced = row.Int("announced"),
            },
            ("$category", category),
            ("$from", from)
        );

    private static DayRecord ReadRecord(SqliteDataReader row) =>
        new()
        {
            Date = row.Date("date"),
            State = row.Word<DayState>("state"),
            Since = row.Time("since")!.Value,
            Announced = row.Int("announced"),
            CaughtUp = row.Int("caught_up"),
            SawEmptyFeed = row.Int("saw_empty") == 1,
            HasEnded = row.Int("ended") == 1,
            OthersHadListing = row.Int("others_had_listing") == 1,
        };

    private static DayReport ReadReport(SqliteDataReader row) =>
        new(
            row.Text("category"),
            row.Date("date"),
            row.Word<DayState>("state"),
            row.Time("since")!.Value,
            row.Int("announced"),
            row.Int("late"),
            row.Text("message")
        )
        {
            CaughtUp = row.Int("caught_up"),
        };
}
