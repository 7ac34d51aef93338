using System.Text;
using System.Text.RegularExpressions;

namespace Bot.Sandbox;

/// <summary>
/// Turns a text into the HTML that Mastodon sends (app/lib/text_formatter.rb), or into what snac or Hollo
/// would make of it.
/// </summary>
internal static partial class StatusHtml
{
    /// <summary>TextFormatter shows so much of a link after its protocol.</summary>
    private const int ShownOfUrl = 30;

    public static string Of(string text, string alterText, string server) =>
        alterText switch
        {
            "snac" => AsSnac(text, server),
            "hollo" => HolloText.Of(text, server).Html,
            "markdown" => AsMarkdown(text, server),
            _ => AsMastodon(text, server),
        };

    /// <summary>Paragraphs at empty lines, breaks at the other line ends; all else escaped.</summary>
    public static string AsMastodon(string text, string server)
    {
        var marked = new StringBuilder();
        foreach (var piece in StatusText.Pieces(text.Trim().ReplaceLineEndings("\n")))
        {
            marked.Append(Marked(piece, server, Html.Encode));
        }

        if (marked.Length == 0)
        {
            return "";
        }

        var paragraphs = ParagraphEnd().Split(marked.ToString()).Select(paragraph => paragraph.Replace("\n", "<br />"));
        return $"<p>{string.Join("</p><p>", paragraphs)}</p>";
    }

    // snac reads light markup and lets HTML pass, so what is read back differs from what was sent.
    private static string AsSnac(string text, string server)
    {
        var marked = new StringBuilder();
        foreach (var piece in StatusText.Pieces(text))
        {
            marked.Append(Marked(piece, server, SnacMarkup));
        }

        return marked.ToString().ReplaceLineEndings("<br>");
    }

    // GoToSocial reads Markdown and lets only harmless HTML through, so that what looks like a tag is lost with all
    // that follows where it does not end.
    private static string AsMarkdown(string text, string server)
    {
        var marked = new StringBuilder("<p>");
        foreach (var piece in StatusText.Pieces(text))
        {
            marked.Append(Marked(piece, server, words => SnacMarkup(Tag().Replace(words, ""))));
        }

        return ParagraphEnd().Replace(marked.Append("</p>").ToString(), "</p><p>");
    }

    private static string SnacMarkup(string words)
    {
        words = Code().Replace(words, "<code>$1</code>");
        words = Strong().Replace(words, "<strong>$1</strong>");
        words = Star().Replace(words, "<em>$1</em>");
        return Underscore().Replace(words, "<em>$1</em>");
    }

    private static string Marked(Piece piece, string server, Func<string, string> words) =>
        piece.Kind switch
        {
            PieceKind.Url => Link(piece.Text),
            PieceKind.Tag =>
                $"<a href=\"{server}/tags/{Uri.EscapeDataString(piece.Text[1..])}\" class=\"mention hashtag\" "
                    + $"rel=\"tag\">#<span>{Html.Encode(piece.Text[1..])}</span></a>",
            // The encoder writes a line end as an entity, which no paragraph rule would find again.
            _ => string.Join('\n', piece.Text.Split('\n').Select(words)),
        };

    private static string Link(string url)
    {
        var prefix = Protocol().Match(url).Value;
        var rest = url[prefix.Length..];
        // One letter alone is not cut off: the ellipsis would be as long.
        var isCut = rest.Length > ShownOfUrl + 1;
        var shown = isCut ? rest[..ShownOfUrl] : rest;
        return $"<a href=\"{Html.Encode(url)}\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\"><span "
            + $"class=\"invisible\">{prefix}</span>"
            + $"<span class=\"{(isCut ? "ellipsis" : "")}\">{Html.Encode(shown)}</span><span "
            + $"class=\"invisible\">{Html.Encode(rest[shown.Length..])}</span></a>";
    }

    [GeneratedRegex(@"^https?://(?:www\.)?", RegexOptions.IgnoreCase)]
    private static partial Regex Protocol();

    [GeneratedRegex(@"\n{2,}")]
    private static partial Regex ParagraphEnd();

    [GeneratedRegex("</?[A-Za-z][^>]*(?:>|$)")]
    private static partial Regex Tag();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\*\*([^*\n]+)\*\*")]
    private static partial Regex Strong();

    [GeneratedRegex(@"\*([^*\n]+)\*")]
    private static partial Regex Star();

    [GeneratedRegex(@"_([^_\n]+)_")]
    private static partial Regex Underscore();
}
