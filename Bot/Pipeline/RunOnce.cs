using Bot.Ledger;
using Bot.PaperPages;
using Bot.Pipeline.Archive;
using Bot.Pipeline.Listings;
using Bot.Pipeline.Sending;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline;

/// <summary>
/// One look and one delivery, for timers and tests: waits a little where a little waiting finishes the job, else says
/// when to try again.
/// </summary>
public sealed class RunOnce(
    TimeSpan lookFirstAfter,
    IReadOnlyList<AccountSession> accounts,
    Intake intake,
    ArchiveIntake? archive,
    SqliteLedger ledger,
    PaperIndexer indexer,
    CardPictures? cards,
    TimeProvider clock,
    RunResult result,
    ILogger log
)
{
    /// <summary>A minute or ten times LookFirstAfter, whichever is less.</summary>
    private readonly TimeSpan _longestWait = TimeSpan.FromTicks(
        Math.Min(TimeSpan.FromMinutes(1).Ticks, 10 * lookFirstAfter.Ticks)
    );

    public async Task RunAsync(CancellationToken stop)
    {
        ledger.ClearTroubles();
        // At once: an instance that gives no answer must not hold up the others' accounts.
        var met = await Task.WhenAll(accounts.Select(account => VerifiedAsync(account, _longestWait, stop)));
        var ready = accounts.Where((_, at) => met[at]).ToList();
        foreach (var account in accounts.Except(ready))
        {
            result.Fail($"{account.Options}: {account.Trouble}");
        }

        foreach (var (category, readers) in Intake.Readings(accounts))
        {
            if (await intake.LookAsync(category, readers, stop) is { } trouble)
            {
                result.Fail(trouble);
            }

            archive?.Repair(category, readers);
        }

        // What is wrong with the second source says `status`; the feeds' papers go out all the same.
        while (archive?.Next(accounts) is { } next && next.At <= clock.GetUtcNow())
        {
            await archive.ReadPageAsync(next.Category, next.Readers, stop);
        }

        // An account may have nothing left but boosts of toots that another has yet to post.
        for (
            var delivering = ready;
            delivering.Count > 0 && !stop.IsCancellationRequested;
            delivering = delivering.FindAll(account =>
                    !_ended.ContainsKey(account) && ledger.Head(account.Record.Id) is not null
                )
        )
        {
            await Task.WhenAll(delivering.Select(account => DeliverAsync(account, stop)));
        }

        foreach (var account in ready)
        {
            if (ledger.CountAwaitingTarget(account.Record.Id) is > 0 and var boosts)
            {
                log.LogInformation(
                    "{Account}: {Boosts} boosts or edits wait for toots that are not there yet",
                    account.Options,
                    boosts
                );
            }
        }

        await indexer.CatchUpAsync(stop);
        if (cards is not null)
        {
            await cards.MakeAsync(stop);
        }
    }

    // Those that cannot go on now.
    private readonly System.Collections.Concurrent.ConcurrentDictionary<AccountSession, bool> _ended = new();

    /// <summary>
    /// What an operator asks for after restoring a ledger in a way of their own: every timeline is read, nothing is
    /// posted.
    /// </summary>
    public async Task RecoverAsync(CancellationToken stop)
    {
        foreach (var account in accounts)
        {
            account.DemandRecovery();
            if (await VerifiedAsync(account, TimeSpan.MaxValue, stop))
            {
                result.Say(
                    $"{account.Options}: {account.Recovered} toots on the timeline that the ledger did not know as sent"
                );
            }
            else
            {
                result.Fail($"{account.Options}: {account.Trouble}");
            }
        }
    }

    // A recovery says when it can go on; waiting a little for that finishes the job.
    private async Task<bool> VerifiedAsync(AccountSession account, TimeSpan longest, CancellationToken stop)
    {
        while (!await account.VerifyAsync(stop))
        {
            if (account.RetryAt is not { } at || at - clock.GetUtcNow() > longest)
            {
                return false;
            }

            await clock.Until(at, stop);
        }

        return true;
    }

    private async Task DeliverAsync(AccountSession account, CancellationToken stop)
    {
        var delivery = new Delivery(account, ledger, lookFirstAfter, clock, log);
        while (!stop.IsCancellationRequested)
        {
            switch (await delivery.StepAsync(stop))
            {
                case DeliveryStep.Drained:
                    return;
                case DeliveryStep.Blocked blocked:
                    result.Fail($"{account.Options}: {blocked.Reason}; mend that and try again");
                    _ended[account] = true;
                    return;
                case DeliveryStep.Wait wait when wait.Until - clock.GetUtcNow() > _longestWait:
                    result.Fail(
                        $"{account.Options}: {ledger.CountUnsent(account.Record.Id)} toots wait until "
                            + $"{wait.Until:yyyy-MM-dd HH:mm:ss} UTC ({wait.Why}); try again then, or let `run` do "
                            + "the waiting"
                    );
                    _ended[account] = true;
                    return;
                case DeliveryStep.Wait wait:
                    await clock.Until(wait.Until, stop);
                    break;
            }
        }
    }
}
