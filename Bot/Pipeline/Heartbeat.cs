using Bot.Ledger;

namespace Bot.Pipeline;

/// <summary>
/// The service's sign of life, in the ledger: whoever watches the bot reads it there and needs neither a port nor the
/// ledger's lock, which a watchdog must never hold, not even for the moment in which a starting bot wants it.
/// </summary>
public sealed class Heartbeat(SqliteLedger ledger, TimeProvider clock)
{
    /// <summary>
    /// One small transaction a minute: the disk does not notice, and a dead bot is known as such in three.
    /// </summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Beats until it is stopped; a clean end takes the sign back.</summary>
    public async Task BeatAsync(CancellationToken stop)
    {
        // A beat, not a wait: a clock that runs to the end of every wait must not run after this one for ever.
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                ledger.CorrectClockSetBack(clock.GetUtcNow());
                ledger.RecordAlive(clock.GetUtcNow());
            } while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            ledger.RecordStopped();
            throw;
        }
    }
}
