using Bot.Arxiv;
using Bot.Ledger;
using Bot.PaperPages;
using Bot.Pipeline.Archive;
using Bot.Pipeline.Listings;
using Bot.Pipeline.Sending;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline;

/// <summary>How the worker runs.</summary>
public enum RunMode
{
    /// <summary>Until it is told to stop.</summary>
    Service,

    /// <summary>One look, then delivery until the outbox is drained or blocked.</summary>
    Once,

    /// <summary>Reads each account's timeline for what the ledger lacks, and posts nothing.</summary>
    Recover,
}

/// <summary>The order of things: one loop that looks at arXiv, one for each account that delivers.</summary>
public sealed class BotWorker(
    RunMode mode,
    TimeSpan lookFirstAfter,
    IReadOnlyList<AccountSession> accounts,
    Intake intake,
    ArxivCalendar calendar,
    SqliteLedger ledger,
    PaperIndexer indexer,
    TimeProvider clock,
    RunResult result,
    IHostApplicationLifetime lifetime,
    ILogger<BotWorker> log,
    ArchiveIntake? archive = null,
    CardPictures? cards = null
) : BackgroundService
{
    private static readonly TimeSpan FirstKnock = TimeSpan.FromMinutes(1),
        LongestWaitForPage = TimeSpan.FromHours(1);

    private readonly Bell _look = new(clock);
    private readonly Bell _read = new(clock);
    private readonly Dictionary<AccountSession, Bell> _deliver = accounts.ToDictionary(
        account => account,
        _ => new Bell(clock)
    );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var told = stoppingToken.Register(() =>
            log.LogInformation("Stopping; a post in flight is finished first")
        );
        try
        {
            if (
                mode != RunMode.Recover
                && TagAdvice.For([.. accounts.Select(account => account.Options)]) is { } advice
            )
            {
                log.LogWarning("{Advice}", advice);
            }

            if (ledger.CorrectClockSetBack(clock.GetUtcNow()) is { } back)
            {
                log.LogWarning(
                    "The clock was set back by {Back:d\\.hh\\:mm\\:ss} since the last run; what waits for a "
                        + "time waits for as much less",
                    back
                );
            }

            var once = new RunOnce(
                lookFirstAfter,
                accounts,
                intake,
                archive,
                ledger,
                indexer,
                cards,
                clock,
                result,
                log
            );
            await (
                mode switch
                {
                    RunMode.Once => once.RunAsync(stoppingToken),
                    RunMode.Recover => once.RecoverAsync(stoppingToken),
                    _ => ServeAsync(stoppingToken),
                }
            );
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogInformation("Stopped; what is queued goes out after the next start");
        }
        catch (LedgerException e)
        {
            log.LogCritical("{Error}. Nothing more is posted", e.Message);
            result.Fail(e.Message);
        }
        catch (Exception e)
        {
            log.LogCritical(
                e,
                "A bug ends the bot; nothing is lost, what is queued goes out after the next start. Please "
                    + "report it with this trace"
            );
            result.Fail($"a bug: {e.Message}");
        }
        finally
        {
            lifetime.StopApplication();
        }
    }

    public override void Dispose()
    {
        _look.Dispose();
        _read.Dispose();
        foreach (var bell in _deliver.Values)
        {
            bell.Dispose();
        }

        base.Dispose();
    }

    private async Task ServeAsync(CancellationToken stop)
    {
        ledger.ClearTroubles();
        using var all = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var loops = accounts
            .Select(account => DeliverAsync(account, all.Token))
            .Append(LookAsync(all.Token))
            .Append(IndexAsync(all.Token))
            .Append(new Heartbeat(ledger, clock).BeatAsync(all.Token))
            .ToList();
        // A loop ends only by being stopped or by a trouble that ends the bot: the others must not go on alone.
        var first = await Task.WhenAny(loops);
        await all.CancelAsync();
        foreach (var loop in loops)
        {
            await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await first;
    }

    // The archive has its turn for one page: when no feed is due, or when feeds that fail have had theirs for long
    // enough.
    private async Task LookAsync(CancellationToken stop)
    {
        var lastPage = clock.GetUtcNow();
        while (true)
        {
            var now = clock.GetUtcNow();
            var due = Intake
                .Readings(accounts)
                .Select(reading =>
                    (reading.Category, reading.Readers, At: NextLook(reading.Category, reading.Readers, now))
                )
                .OrderBy(look => look.At)
                .FirstOrDefault();
            var page = archive?.Next(accounts);
            var isPagesTurn = page?.At <= now && now - lastPage >= LongestWaitForPage;
            if (due.Category is not null && due.At <= now && !isPagesTurn)
            {
                await intake.LookAsync(due.Category, due.Readers, stop);
                archive?.Repair(due.Category, due.Readers);
                foreach (var reader in due.Readers)
                {
                    _deliver[reader].Ring();
                }

                _read.Ring();
                continue;
            }

            if (page is { } next && next.At <= now)
            {
                await archive!.ReadPageAsync(next.Category, next.Readers, stop);
                foreach (var reader in next.Readers)
                {
                    _deliver[reader].Ring();
                }

                _read.Ring();
                lastPage = clock.GetUtcNow();
                continue;
            }

            var feedAt = due.Category is null ? DateTimeOffset.MaxValue : due.At;
            await _look.WaitAsync(page?.At < feedAt ? page.Value.At : feedAt, stop);
        }
    }

    // Beside the others: a ledger from before there were pages takes some seconds.
    private async Task IndexAsync(CancellationToken stop)
    {
        while (true)
        {
            await indexer.CatchUpAsync(stop);
            if (cards is not null)
            {
                await cards.MakeAsync(stop);
            }

            await _read.WaitAsync(DateTimeOffset.MaxValue, stop);
        }
    }

    // An account that has joined since the last reading has not been read for: then the look is due at once.
    private DateTimeOffset NextLook(string category, IReadOnlyList<AccountSession> readers, DateTimeOffset now)
    {
        var feed = ledger.Feed(category);
        var readForAll = feed.Readers == Intake.Names(readers) || feed.FailedSince is not null;
        return calendar.NextLook(
            now,
            readForAll ? feed.CheckedAt : null,
            feed.FailedSince is not null,
            ledger.DayStateOf(category, ArxivDay.Of(now))
        );
    }

    private void Wake(IReadOnlyList<long> waiting)
    {
        if (waiting.Count == 0)
        {
            return;
        }

        foreach (var (account, bell) in _deliver)
        {
            if (account.AccountId is { } id && waiting.Contains(id))
            {
                bell.Ring();
            }
        }
    }

    private async Task DeliverAsync(AccountSession account, CancellationToken stop)
    {
        for (
            var knock = FirstKnock;
            !await account.VerifyAsync(stop);
            knock = knock * 2 < Delivery.CheckInterval ? knock * 2 : Delivery.CheckInterval
        )
        {
            _look.Ring();
            await clock.Until(account.RetryAt ?? clock.GetUtcNow() + knock, stop);
        }

        _look.Ring();
        var delivery = new Delivery(account, ledger, lookFirstAfter, clock, log);
        while (!stop.IsCancellationRequested)
        {
            switch (await delivery.StepAsync(stop))
            {
                case DeliveryStep.Moved { Said: { } said }:
                    Wake(ledger.AccountsAwaiting(said));
                    break;
                // A new listing goes before boosts that wait for their window.
                case DeliveryStep.Wait wait:
                    await _deliver[account].WaitAsync(wait.Until, stop);
                    break;
                case DeliveryStep.Blocked blocked:
                    await clock.Until(blocked.Until, stop);
                    break;
                case DeliveryStep.Drained:
                    await _deliver[account].WaitAsync(DateTimeOffset.MaxValue, stop);
                    break;
            }
        }
    }
}
