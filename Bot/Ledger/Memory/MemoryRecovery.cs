namespace Bot.Ledger.Memory;

/// <inheritdoc/>
internal sealed class MemoryRecovery(MemoryAccess disk) : IRecovery
{
    private readonly MemoryArchive _archive = new(disk);
    private readonly MemoryWithdrawals _withdrawals = new(disk);

    public ValueTask Demanded(long account, DateTimeOffset? from) =>
        disk.Do(draft =>
        {
            if (from is null)
            {
                draft.State = draft.State with { Finds = draft.State.Finds.Remove(account) };
            }

            draft.Change(
                account,
                record => record with { RecoveredAt = null, RecoverFrom = from, RecoverCursor = null }
            );
        });

    public ValueTask Found(long account, IReadOnlyList<FoundToot> toots, string cursor) =>
        disk.Do(draft =>
        {
            var finds = draft.State.Finds.GetValueOrDefault(account, MemoryFinds.None);
            foreach (var toot in toots.Where(toot => !finds.Statuses.Contains(toot.StatusId)))
            {
                finds = new MemoryFinds(finds.Toots.Add(toot), finds.Statuses.Add(toot.StatusId));
            }

            draft.State = draft.State with { Finds = draft.State.Finds.SetItem(account, finds) };
            draft.Change(account, record => record with { RecoverCursor = cursor });
        });

    public ValueTask<int> Adopted(long account, string category, DateTimeOffset now) =>
        disk.Write(draft =>
        {
            var finds = draft.State.Finds.GetValueOrDefault(account, MemoryFinds.None);
            SetListsBack(draft, account);
            var adoption = new Adoption(new MemoryAdoptedRows(draft, account), account, category, now);
            var unknown = finds.Toots.Reverse().Sum(adoption.Adopt);
            draft.State = draft.State with { Finds = draft.State.Finds.Remove(account) };
            draft.Change(
                account,
                record => record with { RecoveredAt = now, RecoverFrom = null, RecoverCursor = null }
            );
            return unknown;
        });

    public ValueTask<IdentityTraces> Traces(long account, string identity) =>
        disk.Read(state =>
        {
            var rows = state.Rows(account);
            return rows.Of(identity) is { } row
                ? new IdentityTraces(
                    row.IsUntried || (row.State == OutboxState.Seen && IsInUntriedList(rows, row)),
                    row is { State: OutboxState.Sent, Entry.Rounds: 0, IsRecovered: false } ? row.Entry.StatusId : null
                )
                : new IdentityTraces(IsUntried: false, SentAtFirstTryAs: null);
        });

    public ValueTask<string?> ReplyTo(long account, string statusId) =>
        disk.Read(state =>
        {
            var rows = state.Rows(account);
            return rows.OfStatus(statusId)
                .SelectMany(parent =>
                    rows.OfThread(parent.Entry.Thread)
                        .Where(row => row.Kind == TootKind.Abstract && row.Part == parent.Part + 1)
                )
                .FirstOrDefault()
                ?.Entry.Identity;
        });

    public ValueTask<int> Imported(IReadOnlyList<ImportedToot> toots) =>
        disk.Write(draft =>
        {
            var before = draft.State.Imports.Count;
            foreach (var toot in toots)
            {
                var key = (toot.Host.ToLowerInvariant(), toot.Acct.ToLowerInvariant(), toot.Identity);
                if (!draft.State.Imports.ContainsKey(key))
                {
                    var import = new MemoryImport(toot with { SentAt = toot.SentAt.Kept() }, IsTaken: false);
                    draft.State = draft.State with { Imports = draft.State.Imports.Add(key, import) };
                }
            }

            return draft.State.Imports.Count - before;
        });

    public ValueTask<HarvestRecord> Harvest(string category) => _archive.Harvest(category);

    public ValueTask HarvestBegan(string category, DateOnly from, DateTimeOffset now) =>
        _archive.Begin(category, from, now);

    public ValueTask HarvestRead(HarvestPage page, DateTimeOffset now) => _archive.GoOn(page, now);

    public ValueTask HarvestFailed(string category, HarvestFailure failure, DateTimeOffset now) =>
        _archive.Fail(category, failure, now);

    public ValueTask<IReadOnlyList<MissingPaper>> Missing(long account, string category, DateOnly after) =>
        _archive.Missing(account, category, after);

    public ValueTask<Move> CaughtUp(LatePapers papers) => _archive.CaughtUp(papers);

    public ValueTask<WithdrawalsSettled> WithdrawalsSettled(long account) => _withdrawals.Settle(account);

    public ValueTask<IReadOnlyList<WithdrawnPaper>> UntoldWithdrawals(long account, DateTimeOffset since) =>
        _withdrawals.Untold(account, since);

    public ValueTask<Move> WithdrawalsQueued(
        AccountRecord account,
        IReadOnlyList<QueuedWithdrawal> withdrawals,
        DateTimeOffset now
    ) => _withdrawals.Queue(account, withdrawals, now);

    private static bool IsInUntriedList(AccountRows rows, MemoryRow row) =>
        rows.OfThread(row.Entry.Thread).Any(list => list is { Kind: TootKind.List, IsUntried: true });

    // What lists in hand still had to say may be on the timeline, grouped in another way. They give up their identities
    // to the finds, and their length is set beyond any limit so that they are composed anew before they go out.
    private static void SetListsBack(Draft draft, long account)
    {
        foreach (var row in draft.Rows(account).InHand.Where(row => row.Kind.IsList()))
        {
            draft.Put(
                row,
                row.Entry with
                {
                    State = OutboxState.Queued,
                    FirstClaim = null,
                    Identity = TootIdentity.SetBack(row.Entry.Identity, row.Id),
                    Toot = row.Entry.Toot with { Characters = int.MaxValue },
                }
            );
        }
    }
}
