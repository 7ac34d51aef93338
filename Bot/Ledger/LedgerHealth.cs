namespace Bot.Ledger;

/// <summary>What a watchdog should know of the service.</summary>
public static class LedgerHealth
{
    /// <summary>Three of the service's signs of life: one may be late on a machine that is busy.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(3);

    /// <summary>Whether the service gives signs of life.</summary>
    /// <param name="lastAlive">Its last one (<see cref="LastDone.Alive"/>); null for none.</param>
    /// <param name="now">The time.</param>
    public static bool IsAlive(DateTimeOffset? lastAlive, DateTimeOffset now) =>
        lastAlive is { } alive && (now - alive).Duration() <= LongestSilence;

    /// <summary>
    /// Whether the service gives signs of life, and whether anything asks for an operator. Returns one line, and true
    /// when all is well.
    /// </summary>
    /// <param name="lastAlive">Its last sign of life; null for none.</param>
    /// <param name="report">How things stand.</param>
    /// <param name="now">The time.</param>
    public static (bool Healthy, string Line) Of(DateTimeOffset? lastAlive, LedgerReport report, DateTimeOffset now)
    {
        if (lastAlive is not { } alive)
        {
            return (false, "the bot is not running; start `run`, or look at its log for why it ended");
        }

        // A sign from the future is one from before the clock was set back, and says as little as an old one.
        if (!IsAlive(alive, now))
        {
            return (
                false,
                $"the bot gives no sign of life since {alive:yyyy-MM-dd HH:mm:ss} UTC; it was killed or "
                    + "hangs, so start it again"
            );
        }

        var alarms = report.AlarmsAt(now);
        return alarms.Count == 0
            ? (true, $"all is well; last sign of life {alive:yyyy-MM-dd HH:mm:ss} UTC")
            : (false, string.Join("; ", alarms).ReplaceLineEndings(" "));
    }
}
