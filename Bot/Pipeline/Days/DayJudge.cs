using Bot.Arxiv;

namespace Bot.Pipeline.Days;

/// <summary>
/// Decides what is known of a day, by paper ids and not by dates: arXiv serves stale copies under new dates, current
/// listings under old ones, and empty feeds for several reasons. No other place decides a day's state.
/// </summary>
public static class DayJudge
{
    /// <summary>
    /// Of 2,534 real feeds, 69 were stale, and each of these was built in the first three seconds of its day.
    /// </summary>
    private static readonly TimeSpan StaleUntil = TimeSpan.FromSeconds(3);

    /// <summary>Feeds are built just after midnight in New York; what is not there in the morning is late.</summary>
    private static readonly TimeSpan LateFrom = TimeSpan.FromHours(6);

    /// <summary>A listing may repeat so few of its papers from earlier days; more make it a mixture.</summary>
    private const double FewKnown = 0.1;

    /// <summary>
    /// When more than this share of the papers were in other categories' listings of an earlier day, the whole listing
    /// is of that earlier day.
    /// </summary>
    private const double ProofOfEarlier = 0.1;

    /// <summary>Where arXiv cuts a feed off; what is missing then are new papers.</summary>
    private const int MostItems = 2000;

    /// <summary>A feed was read.</summary>
    public static DayVerdict Read(FeedObservation seen, DateTimeOffset now)
    {
        if (seen.Items == 0)
        {
            return Empty(seen, now);
        }

        var fresh = seen.Unseen + seen.OfDay;
        if (fresh <= seen.Known)
        {
            return Copy(seen);
        }

        if (seen.SoFar == DayState.Complete)
        {
            return new(
                seen.Day,
                DayState.Complete,
                seen.Unseen > 0 ? $"the listing is in; {seen.Unseen} joined it later" : "the listing is in"
            )
            {
                IsListing = true,
                Late = seen.Unseen,
            };
        }

        if (seen.Known > FewKnown * fresh)
        {
            return new(seen.Day, DayState.Partial, $"{fresh} papers of this day among {seen.Known} of earlier ones");
        }

        if (seen.Items >= MostItems)
        {
            return new(
                seen.Day,
                DayState.Partial,
                $"the feed has {seen.Items} items, and where arXiv cuts a feed off new papers are missing"
            );
        }

        return Unseen(seen);
    }

    /// <summary>
    /// There is no feed of today yet, only one that was read before or is of an earlier day. Null when that changes
    /// nothing.
    /// </summary>
    public static DayVerdict? NotYet(DateOnly today, DayState? soFar, DateTimeOffset now)
    {
        if (!IsOpen(soFar))
        {
            return null;
        }

        if (ListingDays.IsWeekend(today))
        {
            return Weekend(today);
        }

        return ListingDays.HasListing(today)
            ? Awaited(today, now)
            : new(today, DayState.Waiting, "the feed is still that of an earlier day");
    }

    /// <summary>
    /// The feed could not be read, which says nothing about the day. Null when more was known of it already.
    /// </summary>
    public static DayVerdict? Failed(DateOnly today, DayState? soFar, string error) =>
        IsOpen(soFar) ? new(today, DayState.Broken, error) : null;

    /// <summary>The day is over. Null when that changes nothing.</summary>
    public static DayVerdict? AtEnd(FinishedDay finished)
    {
        var day = finished.Day;
        if (finished.State is not (DayState.Waiting or DayState.Late))
        {
            return null;
        }

        if (ListingDays.Holiday(day) is { } holiday)
        {
            return new(day, DayState.Holiday, holiday);
        }

        if (!finished.SawEmptyFeed)
        {
            return new(day, DayState.Late, "the day went by without a feed of its own");
        }

        return finished.OthersHadListing
            ? new(day, DayState.Late, "the day went by with an empty feed, though other categories had their listing")
            : new(day, DayState.Quiet, "the day went by and nothing came");
    }

    private static bool IsOpen(DayState? state) =>
        state is null or DayState.Waiting or DayState.Late or DayState.Broken;

