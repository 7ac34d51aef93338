using Bot.Arxiv;

namespace Bot.Feed;

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
