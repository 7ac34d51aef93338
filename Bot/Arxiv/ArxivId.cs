using System.Text.RegularExpressions;

namespace Bot.Arxiv;

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

    /// <summary>
    /// Reads an identifier as people have it: with a version, with "arXiv:" before it, as the address of one of arXiv's
    /// pages, or as a DOI. The version is not kept.
    /// </summary>
    public static bool TryRead(string? text, out ArxivId id)
    {
        var match = Said().Match(text?.Trim() ?? "");
        return TryParse(match.Groups["id"].Value, out id);
    }

    public static ArxivId Parse(string text) =>
        TryParse(text, out var id)
            ? id
            : throw new FormatException($"'{text}' is no arXiv identifier; one looks like 2506.06280 or nlin/0408039");

    public override string ToString() => Value;

    [GeneratedRegex(@"^(?:[0-9]{4}\.[0-9]{4,5}|[a-z][a-z-]*(?:\.[A-Z]{2})?/[0-9]{7})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(
        @"^(?:(?:https?://)?(?:[a-z]+\.)?arxiv\.org/[a-z]+/|(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?10\.48550/arxiv\.|arxiv:\s*)?"
            + @"(?<id>[^\s?#]+?)(?:v[0-9]{1,4})?(?:\.pdf)?/?(?:[?#]\S*)?(?:\s+\[[^\]\s]+\])?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Said();
}
