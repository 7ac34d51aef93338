using Bot.Arxiv;

namespace Bot.Pipeline.Days;

/// <summary>The papers of one reading of a feed in a replay.</summary>
/// <param name="Category">As arXiv spells it.</param>
/// <param name="Day">The day whose papers they are.</param>
/// <param name="Papers">The new papers of the feed.</param>
/// <param name="Posted">Those of them that were posted.</param>
internal sealed record AuditedListing(
    string Category,
    DateOnly Day,
    List<Announcement> Papers,
    List<Announcement> Posted
);

/// <summary>Counts what a replay said, and finds false summaries without the judge's help.</summary>
public sealed class ReplayAudit
{
    /// <summary>
    /// When more than this share of a listing was in other categories on an earlier day, its date is wrong. When more
    /// than this share was posted before, its number is.
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

    /// <summary>Counts what one reading of a feed said.</summary>
    /// <param name="listing">The papers, and those of them that were posted.</param>
    /// <param name="summary">Whether a summary was posted before them.</param>
    /// <param name="wasElsewhereBefore">Whether another category had a paper on an earlier day.</param>
    internal void Take(AuditedListing listing, bool summary, Func<ArxivId, bool> wasElsewhereBefore)
    {
        var before = listing.Papers.Count(paper => _posted.GetValueOrDefault((listing.Category, paper.Id.Value)) > 0);
        foreach (var paper in listing.Papers)
        {
            _posted.TryAdd((listing.Category, paper.Id.Value), 0);
        }

        foreach (var paper in listing.Posted)
        {
            _posted[(listing.Category, paper.Id.Value)]++;
        }

        if (!summary)
        {
            return;
        }

        Summaries++;
        if (WhatIsFalse(listing, before, wasElsewhereBefore) is { } wrong)
        {
            FalseSummaries.Add($"{listing.Category} {listing.Day:yyyy-MM-dd}: {wrong}");
        }
    }

    // Null for a true summary.
    private string? WhatIsFalse(AuditedListing listing, int before, Func<ArxivId, bool> wasElsewhereBefore)
    {
        var papers = listing.Papers.Count;
        if (listing.Posted.Count == 0)
        {
            return "no paper follows";
        }

        if (before > Tolerated * papers)
        {
            return $"{before} of {papers} papers had been posted before";
        }

        if (!_summaries.Add((listing.Category, listing.Day)))
        {
            return "a second summary";
        }

        if (!ListingDays.HasListing(listing.Day))
        {
            return "a day without a listing";
        }

        var earlier = listing.Papers.Count(paper => wasElsewhereBefore(paper.Id));
        return earlier > Tolerated * papers ? $"other categories had {earlier} of {papers} papers earlier" : null;
    }

    internal ReplayDay Count(ReplayDay day)
    {
        _states[day.State] = _states.GetValueOrDefault(day.State) + 1;
        return day;
    }
}
