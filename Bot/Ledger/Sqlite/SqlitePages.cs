using Bot.Arxiv;
using Microsoft.Data.Sqlite;

namespace Bot.Ledger.Sqlite;

/// <inheritdoc cref="IPages"/>
internal sealed class SqlitePages(SqliteDatabase database, DayTable days) : IPages
{
    private readonly DigestTable _digests = new(database);
    private readonly PaperSearch _search = new(database);

    public bool SearchesWords => true;

    public ValueTask<long> Version() => ValueTask.FromResult(database.Number("PRAGMA data_version"));

    public ValueTask<IReadOnlyList<PaperDay>> Days() =>
        List(
            database.Query(
                "SELECT date, count(*) AS papers FROM digest WHERE type = 'new' GROUP BY date ORDER BY date DESC",
                row => new PaperDay(row.Date("date"), row.Int("papers"))
            )
        );

    public ValueTask<IReadOnlyList<IndexedPaper>> Papers(IReadOnlyList<ArxivId> ids)
    {
        var found = _digests
            .Read("WHERE arxiv_id IN (SELECT value FROM json_each($ids))", ("$ids", JsonTexts.Of(ids)))
            .ToDictionary(paper => paper.Id);
        return List([.. ids.Where(found.ContainsKey).Select(id => found[id])]);
    }

    public ValueTask<PaperList> Find(PaperQuery query) =>
        ValueTask.FromResult(database.Reading(() => _search.Find(query)));

    public ValueTask<IReadOnlyList<PaperGroup>> Topics() =>
        List(
            database.Query(
                """
                SELECT slug, name, count(*) AS papers
                FROM digest_topic JOIN topic ON topic.slug = digest_topic.topic
                WHERE is_new = 1
                GROUP BY slug
                ORDER BY papers DESC, name
                """,
                row => new PaperGroup(row.Text("slug"), row.Text("name"), row.Int("papers"))
            )
        );

    public ValueTask<IReadOnlyList<PaperGroup>> Categories() =>
        List(
            database.Query(
                """
                SELECT category, count(*) AS papers FROM digest_category
                WHERE is_new = 1
                GROUP BY category
                ORDER BY papers DESC, category
                """,
                row => new PaperGroup(row.Text("category"), row.Text("category"), row.Int("papers"))
            )
        );

    public ValueTask<string?> TopicName(string slug) =>
        ValueTask.FromResult(
            database
                .Query("SELECT name FROM topic WHERE slug = $slug", row => row.Text("name"), ("$slug", slug))
                .FirstOrDefault()
        );

    public ValueTask<IReadOnlyList<DayReport>> DaysSince(DateOnly from) =>
        List(days.Report("WHERE date >= $from ORDER BY category, date DESC", ("$from", from)));

    public ValueTask<DateTimeOffset?> LastUpdate() =>
        ValueTask.FromResult(
            database.Query("SELECT max(checked_at) AS at FROM feed WHERE failed_since IS NULL", row => row.Time("at"))[
                0
            ]
        );

    public ValueTask<IReadOnlyList<PaperChange>> Changes(int most) =>
        List(
            database.Query(
                "SELECT * FROM change ORDER BY date DESC, arxiv_id DESC LIMIT $most",
                ReadChange,
                ("$most", most)
            )
        );

    public ValueTask<IReadOnlyList<PaperChange>> ChangesOf(ArxivId id) =>
        List(
            database.Query("SELECT * FROM change WHERE arxiv_id = $id ORDER BY version DESC", ReadChange, ("$id", id))
        );

    public ValueTask<IReadOnlyList<IndexedPaper>> Withdrawn(int most) =>
        List(
            _digests.Read(
                "WHERE withdrawn_on IS NOT NULL ORDER BY withdrawn_on DESC, arxiv_id DESC LIMIT $most",
                ("$most", most)
            )
        );

    public ValueTask<IReadOnlyList<TootingAccount>> Accounts() =>
        List(
            database.Query(
                """
                SELECT acct, host, instance,
                    (
                        SELECT group_concat(DISTINCT category) FROM outbox WHERE outbox.account = account.id
                    ) AS categories
                FROM account
                ORDER BY id
                """,
                row => new TootingAccount(
                    row.Text("acct"),
                    row.Text("host"),
                    row.Text("instance"),
                    row.MaybeText("categories")?.Split(',') ?? []
                )
            )
        );

    public ValueTask<IReadOnlyList<PictureRecord>> Pictures(DateOnly date) =>
        List(PictureTable.Query(database, "WHERE date = $date ORDER BY papers DESC, category", ("$date", date)));

    public ValueTask<byte[]?> CardPicture(string category, DateOnly date) =>
        ValueTask.FromResult(
            database
                .Query(
                    "SELECT png FROM picture WHERE date = $date AND category = $category AND png IS NOT NULL",
                    row => row.GetFieldValue<byte[]>(0),
                    ("$date", date),
                    ("$category", category)
                )
                .FirstOrDefault()
        );

    public ValueTask<IReadOnlyList<ReadableText>> Texts(string category, DateOnly from, DateOnly before) =>
        List(
            database.Query(
                """
                SELECT date, title, abstract FROM digest
                WHERE date >= $from AND date < $before AND type = 'new' AND listing = $category
                ORDER BY id
                """,
                row => new ReadableText(row.Date("date"), row.Text("title"), row.Text("abstract")),
                ("$category", category),
                ("$from", from),
                ("$before", before)
            )
        );

    private static ValueTask<IReadOnlyList<T>> List<T>(List<T> all) => ValueTask.FromResult<IReadOnlyList<T>>(all);

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
