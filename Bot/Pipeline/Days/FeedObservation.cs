using Bot.Arxiv;
using Bot.Feed;

namespace Bot.Pipeline.Days;

/// <summary>What a look at a feed saw, counted against what was known before it; all that the judge goes by.</summary>
public sealed record FeedObservation
{
    /// <summary>The day that the feed says it is of.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>When arXiv built it; null when not known.</summary>
    public DateTimeOffset? BuiltAt { get; init; }

    public required int Items { get; init; }

    /// <summary>
    /// The papers that decide: the new ones; where there are none, all items. So many were never seen before.
    /// </summary>
    public required int Unseen { get; init; }

    /// <summary>So many were first seen in this very day's listing.</summary>
    public required int OfDay { get; init; }

    /// <summary>So many were first seen in another day's.</summary>
    public required int Known { get; init; }

    /// <summary>The day of most of the known ones; null when there are none.</summary>
    public DateOnly? KnownDay { get; init; }

    /// <summary>Whether the listing day before it had one of the new papers or cross-lists, as the same.</summary>
    public bool RepeatsPrevious { get; init; }

    /// <summary>So many new papers were recorded in this very day's listing and are not in the feed.</summary>
    public int Gone { get; init; }

    /// <summary>How many of the unseen ones other categories had on an earlier day.</summary>
    public int EarlierElsewhere { get; init; }

    /// <summary>The state of the feed's day so far; null when it was never looked at.</summary>
    public DayState? SoFar { get; init; }

    /// <summary>
    /// The state of the listing day before it; partial where it had no new paper: they may be missing, and then come
    /// with a copy.
    /// </summary>
    public DayState? Previous { get; init; }

    /// <param name="document">The feed.</param>
    /// <param name="seenOn">
    /// For each of its announcements the day under which it was first recorded; null for one never seen.
    /// </param>
    /// <param name="states">What is known of a day.</param>
    /// <param name="recorded">How many new papers were recorded in a day's listing.</param>
    /// <param name="earlierElsewhere">How many of these papers other categories had before a day.</param>
    public static FeedObservation Of(
        FeedDocument document,
        IReadOnlyList<DateOnly?> seenOn,
        Func<DateOnly, DayState?> states,
        Func<DateOnly, int> recorded,
        Func<IReadOnlyList<ArxivId>, DateOnly, int> earlierElsewhere
    )
    {
        var all = document.Announcements.Zip(seenOn, (paper, day) => (Paper: paper, Day: day)).ToList();
        var deciding = all.Exists(one => one.Paper.Type == AnnounceType.New)
            ? all.FindAll(one => one.Paper.Type == AnnounceType.New)
            : all;
        var unseen = deciding.FindAll(one => one.Day is null);
        var known = deciding.FindAll(one => one.Day is { } day && day != document.Date);
        var before = ListingDays.Before(document.Date);
        return new FeedObservation
        {
            Day = document.Date,
            BuiltAt = document.BuiltAt,
            Items = all.Count,
            Unseen = unseen.Count,
            OfDay = deciding.Count - unseen.Count - known.Count,
            Known = known.Count,
            KnownDay = known.GroupBy(one => one.Day).MaxBy(group => group.Count())?.Key,
            RepeatsPrevious = all.Exists(one =>
                one.Day == before && one.Paper.Type is AnnounceType.New or AnnounceType.Cross
            ),
            Gone =
                recorded(document.Date)
                - all.Count(one => one.Day == document.Date && one.Paper.Type == AnnounceType.New),
            EarlierElsewhere =
                unseen.Count == 0 ? 0 : earlierElsewhere([.. unseen.Select(one => one.Paper.Id)], document.Date),
            SoFar = states(document.Date),
            Previous = states(before) is DayState.Complete && recorded(before) == 0 ? DayState.Partial : states(before),
        };
    }
}

/// <summary>The judge's word on one day.</summary>
/// <param name="Day">The day in New York.</param>
/// <param name="State">What is known of it.</param>
/// <param name="Reason">For the operator.</param>
public sealed record Verdict(DateOnly Day, DayState State, string Reason)
{
    /// <summary>
    /// The day whose papers the feed has; another than <see cref="Day"/> when the feed is a copy of an earlier one.
    /// </summary>
    public DateOnly Of { get; init; } = Day;

    /// <summary>
    /// True when the listing of <see cref="Of"/> is in with this feed, so that its number is true and may be said.
    /// </summary>
    public bool IsListing { get; init; }

    /// <summary>How many papers joined a listing that was in before.</summary>
    public int Late { get; init; }

    /// <summary>True when the day's own feed was read and had nothing.</summary>
    public bool IsEmpty { get; init; }
}
