using Bot.Ledger;
using Bot.Options;
using Bot.Pipeline.Sending;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline.Archive;

/// <summary>
/// Tells of papers that an account has tooted and that were withdrawn since, as arXiv's archive says. Each is told
/// once, by an edit of its article toot or a reply to it. Lists are not edited: a list of many papers would change for
/// one.
/// </summary>
public sealed class WithdrawalNotices(ILedger ledger, TimeProvider clock, ILogger<WithdrawalNotices> log)
{
    /// <summary>
    /// Most withdrawals come within weeks, and an edit of an older toot would notify all who boosted it.
    /// </summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(90);

    /// <summary>Queues what is due. Cheap when nothing is.</summary>
    public async ValueTask QueueAsync(IReadOnlyList<AccountSession> readers)
    {
        foreach (var reader in readers)
        {
            await QueueAsync(reader, clock.GetUtcNow());
        }
    }

    private async ValueTask QueueAsync(AccountSession session, DateTimeOffset now)
    {
        var id = session.AccountId!.Value;
        TellSettled(session, await ledger.Recovery.WithdrawalsSettled(id));
        var due = await ledger.Recovery.UntoldWithdrawals(id, now - Oldest);
        if (due.Count == 0)
        {
            return;
        }

        var reader = await session.SnapshotAsync();
        var isTold = reader.Options.Withdrawals != WithdrawalNotice.Off;
        var move = await ledger.Recovery.WithdrawalsQueued(
            reader.Record,
            [.. due.Select(one => new QueuedWithdrawal(one, Notice(reader, one), isTold))],
            now
        );
        if (move == Move.NotAsExpected)
        {
            log.LogWarning(
                "{Account}: the ledger changed while withdrawals were composed, so none was queued; the next reading "
                    + "does it",
                reader.Options
            );
            return;
        }

        log.LogInformation(
            "{Account}: {Papers} papers that it has tooted were withdrawn; {How}",
            reader.Options,
            due.Count,
            isTold ? $"to be told ({reader.Options.Withdrawals})" : "noted, since Withdrawals is off"
        );
    }

    private void TellSettled(AccountSession session, WithdrawalsSettled settled)
    {
        if (settled.Suppressed > 0)
        {
            log.LogInformation(
                "{Account}: {Papers} papers were withdrawn before they were told; they are noted as seen",
                session.Options,
                settled.Suppressed
            );
        }

        if (settled.Versions > 0)
        {
            log.LogInformation(
                "{Account}: {Versions} versions withdraw their papers; they are told as withdrawals alone",
                session.Options,
                settled.Versions
            );
        }

        if (settled.Reinstated > 0)
        {
            log.LogInformation(
                "{Account}: {Papers} withdrawn papers stand again; nothing is said of them",
                session.Options,
                settled.Reinstated
            );
        }
    }

    private static Toot Notice(AccountSnapshot reader, WithdrawnPaper one) =>
        reader.Options.Withdrawals == WithdrawalNotice.Reply
            ? reader.Composer.WithdrawalReply(one.Paper.Id, one.Withdrawal)
            : reader.Composer.Withdrawn(one.Paper, one.Withdrawal, one.Said.Toot);
}
