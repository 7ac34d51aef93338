using Bot.Arxiv;

namespace Bot.Ledger;

public sealed partial class SqliteLedger
{
    /// <summary>
    /// A query that asks for this and the account alone has to name the index: SQLite has no statistics here and would
    /// read all that was ever sent.
    /// </summary>
    internal const string InHand = "state IN ('queued', 'sending')";

    // Of several accounts' toots about one paper the account's own, else the first.
    private const string TargetStatus = """
        SELECT said.status_id
        FROM outbox AS said
            JOIN account AS owner ON owner.id = said.account
            JOIN account AS mine ON mine.host = owner.host
        WHERE said.identity = outbox.target
            AND said.status_id IS NOT NULL
            AND said.state = 'sent'
            AND mine.id = outbox.account
            AND (said.account = mine.id OR outbox.action <> 'edit')
        ORDER BY said.account <> mine.id, said.id LIMIT 1
        """;

    private const string Entries = $"""
        SELECT
            outbox.*,
            CASE
                WHEN kind = 'abstract' THEN (
                    SELECT parent.status_id FROM outbox AS parent
                    WHERE parent.account = outbox.account
                        AND parent.thread = outbox.thread
                        AND parent.part = outbox.part - 1
                )
                WHEN kind = 'list' AND alone = 0 THEN (
                    SELECT parent.status_id FROM outbox AS parent
                    WHERE parent.account = outbox.account
                        AND parent.identity = 'summary/' || outbox.category || '/' || outbox.date
                )
                WHEN kind = 'withdrawal' AND action = 'post' THEN (
                    SELECT parent.status_id FROM outbox AS parent
                    WHERE parent.account = outbox.account AND parent.identity = 'article/' || outbox.arxiv_id
                )
            END AS parent_status_id,
            CASE WHEN state = 'sending' THEN target_id ELSE ({TargetStatus}) END AS target_status
        FROM outbox
        """;

    /// <summary>
    /// What is next: the toot in flight, else the oldest queued one of the first precedence. A boost or edit that waits
    /// for its toot is passed over. Null when there is nothing to do.
    /// </summary>
    public OutboxEntry? Head(long account) =>
        _database
            .Query(
                $"{Entries} WHERE account = $account AND state = 'sending' LIMIT 1",
                ReadEntry,
                ("$account", account)
            )
            .FirstOrDefault()
        ?? _database
            .Query(
                $"""
                {Entries}
                WHERE account = $account
                    AND {InHand}
                    AND state = 'queued'
                    AND (target IS NULL OR target_status IS NOT NULL)
                ORDER BY precedence, thread, part LIMIT 1
                """,
                ReadEntry,
                ("$account", account)
            )
            .FirstOrDefault();

    /// <summary>How many toots still have to go out.</summary>
    public int CountUnsent(long account) =>
        (int)
            _database.Number(
                $"SELECT count(*) FROM outbox INDEXED BY outbox_in_hand WHERE account = $account AND {InHand}",
                ("$account", account)
            );

    /// <summary>
    /// How many posts and boosts were accepted in a window; times behind it are those of a clock that was set back
    /// since.
    /// </summary>
    public int CountSentBetween(long account, DateTimeOffset since, DateTimeOffset until) =>
        (int)
            _database.Number(
                """
                SELECT count(*) FROM outbox
                WHERE account = $account AND sent_at >= $since AND sent_at < $until AND action IN ('post', 'boost')
                """,
                ("$account", account),
                ("$since", since),
                ("$until", until)
            );

    /// <summary>True when a status id is that of a toot we know as sent.</summary>
    public bool KnowsStatus(long account, string statusId) =>
        _database.Number(
            "SELECT EXISTS (SELECT 1 FROM outbox WHERE account = $account AND status_id = $statusId)",
            ("$account", account),
            ("$statusId", statusId)
        ) == 1;

    /// <summary>
    /// Notes that the toot is about to be sent. From here on only a look at the timeline can tell whether it was posted.
    /// </summary>
    public void Claim(OutboxEntry entry, DateTimeOffset now, DateTimeOffset lookAt) =>
        _database.InTransaction(() =>
        {
            NoteClock(now);
            MustMove(
                _database.Execute(
                    """
                    UPDATE outbox
                    SET state = 'sending', claimed_at = $now, first_claim = coalesce(first_claim, $now),
                        look_at = $lookAt, target_id = $target
                    WHERE id = $id AND state = 'queued'
                    """,
                    ("$id", entry.Id),
                    ("$now", now),
                    ("$lookAt", lookAt),
                    ("$target", entry.TargetStatusId)
                ),
                entry
            );
            return 0;
        });
}
