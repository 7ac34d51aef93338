using System.Text;
using System.Text.RegularExpressions;

namespace Bot.Sandbox;

/// <summary>
/// What Hollo makes of a text: markdown-it without HTML and with bare addresses as links, then hashtags and mentions
/// (src/text.ts). Built after its rules; tables and link references, which no toot has, are left out.
/// </summary>
/// <param name="Html">As the API gives it.</param>
/// <param name="Tags">Without <c>#</c>, each once whatever its case, in order.</param>
/// <param name="Links">Where its links lead, hashtags and mentions apart.</param>
/// <param name="Mentions">With both their <c>@</c>; Hollo asks their servers for them.</param>
internal sealed partial record HolloText(
    string Html,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> Links,
    IReadOnlyList<string> Mentions
)
{
    /// <summary>Formats a text.</summary>
    /// <param name="text">As it was posted.</param>
    /// <param name="server">Its address, which tags' links lead to.</param>
    public static HolloText Of(string text, string server)
    {
        var (tags, links, mentions) = (new List<string>(), new List<string>(), new List<string>());
        var isBehindSign = false;
        var html = MarkdownBlocks.Html(text.ReplaceLineEndings("\n"), Inline);
        return new HolloText(html, [.. tags.DistinctBy(tag => tag.ToLowerInvariant())], links, mentions);

        string Inline(string source)
        {
            var shown = new StringBuilder();
            var before = MarkdownTokenKind.Text;
            foreach (var token in MarkdownInline.Tokens(source))
            {
                isBehindSign = before == MarkdownTokenKind.Sign;
                before = token.Kind;
                if (token.Kind == MarkdownTokenKind.LinkOpen)
                {
                    links.Add(token.Text);
                }

                shown.Append(token.Kind == MarkdownTokenKind.Text ? Marked(token.Text) : MarkdownInline.Html(token));
            }

            return shown.ToString();
        }

        // Tags are split off first, then mentions; the rest is searched for addresses.
        string Marked(string words) =>
            Split(
                Tag(),
                words,
                tag =>
                {
                    tags.Add(tag[1..]);
                    return $"<a data-tag=\"{tag[1..]}\" class=\"mention hashtag\" rel=\"tag\" href=\"{server}/tags/"
                        + $"{Uri.EscapeDataString(tag[1..])}\">#<span>{tag[1..]}</span></a>";
                },
                rest => Split(Mention(), rest, Called, Linked)
            );

        string Called(string handle)
        {
            mentions.Add(handle);
            return Sandbox.Html.Encode(handle);
        }

        string Linked(string words)
        {
            var shown = new StringBuilder();
            var at = 0;
            foreach (var (start, length, address) in BareLinks.In(words))
            {
                // An address that a sign stands directly before is none.
                if (start == 0 && isBehindSign)
                {
                    continue;
                }

                links.Add(address);
                var label = Sandbox.Html.Encode(words.Substring(start, length));
                shown.Append(Sandbox.Html.Encode(words[at..start]));
                shown.Append($"<a href=\"{Sandbox.Html.Encode(address)}\">{label}</a>");
                at = start + length;
            }

            isBehindSign = false;

            return shown.Append(Sandbox.Html.Encode(words[at..])).ToString();
        }
    }

    private static string Split(Regex form, string text, Func<string, string> found, Func<string, string> rest)
    {
        var whole = new StringBuilder();
        var at = 0;
        foreach (Match match in form.Matches(text))
        {
            whole.Append(match.Index > at ? rest(text[at..match.Index]) : "").Append(found(match.Value));
            at = match.Index + match.Length;
        }

        return whole.Append(at < text.Length ? rest(text[at..]) : "").ToString();
    }

    // Anywhere, also within a word; digits alone are one. JavaScript's \w has no letters but those of ASCII.
    [GeneratedRegex(@"#[A-Za-z0-9_\p{L}]+")]
    private static partial Regex Tag();

    [GeneratedRegex(@"@[\p{L}\p{N}._-]+@(?:[\p{L}\p{N}][\p{L}\p{N}_-]*\.)+[\p{L}\p{N}]{2,}")]
    private static partial Regex Mention();
}
