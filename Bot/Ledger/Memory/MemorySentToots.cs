namespace Bot.Ledger.Memory;

/// <inheritdoc/>
internal sealed class MemorySentToots(MemoryAccess disk) : ISentToots
{
    public ValueTask<SummaryToPin?> SummaryToPin(long account, DateTimeOffset since) =>
        disk.Read(state =>
        {
            var rows = state.Rows(account);
            var newest = rows
                .All.Where(row =>
                    row is { Kind: TootKind.Summary, State: OutboxState.Sent, Pin: null, Entry.StatusId: not null }
                    && row.Entry.SentAt >= since.Kept()
                )
                .OrderByDescending(row => row.Entry.SentAt)
                .ThenByDescending(row => row.Id)
                .FirstOrDefault();
            return newest is null
                ? null
                : new SummaryToPin(
                    newest.Id,
                    newest.Entry.StatusId!,
                    [
                        .. rows
                            .All.Where(row =>
                                row is { Pin: PinState.Pinned, Entry.StatusId: not null }
                                && row.Entry.Category == newest.Entry.Category
                            )
                            .Select(row => new PinnedSummary(row.Id, row.Entry.StatusId!)),
                    ]
                );
        });

    public ValueTask PinTried(long summary, PinState state) => Change(summary, row => row with { Pin = state });

    public ValueTask<SentSample?> SampleToLookAt(long account, DateTimeOffset since) =>
        disk.Read(state =>
        {
            var rows = state.Rows(account).All.ToList();
            var looked = rows.Where(row => row.Presence is not null).ToLookup(NameOf);
            return rows.Where(row => MaySpeak(row) && row.Entry.SentAt >= since.Kept())
                .Where(row => !looked[NameOf(row)].Any(one => one.Kind == row.Kind || one.Presence != Presence.There))
                .OrderBy(row => row.Entry.SentAt)
                .ThenBy(row => row.Id)
                .Select(SampleOf)
                .FirstOrDefault();
        });

    public ValueTask LookedAt(long entry, Presence presence) => Change(entry, row => row with { Presence = presence });

    public ValueTask<SentSample?> Missing(long account) =>
        disk.Read(state =>
            state
                .Rows(account)
                .All.Where(row => row is { Presence: Presence.Missing, Entry.StatusId: not null })
                .Select(SampleOf)
                .FirstOrDefault()
        );

    public ValueTask MissingKnown(long account) =>
        disk.Do(draft =>
        {
            foreach (var row in draft.Rows(account).All.Where(row => row.Presence == Presence.Missing).ToList())
            {
                draft.Put(row with { Presence = Presence.Known });
            }
        });

    private ValueTask Change(long entry, Func<MemoryRow, MemoryRow> change) =>
        disk.Do(draft =>
        {
            var row = draft
                .State.Accounts.Values.Select(account => account.Rows.Find(entry))
                .FirstOrDefault(found => found is not null);
            if (row is not null)
            {
                draft.Put(change(row));
            }
        });

    private static bool MaySpeak(MemoryRow row) =>
        row
            is {
                State: OutboxState.Sent,
                Part: 1,
                Kind: TootKind.Summary or TootKind.Article or TootKind.List,
                Entry: { StatusId: not null, FirstClaim: not null, Toot.Action: TootAction.Post },
            };

    private static (string, DateOnly) NameOf(MemoryRow row) => (row.Entry.Category, row.Entry.Date);

    private static SentSample SampleOf(MemoryRow row) =>
        new(row.Id, row.Entry.StatusId!, row.Entry.Url, row.Entry.Identity, row.Entry.Category, row.Entry.Date);
}
