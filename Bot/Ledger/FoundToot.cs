using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>A toot of ours that was found on the timeline.</summary>
/// <param name="StatusId">Its id there.</param>
/// <param name="InReplyTo">The status it answers.</param>
/// <param name="Url">Where readers find it.</param>
/// <param name="Paper">For an article, and for a reply that says it was withdrawn.</param>
/// <param name="Category">For a summary.</param>
/// <param name="Date">For a summary.</param>
public sealed record FoundToot(
    string StatusId,
    string? InReplyTo,
    string? Url,
    ArxivId? Paper,
    string? Category,
    DateOnly? Date
)
{
    /// <summary>For a list, its papers.</summary>
    public IReadOnlyList<ArxivId> Listed { get; init; } = [];

    /// <summary>For what tells of cross-lists or new versions, its kind and its papers.</summary>
    public (TootKind Kind, IReadOnlyList<(ArxivId Paper, int Version)> Papers)? Retold { get; init; }
}
