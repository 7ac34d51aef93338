using Bot.Arxiv;

namespace Bot.Ledger.Memory;

/// <summary>Papers that were withdrawn.</summary>
internal sealed class MemoryWithdrawals(MemoryAccess disk)
{
    public ValueTask<WithdrawalsSettled> Settle(long account) =>
        disk.Write(draft => new WithdrawalsSettled(
            Suppress(draft, account),
            DropVersions(draft, account),
            DropReinstated(draft, account)
        ));

    public ValueTask<IReadOnlyList<WithdrawnPaper>> Untold(long account, DateTimeOffset since) =>
        disk.Read(state =>
        {
            var (record, rows) = (state.Accounts[account].Record, state.Rows(account));
            return (IReadOnlyList<WithdrawnPaper>)
                [
                    .. state
                        .Archived.Values.Where(paper =>
                            paper.IsWithdrawn && rows.Of(TootIdentity.Withdrawn(paper.Facts.Id)) is null
                        )
                        .Select(paper => (Paper: paper, Article: rows.Of(TootIdentity.Article(paper.Facts.Id))))
                        .Where(one =>
                            one.Article is { Kind: TootKind.Article, State: OutboxState.Sent } article
                            && (article.Entry.SentAt ?? article.Entry.QueuedAt) >= since.Kept()
                            && (!article.IsRecovered || one.Paper.Facts.Withdrawal!.At > record.RecoveredAt)
                        )
                        .OrderBy(one => one.Article!.Entry.Thread)
                        .Select(one => state.WithdrawnPaper(one.Article))
                        .OfType<WithdrawnPaper>(),
                ];
        });

    public ValueTask<Move> Queue(
        AccountRecord account,
        IReadOnlyList<QueuedWithdrawal> withdrawals,
        DateTimeOffset now
    ) =>
        disk.Write(draft =>
            withdrawals.All(withdrawal =>
                draft.TryInsert(OutboxPlan.Withdrawal(account, withdrawal, draft.NextThread(account.Id), now))
            )
                ? Move.Moved
                : Move.NotAsExpected
        );

    // Articles that were never tried and whose papers are withdrawn by now, with the parts behind them.
    private static int Suppress(Draft draft, long account)
    {
        var rows = draft.Rows(account);
        var parts = rows
            .InHand.Where(row =>
                row is { IsUntried: true, Entry.Paper: { } paper }
                && row.Entry.Identity == TootIdentity.Article(paper)
                && IsWithdrawn(draft, paper)
            )
            .Select(row => row.Entry.Thread)
            .Distinct()
            .SelectMany(rows.OfThread)
            .Where(row => row is { State: OutboxState.Queued, IsOfArticle: true })
            .ToList();
        foreach (var part in parts)
        {
            draft.Put(part, part.Entry with { State = OutboxState.Seen, Error = Transitions.WithdrawnUntold });
        }

        return parts.Count(part => part.Part == 1);
    }

    // A version that withdraws its paper is told as a withdrawal; what was queued for it as for any new version, and
    // never tried, is dropped.
    private static int DropVersions(Draft draft, long account)
    {
        var rows = draft.Rows(account);
        return Drop(
            draft,
            rows.InHand.Where(row =>
                row
                    is {
                        State: OutboxState.Queued,
                        Kind: TootKind.Replacement or TootKind.ReplacementBoost or TootKind.ReplacementEdit,
                        Entry.Paper: { } paper,
                    }
                && draft.State.Archived.GetValueOrDefault(paper) is { IsWithdrawn: true } archived
                && row.Entry.Version <= archived.Facts.Withdrawal!.Version
                && rows.OfThread(row.Entry.Thread).All(part => part.Entry.FirstClaim is null)
            ),
            Transitions.VersionWithdraws
        );
    }

    // A withdrawal that the archive took back before a byte of it was told is not told.
    private static int DropReinstated(Draft draft, long account) =>
        Drop(
            draft,
            draft
                .Rows(account)
                .InHand.Where(row =>
                    row is { IsUntried: true, Kind: TootKind.Withdrawal, Entry.Paper: { } paper }
                    && !IsWithdrawn(draft, paper)
                ),
            Transitions.ReinstatedUntold
        );

    private static int Drop(Draft draft, IEnumerable<MemoryRow> rows, string reason)
    {
        var dropped = rows.ToList();
        foreach (var row in dropped)
        {
            draft.Put(row, Transitions.Gone(row.Entry, reason));
        }

        return dropped.Count;
    }

    private static bool IsWithdrawn(Draft draft, ArxivId paper) =>
        draft.State.Archived.GetValueOrDefault(paper) is { IsWithdrawn: true };
}
