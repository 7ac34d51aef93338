using Bot.Arxiv;

namespace Bot.Ledger.Memory;

/// <summary>What a row says together with the rows that it answers or acts on.</summary>
internal static class EntryView
{
    /// <summary>With the statuses that it answers and acts on.</summary>
    public static OutboxEntry Show(this DiskState state, MemoryRow row) =>
        row.Entry with
        {
            ParentStatusId = Parent(state.Accounts[row.Entry.AccountId].Rows, row)?.Entry.StatusId,
            TargetStatusId = row.State == OutboxState.Sending ? row.Entry.TargetStatusId : state.TargetOf(row),
        };

    /// <summary>
    /// The status that a boost or an edit acts on; null when there is none yet. Of several accounts' toots about one
    /// paper the account's own, else the first; an edit acts on the account's own only.
    /// </summary>
    public static string? TargetOf(this DiskState state, MemoryRow row) =>
        row.Entry.Target is { } target
            ? state
                .Said(
                    state.Accounts[row.Entry.AccountId].Record,
                    target,
                    ofOthers: row.Entry.Toot.Action != TootAction.Edit
                )
                .FirstOrDefault()
                ?.Entry.StatusId
            : null;

    /// <summary>Whether it is queued and waits for its toot.</summary>
    public static bool IsAwaiting(this DiskState state, MemoryRow row) =>
        row is { State: OutboxState.Queued, Entry.Target: not null } && state.TargetOf(row) is null;

    /// <summary>
    /// What accounts of one host have sent of an identity, and what has a status: an account's own first, then the
    /// oldest.
    /// </summary>
    public static IEnumerable<MemoryRow> Said(
        this DiskState state,
        AccountRecord account,
        string identity,
        bool ofOthers = true
    ) =>
        state
            .Accounts.Values.Where(owner =>
                owner.Record.Id == account.Id || (ofOthers && owner.Record.Host == account.Host)
            )
            .Select(owner => owner.Rows.Of(identity))
            .OfType<MemoryRow>()
            .Where(row => row is { State: OutboxState.Sent, Entry.StatusId: not null })
            .OrderBy(row => row.Entry.AccountId != account.Id)
            .ThenBy(row => row.Id);

    /// <summary>Where an account, or another of ours on its host, has told of a paper; null when nowhere.</summary>
    public static string? ArticleUrl(this DiskState state, AccountRecord account, ArxivId paper) =>
        state.Said(account, TootIdentity.Article(paper)).FirstOrDefault()?.Entry.Url;

    private static MemoryRow? Parent(AccountRows rows, MemoryRow row) =>
        row switch
        {
            { Kind: TootKind.Abstract } => rows.OfThread(row.Entry.Thread)
                .FirstOrDefault(other => other.Part == row.Part - 1),
            { Kind: TootKind.List, Entry.WithoutSummary: false } => rows.Of(
                TootIdentity.Summary(row.Entry.Category, row.Entry.Date)
            ),
            { Kind: TootKind.Withdrawal, Entry: { Toot.Action: TootAction.Post, Paper: { } paper } } => rows.Of(
                TootIdentity.Article(paper)
            ),
            _ => null,
        };
}
