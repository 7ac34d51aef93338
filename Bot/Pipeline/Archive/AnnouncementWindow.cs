using Bot.Arxiv;

namespace Bot.Pipeline.Archive;

/// <summary>
/// The days whose feeds may still bring a paper that the archive has. The archive has no paper before its announcement,
/// but it does not say on which day that was: moderation holds papers for days or months. So there are a first and a
/// last feed that can bring a paper, and catching up waits for all of them.
/// </summary>
public static class AnnouncementWindow
{
    /// <summary>
    /// arXiv announces at 20:00 in New York, sometimes some minutes early. The feed has it from midnight on, the
    /// archive some hours after the announcement.
    /// </summary>
    private static readonly TimeSpan Announcement = new(19, 30, 0);

    /// <summary>The day of the last feed that can bring a paper.</summary>
    /// <param name="earliest">The first such day.</param>
    /// <param name="datestamp">
    /// The archive's, in UTC, when it was first seen. The paper was announced by the evening of that day, and the feed
    /// is of the day after the evening.
    /// </param>
    /// <param name="noted">When the archive was first seen to have it.</param>
    public static DateOnly LastDay(DateOnly earliest, DateOnly datestamp, DateTimeOffset noted)
    {
        var local = TimeZoneInfo.ConvertTime(noted, ArxivDay.NewYork);
        var byNow = DateOnly.FromDateTime(local.DateTime).AddDays(local.TimeOfDay >= Announcement ? 1 : 0);
        var byThen = datestamp.AddDays(1);
        var last = byThen < byNow ? byThen : byNow;
        return last > earliest ? last : earliest;
    }

    /// <summary>True when none of the feeds from the first to the last can bring it any more.</summary>
    public static bool IsOver(DateOnly earliest, DateOnly last, DateOnly today, Func<DateOnly, DayState?> states)
    {
        var yesterday = today.AddDays(-1);
        for (var day = earliest > yesterday ? earliest : yesterday; day <= last; day = day.AddDays(1))
        {
            if (ListingDays.HasListing(day) && !IsOver(day, today, states))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// True when a day's listing is in, or the day ended without one. A copy made at midnight may bring the listing
    /// under the next day's date, so a day that ended without one is over only when the next day is settled too, or
    /// past.
    /// </summary>
    public static bool IsOver(DateOnly day, DateOnly today, Func<DateOnly, DayState?> states) =>
        day < today.AddDays(-1)
        || (day <= today && IsSettled(states(day)))
        || (day < today && IsSettled(states(today)));

    /// <summary>Whether a day in this state expects nothing more from its feed.</summary>
    public static bool IsSettled(DayState? state) =>
        state is DayState.Complete or DayState.Quiet or DayState.Holiday or DayState.Weekend;
}
