using System.Text.RegularExpressions;

namespace Bot.Arxiv;

// The words for what arXiv says.

/// <summary>
/// A paper's arXiv identifier without its version: <c>2506.06280</c>, or of the old form <c>nlin/0408039</c>.
/// </summary>
public readonly partial record struct ArxivId
{
    private ArxivId(string value) => Value = value;

    public string Value { get; }

    /// <summary>The page about the paper; the one link that arXiv's terms ask to carry.</summary>
    public string AbsUrl => $"https://arxiv.org/abs/{Value}";

    public string PdfUrl => $"https://arxiv.org/pdf/{Value}";

    /// <summary>The page of one version.</summary>
    public string VersionUrl(int version) => $"{AbsUrl}v{version}";

    public string HtmlUrl => $"https://arxiv.org/html/{Value}";

    /// <summary>
    /// Reads an identifier without version. Source of the two forms: arXiv's "Understanding the arXiv identifier".
    /// </summary>
    public static bool TryParse(string? text, out ArxivId id)
    {
        var known = text is not null && Form().IsMatch(text);
        id = known ? new ArxivId(text!) : default;
        return known;
    }

    public static ArxivId Parse(string text) =>
        TryParse(text, out var id)
            ? id
            : throw new FormatException($"'{text}' is no arXiv identifier; one looks like 2506.06280 or nlin/0408039");

    public override string ToString() => Value;

    [GeneratedRegex(@"^(?:[0-9]{4}\.[0-9]{4,5}|[a-z][a-z-]*(?:\.[A-Z]{2})?/[0-9]{7})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

/// <summary>arXiv's four kinds of announcement, as seen from one category.</summary>
public enum AnnounceType
{
    /// <summary>A new paper whose primary category is the one that was read.</summary>
    New,

    /// <summary>A new paper of another category, cross-listed to this one.</summary>
    Cross,

    /// <summary>A new version of a paper whose primary category is this one.</summary>
    Replace,

    /// <summary>A new version of a paper that is cross-listed to this category.</summary>
    ReplaceCross,
}

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

/// <summary>What arXiv announced in one category under one channel date.</summary>
/// <param name="Category">As arXiv spells it, such as <c>cs.LG</c>.</param>
/// <param name="Date">
/// The feed's channel date, which is the day in New York; not proof of the day (feeds may be stale or late).
/// </param>
/// <param name="Announcements">In the feed's order.</param>
public sealed record Listing(string Category, DateOnly Date, IReadOnlyList<Announcement> Announcements);
