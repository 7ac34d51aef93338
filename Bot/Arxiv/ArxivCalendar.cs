namespace Bot.Arxiv;

/// <summary>
/// When to look at a feed. arXiv builds each day's feed on the first request after midnight in New York; a request that
/// straddles midnight can itself leave a stale copy in arXiv's cache for the whole day, so none is made near it.
/// </summary>
/// <param name="chance">Spreads the looks of many bots over some minutes.</param>
public sealed class ArxivCalendar(Random chance)
{
    /// <summary>No request within a minute of New York's midnight.</summary>
    private static readonly TimeSpan MidnightMargin = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The first look of a day: the feeds built in the first two seconds are the ones that come out stale.
    /// </summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A second reading for papers that joined during the day; at 20:00 arXiv makes its next announcement.
    /// </summary>
    private static readonly TimeSpan LateLook = new(20, 30, 0);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(10);

    /// <summary>All that a weekend's feed may hold is Friday's listing, come late.</summary>
    private static readonly TimeSpan AfterFailureOnWeekend = TimeSpan.FromHours(6);

    /// <summary>The next time to ask for a category.</summary>
    /// <param name="now">The time.</param>
    /// <param name="checkedAt">When it was last asked for; null for never, which means now.</param>
    /// <param name="failed">Whether that failed.</param>
    /// <param name="state">What is known of today; null for nothing.</param>
    public DateTimeOffset NextLook(DateTimeOffset now, DateTimeOffset? checkedAt, bool failed, DayState? state)
    {
        if (checkedAt is not { } last || last > now)
        {
            return AwayFromMidnight(now);
        }

        var next = LookAfter(last, ArxivDay.Of(now), failed, state);
        return AwayFromMidnight(next > now ? next + TimeSpan.FromSeconds(chance.Next(180)) : now);
    }

    private static DateTimeOffset LookAfter(DateTimeOffset last, DateOnly today, bool failed, DayState? state)
    {
        var isWeekend = ListingDays.IsWeekend(today);
        if (failed)
        {
            return last + (isWeekend ? AfterFailureOnWeekend : AfterFailure);
        }

        if (isWeekend)
        {
            var hasLookedToday = ArxivDay.Of(last) >= today;
            return At(hasLookedToday ? today.AddDays(1) : today, FirstLook);
        }

        if (state is not (DayState.Complete or DayState.Holiday))
        {
            return last + BetweenLooks;
        }

        var lateLook = At(today, LateLook);
        return last < lateLook ? lateLook : At(today.AddDays(1), FirstLook);
    }

    /// <summary>The time itself, or just after midnight's margin when it lies in it.</summary>
    public static DateTimeOffset AwayFromMidnight(DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, ArxivDay.NewYork);
        var sinceMidnight = local.TimeOfDay;
        if (sinceMidnight <= MidnightMargin)
        {
            return time + (MidnightMargin - sinceMidnight) + TimeSpan.FromSeconds(1);
        }

        var toMidnight = TimeSpan.FromDays(1) - sinceMidnight;
        return toMidnight <= MidnightMargin ? time + toMidnight + MidnightMargin + TimeSpan.FromSeconds(1) : time;
    }

    private static DateTimeOffset At(DateOnly day, TimeSpan time)
    {
        var local = day.ToDateTime(TimeOnly.MinValue) + time;
        return new DateTimeOffset(local, ArxivDay.NewYork.GetUtcOffset(local));
    }
}
