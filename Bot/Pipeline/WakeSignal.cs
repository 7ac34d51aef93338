namespace Bot.Pipeline;

/// <summary>Lets one loop wait for a time or for another loop's signal, whichever comes first.</summary>
public sealed class WakeSignal(TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _set = new(0, 1);
    private readonly Lock _gate = new();

    /// <summary>Wakes the loop that waits, or else the next wait.</summary>
    public void Set()
    {
        lock (_gate)
        {
            if (_set.CurrentCount == 0)
            {
                _set.Release();
            }
        }
    }

    /// <summary>Returns at the time or at a signal; a signal from before the wait is not lost.</summary>
    public async Task WaitAsync(DateTimeOffset until, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var signal = _set.WaitAsync(either.Token);
        var delay =
            until == DateTimeOffset.MaxValue
                ? Task.Delay(Timeout.InfiniteTimeSpan, clock, either.Token)
                : clock.Until(until, either.Token);
        var first = await Task.WhenAny(signal, delay);
        await either.CancelAsync();
        await signal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await delay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // A signal that came together with the time must not get lost with this wait.
        if (first == delay && signal.IsCompletedSuccessfully)
        {
            Set();
        }

        cancellation.ThrowIfCancellationRequested();
    }

    public void Dispose() => _set.Dispose();
}
