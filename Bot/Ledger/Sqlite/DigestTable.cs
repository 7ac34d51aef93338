using System.Text.Json;
using Bot.Arxiv;
using Microsoft.Data.Sqlite;

namespace Bot.Ledger.Sqlite;

/// <summary>Papers as readers see them.</summary>
internal sealed class DigestTable(SqliteDatabase database)
{
    // A small listing may be told by several accounts; the first one's toot will do.
    public const string Columns = """
        digest.*,
        (
            SELECT url FROM outbox
            WHERE outbox.arxiv_id = digest.arxiv_id AND kind = 'article' AND part = 1 AND url IS NOT NULL
            ORDER BY outbox.id LIMIT 1
        ) AS toot_url,
        (
            SELECT model FROM model_points AS made
            WHERE made.arxiv_id = digest.arxiv_id AND made.version = digest.version
        ) AS generated_by,
        (
            SELECT points FROM model_points AS made
            WHERE made.arxiv_id = digest.arxiv_id AND made.version = digest.version
        ) AS generated_points
        """;

    /// <summary>Papers by what follows after <c>FROM digest</c>.</summary>
    public List<IndexedPaper> Read(string where, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        database.Query($"SELECT {Columns} FROM digest {where}", ReadRow, parameters);

    /// <summary>Shows a paper; an older version than the one that is there changes nothing.</summary>
    public void Insert(IndexedPaper paper, int revision)
    {
        database.Execute(
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
        var moved = database.Query(
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
            ("$points", JsonTexts.Of(paper.KeyPoints)),
            ("$topics", JsonSerializer.Serialize([.. paper.Topics], LedgerJson.Default.IndexedTopicArray)),
            ("$similar", JsonTexts.Of(paper.Similar)),
            ("$doi", paper.Doi),
            ("$journal", paper.JournalReference)
        );
        if (moved is not [var digest])
        {
            return;
        }

        var isNew = paper.Type == AnnounceType.New ? 1 : 0;
        database.Execute(
            "DELETE FROM digest_category WHERE digest = $digest; DELETE FROM digest_topic WHERE digest = $digest",
            ("$digest", digest)
        );
        foreach (var category in paper.Categories.Distinct())
        {
            database.Execute(
                "INSERT INTO digest_category (category, is_new, date, digest) VALUES ($category, $new, $date, $digest)",
                ("$category", category),
                ("$new", isNew),
                ("$date", paper.Date),
                ("$digest", digest)
            );
        }

        foreach (var topic in paper.Topics.DistinctBy(topic => topic.Slug))
        {
            database.Execute(
                "INSERT INTO topic (slug, name) VALUES ($slug, $name) ON CONFLICT DO UPDATE SET name = excluded.name",
                ("$slug", topic.Slug),
                ("$name", topic.Name)
            );
            database.Execute(
                "INSERT INTO digest_topic (topic, is_new, date, digest) VALUES ($slug, $new, $date, $digest)",
                ("$slug", topic.Slug),
                ("$new", isNew),
                ("$date", paper.Date),
                ("$digest", digest)
            );
        }
    }

    public static IndexedPaper ReadRow(SqliteDataReader row) =>
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
            KeyPoints = JsonTexts.Read(row.Text("key_points")),
            Topics = JsonSerializer.Deserialize(row.Text("topics"), LedgerJson.Default.IndexedTopicArray)!,
            Similar = [.. JsonTexts.Read(row.Text("similar")).Select(ArxivId.Parse)],
            Doi = row.MaybeText("doi"),
            JournalReference = row.MaybeText("journal_reference"),
            Withdrawal = row.MaybeText("withdrawn_on") is null
                ? null
                : new PaperWithdrawal(row.Date("withdrawn_on"), row.Text("withdrawn_reason")),
            TootUrl = row.MaybeText("toot_url"),
            Generated = row.MaybeText("generated_points") is { } points
                ? new GeneratedPoints(row.Text("generated_by"), JsonTexts.Read(points))
                : null,
        };
}
