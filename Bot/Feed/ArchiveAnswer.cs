using Bot.Arxiv;

namespace Bot.Feed;

/// <summary>What to ask the archive for.</summary>
/// <param name="Category">As arXiv spells it; null for all of arXiv.</param>
/// <param name="From">
/// The first day, in UTC, of the last changes that are wanted. Better some days too early: an announcement reaches the
/// archive hours after the feed, and "nothing yet" is kept by arXiv's cache until midnight UTC.
/// </param>
/// <param name="Until">The last such day; null for all there are.</param>
public sealed record ArchiveQuery(string? Category, DateOnly From, DateOnly? Until = null);

/// <summary>Where in a list to go on; kept by the caller, it survives a restart.</summary>
/// <param name="Token">arXiv's resumption token, which stands for the query too.</param>
/// <param name="Page">How many pages have been read.</param>
/// <param name="Expires">Until when arXiv promises to know the token; null when it does not say.</param>
public sealed record ArchivePosition(string Token, int Page, DateTimeOffset? Expires);

/// <summary>What came of asking the archive.</summary>
public abstract record ArchiveAnswer
{
    private ArchiveAnswer() { }

    /// <summary>
    /// One page, possibly empty: arXiv's word that nothing has changed, or that there is no such paper.
    /// </summary>
    /// <param name="Papers">In the archive's order; a paper may come again on a later page.</param>
    /// <param name="Rejected">Records that could not be used, each with its reason.</param>
    /// <param name="Next">Where the next page is; null at the end.</param>
    public sealed record Page(
        IReadOnlyList<ArchivedPaper> Papers,
        IReadOnlyList<string> Rejected,
        ArchivePosition? Next
    ) : ArchiveAnswer;

    /// <summary>
    /// arXiv does not know the position any more. What was read stays true; ask again without a position.
    /// </summary>
    public sealed record Expired(string Message) : ArchiveAnswer;

    /// <summary>
    /// Nothing is known about the page; the position before it still holds. The message says what to do.
    /// </summary>
    /// <param name="Message">For the operator.</param>
    /// <param name="NotBefore">When arXiv wants to be asked again; null when it does not say.</param>
    public sealed record Failed(string Message, DateTimeOffset? NotBefore = null) : ArchiveAnswer;
}
