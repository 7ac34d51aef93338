using Bot.Arxiv;
using Bot.Feed;
using Bot.Ledger;

namespace Bot.Pipeline.Days;

/// <summary>
/// What a reading of a feed saw, counted against what was known before. <see cref="DayJudge"/> decides by nothing else.
/// </summary>
/// <remarks>
/// <see cref="Unseen"/>, <see cref="OfDay"/> and <see cref="Known"/> count the feed's new papers only, or all items
/// where it has no new papers.
/// </remarks>
public sealed record FeedObservation
{
    /// <summary>The day that the feed says it is of.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>When arXiv built it; null when not known.</summary>
    public DateTimeOffset? BuiltAt { get; init; }

    /// <summary>How many announcements the feed has, of all types.</summary>
    public required int Items { get; init; }

    /// <summary>How many were never seen before.</summary>
    public required int Unseen { get; init; }

    /// <summary>How many were first seen in this very day's listing.</summary>
    public required int OfDay { get; init; }

    /// <summary>How many were first seen in another day's listing.</summary>
    public required int Known { get; init; }

    /// <summary>The day in which most of the known ones were first seen; null when there are none.</summary>
    public DateOnly? KnownDay { get; init; }

    /// <summary>Whether one of its new papers or cross-lists was in the listing before it, as the same type.</summary>
    public bool RepeatsPrevious { get; init; }

    /// <summary>How many new papers were recorded in this very day's listing and are no longer in the feed.</summary>
    public int Gone { get; init; }

    /// <summary>How many of the unseen ones were in other categories' listings of an earlier day.</summary>
    public int EarlierElsewhere { get; init; }

    /// <summary>The state of the feed's day so far; null when it was never looked at.</summary>
    public DayState? SoFar { get; init; }

    /// <summary>
    /// The state of the listing day before it. Partial also where that was complete without a new paper: its new papers
    /// may be missing, and then come with a later copy.
    /// </summary>
    public DayState? Previous { get; init; }

    /// <summary>Counts what a feed has.</summary>
    /// <param name="document">The feed.</param>
    /// <param name="seenOn">
    /// For each of its announcements the day under which it was first recorded; null for one never seen.
    /// </param>
    /// <param name="history">With the feed's day and the listing day before it.</param>
    /// <param name="earlierElsewhere">
    /// How many of the unseen ones (<see cref="UnseenPapers"/>) other categories had before the feed's day.
    /// </param>
    public static FeedObservation Of(
        FeedDocument document,
        IReadOnlyList<DateOnly?> seenOn,
        DayHistory history,
        int earlierElsewhere
    )
    {
        var all = Zipped(document, seenOn);
        var deciding = Deciding(all);
        var unseen = deciding.FindAll(one => one.Day is null);
        var known = deciding.FindAll(one => one.Day is { } day && day != document.Date);
        var before = ListingDays.Before(document.Date);
        var previous = history.On(before);
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
                (history.On(document.Date)?.Announced ?? 0)
                - all.Count(one => one.Day == document.Date && one.Paper.Type == AnnounceType.New),
            EarlierElsewhere = earlierElsewhere,
            SoFar = history.StateOf(document.Date),
            Previous = previous is { State: DayState.Complete, Announced: 0 } ? DayState.Partial : previous?.State,
        };
    }

    /// <summary>The papers that <see cref="Unseen"/> counts.</summary>
    /// <param name="document">The feed.</param>
    /// <param name="seenOn">As for <see cref="Of"/>.</param>
    public static IReadOnlyList<ArxivId> UnseenPapers(FeedDocument document, IReadOnlyList<DateOnly?> seenOn) =>
        [.. Deciding(Zipped(document, seenOn)).Where(one => one.Day is null).Select(one => one.Paper.Id)];

    private static List<(Announcement Paper, DateOnly? Day)> Zipped(
        FeedDocument document,
        IReadOnlyList<DateOnly?> seenOn
    ) => [.. document.Announcements.Zip(seenOn, (paper, day) => (paper, day))];

    private static List<(Announcement Paper, DateOnly? Day)> Deciding(List<(Announcement Paper, DateOnly? Day)> all) =>
        all.Exists(one => one.Paper.Type == AnnounceType.New)
            ? all.FindAll(one => one.Paper.Type == AnnounceType.New)
            : all;
}
