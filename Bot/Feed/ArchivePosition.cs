namespace Bot.Feed;

/// <summary>Where in a list to go on; kept by the caller, it survives a restart.</summary>
/// <param name="Token">arXiv's resumption token, which stands for the query too.</param>
/// <param name="Page">How many pages have been read.</param>
/// <param name="Expires">Until when arXiv promises to know the token; null when it does not say.</param>
public sealed record ArchivePosition(string Token, int Page, DateTimeOffset? Expires);
