using Bot.Ledger;

namespace Bot.Pipeline;

/// <summary>
/// The service's sign of life, written to the ledger. A watchdog reads it there, and needs neither a port nor the
/// ledger's lock: if it held the lock even for a moment, a bot that starts just then would not get it.
/// </summary>
public sealed class Heartbeat(IAccounts accounts, TimeProvider clock)
{
    /// <summary>
    /// One small transaction a minute is no load for the disk, and a bot that died is noticed within three minutes.
    /// </summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Beats until it is stopped; a clean end removes the sign of life.</summary>
    public async Task BeatAsync(CancellationToken stop)
    {
        // A timer and not a wait: a test's clock that runs to the end of every wait would never come to the end of this
        // one.
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await accounts.ClockSeen(clock.GetUtcNow());
                await accounts.Done(LastDone.Alive, clock.GetUtcNow());
            } while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await accounts.Forgotten(LastDone.Alive);
            throw;
        }
    }
}
