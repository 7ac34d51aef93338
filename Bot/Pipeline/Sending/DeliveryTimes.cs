using Bot.Publisher;

namespace Bot.Pipeline.Sending;

/// <summary>The waits of a delivery that follow from the setting LookFirstAfter.</summary>
/// <param name="lookFirstAfter">Between a doubtful answer and the first look at the timeline.</param>
public sealed class DeliveryTimes(TimeSpan lookFirstAfter)
{
    private static readonly TimeSpan LongestThrottle = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Some servers look up every link before they answer, and are not done when we hang up.</summary>
    private static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(90);

    /// <summary>
    /// How long an answer may take: half of the time before the look, so that no late answer can cross it, and at most
    /// 30 seconds; 90 where a key may not hold, since there each doubt costs two looks.
    /// </summary>
    public TimeSpan PostTimeout(ServerHabits server) =>
        TimeSpan.FromTicks(Math.Min(lookFirstAfter.Ticks / 2, (server.HoldsKeys ? Patience : LongPatience).Ticks));

    /// <summary>From the end of the queue to the second try of what was refused.</summary>
    public TimeSpan BeforeSecondTry => lookFirstAfter;

    /// <summary>
    /// From a claim, or a look that failed or found nothing, to the next look: doubled each time, up to eightfold. It
    /// is the setting, or four times what the server may take over a post where that is longer and its keys may not
    /// hold.
    /// </summary>
    /// <param name="doublings">How often the wait was doubled.</param>
    /// <param name="server">What is known of the server program.</param>
    /// <param name="slowest">How long this server may take.</param>
    public TimeSpan BeforeLook(int doublings, ServerHabits server, TimeSpan slowest)
    {
        var work = server.HoldsKeys ? TimeSpan.Zero : slowest * 4;
        return (work > lookFirstAfter ? work : lookFirstAfter) * (1 << Math.Min(doublings, 3));
    }

    /// <summary>After a 429 that names no time: doubled for each in a row, up to 30 minutes.</summary>
    public TimeSpan AfterThrottle(int throttles) =>
        TimeSpan.FromTicks(Math.Min(lookFirstAfter.Ticks << Math.Min(throttles, 16), LongestThrottle.Ticks));
}
