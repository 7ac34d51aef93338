using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>Which papers are wanted; null for no matter.</summary>
public sealed record PaperQuery
{
    public DateOnly? Date { get; init; }
    public string? Category { get; init; }

    /// <summary>A topic's slug.</summary>
    public string? Topic { get; init; }

    /// <summary>
    /// Looked for in titles, authors and abstracts of all papers; without words only those announced as new count.
    /// </summary>
    public string? Words { get; init; }

    /// <summary>With words: the newest first, not the best.</summary>
    public bool NewestFirst { get; init; }
    public int Skip { get; init; }
    public int Take { get; init; } = int.MaxValue;
}

/// <param name="Papers">Those that were asked for.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record PaperList(IReadOnlyList<IndexedPaper> Papers, int Total);

/// <summary>A day that has new papers.</summary>
public sealed record PaperDay(DateOnly Date, int Papers);

/// <summary>A topic or category and how many new papers it has.</summary>
/// <param name="Slug">As in addresses.</param>
/// <param name="Name">For people; of a category its name as arXiv spells it.</param>
/// <param name="Papers">New ones.</param>
public sealed record PaperGroup(string Slug, string Name, int Papers);

/// <summary>An account that tells of papers.</summary>
public sealed record TootingAccount(string Acct, string Host, string Instance, IReadOnlyList<string> Categories)
{
    public string Handle => $"@{Acct}@{Host}";

    public string Url => $"{Instance.TrimEnd('/')}/@{Acct}";
}
