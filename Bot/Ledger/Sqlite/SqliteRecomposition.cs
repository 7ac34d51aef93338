using Bot.Arxiv;

namespace Bot.Ledger.Sqlite;

/// <summary>Toots that are certainly not posted and are composed anew, because the instance's limits changed.</summary>
internal sealed class SqliteRecomposition(
    SqliteDatabase database,
    OutboxTable outbox,
    PaperTable papers,
    ArchiveTable archive
)
{
    public IReadOnlyList<OutboxEntry> TooLong(long account, int characters) =>
        outbox
            .Read(
                $"""
                INDEXED BY outbox_in_hand
                WHERE account = $account
                    AND {OutboxTable.InHand}
                    AND state = 'queued'
                    AND first_claim IS NULL
                    AND characters > $characters
                ORDER BY thread, part
                """,
                ("$account", account),
                ("$characters", characters)
            )
            .DistinctBy(entry =>
                entry.Toot.Kind.IsList() && !entry.CaughtUp
                    ? $"{entry.Toot.Kind} {entry.Category} {entry.Date}"
                    : $"{entry.Thread}"
            )
            .ToList();

    public UnsentToots Unsent(OutboxEntry entry)
    {
        var isList = entry.Toot.Kind.IsList();
        var entries = isList ? Lists(entry) : Parts(entry);
        if (entries.Count == 0)
        {
            return UnsentToots.None;
        }

        var of = isList ? PapersOf(entries) : PaperOf(entry);
        return new UnsentToots
        {
            Entries = entries,
            Papers = of,
            Days = DaysOfThread(entry),
            Lists = entry.Toot.Kind == TootKind.Summary ? CountLists(entry) : 0,
            Summary = entry.Toot.Kind == TootKind.List ? UntriedSummary(entry) : null,
            Withdrawn = entry.Toot.Kind == TootKind.Withdrawal ? WithdrawnPaperOf(entry) : null,
            Urls = entry.Toot.Kind.TellsNewPapers() ? new Dictionary<ArxivId, string>() : Urls(entry.AccountId, of),
        };
    }

    public Move Write(RecomposedThread thread)
    {
        var deleted = outbox.Delete(thread.Old);
        return deleted == Move.Moved ? Insert(OutboxPlan.Recomposed(thread, archive.EarliestDay)) : deleted;
    }

    public Move Write(RecomposedLists lists)
    {
        if (outbox.Delete(lists.Old) == Move.NotAsExpected)
        {
            return Move.NotAsExpected;
        }

        var account = lists.Old[0].AccountId;
        foreach (var entry in lists.Old)
        {
            database.Execute(
                "DELETE FROM outbox WHERE account = $account AND thread = $thread AND state = 'seen'",
                ("$account", account),
                ("$thread", entry.Thread)
            );
        }

        var more = lists.Fresh.Count - lists.Old.Count;
        if (more > 0)
        {
            database.Execute(
                "UPDATE outbox SET thread = thread + $more WHERE account = $account AND thread > $last",
                ("$account", account),
                ("$last", lists.Old.Max(entry => entry.Thread)),
                ("$more", more)
            );
        }

        return Insert(OutboxPlan.Recomposed(lists, archive.EarliestDay));
    }

    private Move Insert(IEnumerable<OutboxRow> rows) => rows.All(outbox.Insert) ? Move.Moved : Move.NotAsExpected;

    // One in flight keeps its text: it may be there.
    private List<OutboxEntry> Parts(OutboxEntry entry) =>
        outbox.Read(
            $"""
            WHERE account = $account
                AND thread = $thread
                AND {OutboxTable.InHand}
                AND (id = $id OR (state = 'queued' AND first_claim IS NULL))
            ORDER BY part
            """,
            ("$account", entry.AccountId),
            ("$thread", entry.Thread),
            ("$id", entry.Id)
        );

    // A list that is certainly not posted, and the lists of its listing that were never tried.
    private List<OutboxEntry> Lists(OutboxEntry list) =>
        outbox.Read(
            $"""
            INDEXED BY outbox_in_hand
            WHERE account = $account
                AND category = $category
                AND date = $date
                AND kind = $kind
                AND {OutboxTable.InHand}
                AND (id = $id OR (caught_up = 0 AND $caughtUp = 0 AND state = 'queued' AND first_claim IS NULL))
            ORDER BY thread
            """,
            ("$account", list.AccountId),
            ("$category", list.Category),
            ("$date", list.Date),
            ("$id", list.Id),
            ("$kind", list.Toot.Kind),
            ("$caughtUp", list.CaughtUp ? 1 : 0)
        );

    private List<Announcement> PapersOf(List<OutboxEntry> lists) =>
        lists.Count == 0
            ? []
            : database.Query(
                """
                SELECT paper.*
                FROM outbox JOIN paper ON paper.arxiv_id = outbox.arxiv_id AND paper.version = outbox.version
                WHERE account = $account AND state = 'seen' AND thread IN (SELECT value FROM json_each($threads))
                ORDER BY thread, part
                """,
                PaperTable.ReadRow,
                ("$account", lists[0].AccountId),
                ("$threads", JsonTexts.Of(lists.Select(one => $"{one.Thread}")))
            );

    private List<Announcement> PaperOf(OutboxEntry entry) =>
        entry.Paper is { } id && papers.Read(id, entry.Version) is { } paper ? [paper] : [];

    private (DateOnly First, DateOnly Last) DaysOfThread(OutboxEntry entry) =>
        database.Query(
            """
            SELECT coalesce(min(date) FILTER (WHERE kind = 'article'), min(date)) AS first,
                coalesce(max(date) FILTER (WHERE kind = 'article'), max(date)) AS last
            FROM outbox
            WHERE account = $account AND thread = $thread
            """,
            row => (row.Date("first"), row.Date("last")),
            ("$account", entry.AccountId),
            ("$thread", entry.Thread)
        )[0];

    private int CountLists(OutboxEntry summary) =>
        (int)
            database.Number(
                """
                SELECT count(*) FROM outbox
                WHERE account = $account
                    AND category = $category
                    AND date = $date
                    AND kind = 'list'
                    AND caught_up = 0
                """,
                ("$account", summary.AccountId),
                ("$category", summary.Category),
                ("$date", summary.Date)
            );

    private OutboxEntry? UntriedSummary(OutboxEntry list) =>
        outbox
            .Read(
                "WHERE account = $account AND identity = $identity AND state = 'queued' AND first_claim IS NULL",
                ("$account", list.AccountId),
                ("$identity", TootIdentity.Summary(list.Category, list.Date))
            )
            .FirstOrDefault();

    private WithdrawnPaper? WithdrawnPaperOf(OutboxEntry withdrawal) =>
        outbox
            .Read(
                "WHERE account = $account AND identity = $identity",
                ("$account", withdrawal.AccountId),
                ("$identity", TootIdentity.Article(withdrawal.Paper!.Value))
            )
            .Select(archive.AsWithdrawn)
            .FirstOrDefault();

    private Dictionary<ArxivId, string> Urls(long account, IEnumerable<Announcement> of)
    {
        var urls = new ArticleUrls(database, account);
        return of.Select(paper => (paper.Id, Url: urls.Of(paper.Id)))
            .Where(one => one.Url is not null)
            .DistinctBy(one => one.Id)
            .ToDictionary(one => one.Id, one => one.Url!);
    }
}

/// <summary>Where an account, or another of ours on its host, has tooted a paper.</summary>
internal sealed class ArticleUrls(SqliteDatabase database, long account)
{
    private readonly string _host = database.Query(
        "SELECT host FROM account WHERE id = $id",
        row => row.Text("host"),
        ("$id", account)
    )[0];

    /// <summary>Null when nowhere.</summary>
    /// <param name="paper">The paper.</param>
    /// <param name="only">A further condition.</param>
    public string? Of(ArxivId paper, string only = "") =>
        database
            .Query(
                $"""
                SELECT outbox.url AS url FROM outbox JOIN account AS owner ON owner.id = outbox.account
                WHERE outbox.identity = $identity
                    AND outbox.status_id IS NOT NULL
                    AND outbox.state = 'sent'
                    AND owner.host = $host {only}
                ORDER BY outbox.account <> $account, outbox.id LIMIT 1
                """,
                row => row.MaybeText("url"),
                ("$identity", TootIdentity.Article(paper)),
                ("$host", _host),
                ("$account", account)
            )
            .FirstOrDefault();
}
