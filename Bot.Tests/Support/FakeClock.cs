namespace Bot.Tests.Support;

/// <summary>
/// A clock that stands still until a test moves it. With <see cref="AutoAdvance"/> it moves by itself to the end of
/// every wait, so that code which paces itself for hours runs at once and still sees the hours pass.
/// </summary>
public sealed class FakeClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _sync = new();
    private readonly List<FakeTimer> _timers = [];
    private DateTimeOffset _now = start;

    /// <summary>Starts on Monday 9 June 2025 at 04:05 UTC, just after arXiv made the sample listing's feed.</summary>
    public FakeClock()
        : this(new DateTimeOffset(2025, 6, 9, 4, 5, 0, TimeSpan.Zero)) { }

    /// <summary>
    /// True: a timer that is to fire once moves the clock to its due time and fires before it is even handed out.
    /// Time-outs (the timers of a CancellationTokenSource) watch over real HTTP here and take real time in any case.
    /// </summary>
    public bool AutoAdvance { get; set; }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers are set: how a test sees that someone waits.</summary>
    public int Waiting
    {
        get
        {
            lock (_sync)
            {
                return _timers.Count;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_sync)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Moves the clock on and fires what falls due, in order, each timer at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + by);
    }

    /// <summary>Moves the clock to the next timer that is due and fires it. False when nobody waits.</summary>
    public bool AdvanceToNext()
    {
        if (NextDue(DateTimeOffset.MaxValue) is not { } timer)
        {
            return false;
        }

        timer.Fire();
        return true;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (state is CancellationTokenSource)
        {
            return System.CreateTimer(callback, state, dueTime, period);
        }

        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void AdvanceTo(DateTimeOffset end)
    {
        while (NextDue(end) is { } timer)
        {
            timer.Fire();
        }

        lock (_sync)
        {
            _now = end > _now ? end : _now;
        }
    }

    // Callbacks run outside the lock, because they may well set the next timer.
    private FakeTimer? NextDue(DateTimeOffset end)
    {
        lock (_sync)
        {
            var next = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (next is null)
            {
                return null;
            }

            if (next.Due > _now)
            {
                _now = next.Due;
            }

            if (next.Period > TimeSpan.Zero)
            {
                next.Due += next.Period;
            }
            else
            {
                _timers.Remove(next);
            }

            return next;
        }
    }

    private sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var once = period <= TimeSpan.Zero;
            lock (clock._sync)
            {
                clock._timers.Remove(this);
                if (_disposed)
                {
                    return false;
                }

                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    return true;
                }

                Due = clock._now + dueTime;
                Period = once ? TimeSpan.Zero : period;
                clock._timers.Add(this);
            }

            if (dueTime == TimeSpan.Zero || (clock.AutoAdvance && once))
            {
                clock.AdvanceTo(Due);
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._sync)
            {
                _disposed = true;
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
