namespace Bot.Tests.Simulation;

/// <summary>
/// True time, and all that is to happen. One thread lives through it: events come in the order of their times, those of
/// one moment in the order in which they were set.
/// </summary>
internal sealed class SimulatedTime(DateTimeOffset start)
{
    private readonly PriorityQueue<Action, (long Due, long Number)> _events = new();
    private long _number;

    public DateTimeOffset Now { get; private set; } = start;

    public void At(DateTimeOffset time, Action happening) =>
        _events.Enqueue(happening, (Math.Max(time.UtcTicks, Now.UtcTicks), _number++));

    public void After(TimeSpan wait, Action happening) => At(Now + wait, happening);

    /// <summary>Lives through the next event. False when none is left before the end; then it is the end.</summary>
    public bool Next(DateTimeOffset end)
    {
        if (!_events.TryPeek(out var happening, out var first) || first.Due > end.UtcTicks)
        {
            if (end > Now)
            {
                Now = end;
            }

            return false;
        }

        _events.Dequeue();
        Now = new DateTimeOffset(first.Due, TimeSpan.Zero);
        happening();
        return true;
    }
}

/// <summary>By how much a machine's clock is wrong.</summary>
internal sealed class ClockError
{
    public TimeSpan Offset { get; private set; }

    /// <summary>
    /// How often it was set: what was noted before can then not be compared with what is noted after.
    /// </summary>
    public int Jumps { get; private set; }

    /// <summary>
    /// A clock that is fast, however little, sees a window end too early, and is told so by the server.
    /// </summary>
    public bool IsRight => Jumps == 0 && Offset <= TimeSpan.Zero && Offset > TimeSpan.FromSeconds(-1);

    public void Jump(TimeSpan by) => (Offset, Jumps) = (Offset + by, Jumps + 1);

    /// <summary>A crystal's fault, so small that nobody may notice.</summary>
    public void Drift(TimeSpan by) => Offset += by;

    public void SetRight() => Jump(-Offset);
}

/// <summary>
/// One process's clock. Its time of day is the machine's and may be wrong or set; its waits go by the true time, as
/// those of an operating system do. When the process is dead none of its timers fires any more.
/// </summary>
internal sealed class SimulatedClock(SimulatedTime time, ClockError error) : TimeProvider
{
    public bool IsStopped { get; set; }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => time.Now + error.Offset;

    public override long GetTimestamp() => time.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
    {
        private readonly SimulatedTime _time = clock.Time;
        private int _setting;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var setting = ++_setting;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                _time.After(dueTime, () => Fire(setting, period));
            }

            return true;
        }

        public void Dispose() => _setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire(int setting, TimeSpan period)
        {
            if (clock.IsStopped || setting != _setting)
            {
                return;
            }

            if (period > TimeSpan.Zero)
            {
                _time.After(period, () => Fire(setting, period));
            }

            callback(state);
        }
    }

    private SimulatedTime Time => time;
}
