using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Bot.Publisher;

/// <summary>Tells whether a status on the timeline is a toot of ours whose fate is unknown.</summary>
public static partial class StatusMatch
{
    /// <summary>Sixty letters and digits are more than a title's beginning: two papers that share them still differ in the link.</summary>
    private const int Letters = 60;

    /// <param name="status">As the account's timeline shows it.</param>
    /// <param name="toot">What we tried to post.</param>
    /// <param name="absUrl">The paper's page, for an article.</param>
    /// <param name="parentId">The status that the toot answers, for a reply.</param>
    public static bool Is(OwnStatus status, Toot toot, string? absUrl, string? parentId)
    {
        if (status.IsBoost || status.InReplyToId != parentId) return false;
        var content = WebUtility.HtmlDecode(status.Content);
        if (toot.Kind == TootKind.Article && absUrl is not null && !Mentions(content, absUrl)) return false;

        // Servers that read markup in the text may have taken some of ours ("<x>") for tags: either reading will do.
        var shown = Beginning(WebUtility.HtmlDecode(Tag().Replace(status.Content, " ")));
        return StartsAlike(shown, Beginning(toot.Text)) || StartsAlike(shown, Beginning(Tag().Replace(toot.Text, " ")));
    }

    private static bool Mentions(string content, string url)
    {
        for (var at = content.IndexOf(url, StringComparison.Ordinal); at >= 0; at = content.IndexOf(url, at + 1, StringComparison.Ordinal))
        {
            // 2506.0628 must not be found in 2506.06280.
            var end = at + url.Length;
            if (end == content.Length || !char.IsAsciiDigit(content[end])) return true;
        }

        return false;
    }

    private static bool StartsAlike(string shown, string ours) => ours.Length > 0 && shown.StartsWith(ours, StringComparison.Ordinal);

    // Up to the first link: how links are displayed is the server's own affair.
    private static string Beginning(string text)
    {
        var letters = new StringBuilder(Letters);
        foreach (var rune in text.EnumerateRunes())
        {
            if (letters.Length >= Letters) break;
            if (Rune.IsLetterOrDigit(rune)) letters.Append(Rune.ToLowerInvariant(rune));
        }

        var link = letters.ToString().IndexOf("https", StringComparison.Ordinal);
        return link > 0 ? letters.ToString(0, link) : letters.ToString();
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
