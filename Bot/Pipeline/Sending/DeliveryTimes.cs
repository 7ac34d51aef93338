namespace Bot.Pipeline.Sending;

/// <summary>The waits of a delivery that follow from the setting LookFirstAfter.</summary>
/// <param name="lookFirstAfter">Between a doubtful answer and the first look at the timeline.</param>
public sealed class DeliveryTimes(TimeSpan lookFirstAfter)
{
    private static readonly TimeSpan LongestThrottle = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How long an answer may take: half of the time before the look, so that no late answer can cross it, and at most
    /// 30 seconds.
    /// </summary>
    public TimeSpan PostTimeout { get; } =
        TimeSpan.FromTicks(Math.Min(lookFirstAfter.Ticks / 2, TimeSpan.FromSeconds(30).Ticks));

    /// <summary>From the end of the queue to the second try of what was refused.</summary>
    public TimeSpan BeforeSecondTry => lookFirstAfter;

    /// <summary>
    /// From a claim, or a look that failed, to the look: doubled each time, up to eight times the setting.
    /// </summary>
    public TimeSpan BeforeLook(int doublings) => lookFirstAfter * Math.Min(1 << Math.Min(doublings, 3), 8);

    /// <summary>After a 429 that names no time: doubled for each in a row, up to 30 minutes.</summary>
    public TimeSpan AfterThrottle(int throttles) =>
        TimeSpan.FromTicks(Math.Min(lookFirstAfter.Ticks << Math.Min(throttles, 16), LongestThrottle.Ticks));
}
