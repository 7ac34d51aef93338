using Bot.Ledger;
using Bot.Pipeline.Listings;
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

/// <summary>Runs the bot in its mode, and says how the run ended.</summary>
/// <param name="mode">How it runs.</param>
/// <param name="bot">What all loops share.</param>
/// <param name="service">The loops of a service.</param>
/// <param name="once">The other two modes.</param>
/// <param name="lifetime">Ends the host when the run is over.</param>
public sealed class BotWorker(
    RunMode mode,
    BotContext bot,
    ServiceLoops service,
    RunOnce once,
    IHostApplicationLifetime lifetime
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var told = stoppingToken.Register(() =>
            bot.Log.LogInformation("Stopping; a post in flight is finished first")
        );
        try
        {
            await WarnBeforeStartAsync();
            await (
                mode switch
                {
                    RunMode.Once => once.RunAsync(stoppingToken),
                    RunMode.Recover => once.RecoverAsync(stoppingToken),
                    _ => service.RunAsync(stoppingToken),
                }
            );
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            bot.Log.LogInformation("Stopped; what is queued goes out after the next start");
        }
        catch (LedgerException e)
        {
            bot.Log.LogCritical("{Error}. Nothing more is posted", e.Message);
            bot.Result.Fail(e.Message);
        }
        catch (Exception e)
        {
            bot.Log.LogCritical(
                e,
                "A bug ends the bot; nothing is lost, what is queued goes out after the next start. Please "
                    + "report it with this trace"
            );
            bot.Result.Fail($"a bug: {e.Message}");
        }
        finally
        {
            lifetime.StopApplication();
        }
    }

    private async ValueTask WarnBeforeStartAsync()
    {
        if (mode != RunMode.Recover && SharedTagAdvice.For(bot.Options.Accounts) is { } advice)
        {
            bot.Log.LogWarning("{Advice}", advice);
        }

        if (await bot.Ledger.Accounts.ClockSeen(bot.Clock.GetUtcNow()) is { } back)
        {
            bot.Log.LogWarning(
                "The clock was set back by {Back:d\\.hh\\:mm\\:ss} since the last run; what waits for a "
                    + "time waits for as much less",
                back
            );
        }
    }
}
