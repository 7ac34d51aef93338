using Bot.Arxiv;

namespace Bot.Ledger;

public sealed partial class SqliteLedger
{
    private const int MostRefusals = 2;

    /// <summary>
    /// Where nothing but the account is asked for beside it, the index has to be named: SQLite, which knows no numbers,
    /// would read all that was ever sent.
    /// </summary>
    private const string InHand = "state IN ('queued', 'sending')";

    // Of several accounts' toots about one paper the account's own, else the first.
    private const string TargetStatus = """
        SELECT said.status_id FROM outbox AS said JOIN account AS owner ON owner.id = said.account JOIN account AS mine ON mine.host = owner.host
        WHERE said.identity = outbox.target AND said.status_id IS NOT NULL AND said.state = 'sent' AND mine.id = outbox.account AND (said.account = mine.id OR outbox.action <> 'edit')
        ORDER BY said.account <> mine.id, said.id LIMIT 1
        """;

    private const string Entries = $"""
        SELECT outbox.*, CASE
            WHEN kind = 'abstract' THEN (SELECT parent.status_id FROM outbox AS parent WHERE parent.account = outbox.account AND parent.thread = outbox.thread AND parent.part = outbox.part - 1)
            WHEN kind = 'list' AND alone = 0 THEN (SELECT parent.status_id FROM outbox AS parent WHERE parent.account = outbox.account AND parent.identity = 'summary/' || outbox.category || '/' || outbox.date)
            WHEN kind = 'withdrawal' AND action = 'post' THEN (SELECT parent.status_id FROM outbox AS parent WHERE parent.account = outbox.account AND parent.identity = 'article/' || outbox.arxiv_id)
        END AS parent_status_id, CASE WHEN state = 'sending' THEN target_id ELSE ({TargetStatus}) END AS target_status
        FROM outbox
        """;

