namespace Bot.Feed;

/// <summary>One archived feed's items as a table of announcements has them.</summary>
/// <param name="Category">As arXiv spells it.</param>
/// <param name="FileDate">The date of the archived file, which was taken late in the feed's day.</param>
/// <param name="Feed">Identifiers, versions and kinds; a table has no texts.</param>
public sealed record ArchivedFeed(string Category, DateOnly FileDate, FeedDocument Feed);
