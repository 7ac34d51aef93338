namespace Bot.Ledger.Memory;

/// <inheritdoc/>
internal sealed class MemoryOutbox(MemoryAccess disk) : IOutbox
{
    private readonly MemoryRecomposition _recomposition = new(disk);

    public ValueTask<OutboxHead> Head(long account, params IReadOnlyList<TootAction> held) =>
        disk.Read(state =>
        {
            var (record, rows) = (state.Accounts[account].Record, state.Rows(account));
            var next =
                rows.InFlight.FirstOrDefault()
                ?? rows.InHand.FirstOrDefault(row =>
                    row.State == OutboxState.Queued && !state.IsAwaiting(row) && !IsHeld(rows, row, held)
                );
            return new OutboxHead(record, next is null ? null : state.Show(next), rows.CountInHand);
        });

    public ValueTask<IReadOnlySet<string>> KnownStatuses(long account, IReadOnlyList<string> statusIds) =>
        disk.Read(state =>
            (IReadOnlySet<string>)statusIds.Where(status => state.Rows(account).OfStatus(status).Any()).ToHashSet()
        );

    // With a held part before it, a part has to wait too.
    private static bool IsHeld(AccountRows rows, MemoryRow row, IReadOnlyList<TootAction> held) =>
        held.Count > 0
        && rows.OfThread(row.Entry.Thread)
            .Any(part => part.IsInHand && part.Part <= row.Part && held.Contains(part.Entry.Toot.Action));

    public ValueTask<int> CountSent(
        long account,
        IReadOnlyList<TootAction> actions,
        DateTimeOffset since,
        DateTimeOffset until
    ) =>
        disk.Read(state =>
            state
                .Rows(account)
                .All.Count(row =>
                    row.Entry.SentAt >= since.Kept()
                    && row.Entry.SentAt < until.Kept()
                    && actions.Contains(row.Entry.Toot.Action)
                )
        );

    public ValueTask<int> CountAwaiting(long account) =>
        disk.Read(state => state.Rows(account).InHand.Count(state.IsAwaiting));

    public ValueTask<IReadOnlyList<long>> AccountsAwaiting(string identity) =>
        disk.Read(state =>
            (IReadOnlyList<long>)
                [
                    .. state
                        .Accounts.Where(account =>
                            account.Value.Rows.InHand.Any(row =>
                                row.State == OutboxState.Queued && row.Entry.Target == identity
                            )
                        )
                        .Select(account => account.Key),
                ]
        );

    public ValueTask<IReadOnlyList<OutboxEntry>> TooLong(long account, int characters) =>
        _recomposition.TooLong(account, characters);

    public ValueTask<UnsentToots> Unsent(OutboxEntry entry) => _recomposition.Unsent(entry);

    public ValueTask<Move> Claimed(OutboxEntry entry, Claim claim) =>
        disk.Write(draft =>
        {
            if (
                entry.State != OutboxState.Queued
                || draft.Rows(entry.AccountId).InFlight.Any()
                || !TryMove(draft, entry, Transitions.Claimed(entry, claim))
            )
            {
                return Move.NotAsExpected;
            }

            var last = draft.State.Done.GetValueOrDefault(LastDone.Clock, DateTimeOffset.MinValue);
            draft.NoteDone(LastDone.Clock, claim.Now > last ? claim.Now : last);
            return Move.Moved;
        });

    public ValueTask<Move> Sent(OutboxEntry entry, Acceptance acceptance) =>
        Settle(
            entry,
            Transitions.Sent(entry, acceptance),
            account => Transitions.Sent(account, acceptance),
            draft =>
            {
                if (
                    entry is { Toot.Action: TootAction.Edit, Target: { } target }
                    && draft.Rows(entry.AccountId).Of(target) is { State: OutboxState.Sent } edited
                )
                {
                    draft.Put(edited, edited.Entry with { StatusId = acceptance.StatusId });
                }
            }
        );

    public ValueTask<Move> Doubted(OutboxEntry entry, Doubt doubt) =>
        Settle(entry, Transitions.Doubted(entry, doubt), account => Transitions.Doubted(account, doubt));

    public ValueTask<Move> PutBack(OutboxEntry entry, PutBack putBack) =>
        Settle(entry, Transitions.PutBack(entry, putBack), account => Transitions.PutBack(account, putBack));

    public ValueTask<Move> SetAside(OutboxEntry entry, SetAside setAside) =>
        Settle(
            entry,
            Transitions.SetAside(entry, setAside),
            account => Transitions.SetAside(account, entry, setAside),
            draft => MoveBehind(draft, entry, Transitions.SetAsideWithParent)
        );

