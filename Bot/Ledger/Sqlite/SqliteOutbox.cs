namespace Bot.Ledger.Sqlite;

/// <inheritdoc cref="IOutbox"/>
internal sealed class SqliteOutbox(
    SqliteDatabase database,
    AccountTable accounts,
    OutboxTable outbox,
    SqliteRecomposition recomposition
) : IOutbox
{
    private readonly ThreadTable _threads = new(database, outbox);

    public ValueTask<OutboxHead> Head(long account, params IReadOnlyList<TootAction> held) =>
        ValueTask.FromResult(
            database.Reading(() =>
            {
                var unsent = database.Number(
                    $"""
                    SELECT count(*) FROM outbox INDEXED BY outbox_in_hand
                    WHERE account = $account AND {OutboxTable.InHand}
                    """,
                    ("$account", account)
                );
                return new OutboxHead(accounts.Read(account), unsent == 0 ? null : Next(account, held), (int)unsent);
            })
        );

    private OutboxEntry? Next(long account, IReadOnlyList<TootAction> held) =>
        outbox.Read("WHERE account = $account AND state = 'sending' LIMIT 1", ("$account", account)).FirstOrDefault()
        ?? outbox
            .Read(
                $"""
                WHERE account = $account
                    AND {OutboxTable.InHand}
                    AND state = 'queued'
                    AND (target IS NULL OR target_status IS NOT NULL)
                    {(held.Count > 0 ? NotHeld : "")}
                ORDER BY precedence, thread, part LIMIT 1
                """,
                ("$account", account),
                ("$held", JsonTexts.Of(held))
            )
            .FirstOrDefault();

    // With a held part before it, a part has to wait too.
    private const string NotHeld = $"""
        AND NOT EXISTS (
            SELECT 1 FROM outbox AS before
            WHERE before.account = outbox.account
                AND before.thread = outbox.thread
                AND before.part <= outbox.part
                AND before.{OutboxTable.InHand}
                AND before.action IN (SELECT value FROM json_each($held))
        )
        """;

    public ValueTask<IReadOnlySet<string>> KnownStatuses(long account, IReadOnlyList<string> statusIds) =>
        ValueTask.FromResult<IReadOnlySet<string>>(outbox.KnownStatuses(account, statusIds));

    public ValueTask<int> CountSent(
        long account,
        IReadOnlyList<TootAction> actions,
        DateTimeOffset since,
        DateTimeOffset until
    ) =>
        ValueTask.FromResult(
            (int)
                database.Number(
                    """
                    SELECT count(*) FROM outbox
                    WHERE account = $account
                        AND sent_at >= $since
                        AND sent_at < $until
                        AND action IN (SELECT value FROM json_each($actions))
                    """,
                    ("$account", account),
                    ("$actions", JsonTexts.Of(actions)),
                    ("$since", since),
                    ("$until", until)
                )
        );

    public ValueTask<int> CountAwaiting(long account) =>
        ValueTask.FromResult(
            (int)
                database.Number(
                    $"SELECT count(*) FROM outbox INDEXED BY outbox_in_hand WHERE {Awaiting}",
                    ("$account", account)
                )
        );

    // Boosts and edits whose toot is not there yet.
    private const string Awaiting = $"""
        account = $account
            AND {OutboxTable.InHand}
            AND state = 'queued'
            AND target IS NOT NULL
            AND ({OutboxTable.TargetStatus}) IS NULL
        """;

    public ValueTask<IReadOnlyList<long>> AccountsAwaiting(string identity) =>
        ValueTask.FromResult<IReadOnlyList<long>>(
            database.Query(
                """
                SELECT DISTINCT account FROM outbox
                WHERE target IS NOT NULL AND state = 'queued' AND target = $identity
                """,
                row => row.Long("account"),
                ("$identity", identity)
            )
        );

    public ValueTask<IReadOnlyList<OutboxEntry>> TooLong(long account, int characters) =>
        ValueTask.FromResult(recomposition.TooLong(account, characters));

    public ValueTask<UnsentToots> Unsent(OutboxEntry entry) =>
        ValueTask.FromResult(database.Reading(() => recomposition.Unsent(entry)));

    public ValueTask<Move> Claimed(OutboxEntry entry, Claim claim) =>
        Moving(() =>
        {
            if (entry.State != OutboxState.Queued || _threads.HasOneInFlight(entry.AccountId))
            {
                return Move.NotAsExpected;
            }

            // Only ever forward: that the clock was set back before a claim is for ClockSeen to find out.
            database.Execute(
                """
                INSERT INTO last_done (name, at)
                VALUES ($name, $now)
                ON CONFLICT (name) DO UPDATE SET at = max(at, excluded.at)
                """,
                ("$name", LastDone.Clock),
                ("$now", claim.Now)
            );
            // What a boost or an edit acts on is settled with the claim, whatever comes of that toot meanwhile.
            database.Execute(
                "UPDATE outbox SET target_id = $target WHERE id = $id AND target IS NOT NULL",
                ("$id", entry.Id),
                ("$target", entry.TargetStatusId)
            );
            return outbox.Move(entry, Transitions.Claimed(entry, claim));
        });

    public ValueTask<Move> Sent(OutboxEntry entry, Acceptance acceptance) =>
        Settling(
            entry,
            () =>
            {
                if (entry.Toot.Action == TootAction.Edit)
                {
                    database.Execute(
                        """
                        UPDATE outbox
                        SET status_id = $statusId
                        WHERE account = $account AND identity = $target AND state = 'sent'
                        """,
                        ("$statusId", acceptance.StatusId),
                        ("$account", entry.AccountId),
                        ("$target", entry.Target)
                    );
                }

                accounts.Change(entry.AccountId, account => Transitions.Sent(account, acceptance));
                return outbox.Move(entry, Transitions.Sent(entry, acceptance));
            }
        );

    public ValueTask<Move> Doubted(OutboxEntry entry, Doubt doubt) =>
        Settling(
            entry,
            () =>
            {
                accounts.Change(entry.AccountId, account => Transitions.Doubted(account, doubt));
                return outbox.Move(entry, Transitions.Doubted(entry, doubt));
            }
        );

    public ValueTask<Move> PutBack(OutboxEntry entry, PutBack putBack) =>
        Settling(
            entry,
            () =>
            {
                accounts.Change(entry.AccountId, account => Transitions.PutBack(account, putBack));
                return outbox.Move(entry, Transitions.PutBack(entry, putBack));
            }
        );

    public ValueTask<Move> SetAside(OutboxEntry entry, SetAside setAside) =>
        Settling(
            entry,
            () =>
            {
                foreach (var part in _threads.PartsBehind(entry))
                {
                    outbox.Move(part, Transitions.SetAsideWithParent(part));
                }

                accounts.Change(entry.AccountId, account => Transitions.SetAside(account, entry, setAside));
                return outbox.Move(entry, Transitions.SetAside(entry, setAside));
            }
        );

    public ValueTask<Move> LockedOut(OutboxEntry entry, LockOut lockOut) =>
        Settling(
            entry,
            () =>
            {
                if (lockOut.AlsoPutBack is { } earlier)
                {
                    _threads.Forgive(earlier);
                }

                accounts.Change(entry.AccountId, account => Transitions.LockedOut(account, lockOut));
                return outbox.Move(entry, Transitions.LockedOut(entry, lockOut));
            }
        );

    public ValueTask<Move> TargetGone(OutboxEntry entry, string reason) =>
        Settling(
            entry,
            () =>
            {
                foreach (var part in _threads.PartsBehind(entry))
                {
                    outbox.Move(part, Transitions.Gone(part, reason));
                }

                accounts.Change(entry.AccountId, account => Transitions.Troubled(account, reason));
                return outbox.Move(entry, Transitions.Gone(entry, reason));
            }
        );

    public ValueTask<QueueEnd> Drained(long account, QueuePatience patience) =>
        ValueTask.FromResult(
            database.InTransaction(() =>
            {
                var gone = database.Execute(
                    $"""
                    UPDATE outbox INDEXED BY outbox_in_hand
                    SET state = 'gone', error = $reason
                    WHERE {Awaiting} AND queued_at < $before
                    """,
                    ("$account", account),
                    ("$before", patience.QueuedBefore),
                    ("$reason", Transitions.WaitedTooLong)
                );
                var refused = _threads.RefusedOnce(account);
                foreach (var entry in refused)
                {
                    outbox.Move(entry, Transitions.SecondTry(entry));
                }

                if (refused.Count > 0)
                {
                    accounts.Change(account, one => one with { NotBefore = patience.SecondTryAt });
                }

                return new QueueEnd(gone, refused.Count > 0);
            })
        );

    public ValueTask<Move> Recomposed(RecomposedThread thread) => Moving(() => recomposition.Write(thread));

    public ValueTask<Move> ListsRecomposed(RecomposedLists lists) => Moving(() => recomposition.Write(lists));

    private ValueTask<Move> Moving(Func<Move> work) => ValueTask.FromResult(database.Moving(work));

    private ValueTask<Move> Settling(OutboxEntry entry, Func<Move> work) =>
        entry.State == OutboxState.Sending ? Moving(work) : ValueTask.FromResult(Move.NotAsExpected);
}
