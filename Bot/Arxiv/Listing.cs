namespace Bot.Arxiv;

/// <summary>What arXiv announced in one category under one channel date.</summary>
/// <param name="Category">As arXiv spells it, such as <c>cs.LG</c>.</param>
/// <param name="Date">
/// The feed's channel date, which is the day in New York; not proof of the day (feeds may be stale or late).
/// </param>
/// <param name="Announcements">In the feed's order.</param>
public sealed record Listing(string Category, DateOnly Date, IReadOnlyList<Announcement> Announcements);
