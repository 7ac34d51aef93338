using Bot.Arxiv;
using Bot.Feed;
using Bot.Ledger;

namespace Bot.Pipeline.Days;

/// <summary>
/// Has the day of a reading judged, with what the ledger knows, and turns the verdicts into notes for the ledger.
/// </summary>
public sealed class DayBook(SqliteLedger ledger)
{
    /// <summary>
    /// A feed was read: judges its day, closes days that are over, and notes what is known of today when the feed is of
    /// an earlier day.
    /// </summary>
    public (DayVerdict Verdict, IReadOnlyList<DayNote> Notes) Read(
        string category,
        FeedDocument document,
        IReadOnlyList<DateOnly?> seenOn,
        DateTimeOffset now
    )
    {
        var observation = FeedObservation.Of(
            document,
            seenOn,
            day => ledger.DayStateOf(category, day),
            day => ledger.CountAnnounced(category, day),
            (papers, day) => ledger.CountSeenEarlierElsewhere(category, papers, day)
        );
        var verdict = DayJudge.Read(observation, now);
        var notes = Closed(category, now);
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
            notes.AddRange(NotYet(category, now));
        }

        return (verdict, notes);
    }

    /// <summary>The feed is the one that was read last.</summary>
    public IReadOnlyList<DayNote> Unchanged(string category, DateTimeOffset now) =>
        [.. Closed(category, now), .. NotYet(category, now)];

    /// <summary>The feed could not be read.</summary>
    public IReadOnlyList<DayNote> Failed(string category, string error, DateTimeOffset now)
    {
        var today = ArxivDay.Of(now);
        var notes = Closed(category, now);
        if (DayJudge.Failed(today, ledger.DayStateOf(category, today), error) is { } verdict)
        {
            notes.Add(Note(verdict));
        }

        return notes;
    }

    /// <summary>
    /// Whether the usual address is of no use today: it has an earlier day's papers, or none though other categories
    /// have theirs.
    /// </summary>
    public bool IsStuck(string category, DateTimeOffset now)
    {
        var today = ArxivDay.Of(now);
        return ledger.DayStateOf(category, today) switch
        {
            DayState.Stale => true,
            DayState.Waiting or DayState.Late => ledger.OthersHadListing(category, today),
            _ => false,
        };
    }

    private IEnumerable<DayNote> NotYet(string category, DateTimeOffset now)
    {
        var today = ArxivDay.Of(now);
        return DayJudge.NotYet(today, ledger.DayStateOf(category, today), now) is { } verdict ? [Note(verdict)] : [];
    }

    private List<DayNote> Closed(string category, DateTimeOffset now)
    {
        var notes = new List<DayNote>();
        foreach (var (date, state, sawEmptyFeed) in ledger.OpenDays(category, ArxivDay.Of(now)))
        {
            var finished = new FinishedDay(date, state)
            {
                SawEmptyFeed = sawEmptyFeed,
                OthersHadListing = ledger.OthersHadListing(category, date),
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
