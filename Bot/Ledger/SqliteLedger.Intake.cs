using System.Text.Json;
using Bot.Arxiv;
using Microsoft.Data.Sqlite;

namespace Bot.Ledger;

public sealed partial class SqliteLedger
{
    public FeedRecord Feed(string category) =>
        _database
            .Query(
                "SELECT etag, readers, checked_at, failed_since, error FROM feed WHERE category = $category",
                row => new FeedRecord(
                    row.MaybeText("etag"),
                    row.Text("readers"),
                    row.Time("checked_at"),
                    row.Time("failed_since"),
                    row.MaybeText("error")
                ),
                ("$category", category)
            )
            .FirstOrDefault()
        ?? new FeedRecord(null, "", null, null, null);

    /// <summary>Which of these the account has in its outbox already, in whatever state.</summary>
    public HashSet<string> KnownIdentities(long account, IEnumerable<string> identities) =>
        _database
            .Query(
                """
                SELECT identity FROM outbox
                WHERE account = $account AND identity IN (SELECT value FROM json_each($identities))
                """,
                row => row.Text("identity"),
                ("$account", account),
                ("$identities", Json(identities))
            )
            .ToHashSet();

    /// <summary>True until the account has had anything to say of a category.</summary>
    public bool IsFirstListing(long account, string category) =>
        _database.Number(
            """
            SELECT NOT EXISTS (
                SELECT 1 FROM outbox WHERE account = $account AND category = $category AND caught_up = 0
            )
            """,
            ("$account", account),
            ("$category", category)
        ) == 1;

    /// <summary>
    /// Announcements, toots and the feed's ETag, in one transaction: an ETag that outlived its items would lose the
    /// day.
    /// </summary>
    public void Record(IntakeRecord record) =>
        _database.InTransaction(() =>
        {
            if (record.Unseen.Count > 0)
            {
                _database.Execute(
                    """
                    INSERT INTO listing (category, date, recorded_at)
                    VALUES ($category, $date, $now)
                    ON CONFLICT DO NOTHING
                    """,
                    ("$category", record.Category),
                    ("$date", record.Date),
                    ("$now", record.Now)
                );
            }

            var position = _database.Number(
                "SELECT coalesce(max(position), 0) FROM announcement WHERE category = $category AND date = $date",
                ("$category", record.Category),
                ("$date", record.Date)
            );
            foreach (var announcement in record.Unseen)
            {
                Insert(record, announcement, ++position);
            }

            foreach (
                var paper in record
                    .Threads.SelectMany(thread => thread.Listed.Append(thread.Paper))
                    .OfType<Announcement>()
            )
            {
                InsertPaper(paper);
            }

            foreach (var thread in record.Threads)
            {
                Insert(record, thread);
            }

            foreach (
                var account in record
                    .Threads.Where(thread => thread.State == OutboxState.Queued)
                    .Select(thread => thread.Account.Id)
                    .Distinct()
            )
            {
                _database.Execute(
                    "UPDATE account SET spread_until = $until WHERE id = $account",
                    ("$account", account),
                    ("$until", record.SpreadUntil)
                );
            }

            NoteDays(record.Category, record.Days, record.Now);
            if (record.Picture is { } picture)
            {
                InsertPicture(picture);
            }

            return _database.Execute(
                """
                INSERT INTO feed (category, etag, readers, checked_at, rejected)
                VALUES ($category, $etag, $readers, $now, $rejected)
                ON CONFLICT (category) DO UPDATE SET
                    etag = excluded.etag, readers = excluded.readers, checked_at = excluded.checked_at,
                    failed_since = NULL, error = NULL, rejected = excluded.rejected
                """,
                ("$category", record.Category),
                ("$etag", record.ETag),
                ("$readers", record.Readers),
                ("$now", record.Now),
                ("$rejected", record.Rejected.Count > 0 ? string.Join('\n', record.Rejected.Take(20)) : null)
            );
        });

    public void FeedUnchanged(string category, IReadOnlyList<DayNote> days, DateTimeOffset now) =>
        _database.InTransaction(() =>
        {
            NoteDays(category, days, now);
            return _database.Execute(
                "UPDATE feed SET checked_at = $now, failed_since = NULL, error = NULL WHERE category = $category",
                ("$category", category),
                ("$now", now)
            );
        });

    public void FeedFailed(string category, string error, IReadOnlyList<DayNote> days, DateTimeOffset now) =>
        _database.InTransaction(() =>
        {
            NoteDays(category, days, now);
            return _database.Execute(
                """
                INSERT INTO feed (category, readers, checked_at, failed_since, error)
                VALUES ($category, '', $now, $now, $error)
                ON CONFLICT (category) DO UPDATE SET
                    checked_at = excluded.checked_at, failed_since = coalesce(failed_since, excluded.failed_since),
                    error = excluded.error
                """,
                ("$category", category),
                ("$error", error),
                ("$now", now)
            );
        });

    private void InsertPaper(Announcement paper) =>
        _database.Execute(
            """
            INSERT INTO paper (
                arxiv_id, version, title, authors, abstract, categories, doi, journal_reference, license
            )
            VALUES ($id, $version, $title, $authors, $abstract, $categories, $doi, $journal, $license)
            ON CONFLICT DO NOTHING
            """,
            ("$id", paper.Id),
            ("$version", paper.Version),
            ("$title", paper.Title),
            ("$authors", Json(paper.Authors)),
            ("$abstract", paper.Abstract),
            ("$categories", string.Join(' ', paper.Categories)),
            ("$doi", paper.Doi),
            ("$journal", paper.JournalReference),
            ("$license", paper.License)
        );

    private void Insert(IntakeRecord record, Announcement paper, long position)
    {
        InsertPaper(paper);
        LowerIndexMark(paper.Id);
        _database.Execute(
            """
            INSERT INTO announcement (category, arxiv_id, type, version, date, position)
            VALUES ($category, $id, $type, $version, $date, $position)
            ON CONFLICT DO NOTHING
            """,
            ("$category", record.Category),
            ("$id", paper.Id),
            ("$type", paper.Type),
            ("$version", paper.Version),
            ("$date", record.Date),
            ("$position", position)
        );
    }

    private Announcement? Paper(ArxivId id, int version) =>
        _database
            .Query(
                "SELECT * FROM paper WHERE arxiv_id = $id AND version = $version",
                ReadPaper,
                ("$id", id),
                ("$version", version)
            )
            .FirstOrDefault();

    private static Announcement ReadPaper(SqliteDataReader row) =>
        new()
        {
            Id = ArxivId.Parse(row.Text("arxiv_id")),
            Version = row.Int("version"),
            Type = AnnounceType.New,
            Title = row.Text("title"),
            Authors = JsonSerializer.Deserialize(row.Text("authors"), LedgerJson.Default.StringArray)!,
            Abstract = row.Text("abstract"),
            Categories = row.Text("categories").Split(' '),
            Doi = row.MaybeText("doi"),
            JournalReference = row.MaybeText("journal_reference"),
            License = row.MaybeText("license"),
        };

    private static string Json(IEnumerable<string> texts) =>
        JsonSerializer.Serialize([.. texts], LedgerJson.Default.StringArray);
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string[]))]
internal sealed partial class LedgerJson : System.Text.Json.Serialization.JsonSerializerContext;
