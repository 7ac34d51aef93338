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
    /// pages, as a DOI, as the stamp on a PDF's first page ("arXiv:2506.06280v1 [cs.LG] 6 Jun 2025"), or with the marks
    /// of a sentence around it. The version is not kept.
    /// </summary>
    public static bool TryRead(string? text, out ArxivId id)
    {
        var match = Said().Match(Around().Replace(text ?? "", ""));
        return TryParse(InCase(match.Groups["id"].Value), out id);
    }

    /// <summary>
    /// The identifier of the same paper as arXiv itself writes it: <c>math/0309136</c> for <c>math.GT/0309136</c>, whose
    /// subject class is no part of what tells papers apart.
    /// </summary>
    public ArxivId WithoutSubjectClass()
    {
        var (dot, slash) = (Value.IndexOf('.'), Value.IndexOf('/'));
        return dot >= 0 && dot < slash ? new ArxivId(Value.Remove(dot, slash - dot)) : this;
    }

    // Of the old form: the archive in small letters, the subject class in capitals.
    private static string InCase(string id)
    {
        var slash = Math.Max(0, id.IndexOf('/'));
        var dot = id.IndexOf('.', 0, slash);
        return dot < 0
            ? id[..slash].ToLowerInvariant() + id[slash..]
            : id[..dot].ToLowerInvariant() + id[dot..slash].ToUpperInvariant() + id[slash..];
    }

    public static ArxivId Parse(string text) =>
        TryParse(text, out var id)
            ? id
            : throw new FormatException($"'{text}' is no arXiv identifier; one looks like 2506.06280 or nlin/0408039");

    public override string ToString() => Value;

    [GeneratedRegex(@"^(?:[0-9]{4}\.[0-9]{4,5}|[a-z][a-z-]*(?:\.[A-Z]{2})?/[0-9]{7})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(
        @"^(?:(?:https?://)?(?:[a-z]+\.)?arxiv\.org/[a-z]+/|(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?10\.48550/arxiv\.)?"
            + @"(?:(?:oai:)?arxiv(?:\.org)?(?::\s*|\s+))?"
            + @"(?<id>[^\s?#]+?)(?:v[0-9]{1,4})?(?:\.pdf)?/?(?:[?#]\S*)?"
            + @"(?:\s+\[[^\]\s]+(?:\]|\z)(?:\s+[0-9]{1,2}\s+[a-z]{3,9}\s+[0-9]{4})?)?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Said();

    // What a sentence, a quotation or a mail puts around it. No identifier begins or ends with any of it, and an address
    // only with the slash, which stays.
    [GeneratedRegex(@"^[\s\p{P}<>-[/]]+|[\s\p{P}<>-[/]]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Around();
}
