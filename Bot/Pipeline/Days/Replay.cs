using Bot.Arxiv;
using Bot.Feed;
using Bot.Pipeline.Listings;

namespace Bot.Pipeline.Days;

/// <summary>How one day of one category went, or what of it was known at its end.</summary>
/// <param name="Category">As arXiv spells it.</param>
/// <param name="Day">In New York.</param>
public sealed record ReplayDay(string Category, DateOnly Day)
{
    /// <summary>Until the day's first look, what the calendar says.</summary>
    public DayState State { get; set; } = OfCalendar(Day);

    /// <summary>For the operator.</summary>
    public string Reason { get; set; } = "never looked at";

    /// <summary>New papers in its feed.</summary>
    public int New { get; set; }

    /// <summary>Papers that joined a listing which was in before.</summary>
    public int Late { get; set; }

    /// <summary>How many papers were posted with its feed.</summary>
    public int Posted { get; set; }

    /// <summary>New papers in its feed that had been posted before.</summary>
    public int Repeated { get; set; }

    internal bool SawEmptyFeed { get; set; }
    internal bool WasLookedAt { get; set; }

    private static DayState OfCalendar(DateOnly day)
    {
        if (ListingDays.IsWeekend(day))
        {
            return DayState.Weekend;
        }

        return ListingDays.HasListing(day) ? DayState.Waiting : DayState.Holiday;
    }
}

/// <summary>
/// Makes the bot's decisions for a history of feeds, with the real judge and the real rules of what is tooted. Each
/// category has one account, and a memory stands in for the ledger.
/// </summary>
public sealed class Replay(IReadOnlyList<ArchivedFeed> history)
{
    /// <summary>
    /// Archives take a feed late in its day; one that bears its own day's date was taken in its first hour.
    /// </summary>
    private static readonly TimeOnly LateInTheDay = new(23, 30),
        EarlyInTheDay = new(0, 30);

    private readonly List<string> _categories = [.. history.Select(one => one.Category).Distinct()];
    private readonly Dictionary<string, ReplayMemory> _memories = history
        .Select(one => one.Category)
        .Distinct()
        .ToDictionary(category => category, category => new ReplayMemory(category));

    /// <summary>What was said, counted.</summary>
    public ReplayAudit Audit { get; } = new();

    /// <summary>Every day of every category from its first to its last, in order.</summary>
    public IReadOnlyList<ReplayDay> Run()
    {
        if (history.Count == 0)
        {
            return [];
        }

        var feeds = history.ToLookup(one => one.FileDate);
        var last = history.Max(one => one.FileDate);
        for (var date = history.Min(one => one.FileDate); date <= last; date = date.AddDays(1))
        {
            Close(date.AddDays(-1));
            var today = feeds[date].ToDictionary(one => one.Category, one => one.Feed);
            foreach (var category in _categories)
            {
                Look(category, date, today.GetValueOrDefault(category));
            }
        }

        Close(last.AddDays(1));
        return [.. _categories.SelectMany(Days)];
    }

    private void Look(string category, DateOnly fileDate, FeedDocument? feed)
    {
        var memory = _memories[category];
        var eve = fileDate.AddDays(-1);
        // A day without rows in the history is a feed without items, unless that day's feed was taken before its end.
        if (feed is null && (memory.Days.Count == 0 || memory.Days.GetValueOrDefault(eve)?.WasLookedAt == true))
        {
            return;
        }

        feed ??= new FeedDocument(category, eve, BuiltAt: null, [], []);
        var today = feed.Date >= fileDate ? fileDate : eve;
        var now = In(today, feed.Date >= fileDate ? EarlyInTheDay : LateInTheDay);
        var seenOn = memory.SeenOn(feed.Announcements);
        var known = memory.History(ListingDays.Before(feed.Date), feed.Date);
        var earlierElsewhere = FeedObservation
            .UnseenPapers(feed, seenOn)
            .Count(paper => WasElsewhere(memory, paper, before: feed.Date));
        var verdict = DayJudge.Read(FeedObservation.Of(feed, seenOn, known, earlierElsewhere), now);
        memory.Note(verdict);
        if (feed.Date < today && DayJudge.NotYet(today, memory.State(today), now) is { } awaited)
        {
            memory.Note(awaited);
        }

        Say(memory, feed, verdict);
        memory.Remember(feed.Announcements, seenOn, verdict.ListingDay);
    }

    private bool WasElsewhere(ReplayMemory memory, ArxivId paper, DateOnly before) =>
        _memories.Values.Any(other => other != memory && other.Had(paper, before));

    // As the intake does it: the new papers that were not said, after a summary where one is due.
    private void Say(ReplayMemory memory, FeedDocument feed, DayVerdict verdict)
    {
        var papers = NewPaperRules.Papers(feed.Announcements);
        var unsaid = NewPaperRules.Unsaid(papers, memory.Said);
        var summary = NewPaperRules.IsSummaryDue(verdict, memory.Category, papers.Count, unsaid.Count, memory.Said);
        Audit.Take(
            new AuditedListing(memory.Category, verdict.ListingDay, papers, unsaid),
            summary,
            paper => WasElsewhere(memory, paper, before: verdict.ListingDay)
        );
        memory.Say(verdict, papers.Count, unsaid, summary);
    }

    private void Close(DateOnly before)
    {
        foreach (var memory in _memories.Values)
        {
            foreach (var day in memory.Days.Values.Where(one => one.Day < before && one.WasLookedAt).ToList())
            {
                var finished = new FinishedDay(day.Day, day.State)
                {
                    SawEmptyFeed = day.SawEmptyFeed,
                    OthersHadListing = _memories.Values.Any(other => other.State(day.Day) == DayState.Complete),
                };
                if (DayJudge.AtEnd(finished) is { } verdict)
                {
                    memory.Note(verdict);
                }
            }
        }
    }

    private IEnumerable<ReplayDay> Days(string category)
    {
        var memory = _memories[category];
        var (first, last) = (memory.Days.Keys.Min(), memory.Days.Keys.Max());
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            yield return Audit.Count(memory.Days.GetValueOrDefault(day) ?? new ReplayDay(category, day));
        }
    }

    private static DateTimeOffset In(DateOnly day, TimeOnly time) =>
        new(day.ToDateTime(time), ArxivDay.NewYork.GetUtcOffset(day.ToDateTime(time)));
}
