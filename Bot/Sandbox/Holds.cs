namespace Bot.Sandbox;

/// <summary>Requests that a fault keeps waiting, until their time is up or someone releases them.</summary>
internal sealed class Holds(TimeProvider clock) : IDisposable
{
    private readonly Lock _sync = new();
    private readonly CancellationTokenSource _end = new();
    private TaskCompletionSource _release = New();
    private TaskCompletionSource _changed = New();
    private int _held;

    /// <summary>
    /// Waits; false when the sandbox ends meanwhile. It goes on waiting when the client leaves, as real servers go on
    /// working.
    /// </summary>
    /// <param name="time">Zero: until released.</param>
    public async Task<bool> WaitAsync(TimeSpan time)
    {
        var release = Enter();
        try
        {
            using var done = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            await Task.WhenAny(
                release,
                Task.Delay(time == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : time, clock, done.Token)
            );
            await done.CancelAsync();
            return !_end.IsCancellationRequested;
        }
        finally
        {
            Change(-1);
        }
    }

    /// <summary>Lets all go that wait now; returns how many.</summary>
    public int Release()
    {
        lock (_sync)
        {
            _release.TrySetResult();
            _release = New();
            return _held;
        }
    }

    /// <summary>Returns once at least so many are waiting: how a test knows that its request has arrived.</summary>
    public async Task<int> AtLeastAsync(int count, CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            lock (_sync)
            {
                if (_held >= count)
                {
                    return _held;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellation);
        }
    }

    public Task EndAsync() => _end.CancelAsync();

    public void Dispose() => _end.Dispose();

    private Task Enter()
    {
        lock (_sync)
        {
            Change(+1);
            return _release.Task;
        }
    }

    private void Change(int by)
    {
        lock (_sync)
        {
            _held += by;
            _changed.TrySetResult();
            _changed = New();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
