using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Bot.Arxiv;

namespace Bot.Publisher;

/// <summary>
/// A status's text with its lines, read from a server's HTML. Where a word or link stands tells who wrote it: our link
/// has a line of its own, our tags are the last line, and nothing that authors wrote comes to stand there.
/// </summary>
internal sealed partial class ShownText
{
    private readonly string _html;
    private readonly List<List<string>> _paragraphs;

    private ShownText(string html, string text)
    {
        _html = html;
        _paragraphs =
        [
            .. ParagraphEnd()
                .Split(text)
                .Select(paragraph =>
                    paragraph.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList()
                )
                .Where(lines => lines.Count > 0),
        ];
        Text = string.Join('\n', _paragraphs.SelectMany(lines => lines));
    }

    /// <summary>A link to a paper's page.</summary>
    /// <param name="Paper">The paper.</param>
    /// <param name="Version">Null where the link names none.</param>
    public readonly record struct PaperLink(ArxivId Paper, int? Version);

    /// <summary>All lines, without empty ones.</summary>
    public string Text { get; }

    /// <summary>The first and the last line; empty where there is none.</summary>
    public string FirstLine => _paragraphs.Count > 0 ? _paragraphs[0][0] : "";

    /// <summary>See <see cref="FirstLine"/>.</summary>
    public string LastLine => _paragraphs.Count > 0 ? _paragraphs[^1][^1] : "";

    /// <summary>False where the server shows all in one line.</summary>
    public bool HasLines => _paragraphs.Count > 1 || (_paragraphs.Count == 1 && _paragraphs[0].Count > 1);

    /// <summary>Whether any link leads to a paper, wherever it stands.</summary>
    public bool LinksToPaper => Links(WebUtility.HtmlDecode(_html)).Any();

    /// <summary>Whether our own links are told from others by their place.</summary>
    public bool HasLinkLines => _paragraphs.Any(lines => lines.Any(IsLinkLine));

    /// <summary>
    /// The link of a toot about one paper: the first that has a line of its own, since only title and names stand
    /// before it. Where the server runs lines together, the first at all.
    /// </summary>
    public PaperLink? Own()
    {
        var line = _paragraphs.SelectMany(lines => lines).FirstOrDefault(IsLinkLine);
        return Links(line ?? WebUtility.HtmlDecode(_html)).Cast<PaperLink?>().FirstOrDefault();
    }

    /// <summary>The links of a list: each entry ends with its own.</summary>
    public IReadOnlyList<PaperLink> Entries()
    {
        if (!HasLines)
        {
            return [.. Links(WebUtility.HtmlDecode(_html)).Distinct()];
        }

        var entries = new List<PaperLink>();
        foreach (var lines in _paragraphs)
        {
            var own = lines.Where(IsLinkLine).SelectMany(line => Links(line).Take(1)).ToList();
            entries.AddRange(own.Count > 0 ? own : Links(string.Join(' ', lines)).TakeLast(1));
        }

        return [.. entries.Distinct()];
    }

    /// <summary>Reads a server's HTML, or the plain text of one that makes none.</summary>
    public static ShownText Of(string html)
    {
        // In HTML a line end is a space.
        var source = Block().IsMatch(html) ? html.ReplaceLineEndings(" ") : html.ReplaceLineEndings("\n");
        var text = new StringBuilder(source.Length);
        var lastLinkEnd = source.LastIndexOf("</a", StringComparison.OrdinalIgnoreCase);
        var at = 0;
        while (source.IndexOf('<', at) is var open and >= 0 && source.IndexOf('>', open) is var close and >= 0)
        {
            text.Append(WebUtility.HtmlDecode(source[at..open]));
            at = close + 1;
            var tag = source[open..at];
            if (at <= lastLinkEnd && tag.StartsWith("<a ", StringComparison.OrdinalIgnoreCase))
            {
                at = AppendLink(text, source, tag, at);
            }
            else if (Break().IsMatch(tag))
            {
                text.Append('\n');
            }
            else if (Block().IsMatch(tag))
            {
                text.Append("\n\n");
            }
        }

        return new ShownText(html, text.Append(WebUtility.HtmlDecode(source[at..])).ToString());
    }

    // What a link shows may be shortened, so its address is read; but a tag's link shows the tag.
    private static int AppendLink(StringBuilder text, string source, string tag, int at)
    {
        var end = source.IndexOf("</a", at, StringComparison.OrdinalIgnoreCase);
        var shown = WebUtility.HtmlDecode(Markup.Without(source[at..end], ""));
        var address = WebUtility.HtmlDecode(Address().Match(tag).Groups["address"].Value);
        var isOther = shown.StartsWith('#') || shown.StartsWith('@') || Tag().IsMatch(tag);
        var isWhole = shown.StartsWith("http", StringComparison.Ordinal);
        text.Append(isOther || isWhole || !address.StartsWith("http", StringComparison.Ordinal) ? shown : address);
        return end;
    }

    private static bool IsLinkLine(string line) =>
        Abs().Match(line) is { Success: true, Index: 0 }
        && Links(line).Any()
        && line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .All(word => word.StartsWith("http", StringComparison.Ordinal));

    private static IEnumerable<PaperLink> Links(string text) =>
        Abs()
            .Matches(text)
            .Where(link => ArxivId.TryParse(link.Groups["id"].Value, out _))
            .Select(link => new PaperLink(
                ArxivId.Parse(link.Groups["id"].Value),
                link.Groups["version"] is { Success: true } version
                    ? int.Parse(version.Value, CultureInfo.InvariantCulture)
                    : null
            ));

    [GeneratedRegex(
        @"https?://arxiv\.org/abs/(?<id>[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7}|[0-9]{4}\.[0-9]{4,5}(?![0-9]))(?:v(?<version>[0-9]{1,4})(?![0-9]))?"
    )]
    private static partial Regex Abs();

    [GeneratedRegex(@"\n[ \t]*\n\s*")]
    private static partial Regex ParagraphEnd();

    [GeneratedRegex(@"^<br\b", RegexOptions.IgnoreCase)]
    private static partial Regex Break();

    [GeneratedRegex(@"</?(?:p|div|li|ul|ol|blockquote|br|h\d)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?:rel|class)\s*=\s*[""'][^""']*\b(?:tag|hashtag|mention)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex(@"href\s*=\s*[""'](?<address>[^""']*)", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
