namespace Bot.Tests.Support;

/// <summary>
/// A clock that shows another time than its owner's, and waits as long: what setting a machine's clock does, which no
/// timer minds.
/// </summary>
public sealed class ShiftedClock(TimeProvider clock, Func<TimeSpan> by) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + by();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
