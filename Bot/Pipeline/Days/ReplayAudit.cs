using Bot.Arxiv;

namespace Bot.Pipeline.Days;

/// <summary>Counts what a replay said, without the judge's help.</summary>
public sealed class ReplayAudit
{
    /// <summary>
    /// The share of a listing that other categories had on an earlier day from which on its date is surely wrong; known
    /// or said from which its number is.
    /// </summary>
    private const double Tolerated = 0.1;

    private readonly Dictionary<(string Category, string Id), int> _posted = [];
    private readonly HashSet<(string Category, DateOnly Day)> _summaries = [];
    private readonly SortedDictionary<DayState, int> _states = [];

    /// <summary>Papers ever announced as new, per category.</summary>
    public int Announced => _posted.Count;
    public int PostedOnce => _posted.Values.Count(times => times == 1);
    public int PostedTwice => _posted.Values.Count(times => times > 1);
    public int Summaries { get; private set; }

    /// <summary>Each says category, day, and what was wrong with it.</summary>
    public List<string> FalseSummaries { get; } = [];
    public IReadOnlyDictionary<DayState, int> States => _states;

    internal void Take(
        string category,
        Verdict verdict,
        List<Announcement> papers,
        List<Announcement> unsaid,
        bool summary,
        Func<ArxivId, bool> wasElsewhereBefore
    )
    {
        var before = papers.Count(paper => _posted.GetValueOrDefault((category, paper.Id.Value)) > 0);
        foreach (var paper in papers)
        {
            _posted.TryAdd((category, paper.Id.Value), 0);
        }

        foreach (var paper in unsaid)
        {
            _posted[(category, paper.Id.Value)]++;
        }

        if (!summary)
        {
            return;
        }

        Summaries++;
        var wrong = true switch
        {
            _ when unsaid.Count == 0 => "no paper follows",
            _ when before > Tolerated * papers.Count => $"{before} of {papers.Count} papers had been posted before",
            _ when !_summaries.Add((category, verdict.Of)) => "a second summary",
            _ when !ListingDays.HasListing(verdict.Of) => "a day without a listing",
            _ when papers.Count(paper => wasElsewhereBefore(paper.Id)) is var earlier
                    && earlier > Tolerated * papers.Count =>
                $"other categories had {earlier} of {papers.Count} papers earlier",
            _ => null,
        };
        if (wrong is not null)
        {
            FalseSummaries.Add($"{category} {verdict.Of:yyyy-MM-dd}: {wrong}");
        }
    }

    internal ReplayDay Count(ReplayDay day)
    {
        _states[day.State] = _states.GetValueOrDefault(day.State) + 1;
        return day;
    }
}
