using System.IO.MemoryMappedFiles;

namespace Soaking;

/// <summary>
/// A clock that runs faster than the real one, from a Monday's first minute in New York on, and that processes share.
/// While a server is at work it keeps to the real one's pace: a server is no faster for the clock's sake, and no bot
/// may take it for one that gives no answer.
/// </summary>
internal sealed class FastClock : TimeProvider, IDisposable
{
    /// <summary>Monday 1 June 2026, 00:00 in New York.</summary>
    public static readonly DateTimeOffset Beginning = new(2026, 6, 1, 4, 0, 0, TimeSpan.Zero);

    // The number of turns and the full speed; then the last turns, in turn, so that a reader always finds a whole one:
    // the real time, this clock's, the speed.
    private const int Turns = 64;
    private const int TurnSize = 24;
    private const int Head = 16;

    private readonly Lock _gate = new();
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _shared;
    private int _atWork;

    public FastClock(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open);
        _shared = _file.CreateViewAccessor();
    }

    /// <summary>How many of its seconds pass in a real one, while no server is at work.</summary>
    public double Speed => _shared.ReadDouble(8);

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <param name="path">What the processes share.</param>
    /// <param name="speed">How many of its seconds pass in a real one.</param>
    public static FastClock Create(string path, double speed)
    {
        File.WriteAllBytes(path, new byte[Head + (Turns * TurnSize)]);
        var clock = new FastClock(path);
        clock._shared.Write(8, speed);
        clock.Turn(Beginning.UtcTicks, speed);
        return clock;
    }

    public override DateTimeOffset GetUtcNow()
    {
        var (real, fast, speed) = Last();
        return new DateTimeOffset(fast + (long)((System.GetUtcNow().UtcTicks - real) * speed), TimeSpan.Zero);
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new PatientTimer(this, callback, state, dueTime, period);

    /// <summary>A server has begun to work; one process may say so.</summary>
    public void Slow()
    {
        lock (_gate)
        {
            if (_atWork++ == 0)
                Turn(GetTimestamp(), 1);
        }
    }

    /// <summary>It has ended.</summary>
    public void Hurry()
    {
        lock (_gate)
        {
            if (--_atWork == 0)
                Turn(GetTimestamp(), Speed);
        }
    }

    /// <summary>
    /// The real time that has to pass at least until this clock has gone on by <paramref name="time"/>. Timers know
    /// whole milliseconds; none would be a spinning.
    /// </summary>
    public TimeSpan Real(TimeSpan time) =>
        TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(time.TotalMilliseconds / Speed)));

    public void Dispose()
    {
        _shared.Dispose();
        _file.Dispose();
    }

    private (long Real, long Fast, double Speed) Last()
    {
        var at = Place(_shared.ReadInt64(0));
        return (_shared.ReadInt64(at), _shared.ReadInt64(at + 8), _shared.ReadDouble(at + 16));
    }

    private void Turn(long fast, double speed)
    {
        var turn = _shared.ReadInt64(0) + 1;
        var at = Place(turn);
        _shared.Write(at, System.GetUtcNow().UtcTicks);
        _shared.Write(at + 8, fast);
        _shared.Write(at + 16, speed);
        Thread.MemoryBarrier();
        _shared.Write(0, turn);
    }

    private static long Place(long turn) => Head + (turn % Turns * TurnSize);
}

/// <summary>Rings when the clock says so: when it has gone slower meanwhile, the rest is waited for.</summary>
internal sealed class PatientTimer : ITimer
{
    private readonly Lock _gate = new();
    private readonly FastClock _clock;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly ITimer _real;
    private DateTimeOffset? _due;
    private TimeSpan _period;

    public PatientTimer(FastClock clock, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (_clock, _callback, _state) = (clock, callback, state);
        _real = TimeProvider.System.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Change(dueTime, period);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _period = period;
            _due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetUtcNow() + dueTime;
            return Wait();
        }
    }

    public void Dispose() => _real.Dispose();

    public ValueTask DisposeAsync() => _real.DisposeAsync();

    private bool Wait() =>
        _real.Change(
            _due is { } due ? _clock.Real(due - _clock.GetUtcNow()) : Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );

    private void Ring()
    {
        lock (_gate)
        {
            if (_due is not { } due)
                return;
            var now = _clock.GetUtcNow();
            if (now >= due)
                _due = _period > TimeSpan.Zero ? now + _period : null;
            if (_due is not null)
                Wait();
            if (now < due)
                return;
        }

        _callback(_state);
    }
}
