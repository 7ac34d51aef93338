using System.Collections.Concurrent;
using Bot.Pipeline.Listings;
using Bot.Pipeline.Sending;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline;

/// <summary>
/// One reading and one delivery, for timers and tests. A short wait is waited for; before a longer one the run ends and
/// says when to try again.
/// </summary>
/// <param name="bot">What all loops share.</param>
/// <param name="accounts">All accounts.</param>
/// <param name="arxiv">What is read.</param>
/// <param name="pages">What is made of it for readers.</param>
public sealed class RunOnce(
    BotContext bot,
    IReadOnlyList<AccountSession> accounts,
    ArxivReading arxiv,
    PageUpkeep pages
)
{
    /// <summary>A minute or ten times LookFirstAfter, whichever is less.</summary>
    private readonly TimeSpan _longestWait = TimeSpan.FromTicks(
        Math.Min(TimeSpan.FromMinutes(1).Ticks, 10 * bot.Options.LookFirstAfter.Ticks)
    );

    // The accounts whose delivery cannot go on in this run. Each delivers beside the others.
    private readonly ConcurrentDictionary<AccountSession, bool> _stuck = new();

    /// <summary>
    /// Verifies the accounts, reads each category once, and delivers until nothing is left or can go on.
    /// </summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await bot.Ledger.Accounts.TroublesCleared();
        var ready = await VerifyAllAsync(stop);
        await ReadAllAsync(stop);
        await DeliverAllAsync(ready, stop);
        foreach (var account in ready)
        {
            if (await bot.Ledger.Outbox.CountAwaiting(account.AccountId!.Value) is > 0 and var boosts)
            {
                bot.Log.LogInformation(
                    "{Account}: {Boosts} boosts or edits wait for toots that are not there yet",
                    account.Options,
                    boosts
                );
            }
        }

        await pages.CatchUpAsync(stop);
    }

    /// <summary>
    /// Reads every account's timeline for what the ledger lacks, and posts nothing. Operators ask for it after they
    /// restored a ledger in a way of their own.
    /// </summary>
    public async Task RecoverAsync(CancellationToken stop)
    {
        foreach (var account in accounts)
        {
            await account.DemandRecoveryAsync();
            if (await VerifyAsync(account, TimeSpan.MaxValue, stop))
            {
                bot.Result.Say(
                    $"{account.Options}: {account.Recovered} toots on the timeline that the ledger did not know as sent"
                );
            }
            else
            {
                bot.Result.Fail($"{account.Options}: {account.Trouble}");
            }
        }
    }

    private async Task<List<AccountSession>> VerifyAllAsync(CancellationToken stop)
    {
        // All at the same time: an instance that gives no answer must not hold up the accounts of others.
        var isVerified = await Task.WhenAll(accounts.Select(account => VerifyAsync(account, _longestWait, stop)));
        var ready = accounts.Where((_, at) => isVerified[at]).ToList();
        foreach (var account in accounts.Except(ready))
        {
            bot.Result.Fail($"{account.Options}: {account.Trouble}");
        }

        return ready;
    }

    // A recovery says when it can go on; waiting a little for that finishes the job.
    private async Task<bool> VerifyAsync(AccountSession account, TimeSpan longest, CancellationToken stop)
    {
        var start = bot.Clock.GetUtcNow();
        while (!await account.VerifyAsync(stop))
        {
            if (account.RetryAt is not { } at || at - start > longest)
            {
                return false;
            }

            await bot.Clock.Until(at, stop);
        }

        return true;
    }

    private async Task ReadAllAsync(CancellationToken stop)
    {
        foreach (var (category, readers) in Intake.ReadersByCategory(accounts))
        {
            if (await arxiv.ReadFeedAsync(category, readers, stop) is { } trouble)
            {
                bot.Result.Fail(trouble);
            }
        }

        // An archive that fails does not fail the run, since the feeds' papers go out all the same: `status` shows it.
        while (await arxiv.NextPageAsync(accounts) is { } page && page.At <= bot.Clock.GetUtcNow())
        {
            await arxiv.ReadPageAsync(page, stop);
        }
    }

    // In rounds: an account that is drained may have boosts again of toots that another has posted meanwhile.
    private async Task DeliverAllAsync(List<AccountSession> ready, CancellationToken stop)
    {
        var delivering = ready;
        while (delivering.Count > 0 && !stop.IsCancellationRequested)
        {
            await Task.WhenAll(delivering.Select(account => DeliverAsync(account, stop)));
            delivering = await UnfinishedAsync(delivering);
        }
    }

    private async ValueTask<List<AccountSession>> UnfinishedAsync(List<AccountSession> delivered)
    {
        var unfinished = new List<AccountSession>();
        foreach (var account in delivered.Where(account => !_stuck.ContainsKey(account)))
        {
            var head = await bot.Ledger.Outbox.Head(account.AccountId!.Value);
            if (head.Entry is not null)
            {
                unfinished.Add(account);
            }
        }

        return unfinished;
    }

    private async Task DeliverAsync(AccountSession account, CancellationToken stop)
    {
        var times = new DeliveryTimes(bot.Options.LookFirstAfter);
        var delivery = new Delivery(account, bot.Ledger, times, bot.Clock, bot.Log);
        while (!stop.IsCancellationRequested)
        {
            switch (await delivery.StepAsync(stop))
            {
                case DeliveryStep.Drained:
                    return;
                case DeliveryStep.Blocked blocked:
                    bot.Result.Fail($"{account.Options}: {blocked.Reason}; mend that and try again");
                    _stuck[account] = true;
                    return;
                case DeliveryStep.Wait wait when wait.Until - bot.Clock.GetUtcNow() > _longestWait:
                    var head = await bot.Ledger.Outbox.Head(account.AccountId!.Value);
                    bot.Result.Fail(
                        $"{account.Options}: {head.Unsent} toots wait until "
                            + $"{wait.Until:yyyy-MM-dd HH:mm:ss} UTC ({wait.Why}); try again then, or let `run` do "
                            + "the waiting"
                    );
                    _stuck[account] = true;
                    return;
                case DeliveryStep.Wait wait:
                    await bot.Clock.Until(wait.Until, stop);
                    break;
            }
        }
    }
}
