namespace Bot.Ledger.Memory;

/// <inheritdoc/>
internal sealed class MemoryAccounts(MemoryAccess disk) : IAccounts
{
    /// <summary>A smaller step is an ordinary correction of the clock and changes nothing.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    public ValueTask<AccountRecord> Registered(VerifiedAccount verified, DateTimeOffset now) =>
        disk.Write(draft =>
        {
            var account = draft.Register(verified);
            TakeOver(draft, account.Id, verified, now);
            return account;
        });

    public ValueTask<AccountRecord> Account(long id) => disk.Read(state => state.Accounts[id].Record);

    public ValueTask<AccountRecord?> LastKnown(Uri instance, string label) =>
        disk.Read(state =>
            state
                .Accounts.Values.LastOrDefault(account =>
                    account.Instance == instance.AbsoluteUri
                    && account.Record.Label == label
                    && account.Record.RecoveredAt is not null
                )
                ?.Record
        );

    public ValueTask LimitsChanged(long account, TootLimits limits) =>
        disk.Do(draft => draft.Change(account, record => record with { Limits = limits }));

    public ValueTask LockedOut(long account, LockOut lockOut) =>
        disk.Do(draft => draft.Change(account, record => Transitions.LockedOut(record, lockOut)));

    public ValueTask Unlocked(long account) => disk.Do(draft => draft.Change(account, Transitions.Unlocked));

    public ValueTask Charged(long account, BudgetWindow window, int count) =>
        disk.Do(draft => draft.Charge(account, window, count));

    public ValueTask<int> Charges(long account, BudgetWindow window) =>
        disk.Read(state =>
            state.Charges.GetValueOrDefault((account, window.Budget)) is { } charge
            && charge.Window == window.Start.Kept()
                ? charge.Count
                : 0
        );

    public ValueTask TroubleChanged(string name, string? reason, DateTimeOffset now) =>
        disk.Do(draft =>
        {
            var troubles = draft.State.Troubles;
            var since = troubles.GetValueOrDefault(name)?.Since ?? now.Kept();
            draft.State = draft.State with
            {
                Troubles = reason is null
                    ? troubles.Remove(name)
                    : troubles.SetItem(name, new TroubleReport(name, since, reason)),
            };
        });

    public ValueTask TroublesCleared() =>
        disk.Do(draft => draft.State = draft.State with { Troubles = draft.State.Troubles.Clear() });

    public ValueTask<DateTimeOffset?> DoneAt(string what) =>
        disk.Read(state => state.Done.TryGetValue(what, out var at) ? at : (DateTimeOffset?)null);

    public ValueTask Done(string what, DateTimeOffset now) => disk.Do(draft => draft.NoteDone(what, now));

    public ValueTask Forgotten(string what) =>
        disk.Do(draft => draft.State = draft.State with { Done = draft.State.Done.Remove(what) });

    public ValueTask<TimeSpan?> ClockSeen(DateTimeOffset now) =>
        disk.Write(draft =>
        {
            var last = draft.State.Done.GetValueOrDefault(LastDone.Clock, now);
            var back = last - now > Slack ? last - now : (TimeSpan?)null;
            if (back is { } by)
            {
                SetBack(draft, TimeSpan.FromMilliseconds((long)by.TotalMilliseconds));
            }

            draft.NoteDone(LastDone.Clock, now);
            return back;
        });

    public ValueTask<LedgerReport> Report() => disk.Read(MemoryReport.Of);

    public ValueTask<TootTotals> Totals(DateTimeOffset since) =>
        disk.Read(state => new TootTotals(
            state.Accounts.Values.Sum(account => account.Rows.All.Count(row => row.Entry.SentAt >= since.Kept())),
            state.Accounts.Values.Sum(account => account.Rows.SetAside.Count())
        ));

    private static void SetBack(Draft draft, TimeSpan by)
    {
        foreach (var account in draft.State.Accounts.Keys)
        {
            draft.Change(
                account,
                record =>
                    record with
                    {
                        NotBefore = record.NotBefore - by,
                        SpreadUntil = record.SpreadUntil - by,
                        NextCheck = record.NextCheck - by,
                        RecoverFrom = record.RecoverFrom - by,
                    }
            );
            foreach (var row in draft.Rows(account).InHand)
            {
                draft.Put(row, row.Entry with { ClaimedAt = row.Entry.ClaimedAt - by, LookAt = row.Entry.LookAt - by });
            }
        }
    }

    // The account's number is known now. What it has in its outbox already stays as it is. Its timeline is still read
    // by the recovery of a new account: the other program may have posted since.
    private static void TakeOver(Draft draft, long account, VerifiedAccount verified, DateTimeOffset now)
    {
        var (host, acct) = (verified.Host.ToLowerInvariant(), verified.Acct.ToLowerInvariant());
        var imports = draft
            .State.Imports.Where(one => one.Key.Host == host && one.Key.Acct == acct && !one.Value.IsTaken)
            .OrderBy(one => one.Value.Toot.SentAt)
            .ThenBy(one => one.Value.Toot.Part)
            .ThenBy(one => one.Key.Identity, StringComparer.Ordinal)
            .ToList();
        var toots = imports.Select(one => one.Value.Toot);
        foreach (var row in OutboxPlan.Imported(account, toots, draft.Rows(account).LastThread, now))
        {
            draft.TryInsert(row);
        }

        foreach (var (key, import) in imports)
        {
            draft.State = draft.State with
            {
                Imports = draft.State.Imports.SetItem(key, import with { IsTaken = true }),
            };
        }
    }
}
