using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Arxiv;
using Microsoft.Data.Sqlite;

namespace Bot.Ledger;

public sealed partial class SqliteLedger
{
    /// <summary>
    /// Which rows of <c>paper</c> readers cannot see yet, or only as an older state of the program made them; oldest
    /// first. Answered from indexes alone, behind the row up to which all were made before: history must cost nothing.
    /// </summary>
    public IReadOnlyList<long> RowsToIndex(int revision) =>
        _database.Query(
            """
            SELECT paper.rowid
            FROM paper LEFT JOIN digest INDEXED BY digest_state ON digest.arxiv_id = paper.arxiv_id
            WHERE paper.rowid > coalesce((SELECT at FROM last_done WHERE name = $mark), 0)
                AND (
                    digest.version IS NULL
                        OR paper.version > digest.version
                        OR (paper.version = digest.version AND digest.revision < $revision)
                )
                AND EXISTS (SELECT 1 FROM announcement WHERE announcement.arxiv_id = paper.arxiv_id)
            ORDER BY paper.rowid
            """,
            row => row.GetInt64(0),
            ("$revision", revision),
            ("$mark", IndexMark(revision))
        );

    /// <summary>The newest row of <c>paper</c>; 0 for none.</summary>
    public long NewestPaperRow() => _database.Number("SELECT coalesce(max(rowid), 0) FROM paper");

    /// <summary>Every announced paper up to this row can be read, as this state of the program makes it.</summary>
    public void MarkIndexedUpTo(long row, int revision) =>
        _database.Execute(
            """
            INSERT INTO last_done (name, at)
            VALUES ($mark, $row)
            ON CONFLICT (name) DO UPDATE SET at = excluded.at
            WHERE at <> excluded.at
            """,
            ("$mark", IndexMark(revision)),
            ("$row", row)
        );

    private static string IndexMark(int revision) => $"digested by {revision}";

    // A paper may have been here before its first announcement, as the archive's are; behind the mark nobody would look
    // for it.
    private void LowerIndexMark(ArxivId paper) =>
        _database.Execute(
            """
            UPDATE last_done SET at = min(at, (SELECT min(rowid) FROM paper WHERE arxiv_id = $id) - 1)
            WHERE name GLOB 'digested by *' AND NOT EXISTS (SELECT 1 FROM announcement WHERE arxiv_id = $id)
            """,
            ("$id", paper)
        );

    /// <summary>These papers, and how each was first announced: as new if it ever was.</summary>
    public IReadOnlyList<UnindexedPaper> PapersToIndex(IEnumerable<long> rows) =>
        _database.Query(
            """
            SELECT paper.*, announcement.type, announcement.date, announcement.category AS listing
            FROM paper
                JOIN announcement ON (
                    announcement.category, announcement.arxiv_id, announcement.type, announcement.version
                ) = (
                    SELECT category, arxiv_id, type, version FROM announcement AS first
                    WHERE first.arxiv_id = paper.arxiv_id
                    ORDER BY type = 'new' DESC, type = 'cross' DESC, date, category LIMIT 1
                )
            WHERE paper.rowid IN (SELECT value FROM json_each($rows))
            ORDER BY paper.rowid
            """,
            row => new UnindexedPaper(
                ReadPaper(row) with
                {
                    Type = row.Word<AnnounceType>("type"),
                },
                row.Date("date"),
                row.Text("listing")
            ),
            ("$rows", $"[{string.Join(',', rows)}]")
        );

    /// <summary>
    /// Shows these papers from now on. Of a new version that reads otherwise the former words are kept.
    /// </summary>
    /// <param name="papers">An older version than the one that is there changes nothing.</param>
    /// <param name="revision">The state of the program that made them.</param>
    public void RecordIndexed(IReadOnlyList<IndexedPaper> papers, int revision) =>
        _database.InTransaction(() =>
        {
            // The search index gets all of them at once. Between other statements SQLite would write it out for each
            // paper, and the more there is of it, the more it merges each time.
            (string, object?) these = ("$ids", Json(papers.Select(paper => paper.Id.Value)));
            _database.Execute(
                """
                INSERT INTO search (search, rowid, title, authors, abstract)
                SELECT 'delete', id, title, authors, abstract
                FROM digest
                WHERE arxiv_id IN (SELECT value FROM json_each($ids))
                """,
                these
            );
            foreach (var paper in papers)
            {
                RecordIndexed(paper, revision);
            }

            return _database.Execute(
                """
                INSERT INTO search (rowid, title, authors, abstract)
                SELECT id, title, authors, abstract
                FROM digest
                WHERE arxiv_id IN (SELECT value FROM json_each($ids))
                """,
                these
            );
        });

    /// <summary>Title and abstract, rendered, of so many papers, the newest last.</summary>
    public IReadOnlyList<(ArxivId Id, string Title, string Abstract)> NewestIndexed(int count) =>
        _database.Query(
            """
            SELECT * FROM (SELECT id, arxiv_id, title, abstract FROM digest ORDER BY id DESC LIMIT $count)
            ORDER BY id
            """,
            row => (ArxivId.Parse(row.Text("arxiv_id")), row.Text("title"), row.Text("abstract")),
            ("$count", count)
        );

