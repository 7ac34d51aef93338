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
public sealed class WithdrawalNotices(SqliteLedger ledger, TimeProvider clock, ILogger<WithdrawalNotices> log)
{
    /// <summary>
    /// Most withdrawals come within weeks, and an edit of an older toot would notify all who boosted it.
    /// </summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(90);

    /// <summary>Queues what is due. Cheap when nothing is.</summary>
    public void Queue(IReadOnlyList<AccountSession> readers)
    {
        foreach (var reader in readers)
        {
            Queue(reader, clock.GetUtcNow());
        }
    }

    private void Queue(AccountSession reader, DateTimeOffset now)
    {
        var account = reader.Record;
        if (ledger.SuppressWithdrawn(account.Id) is > 0 and var kept)
        {
            log.LogInformation(
                "{Account}: {Papers} papers were withdrawn before they were told; they are noted as seen",
                reader.Options,
                kept
            );
        }

        if (ledger.DropWithdrawingVersions(account.Id) is > 0 and var dropped)
        {
            log.LogInformation(
                "{Account}: {Versions} versions withdraw their papers; they are told as withdrawals alone",
                reader.Options,
                dropped
            );
        }

        if (ledger.DropReinstated(account.Id) is > 0 and var back)
        {
            log.LogInformation(
                "{Account}: {Papers} withdrawn papers stand again; nothing is said of them",
                reader.Options,
                back
            );
        }

        var due = ledger.UntoldWithdrawals(account.Id, now - Oldest);
        if (due.Count == 0)
        {
            return;
        }

        var isTold = reader.Options.Withdrawals != WithdrawalNotice.Off;
        ledger.QueueWithdrawals(account, [.. due.Select(one => (one, Notice(reader, one), isTold))], now);
        log.LogInformation(
            "{Account}: {Papers} papers that it has tooted were withdrawn; {How}",
            reader.Options,
            due.Count,
            isTold ? $"to be told ({reader.Options.Withdrawals})" : "noted, since Withdrawals is off"
        );
    }

    private static Toot Notice(AccountSession reader, WithdrawnPaper one) =>
        reader.Options.Withdrawals == WithdrawalNotice.Reply
            ? reader.Composer.WithdrawalReply(one.Paper.Id, one.Withdrawal)
            : reader.Composer.Withdrawn(one.Paper, one.Withdrawal, one.Said.Toot);
}
