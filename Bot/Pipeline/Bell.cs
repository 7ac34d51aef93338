namespace Bot.Pipeline;

/// <summary>Lets one loop wait for a time or for another loop's ring, whichever comes first.</summary>
public sealed class Bell(TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);
    private readonly Lock _gate = new();

    public void Ring()
    {
        lock (_gate)
        {
            if (_rung.CurrentCount == 0)
            {
                _rung.Release();
            }
        }
    }

    /// <summary>Returns at the time or at a ring; a ring before the wait is not lost.</summary>
    public async Task WaitAsync(DateTimeOffset until, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ring = _rung.WaitAsync(either.Token);
        var delay =
            until == DateTimeOffset.MaxValue
                ? Task.Delay(Timeout.InfiniteTimeSpan, clock, either.Token)
                : clock.Until(until, either.Token);
        var first = await Task.WhenAny(ring, delay);
        await either.CancelAsync();
        await ring.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await delay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // A ring that came together with the time must not get lost with this wait.
        if (first == delay && ring.IsCompletedSuccessfully)
        {
            Ring();
        }

        cancellation.ThrowIfCancellationRequested();
    }

    public void Dispose() => _rung.Dispose();
}

/// <summary>Waits on the given clock.</summary>
internal static class ClockWait
{
    /// <summary>
    /// Longer waits are cut, and who waits for more looks at the time again: the clock may have been set back in the
    /// very moment when the wait began.
    /// </summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static async Task Until(this TimeProvider clock, DateTimeOffset time, CancellationToken cancellation)
    {
        var left = time - clock.GetUtcNow();
        // Task.Delay cuts to milliseconds: without rounding up, the last fraction of one would be waited for by
        // spinning.
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