    private void RecordIndexed(IndexedPaper paper, int revision)
    {
        _database.Execute(
            """
            INSERT INTO change (arxiv_id, version, date, title_before, title, abstract_before, abstract)
            SELECT arxiv_id, $version,
                coalesce((SELECT min(date) FROM announcement WHERE arxiv_id = $id AND version = $version), $date),
                title, $title, abstract, $abstract
            FROM digest
            WHERE arxiv_id = $id AND version < $version AND (title <> $title OR abstract <> $abstract)
            ON CONFLICT DO NOTHING
            """,
            ("$id", paper.Id),
            ("$version", paper.Version),
            ("$date", paper.Date),
            ("$title", paper.Title),
            ("$abstract", paper.Abstract)
        );
        var moved = _database.Query(
            """
            INSERT INTO digest (
                arxiv_id, version, revision, date, type, listing, title, authors, categories, abstract, key_points,
                topics, similar, doi, journal_reference
            )
            VALUES (
                $id, $version, $revision, $date, $type, $listing, $title, $authors, $categories, $abstract, $points,
                $topics, $similar, $doi, $journal
            )
            ON CONFLICT (arxiv_id) DO UPDATE SET
                version = excluded.version, revision = excluded.revision, date = excluded.date,
                type = excluded.type, listing = excluded.listing, title = excluded.title,
                authors = excluded.authors, categories = excluded.categories, abstract = excluded.abstract,
                key_points = excluded.key_points, topics = excluded.topics, similar = excluded.similar,
                doi = excluded.doi, journal_reference = excluded.journal_reference
            WHERE excluded.version >= digest.version
            RETURNING id
            """,
            row => row.GetInt64(0),
            ("$id", paper.Id),
            ("$version", paper.Version),
            ("$revision", revision),
            ("$date", paper.Date),
            ("$type", paper.Type),
            ("$listing", paper.Listing),
            ("$title", paper.Title),
            ("$authors", string.Join('\n', paper.Authors)),
            ("$categories", string.Join(' ', paper.Categories)),
            ("$abstract", paper.Abstract),
            ("$points", Json(paper.KeyPoints)),
            ("$topics", JsonSerializer.Serialize([.. paper.Topics], TopicJson.Default.IndexedTopicArray)),
            ("$similar", Json(paper.Similar.Select(id => id.Value))),
            ("$doi", paper.Doi),
            ("$journal", paper.JournalReference)
        );
        if (moved is not [var digest])
        {
            return;
        }

        var isNew = paper.Type == AnnounceType.New ? 1 : 0;
        _database.Execute(
            "DELETE FROM digest_category WHERE digest = $digest; DELETE FROM digest_topic WHERE digest = $digest",
            ("$digest", digest)
        );
        foreach (var category in paper.Categories.Distinct())
        {
            _database.Execute(
                "INSERT INTO digest_category (category, is_new, date, digest) VALUES ($category, $new, $date, $digest)",
                ("$category", category),
                ("$new", isNew),
                ("$date", paper.Date),
                ("$digest", digest)
            );
        }

        foreach (var topic in paper.Topics.DistinctBy(topic => topic.Slug))
        {
            _database.Execute(
                "INSERT INTO topic (slug, name) VALUES ($slug, $name) ON CONFLICT DO UPDATE SET name = excluded.name",
                ("$slug", topic.Slug),
                ("$name", topic.Name)
            );
            _database.Execute(
                "INSERT INTO digest_topic (topic, is_new, date, digest) VALUES ($slug, $new, $date, $digest)",
                ("$slug", topic.Slug),
                ("$new", isNew),
                ("$date", paper.Date),
                ("$digest", digest)
            );
        }
    }

    private static IndexedPaper ReadIndexed(SqliteDataReader row) =>
        new()
        {
            Id = ArxivId.Parse(row.Text("arxiv_id")),
            Version = row.Int("version"),
            Date = row.Date("date"),
            Type = row.Word<AnnounceType>("type"),
            Listing = row.Text("listing"),
            Title = row.Text("title"),
            Authors = row.Text("authors").Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Categories = row.Text("categories").Split(' '),
            Abstract = row.Text("abstract"),
            KeyPoints = JsonSerializer.Deserialize(row.Text("key_points"), LedgerJson.Default.StringArray)!,
            Topics = JsonSerializer.Deserialize(row.Text("topics"), TopicJson.Default.IndexedTopicArray)!,
            Similar =
            [
                .. JsonSerializer
                    .Deserialize(row.Text("similar"), LedgerJson.Default.StringArray)!
                    .Select(ArxivId.Parse),
            ],
            Doi = row.MaybeText("doi"),
            JournalReference = row.MaybeText("journal_reference"),
            Withdrawal = row.MaybeText("withdrawn_on") is null
                ? null
                : new PaperWithdrawal(row.Date("withdrawn_on"), row.Text("withdrawn_reason")),
            TootUrl = row.MaybeText("toot_url"),
            Generated = row.MaybeText("generated_points") is { } points
                ? new GeneratedPoints(
                    row.Text("generated_by"),
                    JsonSerializer.Deserialize(points, LedgerJson.Default.StringArray)!
                )
                : null,
        };
}

[JsonSerializable(typeof(IndexedTopic[]))]
internal sealed partial class TopicJson : JsonSerializerContext;
