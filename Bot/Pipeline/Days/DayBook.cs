using Bot.Arxiv;
using Bot.Ledger;

namespace Bot.Pipeline.Days;

/// <summary>
/// Has the day of a reading judged, with what is known of the category's days, and turns the verdicts into notes for
/// the ledger.
/// </summary>
public static class DayBook
{
    /// <summary>
    /// A feed was read: judges its day, closes days that are over, and notes what is known of today when the feed is of
    /// an earlier day.
    /// </summary>
    /// <param name="history">With today, the feed's day and the listing day before it.</param>
    /// <param name="seen">What the reading saw.</param>
    /// <param name="now">The time.</param>
    public static (DayVerdict Verdict, IReadOnlyList<DayNote> Notes) Read(
        DayHistory history,
        FeedObservation seen,
        DateTimeOffset now
    )
    {
        var verdict = DayJudge.Read(seen, now);
        var notes = Closed(history, now);
        notes.Add(Note(verdict));
        if (verdict.IsListing && verdict.ListingDay != verdict.Day)
        {
            notes.Add(
                new DayNote(
                    verdict.ListingDay,
                    DayState.Complete,
                    $"the listing came with the feed of {verdict.Day:yyyy-MM-dd}"
                )
            );
        }

        if (verdict.Day < ArxivDay.Of(now))
        {
            notes.AddRange(NotYet(history, now));
        }

        return (verdict, notes);
    }

    /// <summary>The feed is the one that was read last.</summary>
    /// <param name="history">With today.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<DayNote> Unchanged(DayHistory history, DateTimeOffset now) =>
        [.. Closed(history, now), .. NotYet(history, now)];

    /// <summary>The feed could not be read.</summary>
    /// <param name="history">With today.</param>
    /// <param name="error">Why.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<DayNote> Failed(DayHistory history, string error, DateTimeOffset now)
    {
        var today = ArxivDay.Of(now);
        var notes = Closed(history, now);
        if (DayJudge.Failed(today, history.StateOf(today), error) is { } verdict)
        {
            notes.Add(Note(verdict));
        }

        return notes;
    }

    /// <summary>
    /// Whether the usual address is of no use today: it has an earlier day's papers, or none though other categories
    /// have theirs.
    /// </summary>
    /// <param name="history">With today.</param>
    /// <param name="now">The time.</param>
    public static bool IsStuck(DayHistory history, DateTimeOffset now) =>
        history.On(ArxivDay.Of(now)) switch
        {
            { State: DayState.Stale } => true,
            { State: DayState.Waiting or DayState.Late, OthersHadListing: var othersHadListing } => othersHadListing,
            _ => false,
        };

    private static IEnumerable<DayNote> NotYet(DayHistory history, DateTimeOffset now)
    {
        var today = ArxivDay.Of(now);
        return DayJudge.NotYet(today, history.StateOf(today), now) is { } verdict ? [Note(verdict)] : [];
    }

    private static List<DayNote> Closed(DayHistory history, DateTimeOffset now)
    {
        var today = ArxivDay.Of(now);
        var notes = new List<DayNote>();
        foreach (var day in history.Days.Where(day => !day.HasEnded && day.Date < today))
        {
            // Without a state, papers are recorded under the day, but nobody has looked at it.
            if (day.State is not { } state)
            {
                continue;
            }

            var finished = new FinishedDay(day.Date, state)
            {
                SawEmptyFeed = day.SawEmptyFeed,
                OthersHadListing = day.OthersHadListing,
            };
            if (DayJudge.AtEnd(finished) is { } verdict)
            {
                notes.Add(Note(verdict));
            }
        }

        return notes;
    }

    // Papers that came late joined the listing that they belong to, which has a note of its own.
    private static DayNote Note(DayVerdict verdict)
    {
        var late = verdict.ListingDay == verdict.Day ? verdict.Late : 0;
        return new(verdict.Day, verdict.State, verdict.Reason, late, verdict.IsEmpty);
    }
}
