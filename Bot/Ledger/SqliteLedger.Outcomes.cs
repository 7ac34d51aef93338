namespace Bot.Ledger;

/// <summary>What came of a claimed toot: each outcome is one transaction and moves exactly one row.</summary>
public sealed partial class SqliteLedger
{
    /// <summary>A toot that was refused so often is not tried again.</summary>
    private const int MostRefusals = 2;

    /// <summary>It is on the server. The account's next post waits until <paramref name="notBefore"/>.</summary>
    public void MarkSent(
        OutboxEntry entry,
        string statusId,
        string? url,
        DateTimeOffset now,
        DateTimeOffset notBefore
    ) =>
        _database.InTransaction(() =>
        {
            MustMove(
                _database.Execute(
                    """
                    UPDATE outbox
                    SET state = 'sent', status_id = $statusId, url = $url, sent_at = $now, error = NULL
                    WHERE id = $id AND state = 'sending'
                    """,
                    ("$id", entry.Id),
                    ("$statusId", statusId),
                    ("$url", url),
                    ("$now", now)
                ),
                entry
            );
            if (entry.Toot.Action == TootAction.Edit)
            {
                Edited(entry, statusId);
            }

            return _database.Execute(
                """
                UPDATE account
                SET not_before = $notBefore, throttles = 0, last_refused = NULL, last_error = NULL
                WHERE id = $account
                """,
                ("$account", entry.AccountId),
                ("$notBefore", notBefore)
            );
        });

    /// <summary>The answer was doubtful: it stays in flight, the reason is kept.</summary>
    public void MarkDoubtful(OutboxEntry entry, string reason) => Note(entry, reason);

    /// <summary>Certainly not posted: back to the queue as it was before the claim.</summary>
    public void PutBack(OutboxEntry entry, string reason) =>
        _database.InTransaction(() =>
        {
            Note(entry, reason);
            MustMove(
                _database.Execute(
                    """
                    UPDATE outbox
                    SET state = 'queued', first_claim = $firstClaim
                    WHERE id = $id AND state = 'sending'
                    """,
                    ("$id", entry.Id),
                    ("$firstClaim", entry.FirstClaim)
                ),
                entry
            );
            return 0;
        });

    /// <summary>
    /// The server asked to wait: back to the queue, and nothing of this account before <paramref name="until"/>.
    /// </summary>
    public void PutBackUntil(OutboxEntry entry, DateTimeOffset until, int throttles, string reason) =>
        _database.InTransaction(() =>
        {
            PutBack(entry, reason);
            return _database.Execute(
                "UPDATE account SET not_before = $until, throttles = $throttles WHERE id = $account",
                ("$account", entry.AccountId),
                ("$until", until),
                ("$throttles", throttles)
            );
        });

    /// <summary>The server does not want this account: back to the queue, and delivery pauses.</summary>
    public void PutBackAndLockOut(OutboxEntry entry, string reason, DateTimeOffset now, DateTimeOffset nextCheck) =>
        _database.InTransaction(() =>
        {
            PutBack(entry, reason);
            LockOut(entry.AccountId, reason, now, nextCheck);
            return 0;
        });

    /// <summary>The timeline was read and does not have it: it may be tried again, with the same key.</summary>
    public void PutBackAsNotFound(OutboxEntry entry) =>
        MustMove(
            _database.Execute(
                """
                UPDATE outbox
                SET state = 'queued', rounds = rounds + 1, doublings = doublings + 1
                WHERE id = $id AND state = 'sending'
                """,
                ("$id", entry.Id)
            ),
            entry
        );

    /// <summary>
    /// The timeline could not be read: look again later. This does not count as a round, the toot is not to blame.
    /// </summary>
    public void LookFailed(OutboxEntry entry, DateTimeOffset lookAt, string reason) =>
        _database.InTransaction(() =>
        {
            Note(entry, reason);
            return _database.Execute(
                "UPDATE outbox SET look_at = $lookAt, doublings = doublings + 1 WHERE id = $id",
                ("$id", entry.Id),
                ("$lookAt", lookAt)
            );
        });

