using Bot.Pipeline.Sending;

namespace Bot.Pipeline;

/// <summary>
/// The bot as a service: one loop that reads arXiv, one for each account that delivers, one that keeps the pages, and
/// the heartbeat. They run until the bot is stopped.
/// </summary>
/// <param name="bot">What they share.</param>
/// <param name="accounts">All accounts.</param>
/// <param name="arxiv">What is read.</param>
/// <param name="pages">What is made of it for readers.</param>
public sealed class ServiceLoops(
    BotContext bot,
    IReadOnlyList<AccountSession> accounts,
    ArxivReading arxiv,
    PageUpkeep pages
) : IDisposable
{
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMinutes(1);

    /// <summary>While feeds fail and are asked again and again, the archive still gets a page this often.</summary>
    private static readonly TimeSpan LongestWaitForPage = TimeSpan.FromHours(1);

    private readonly TimeProvider _clock = bot.Clock;
    private readonly WakeSignal _read = new(bot.Clock);
    private readonly WakeSignal _keepPages = new(bot.Clock);
    private readonly Dictionary<AccountSession, WakeSignal> _deliver = accounts.ToDictionary(
        account => account,
        _ => new WakeSignal(bot.Clock)
    );

    /// <summary>Runs all loops until the bot is stopped, or until one of them fails.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await bot.Ledger.Accounts.TroublesCleared();
        using var all = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var loops = accounts
            .Select(account => DeliverAsync(account, all.Token))
            .Append(ReadAsync(all.Token))
            .Append(KeepPagesAsync(all.Token))
            .Append(new Heartbeat(bot.Ledger.Accounts, _clock).BeatAsync(all.Token))
            .ToList();
        // A loop ends only by being stopped, or by a trouble that ends the bot: the others must not go on alone.
        var first = await Task.WhenAny(loops);
        await all.CancelAsync();
        foreach (var loop in loops)
        {
            await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await first;
    }

    public void Dispose()
    {
        _read.Dispose();
        _keepPages.Dispose();
        foreach (var signal in _deliver.Values)
        {
            signal.Dispose();
        }
    }

    // The archive has its turn for one page when no feed is due, or when feeds that fail have had the turns for long
    // enough.
    private async Task ReadAsync(CancellationToken stop)
    {
        var lastPage = _clock.GetUtcNow();
        while (true)
        {
            var now = _clock.GetUtcNow();
            var feed = await arxiv.NextFeedAsync(accounts, now);
            var page = await arxiv.NextPageAsync(accounts);
            var isPagesTurn = page?.At <= now && now - lastPage >= LongestWaitForPage;
            if (feed is not null && feed.At <= now && !isPagesTurn)
            {
                await arxiv.ReadFeedAsync(feed.Category, feed.Readers, stop);
                WakeAfterReading(feed.Readers);
                continue;
            }

            if (page is not null && page.At <= now)
            {
                await arxiv.ReadPageAsync(page, stop);
                WakeAfterReading(page.Readers);
                lastPage = _clock.GetUtcNow();
                continue;
            }

            var feedAt = feed?.At ?? DateTimeOffset.MaxValue;
            await _read.WaitAsync(page?.At < feedAt ? page.At : feedAt, stop);
        }
    }

    private void WakeAfterReading(IReadOnlyList<AccountSession> readers)
    {
        foreach (var reader in readers)
        {
            _deliver[reader].Set();
        }

        _keepPages.Set();
    }

    // In a loop of its own: a ledger from before there were pages takes some seconds.
    private async Task KeepPagesAsync(CancellationToken stop)
    {
        while (true)
        {
            await pages.CatchUpAsync(stop);
            await _keepPages.WaitAsync(DateTimeOffset.MaxValue, stop);
        }
    }

    private async Task DeliverAsync(AccountSession account, CancellationToken stop)
    {
        await VerifyUntilReadyAsync(account, stop);
        var times = new DeliveryTimes(bot.Options.LookFirstAfter);
        var delivery = new Delivery(account, bot.Ledger, times, _clock, bot.Log);
        while (!stop.IsCancellationRequested)
        {
            switch (await delivery.StepAsync(stop))
            {
                case DeliveryStep.Moved { Sent: { } sent }:
                    WakeWaiting(await bot.Ledger.Outbox.AccountsAwaiting(sent));
                    break;
                // Also woken by a reading: a new listing goes before boosts that wait for their window.
                case DeliveryStep.Wait wait:
                    await _deliver[account].WaitAsync(wait.Until, stop);
                    break;
                case DeliveryStep.Blocked blocked:
                    await _clock.Until(blocked.Until, stop);
                    break;
                case DeliveryStep.Drained:
                    await _deliver[account].WaitAsync(DateTimeOffset.MaxValue, stop);
                    break;
            }
        }
    }

    // Each try may show which account it is, even one that fails: then its categories can be read.
    private async Task VerifyUntilReadyAsync(AccountSession account, CancellationToken stop)
    {
        var retryDelay = FirstRetryDelay;
        while (!await account.VerifyAsync(stop))
        {
            _read.Set();
            await _clock.Until(account.RetryAt ?? _clock.GetUtcNow() + retryDelay, stop);
            retryDelay = retryDelay * 2 < Delivery.CheckInterval ? retryDelay * 2 : Delivery.CheckInterval;
        }

        _read.Set();
    }

    private void WakeWaiting(IReadOnlyList<long> waiting)
    {
        if (waiting.Count == 0)
        {
            return;
        }

        foreach (var (account, signal) in _deliver)
        {
            if (account.AccountId is { } id && waiting.Contains(id))
            {
                signal.Set();
            }
        }
    }
}
