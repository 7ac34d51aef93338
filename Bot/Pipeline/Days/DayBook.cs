using Bot.Arxiv;
using Bot.Feed;
using Bot.Ledger;

namespace Bot.Pipeline.Days;

/// <summary>
/// Puts what a look has seen before the judge, with what the ledger knows, and turns the verdicts into the ledger's
/// notes.
/// </summary>
public sealed class DayBook(SqliteLedger ledger)
{
    /// <summary>A feed was read.</summary>
    public (Verdict Verdict, IReadOnlyList<DayNote> Notes) Read(
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
        var notes = Ended(category, now);
        notes.Add(Note(verdict));
        if (verdict.IsListing && verdict.Of != verdict.Day)
        {
            notes.Add(
                new DayNote(
                    verdict.Of,
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
        [.. Ended(category, now), .. NotYet(category, now)];

    /// <summary>The feed could not be read.</summary>
    public IReadOnlyList<DayNote> Failed(string category, string error, DateTimeOffset now)
    {
        var today = ArxivDay.Of(now);
        var notes = Ended(category, now);
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
    public bool IsStuck(string category, DateTimeOffset now) =>
        ArxivDay.Of(now) is var today
        && ledger.DayStateOf(category, today) switch
        {
            DayState.Stale => true,
            DayState.Waiting or DayState.Late => ledger.OthersHadListing(category, today),
            _ => false,
        };

    private IEnumerable<DayNote> NotYet(string category, DateTimeOffset now)
    {
        var today = ArxivDay.Of(now);
        return DayJudge.NotYet(today, ledger.DayStateOf(category, today), now) is { } verdict ? [Note(verdict)] : [];
    }

    private List<DayNote> Ended(string category, DateTimeOffset now)
    {
        var notes = new List<DayNote>();
        foreach (var (date, state, sawEmptyFeed) in ledger.OpenDays(category, ArxivDay.Of(now)))
        {
            if (DayJudge.AtEnd(date, state, sawEmptyFeed, ledger.OthersHadListing(category, date)) is { } verdict)
            {
                notes.Add(Note(verdict));
            }
        }

        return notes;
    }

    private static DayNote Note(Verdict verdict) =>
        new(verdict.Day, verdict.State, verdict.Reason, verdict.Of == verdict.Day ? verdict.Late : 0, verdict.IsEmpty);
}