    /// <summary>
    /// The server refused the toot: it is set aside with the parts that would have answered it, until
    /// <see cref="GrantSecondTry"/> gives it its second try; a second refusal is final. The refusal of a post is noted
    /// for its account too, that of a boost or an edit says nothing of the account.
    /// </summary>
    /// <param name="entry">In flight.</param>
    /// <param name="reason">Shown to the operator.</param>
    public void SetAsideRefused(OutboxEntry entry, string reason) =>
        _database.InTransaction(() =>
        {
            SetAside(entry, reason, entry.Refusals + 1);
            return entry.Target is null
                ? _database.Execute(
                    "UPDATE account SET last_refused = $id WHERE id = $account",
                    ("$account", entry.AccountId),
                    ("$id", entry.Id)
                )
                : 0;
        });

    /// <summary>
    /// The server never answered clearly: the toot is set aside for good, with the parts that would have answered it.
    /// </summary>
    /// <param name="entry">In flight.</param>
    /// <param name="reason">Shown to the operator.</param>
    public void SetAsideUnanswered(OutboxEntry entry, string reason) =>
        _database.InTransaction(() =>
        {
            SetAside(entry, reason, MostRefusals);
            return 0;
        });

    /// <summary>
    /// Puts toots that were refused once back in the queue; to be called when all else has gone out. A refusal is
    /// certain, so trying again cannot post anything twice, and many a refusal came from a proxy in passing trouble.
    /// False when there are none.
    /// </summary>
    public bool GrantSecondTry(long account, DateTimeOffset notBefore) =>
        _database.InTransaction(() =>
        {
            var granted =
                _database.Execute(
                    """
                    UPDATE outbox
                    SET state = 'queued', first_claim = NULL
                    WHERE account = $account
                        AND state = 'refused'
                        AND thread IN (
                            SELECT thread FROM outbox
                            WHERE account = $account AND state = 'refused'
                            GROUP BY thread
                            HAVING max(refusals) < $most
                        )
                    """,
                    ("$account", account),
                    ("$most", MostRefusals)
                ) > 0;
            if (granted)
            {
                _database.Execute(
                    "UPDATE account SET not_before = $until WHERE id = $account",
                    ("$account", account),
                    ("$until", notBefore)
                );
            }

            return granted;
        });

    /// <summary>
    /// Two different toots were refused in a row, so the fault is not theirs. Both go back to the queue and the account is
    /// locked out, so that a broken proxy cannot refuse a whole day.
    /// </summary>
    public void PutBackBothAndLockOut(
        OutboxEntry entry,
        long earlier,
        string reason,
        DateTimeOffset now,
        DateTimeOffset nextCheck
    ) =>
        _database.InTransaction(() =>
        {
            PutBack(entry, reason);
            _database.Execute(
                """
                UPDATE outbox
                SET state = 'queued', first_claim = NULL, error = NULL, refusals = 0
                WHERE state = 'refused'
                    AND (account, thread) = (SELECT account, thread FROM outbox WHERE id = $earlier)
                    AND part >= (SELECT part FROM outbox WHERE id = $earlier)
                """,
                ("$earlier", earlier)
            );
            _database.Execute(
                "UPDATE account SET last_refused = NULL WHERE id = $account",
                ("$account", entry.AccountId)
            );
            LockOut(entry.AccountId, reason, now, nextCheck);
            return 0;
        });

    private void SetAside(OutboxEntry entry, string reason, int refusals)
    {
        Note(entry, reason);
        _database.Execute(
            "UPDATE outbox SET refusals = $refusals WHERE id = $id",
            ("$id", entry.Id),
            ("$refusals", refusals)
        );
        _database.Execute(
            $"""
            UPDATE outbox
            SET state = 'refused', error = CASE WHEN id = $id THEN $reason ELSE 'its parent was set aside' END
            WHERE account = $account AND thread = $thread AND part >= $part AND {InHand}
            """,
            ("$id", entry.Id),
            ("$reason", reason),
            ("$account", entry.AccountId),
            ("$thread", entry.Thread),
            ("$part", entry.Toot.Part)
        );
    }

    private void Note(OutboxEntry entry, string reason)
    {
        _database.Execute("UPDATE outbox SET error = $reason WHERE id = $id", ("$id", entry.Id), ("$reason", reason));
        _database.Execute(
            "UPDATE account SET last_error = $reason WHERE id = $account",
            ("$account", entry.AccountId),
            ("$reason", reason)
        );
    }
}
