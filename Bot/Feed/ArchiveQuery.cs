namespace Bot.Feed;

/// <summary>What to ask the archive for.</summary>
/// <param name="Category">As arXiv spells it; null for all of arXiv.</param>
/// <param name="From">
/// The first day, in UTC, of the last changes that are wanted. Better some days too early: an announcement reaches the
/// archive hours after the feed, and "nothing yet" is kept by arXiv's cache until midnight UTC.
/// </param>
/// <param name="Until">The last such day; null for all there are.</param>
public sealed record ArchiveQuery(string? Category, DateOnly From, DateOnly? Until = null);