    public ValueTask<Move> LockedOut(OutboxEntry entry, LockOut lockOut) =>
        Settle(
            entry,
            Transitions.LockedOut(entry, lockOut),
            account => Transitions.LockedOut(account, lockOut),
            draft =>
            {
                var rows = draft.Rows(entry.AccountId);
                if (lockOut.AlsoPutBack is { } id && rows.Find(id) is { } earlier)
                {
                    foreach (
                        var row in rows.OfThread(earlier.Entry.Thread)
                            .Where(row => row.State == OutboxState.SetAside && row.Part >= earlier.Part)
                    )
                    {
                        draft.Put(row, Transitions.Forgiven(row.Entry));
                    }
                }
            }
        );

    public ValueTask<Move> TargetGone(OutboxEntry entry, string reason) =>
        Settle(
            entry,
            Transitions.Gone(entry, reason),
            account => Transitions.Troubled(account, reason),
            draft => MoveBehind(draft, entry, part => Transitions.Gone(part, reason))
        );

    public ValueTask<QueueEnd> Drained(long account, QueuePatience patience) =>
        disk.Write(draft =>
        {
            var gone = draft
                .Rows(account)
                .InHand.Where(row => row.Entry.QueuedAt < patience.QueuedBefore.Kept() && draft.State.IsAwaiting(row))
                .ToList();
            foreach (var row in gone)
            {
                draft.Put(row, Transitions.Gone(row.Entry, Transitions.WaitedTooLong));
            }

            var second = draft
                .Rows(account)
                .SetAside.GroupBy(row => row.Entry.Thread)
                .Where(thread => thread.Max(row => row.Entry.Refusals) < Transitions.MostRefusals)
                .SelectMany(thread => thread)
                .ToList();
            foreach (var row in second)
            {
                draft.Put(row, Transitions.SecondTry(row.Entry));
            }

            if (second.Count > 0)
            {
                draft.Change(account, record => record with { NotBefore = patience.SecondTryAt });
            }

            return new QueueEnd(gone.Count, second.Count > 0);
        });

    public ValueTask<Move> Recomposed(RecomposedThread thread) => _recomposition.Write(thread);

    public ValueTask<Move> ListsRecomposed(RecomposedLists lists) => _recomposition.Write(lists);

    // What all events after a claim have in common.
    private ValueTask<Move> Settle(
        OutboxEntry entry,
        OutboxEntry next,
        Func<AccountRecord, AccountRecord> account,
        Action<Draft>? also = null
    ) =>
        disk.Write(draft =>
        {
            if (entry.State != OutboxState.Sending || !TryMove(draft, entry, next))
            {
                return Move.NotAsExpected;
            }

            draft.Change(entry.AccountId, account);
            also?.Invoke(draft);
            return Move.Moved;
        });

    // The parts in hand behind one in its thread, whose number may be another by now than the caller saw.
    private static void MoveBehind(Draft draft, OutboxEntry entry, Func<OutboxEntry, OutboxEntry> next)
    {
        var rows = draft.Rows(entry.AccountId);
        var row = rows.Find(entry.Id)!;
        foreach (var part in rows.OfThread(row.Entry.Thread).Where(part => part.IsInHand && part.Part > row.Part))
        {
            draft.Put(part, next(part.Entry));
        }
    }

    // Writes what differs between two entries, where the row is still in the state of the first. What else has changed
    // meanwhile stays: the clock may have been set back, and another list's papers may have moved the thread.
    private static bool TryMove(Draft draft, OutboxEntry from, OutboxEntry to)
    {
        if (draft.Rows(from.AccountId).Find(from.Id) is not { } row || row.State != from.State)
        {
            return false;
        }

        var entry = row.Entry;
        draft.Put(
            row,
            entry with
            {
                State = to.State,
                Holder = to.Holder,
                TargetStatusId = to.TargetStatusId,
                WithoutSummary = Newer(entry.WithoutSummary, from.WithoutSummary, to.WithoutSummary),
                WithoutPicture = Newer(entry.WithoutPicture, from.WithoutPicture, to.WithoutPicture),
                Error = Newer(entry.Error, from.Error, to.Error),
                StatusId = Newer(entry.StatusId, from.StatusId, to.StatusId),
                Url = Newer(entry.Url, from.Url, to.Url),
                SentAt = Newer(entry.SentAt, from.SentAt, to.SentAt),
                ClaimedAt = Newer(entry.ClaimedAt, from.ClaimedAt, to.ClaimedAt),
                FirstClaim = Newer(entry.FirstClaim, from.FirstClaim, to.FirstClaim),
                LookAt = Newer(entry.LookAt, from.LookAt, to.LookAt),
                Doublings = Newer(entry.Doublings, from.Doublings, to.Doublings),
                Looks = Newer(entry.Looks, from.Looks, to.Looks),
                Rounds = Newer(entry.Rounds, from.Rounds, to.Rounds),
                Refusals = Newer(entry.Refusals, from.Refusals, to.Refusals),
            }
        );
        return true;
    }

    private static T Newer<T>(T kept, T from, T to) => EqualityComparer<T>.Default.Equals(from, to) ? kept : to;
}
