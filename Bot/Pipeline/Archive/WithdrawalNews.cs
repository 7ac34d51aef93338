using Bot.Ledger;
using Bot.Options;
using Bot.Pipeline.Sending;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline.Archive;

/// <summary>
/// Tells of papers that an account has tooted and that arXiv's archive says were withdrawn since: each once, by an edit
/// of the article or a reply to it. A paper that stands in a list is left alone: a list of many would change for one.
/// </summary>
public sealed class WithdrawalNews(SqliteLedger ledger, TimeProvider clock, ILogger<WithdrawalNews> log)
{
    /// <summary>
    /// Most papers that are withdrawn are so within weeks, and an edit of an old toot calls back all who boosted it.
    /// </summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(90);

    /// <summary>Queues what is due. Cheap when nothing is.</summary>
    public void Tell(IReadOnlyList<AccountSession> readers)
    {
        foreach (var reader in readers)
        {
            Tell(reader, clock.GetUtcNow());
        }
    }

    private void Tell(AccountSession reader, DateTimeOffset now)
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
        ledger.QueueWithdrawals(account, [.. due.Select(one => (one, reader.Withdrawal(one), isTold))], now);
        log.LogInformation(
            "{Account}: {Papers} papers that it has tooted were withdrawn; {How}",
            reader.Options,
            due.Count,
            isTold ? $"to be told ({reader.Options.Withdrawals})" : "noted, since Withdrawals is off"
        );
    }
}
