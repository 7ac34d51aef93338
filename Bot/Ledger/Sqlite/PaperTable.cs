using Bot.Arxiv;
using Microsoft.Data.Sqlite;

namespace Bot.Ledger.Sqlite;

/// <summary>Papers as arXiv told them, and which were announced when.</summary>
internal sealed class PaperTable(SqliteDatabase database)
{
    /// <summary>Keeps a version of a paper, unless it is there.</summary>
    public void Insert(Announcement paper) =>
        database.Execute(
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
            ("$authors", JsonTexts.Of(paper.Authors)),
            ("$abstract", paper.Abstract),
            ("$categories", string.Join(' ', paper.Categories)),
            ("$doi", paper.Doi),
            ("$journal", paper.JournalReference),
            ("$license", paper.License)
        );

    /// <summary>Keeps an announcement with its paper.</summary>
    public void Insert(string category, DateOnly date, Announcement paper, long position)
    {
        Insert(paper);
        LowerIndexMark(paper.Id);
        database.Execute(
            """
            INSERT INTO announcement (category, arxiv_id, type, version, date, position)
            VALUES ($category, $id, $type, $version, $date, $position)
            ON CONFLICT DO NOTHING
            """,
            ("$category", category),
            ("$id", paper.Id),
            ("$type", paper.Type),
            ("$version", paper.Version),
            ("$date", date),
            ("$position", position)
        );
    }

    public Announcement? Read(ArxivId id, int version) =>
        database
            .Query(
                "SELECT * FROM paper WHERE arxiv_id = $id AND version = $version",
                ReadRow,
                ("$id", id),
                ("$version", version)
            )
            .FirstOrDefault();

    public static Announcement ReadRow(SqliteDataReader row) =>
        new()
        {
            Id = ArxivId.Parse(row.Text("arxiv_id")),
            Version = row.Int("version"),
            Type = AnnounceType.New,
            Title = row.Text("title"),
            Authors = JsonTexts.Read(row.Text("authors")),
            Abstract = row.Text("abstract"),
            Categories = row.Text("categories").Split(' '),
            Doi = row.MaybeText("doi"),
            JournalReference = row.MaybeText("journal_reference"),
            License = row.MaybeText("license"),
        };

    // A paper may have been here before its first announcement, as the archive's are; behind the mark nobody would look
    // for it.
    private void LowerIndexMark(ArxivId paper) =>
        database.Execute(
            """
            UPDATE last_done SET at = min(at, (SELECT min(rowid) FROM paper WHERE arxiv_id = $id) - 1)
            WHERE name GLOB 'digested by *' AND NOT EXISTS (SELECT 1 FROM announcement WHERE arxiv_id = $id)
            """,
            ("$id", paper)
        );
}
