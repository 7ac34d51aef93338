namespace Bot.Arxiv;

/// <summary>One entry of a listing. All text is arXiv's, with its TeX; nothing is shortened or rendered here.</summary>
public sealed record Announcement
{
    public required ArxivId Id { get; init; }

    /// <summary>1 or more; a paper announced as new may already be at 2: the feed shows the current version.</summary>
    public required int Version { get; init; }

    public required AnnounceType Type { get; init; }

    public required string Title { get; init; }

    /// <summary>Names in order, without affiliations; may be empty.</summary>
    public required IReadOnlyList<string> Authors { get; init; }

    /// <summary>Without the feed's <c>arXiv:... Announce Type: ... Abstract:</c> head; may be empty.</summary>
    public required string Abstract { get; init; }

    /// <summary>The primary category first; never empty.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    public string? Doi { get; init; }

    public string? JournalReference { get; init; }

    /// <summary>The licence's address.</summary>
    public string? License { get; init; }
}
