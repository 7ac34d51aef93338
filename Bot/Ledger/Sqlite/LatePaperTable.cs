using Bot.Arxiv;

namespace Bot.Ledger.Sqlite;

/// <summary>Papers that no feed brought in time.</summary>
internal sealed class LatePaperTable(SqliteDatabase database, OutboxTable outbox, ArchiveTable archive)
{
    public List<MissingPaper> Missing(long account, string category, DateOnly after) =>
        NothingMissingUntil(account, category) is { } until
            ? ReadMissing(account, category, until > after ? until : after)
            : [];

    /// <summary>Inserts the threads, and the summaries of their days. False when a toot's identity is taken.</summary>
    public bool Insert(LatePapers papers) =>
        papers.Threads.GroupBy(thread => thread.Account.Id).All(own => InsertOf(papers, own));

    // The text of such a paper is needed until every account has it in its outbox.
    public bool IsMissing(ArchivedPaper paper, HarvestPage page) =>
        !paper.Deleted
        && paper.Categories[0] == page.Category
        && paper.EarliestAnnouncement >= page.Since
        && page.Accounts.Any(account =>
            database.Number(
                "SELECT EXISTS (SELECT 1 FROM outbox WHERE account = $account AND identity = $identity)",
                ("$account", account),
                ("$identity", TootIdentity.Article(paper.Id))
            ) == 0
        );

    private DateOnly? NothingMissingUntil(long account, string category) =>
        database.Query(
            """
            SELECT max(
                (SELECT min(date) FROM outbox WHERE account = $account AND category = $category AND caught_up = 0),
                coalesce(
                    (
                        SELECT max(date) FROM outbox
                        WHERE account = $account AND category = $category AND recovered = 1
                    ),
                    ''
                )
            ) AS day
            """,
            row => row.MaybeText("day") is null ? (DateOnly?)null : row.Date("day"),
            ("$account", account),
            ("$category", category)
        )[0];

    private List<MissingPaper> ReadMissing(long account, string category, DateOnly after) =>
        database.Query(
            """
            SELECT paper.*, earliest, last_feed, withdrawn_version
            FROM archived JOIN paper ON paper.arxiv_id = archived.arxiv_id AND paper.version = archived.version
            WHERE archived.category = $category
                AND earliest > $after
                AND deleted = 0
                AND NOT EXISTS (
                    SELECT 1 FROM outbox WHERE account = $account AND identity = 'article/' || archived.arxiv_id
                )
            ORDER BY earliest, archived.arxiv_id
            """,
            row => new MissingPaper(
                PaperTable.ReadRow(row),
                row.Date("earliest"),
                row.Date("last_feed"),
                row.MaybeLong("withdrawn_version") is not null
            ),
            ("$account", account),
            ("$category", category),
            ("$after", after)
        );

    private bool InsertOf(LatePapers papers, IGrouping<long, QueuedThread> threads)
    {
        List<OutboxRow> late = [];
        foreach (var thread in threads)
        {
            var number = outbox.LastThread(threads.Key) + 1;
            List<OutboxRow> rows = [.. OutboxPlan.LateThread(thread, papers, number, archive.EarliestDay)];
            if (!rows.TrueForAll(outbox.Insert))
            {
                return false;
            }

            late.AddRange(rows);
        }

        foreach (var row in OutboxPlan.SummariesTaken(late, papers, outbox.LastThread(threads.Key) + 1))
        {
            outbox.Insert(row);
        }

        return true;
    }
}
