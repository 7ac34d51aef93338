using Bot.Arxiv;

namespace Bot.Feed;

/// <summary>A feed that was read whole and understood.</summary>
/// <param name="Category">The category in the feed's own link; null when it names none.</param>
/// <param name="Date">
/// The day it says it is of: RSS's channel date, the entries' own in Atom, else the day in New York on which it was
/// built. A stale feed may carry a fresh one.
/// </param>
/// <param name="BuiltAt">When arXiv built it; null when not stated.</param>
/// <param name="Announcements">In the feed's order, one per paper.</param>
/// <param name="Rejected">Items that could not be used, each with its reason.</param>
public sealed record FeedDocument(
    string? Category,
    DateOnly Date,
    DateTimeOffset? BuiltAt,
    IReadOnlyList<Announcement> Announcements,
    IReadOnlyList<string> Rejected
)
{
    /// <summary>
    /// What its own link names, also where that is no category: an archive such as <c>stat</c>, or several joined by
    /// <c>+</c>. Null where it names none.
    /// </summary>
    public string? Name { get; init; }
}