    private static DayVerdict Empty(FeedObservation seen, DateTimeOffset now)
    {
        if (seen.SoFar is DayState.Complete or DayState.Partial)
        {
            return new(seen.Day, seen.SoFar.Value, "the feed is empty now, after papers had come");
        }

        if (ListingDays.Holiday(seen.Day) is { } holiday)
        {
            return new(seen.Day, DayState.Holiday, holiday) { IsEmpty = true };
        }

        if (ListingDays.IsWeekend(seen.Day))
        {
            return Weekend(seen.Day) with { IsEmpty = true };
        }

        // A copy of the day before is empty only if that day had no listing.
        var dayBefore = seen.Day.AddDays(-1);
        if (BuiltAtMidnight(seen) && !ListingDays.HasListing(dayBefore))
        {
            return new(
                seen.Day,
                DayState.Stale,
                $"the feed is empty, and built so near midnight that it may be a copy of {dayBefore:dddd}'s"
            );
        }

        return Awaited(seen.Day, now) with
        {
            IsEmpty = true,
        };
    }

    // Most of it was known: this is an earlier day's feed under this day's date, or a second reading of that day. What
    // is unseen in it joined that earlier listing.
    private static DayVerdict Copy(FeedObservation seen)
    {
        var of = seen.KnownDay ?? seen.Day;
        var stragglers = seen.Unseen > 0 ? $", with {seen.Unseen} more" : "";
        return new(
            seen.Day,
            seen.SoFar == DayState.Complete ? DayState.Complete : DayState.Stale,
            $"the feed shows the papers of {of:yyyy-MM-dd} again{stragglers}"
        )
        {
            ListingDay = of,
            Late = seen.Unseen,
        };
    }

    // A listing that was not seen before. It may still be the day before's: a copy of a feed that was stale itself
    // brings a listing one day late.
    private static DayVerdict Unseen(FeedObservation seen)
    {
        var before = ListingDays.Before(seen.Day);
        if (
            seen.Previous is not (DayState.Complete or DayState.Quiet or DayState.Partial)
            && (!ListingDays.HasListing(seen.Day) || seen.EarlierElsewhere > ProofOfEarlier * seen.Unseen)
        )
        {
            return new(
                seen.Day,
                DayState.Stale,
                $"the feed brings the listing of {before:yyyy-MM-dd}, which had not come"
            )
            {
                ListingDay = before,
                IsListing = true,
            };
        }
        // Of 2,435 real listings, none repeated a paper of the one before as new or as a cross-list. And the papers of
        // a partial day may have been an earlier day's.
        if (seen.RepeatsPrevious || (BuiltAtMidnight(seen) && seen.Previous != DayState.Complete))
        {
            return new(
                seen.Day,
                DayState.Partial,
                seen.RepeatsPrevious
                    ? $"the feed has papers of {before:yyyy-MM-dd} too, and may bring the rest of that day's"
                    : "the feed was built so near midnight that it may bring the listing of "
                        + $"{before:yyyy-MM-dd}, which was not seen"
            );
        }

        if (seen.Gone > 0)
        {
            return new(
                seen.Day,
                DayState.Partial,
                $"{seen.Gone} papers that came under this day are no more in its feed; they may have been "
                    + $"those of {before:yyyy-MM-dd}"
            );
        }

        // There is no announcement on such a day, and the listing before it was not missing. So these papers belong to
        // that listing, and had not come with it.
        if (!ListingDays.HasListing(seen.Day))
        {
            return new(
                seen.Day,
                DayState.Stale,
                $"arXiv announces nothing on that day; {seen.Unseen} papers joined the listing of {before:yyyy-MM-dd}"
            )
            {
                ListingDay = before,
                Late = seen.Unseen,
            };
        }

        return new(seen.Day, DayState.Complete, "the listing is in") { IsListing = true };
    }

    private static DayVerdict Weekend(DateOnly day) =>
        new(day, DayState.Weekend, "arXiv announces nothing on weekends");

    private static DayVerdict Awaited(DateOnly day, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, ArxivDay.NewYork);
        return DateOnly.FromDateTime(local.DateTime) > day || local.TimeOfDay >= LateFrom
            ? new(day, DayState.Late, "nothing has come though arXiv should have announced; the bot goes on asking")
            : new(day, DayState.Waiting, "nothing has come yet");
    }

    private static bool BuiltAtMidnight(FeedObservation seen) =>
        seen.BuiltAt is { } built
        && TimeZoneInfo.ConvertTime(built, ArxivDay.NewYork) is var local
        && DateOnly.FromDateTime(local.DateTime) == seen.Day
        && local.TimeOfDay < StaleUntil;
}
