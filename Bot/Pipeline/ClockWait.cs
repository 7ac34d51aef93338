namespace Bot.Pipeline;

/// <summary>Waits on the given clock.</summary>
internal static class ClockWait
{
    /// <summary>
    /// Longer waits end early, and the caller looks at the time again: the clock may have been set back just when the
    /// wait began.
    /// </summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Waits until a time, but one hour at most.</summary>
    public static async Task Until(this TimeProvider clock, DateTimeOffset time, CancellationToken cancellation)
    {
        var left = time - clock.GetUtcNow();
        // Task.Delay cuts to whole milliseconds: without rounding up, the loop would spin in the last fraction of one.
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(
                left < Longest ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : Longest,
                clock,
                cancellation
            );
        }
    }
}
