using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>A paper as readers see it: TeX rendered, nothing escaped.</summary>
public sealed record IndexedPaper
{
    public required ArxivId Id { get; init; }
    public required int Version { get; init; }

    /// <summary>The day in New York under which it was first announced.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>As it was announced then, in <see cref="Listing"/>.</summary>
    public required AnnounceType Type { get; init; }

    /// <summary>The category in whose listing it came.</summary>
    public required string Listing { get; init; }
    public required string Title { get; init; }
    public required IReadOnlyList<string> Authors { get; init; }

    /// <summary>The primary category first; never empty.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>Paragraphs stand on lines of their own.</summary>
    public required string Abstract { get; init; }

    /// <summary>Sentences quoted from the abstract; empty while nothing has chosen any.</summary>
    public IReadOnlyList<string> KeyPoints { get; init; } = [];

    /// <summary>What it is about by a program's judgement, the surest first.</summary>
    public IReadOnlyList<IndexedTopic> Topics { get; init; } = [];

    /// <summary>Papers like it, the nearest first.</summary>
    public IReadOnlyList<ArxivId> Similar { get; init; } = [];
    public string? Doi { get; init; }
    public string? JournalReference { get; init; }

    /// <summary>Kept by the ledger, not by whoever makes the digest.</summary>
    public PaperWithdrawal? Withdrawal { get; init; }

    /// <summary>Where its toot can be read; null until it is sent. Kept by the ledger.</summary>
    public string? TootUrl { get; init; }

    /// <summary>Null where no model was asked, or its answer was none to show. Kept by the ledger.</summary>
    public GeneratedPoints? Generated { get; init; }
}

/// <summary>What a language model made of an abstract.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Points">Summary, methodology, results and implications: plain text.</param>
public sealed record GeneratedPoints(string Model, IReadOnlyList<string> Points);

/// <summary>One thing that papers are about.</summary>
/// <param name="Slug">For addresses: small letters, digits and hyphens, such as <c>graph-learning</c>.</param>
/// <param name="Name">For people.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record IndexedTopic(string Slug, string Name, double Confidence);

/// <param name="Date">When it became known.</param>
/// <param name="Reason">In the authors' words; empty when they gave none.</param>
public sealed record PaperWithdrawal(DateOnly Date, string Reason);

/// <summary>A paper that readers cannot see yet, or not in its newest version.</summary>
/// <param name="Paper">As arXiv told it.</param>
/// <param name="Date">The day under which it was first announced.</param>
/// <param name="Listing">In which category's listing.</param>
public sealed record UnindexedPaper(Announcement Paper, DateOnly Date, string Listing);

/// <summary>A new version that reads otherwise than the one before it.</summary>
public sealed record PaperChange(
    ArxivId Id,
    int Version,
    DateOnly Date,
    string TitleBefore,
    string Title,
    string AbstractBefore,
    string Abstract
);
