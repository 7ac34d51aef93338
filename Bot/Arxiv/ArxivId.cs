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

    public static ArxivId Parse(string text) =>
        TryParse(text, out var id)
            ? id
            : throw new FormatException($"'{text}' is no arXiv identifier; one looks like 2506.06280 or nlin/0408039");

    public override string ToString() => Value;

    [GeneratedRegex(@"^(?:[0-9]{4}\.[0-9]{4,5}|[a-z][a-z-]*(?:\.[A-Z]{2})?/[0-9]{7})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
