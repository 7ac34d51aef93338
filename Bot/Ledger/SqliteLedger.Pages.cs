using Bot.Arxiv;
using Microsoft.Data.Sqlite;

namespace Bot.Ledger;

/// <summary>A day that has new papers.</summary>
public sealed record PaperDay(DateOnly Date, int Papers);

/// <summary>A topic or category and how many new papers it has.</summary>
/// <param name="Slug">As in addresses.</param>
/// <param name="Name">For people; of a category its name as arXiv spells it.</param>
/// <param name="Papers">New ones.</param>
public sealed record PaperGroup(string Slug, string Name, int Papers);

/// <summary>An account that tells of papers.</summary>
public sealed record TootingAccount(string Acct, string Host, string Instance, IReadOnlyList<string> Categories)
{
    public string Handle => $"@{Acct}@{Host}";

    public string Url => $"{Instance.TrimEnd('/')}/@{Acct}";
}

public sealed partial class SqliteLedger
{
    // A small listing may be told by several accounts; the first one's toot will do.
    private const string DigestColumns = """
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

    /// <summary>
    /// A number that is another one whenever somebody has written. Only for ledgers opened to read: a writer's own
    /// writing does not count.
    /// </summary>
    public long DataVersion() => _database.Number("PRAGMA data_version");

    /// <summary>Every day with new papers, the newest first.</summary>
    public IReadOnlyList<PaperDay> PaperDays() =>
        _database.Query(
            "SELECT date, count(*) AS papers FROM digest WHERE type = 'new' GROUP BY date ORDER BY date DESC",
            row => new PaperDay(row.Date("date"), row.Int("papers"))
        );

    /// <summary>One paper; null when there is none.</summary>
    public IndexedPaper? IndexedPaper(ArxivId id) =>
        _database
            .Query($"SELECT {DigestColumns} FROM digest WHERE arxiv_id = $id", ReadIndexed, ("$id", id))
            .FirstOrDefault();

    /// <summary>Those of the papers that are there, in the order asked for.</summary>
    public IReadOnlyList<IndexedPaper> IndexedPapers(IReadOnlyList<ArxivId> ids)
    {
        var found = _database
            .Query(
                $"SELECT {DigestColumns} FROM digest WHERE arxiv_id IN (SELECT value FROM json_each($ids))",
                ReadIndexed,
                ("$ids", Json(ids.Select(id => id.Value)))
            )
            .ToDictionary(paper => paper.Id);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    public IReadOnlyList<PaperGroup> Topics() =>
        _database.Query(
            """
            SELECT slug, name, count(*) AS papers
            FROM digest_topic JOIN topic ON topic.slug = digest_topic.topic
            WHERE is_new = 1
            GROUP BY slug
            ORDER BY papers DESC, name
            """,
            row => new PaperGroup(row.Text("slug"), row.Text("name"), row.Int("papers"))
        );

    public IReadOnlyList<PaperGroup> Categories() =>
        _database.Query(
            """
            SELECT category, count(*) AS papers FROM digest_category
            WHERE is_new = 1
            GROUP BY category
            ORDER BY papers DESC, category
            """,
            row => new PaperGroup(row.Text("category"), row.Text("category"), row.Int("papers"))
        );

    /// <summary>A topic's name; null when no paper ever had it.</summary>
    public string? TopicName(string slug) =>
        _database
            .Query("SELECT name FROM topic WHERE slug = $slug", row => row.Text("name"), ("$slug", slug))
            .FirstOrDefault();

    /// <summary>What is known of each category's days from one on, the newest first.</summary>
    public IReadOnlyList<DayReport> DaysSince(DateOnly from) =>
        _database.Query($"{Days} WHERE date >= $from ORDER BY category, date DESC", ReadDay, ("$from", from));

    /// <summary>When arXiv was last asked with success; null for never.</summary>
    public DateTimeOffset? LastUpdate() =>
        _database.Query("SELECT max(checked_at) AS at FROM feed WHERE failed_since IS NULL", row => row.Time("at"))[0];

    public IReadOnlyList<PaperChange> PaperChanges(int most) =>
        _database.Query(
            "SELECT * FROM change ORDER BY date DESC, arxiv_id DESC LIMIT $most",
            ReadChange,
            ("$most", most)
        );

    /// <summary>What changed in one paper, the newest first.</summary>
    public IReadOnlyList<PaperChange> PaperChanges(ArxivId id) =>
        _database.Query("SELECT * FROM change WHERE arxiv_id = $id ORDER BY version DESC", ReadChange, ("$id", id));

    public IReadOnlyList<IndexedPaper> WithdrawnPapers(int most) =>
        _database.Query(
            $"""
            SELECT {DigestColumns} FROM digest
            WHERE withdrawn_on IS NOT NULL
            ORDER BY withdrawn_on DESC, arxiv_id DESC LIMIT $most
            """,
            ReadIndexed,
            ("$most", most)
        );

    /// <summary>The accounts that have something in the outbox, and of which categories.</summary>
    public IReadOnlyList<TootingAccount> TootingAccounts() =>
        _database.Query(
            """
            SELECT acct, host, instance,
                (SELECT group_concat(DISTINCT category) FROM outbox WHERE outbox.account = account.id) AS categories
            FROM account
            ORDER BY id
            """,
            row => new TootingAccount(
                row.Text("acct"),
                row.Text("host"),
                row.Text("instance"),
                row.MaybeText("categories")?.Split(',') ?? []
            )
        );

    private static PaperChange ReadChange(SqliteDataReader row) =>
        new(
            ArxivId.Parse(row.Text("arxiv_id")),
            row.Int("version"),
            row.Date("date"),
            row.Text("title_before"),
            row.Text("title"),
            row.Text("abstract_before"),
            row.Text("abstract")
        );
}