    /// <summary>
    /// What is next: the toot in flight, else the oldest queued one of the first precedence. What waits for another
    /// toot holds up nothing.
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
                $"{Entries} WHERE account = $account AND {InHand} AND state = 'queued' AND (target IS NULL OR "
                    + "target_status IS NOT NULL) ORDER BY precedence, thread, part LIMIT 1",
                ReadEntry,
                ("$account", account)
            )
            .FirstOrDefault();

    /// <summary>How many toots still have to go out.</summary>
    public int Waiting(long account) =>
        (int)
            _database.Number(
                $"SELECT count(*) FROM outbox INDEXED BY outbox_in_hand WHERE account = $account AND {InHand}",
                ("$account", account)
            );

    /// <summary>
    /// How many posts and boosts were accepted in a window; times behind it are those of a clock that was set back
    /// since.
    /// </summary>
    public int SentBetween(long account, DateTimeOffset since, DateTimeOffset until) =>
        (int)
            _database.Number(
                "SELECT count(*) FROM outbox WHERE account = $account AND sent_at >= $since AND sent_at < "
                    + "$until AND action IN ('post', 'boost')",
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
    /// The intention, written before the act: from here on only a look at the timeline can tell whether it was posted.
    /// </summary>
    public void Claim(OutboxEntry entry, DateTimeOffset now, DateTimeOffset lookAt) =>
        _database.InTransaction(() =>
        {
            NoteClock(now);
            MustMove(
                _database.Execute(
                    "UPDATE outbox SET state = 'sending', claimed_at = $now, first_claim = "
                        + "coalesce(first_claim, $now), look_at = $lookAt, target_id = $target WHERE id = $id AND "
                        + "state = 'queued'",
                    ("$id", entry.Id),
                    ("$now", now),
                    ("$lookAt", lookAt),
                    ("$target", entry.TargetStatusId)
                ),
                entry
            );
            return 0;
        });

    /// <summary>It is on the server. The account's next post waits until <paramref name="notBefore"/>.</summary>
    public void Sent(OutboxEntry entry, string statusId, string? url, DateTimeOffset now, DateTimeOffset notBefore) =>
        _database.InTransaction(() =>
        {
            MustMove(
                _database.Execute(
                    "UPDATE outbox SET state = 'sent', status_id = $statusId, url = $url, sent_at = $now, "
                        + "error = NULL WHERE id = $id AND state = 'sending'",
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
                "UPDATE account SET not_before = $notBefore, throttles = 0, last_refused = NULL, last_error "
                    + "= NULL WHERE id = $account",
                ("$account", entry.AccountId),
                ("$notBefore", notBefore)
            );
        });

    /// <summary>The answer was doubtful: it stays in flight, the reason is kept.</summary>
    public void Doubt(OutboxEntry entry, string reason) => Note(entry, reason);

    /// <summary>Certainly not posted: back to the queue as it was before the claim.</summary>
    public void PutBack(OutboxEntry entry, string reason) =>
        _database.InTransaction(() =>
        {
            Note(entry, reason);
            MustMove(
                _database.Execute(
                    "UPDATE outbox SET state = 'queued', first_claim = $firstClaim WHERE id = $id AND state "
                        + "= 'sending'",
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
    public void LookedInVain(OutboxEntry entry) =>
        MustMove(
            _database.Execute(
                "UPDATE outbox SET state = 'queued', rounds = rounds + 1, doublings = doublings + 1 WHERE id "
                    + "= $id AND state = 'sending'",
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

    /// <summary>Set aside for the operator, with the parts that would have answered it.</summary>
    /// <param name="entry">In flight.</param>
    /// <param name="reason">Shown to the operator.</param>
    /// <param name="forGood">False leaves it the second try that <see cref="GrantSecondTry"/> gives.</param>
    /// <param name="refused">False when the server did not refuse it but would not answer clearly.</param>
    public void SetAside(OutboxEntry entry, string reason, bool forGood, bool refused = true) =>
        _database.InTransaction(() =>
        {
            Note(entry, reason);
            _database.Execute(
                "UPDATE outbox SET refusals = $refusals WHERE id = $id",
                ("$id", entry.Id),
                ("$refusals", forGood ? MostRefusals : entry.Refusals + 1)
            );
            _database.Execute(
                "UPDATE outbox SET state = 'refused', error = CASE WHEN id = $id THEN $reason ELSE 'its "
                    + "parent was set aside' END WHERE account = $account AND thread = $thread AND part >= $part "
                    + $"AND {InHand}",
                ("$id", entry.Id),
                ("$reason", reason),
                ("$account", entry.AccountId),
                ("$thread", entry.Thread),
                ("$part", entry.Toot.Part)
            );
            return refused
                ? _database.Execute(
                    "UPDATE account SET last_refused = $id WHERE id = $account",
                    ("$account", entry.AccountId),
                    ("$id", entry.Id)
                )
                : 0;
        });

    /// <summary>
    /// Puts toots that were refused once back in the queue; to be called when all else has gone out. A refusal is
    /// certain, so trying again cannot say anything twice, and many a refusal was the passing mood of a proxy. False
    /// when there are none.
    /// </summary>
    public bool GrantSecondTry(long account, DateTimeOffset notBefore) =>
        _database.InTransaction(() =>
        {
            var granted =
                _database.Execute(
                    """
                    UPDATE outbox SET state = 'queued', first_claim = NULL WHERE account = $account AND state = 'refused' AND thread IN
                        (SELECT thread FROM outbox WHERE account = $account AND state = 'refused' GROUP BY thread HAVING max(refusals) < $most)
                    """,
                    ("$account", account),
                    ("$most", MostRefusals)
                ) > 0;
            if (granted)
            {
                Wait(account, notBefore, error: null);
            }

            return granted;
        });

    /// <summary>
    /// Two different toots refused in a row: the trouble is not the toots'. Both go back to the queue and the account
    /// is locked out, so that a broken proxy cannot refuse a whole day.
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
                UPDATE outbox SET state = 'queued', first_claim = NULL, error = NULL, refusals = 0
                WHERE state = 'refused' AND (account, thread) = (SELECT account, thread FROM outbox WHERE id = $earlier) AND part >= (SELECT part FROM outbox WHERE id = $earlier)
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

    /// <summary>
    /// This toot, and those of its thread that were never tried, with the paper they are about, to be composed anew.
    /// One in flight keeps its text: it may be there.
    /// </summary>
    public (Announcement? Paper, IReadOnlyList<OutboxEntry> Entries) Unsent(OutboxEntry entry)
    {
        var entries = _database.Query(
            $"{Entries} WHERE account = $account AND thread = $thread AND {InHand} AND (id = $id OR (state = "
                + "'queued' AND first_claim IS NULL)) ORDER BY part",
            ReadEntry,
            ("$account", entry.AccountId),
            ("$thread", entry.Thread),
            ("$id", entry.Id)
        );
        return (entry.Paper is { } id ? Paper(id, entry.Version) : null, entries);
    }

    /// <summary>
    /// Queued toots that were never tried and are longer than a limit; one for each thread, its first, and one for all
    /// lists of a listing.
    /// </summary>
    public IReadOnlyList<OutboxEntry> UntriedOver(long account, int characters) =>
        _database
            .Query(
                $"{Entries} INDEXED BY outbox_in_hand WHERE account = $account AND {InHand} AND state = "
                    + "'queued' AND first_claim IS NULL AND characters > $characters ORDER BY thread, part",
                ReadEntry,
                ("$account", account),
                ("$characters", characters)
            )
            .DistinctBy(entry =>
                entry.Toot.Kind.IsList() && !entry.CaughtUp
                    ? $"{entry.Toot.Kind} {entry.Category} {entry.Date}"
                    : $"{entry.Thread}"
            )
            .ToList();

    /// <summary>
    /// Puts freshly composed toots in the place of unsent ones, as their next revision with new keys.
    /// </summary>
    public void Replace(
        AccountRecord account,
        IReadOnlyList<OutboxEntry> old,
        IReadOnlyList<Toot> fresh,
        DateTimeOffset now
    ) =>
        _database.InTransaction(() =>
        {
            foreach (var entry in old)
            {
                MustMove(
                    _database.Execute($"DELETE FROM outbox WHERE id = $id AND {InHand}", ("$id", entry.Id)),
                    entry
                );
            }

            foreach (var toot in fresh)
            {
                Insert(account, old[0], toot, old.Max(entry => entry.Revision) + 1, now);
            }

            if (old[0].CaughtUp)
            {
                MarkCaughtUp(account.Id, old[0].Thread);
            }

            return 0;
        });

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
