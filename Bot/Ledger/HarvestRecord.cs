using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>Where in a list of the archive's changes to go on.</summary>
public sealed record HarvestPosition(string Token, int Page, DateTimeOffset? Expires);

/// <summary>How far the archive's changes in a category were read.</summary>
public sealed record HarvestRecord
{
    /// <summary>The first day, in UTC, whose changes are known whole; null until a harvest was finished.</summary>
    public DateOnly? CoveredFrom { get; init; }

    /// <summary>The day on which the last finished harvest began: what changed before it is known.</summary>
    public DateOnly? CoveredTo { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The first day of the harvest under way; null for none.</summary>
    public DateOnly? From { get; init; }

    public DateTimeOffset? BeganAt { get; init; }

    /// <summary>Null for the first page.</summary>
    public HarvestPosition? Position { get; init; }

    /// <summary>The archive is not asked before this, over restarts too.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>How many since the last finished harvest.</summary>
    public int Failures { get; init; }

    /// <summary>How many of them in a row, at the present position.</summary>
    public int Tries { get; init; }

    public DateTimeOffset? FailedSince { get; init; }
    public string? Error { get; init; }
}

/// <summary>What the archive says of a paper that the ledger knows.</summary>
/// <param name="Id">The paper.</param>
/// <param name="Version">The newest version's number.</param>
/// <param name="Comments">The authors' remarks on it.</param>
/// <param name="JournalReference">Where it was published.</param>
/// <param name="Doi">Of that publication.</param>
/// <param name="Withdrawal">Null for a paper that stands.</param>
/// <param name="NotedAt">When the archive was first seen to have it.</param>
public sealed record ArchivedFacts(
    ArxivId Id,
    int Version,
    string? Comments,
    string? JournalReference,
    string? Doi,
    Withdrawal? Withdrawal,
    DateTimeOffset NotedAt
);

/// <summary>A page of the archive's changes in a category.</summary>
public sealed record HarvestPage
{
    public required string Category { get; init; }

    /// <summary>Each with the last feed that can bring it.</summary>
    public required IReadOnlyList<(ArchivedPaper Paper, DateOnly LastFeed)> Papers { get; init; }

    /// <summary>The accounts that read the category.</summary>
    public required IReadOnlyList<long> Accounts { get; init; }

    /// <summary>A paper first announced before this day is none that an account could have missed.</summary>
    public required DateOnly Since { get; init; }

    /// <summary>Records that could not be used, each with its reason.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }

    /// <summary>Where the next page begins; null after the last one.</summary>
    public required HarvestPosition? Next { get; init; }
}
