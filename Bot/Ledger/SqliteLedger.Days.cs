using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Arxiv;
using Microsoft.Data.Sqlite;

namespace Bot.Ledger;

/// <summary>What is known of a category's listing on a day.</summary>
/// <param name="Category">The category.</param>
/// <param name="Date">The day in New York.</param>
/// <param name="State">What is known.</param>
/// <param name="Since">Since when.</param>
/// <param name="Announced">New papers recorded under that day.</param>
/// <param name="Late">Those of them that joined after the listing was in.</param>
/// <param name="Message">Why, for an operator.</param>
public sealed record DayReport(
    string Category,
    DateOnly Date,
    [property: JsonConverter(typeof(DayStateWord))] DayState State,
    DateTimeOffset Since,
    int Announced,
    int Late,
    string Message
)
{
    /// <summary>
    /// Papers that can have been announced on that day at the earliest, and were told late because the archive has
    /// them.
    /// </summary>
    public int CaughtUp { get; init; }

    /// <summary>True when the day should have been told and could not be, or not whole.</summary>
    [JsonIgnore]
    public bool IsWrong => State is DayState.Stale or DayState.Late or DayState.Broken or DayState.Partial;
}

/// <summary>A state as scripts read it: <c>complete</c>.</summary>
public sealed class DayStateWord() : JsonStringEnumConverter<DayState>(JsonNamingPolicy.CamelCase);

/// <summary>What a look has found out about a day.</summary>
/// <param name="Date">The day in New York.</param>
/// <param name="State">What is known.</param>
/// <param name="Message">Why, for an operator.</param>
/// <param name="Late">How many papers joined a listing that was in.</param>
/// <param name="SawEmptyFeed">Whether the day's own feed was read and had nothing.</param>
public sealed record DayNote(DateOnly Date, DayState State, string Message, int Late = 0, bool SawEmptyFeed = false);

public sealed partial class SqliteLedger
{
    private const string Days = """
        SELECT
            *,
            (
                SELECT count(*) FROM announcement
                WHERE announcement.category = day.category AND announcement.date = day.date AND type = 'new'
            ) AS announced
        FROM day
        """;

    /// <summary>The state of a day; null when nobody has looked.</summary>
    public DayState? DayStateOf(string category, DateOnly date) =>
        _database.Query(
            "SELECT state FROM day WHERE category = $category AND date = $date",
            row => row.Word<DayState>("state"),
            ("$category", category),
            ("$date", date)
        )
            is [var state]
            ? state
            : null;

    /// <summary>
    /// Days before this one that were not looked back at yet, and whether their own feed was seen empty.
    /// </summary>
    public IReadOnlyList<(DateOnly Date, DayState State, bool SawEmptyFeed)> OpenDays(
        string category,
        DateOnly before
    ) =>
        _database.Query(
            "SELECT date, state, saw_empty FROM day WHERE category = $category AND date < $before AND ended = 0",
            row => (row.Date("date"), row.Word<DayState>("state"), row.Int("saw_empty") == 1),
            ("$category", category),
            ("$before", before)
        );

    /// <summary>Whether another category's listing of that day is in, so that arXiv did announce.</summary>
    public bool OthersHadListing(string category, DateOnly date) =>
        _database.Number(
            "SELECT EXISTS (SELECT 1 FROM day WHERE category <> $category AND date = $date AND state = 'complete')",
            ("$category", category),
            ("$date", date)
        ) == 1;

    /// <summary>
    /// For each announcement the day under which this category first recorded it; null for one never seen.
    /// </summary>
    /// <remarks>
    /// A new paper or cross-list is known by its id (a stale copy may show a later version), a replacement by id and
    /// version.
    /// </remarks>
    public IReadOnlyList<DateOnly?> DaysFirstSeen(string category, IReadOnlyList<Announcement> announcements)
    {
        var known = _database.Query(
            """
            SELECT arxiv_id, type, version, date FROM announcement
            WHERE category = $category AND arxiv_id IN (SELECT value FROM json_each($ids))
            """,
            row =>
                (
                    Id: row.Text("arxiv_id"),
                    Type: row.Word<AnnounceType>("type"),
                    Version: row.Int("version"),
                    Date: row.Date("date")
                ),
            ("$category", category),
            ("$ids", Json(announcements.Select(one => one.Id.Value)))
        );
        var days = known
            .GroupBy(row => Key(row.Id, row.Type, row.Version), row => row.Date)
            .ToDictionary(group => group.Key, group => group.Min());
        return
        [
            .. announcements.Select(one =>
                days.TryGetValue(Key(one.Id.Value, one.Type, one.Version), out var day) ? day : (DateOnly?)null
            ),
        ];

        static (string, AnnounceType, int) Key(string id, AnnounceType type, int version) =>
            (id, type, type is AnnounceType.New or AnnounceType.Cross ? 0 : version);
    }

    /// <summary>How many of these papers other categories had before a day.</summary>
    public int CountSeenEarlierElsewhere(string category, IReadOnlyList<ArxivId> papers, DateOnly day) =>
        (int)
            _database.Number(
                """
                SELECT count(DISTINCT arxiv_id) FROM announcement
                WHERE category <> $category AND date < $day AND arxiv_id IN (SELECT value FROM json_each($ids))
                """,
                ("$category", category),
                ("$day", day),
                ("$ids", Json(papers.Select(paper => paper.Value)))
            );

    // "Since" is kept while the state is. With the first look of a new day, the earlier ones have ended.
    private void NoteDays(string category, IReadOnlyList<DayNote> notes, DateTimeOffset now)
    {
        foreach (var note in notes)
        {
            _database.Execute(
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

        _database.Execute(
            "UPDATE day SET ended = 1 WHERE category = $category AND date < $today AND ended = 0",
            ("$category", category),
            ("$today", ArxivDay.Of(now))
        );
    }

    // Each category's newest and the three before it: over a weekend that shows the last listing.
    private List<DayReport> ReportDays() =>
        _database.Query(
            $"""
            {Days}
            WHERE date IN (
                SELECT newest.date FROM day AS newest
                WHERE newest.category = day.category
                ORDER BY newest.date DESC LIMIT 4
            )
            ORDER BY category, date DESC
            """,
            ReadDay
        );

    private static DayReport ReadDay(SqliteDataReader row) =>
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
