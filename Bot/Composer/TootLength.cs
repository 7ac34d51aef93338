using System.Globalization;
using System.Text;

namespace Bot.Composer;

/// <summary>
/// Mastodon's rule for a toot's length: extended grapheme clusters, each link at a flat price whatever its length, the content
/// warning in full. Never less than what a server counts, since it refuses a toot that is one too long.
/// </summary>
public static class TootLength
{
    /// <summary>The length in the server's counting, 0 or more.</summary>
    /// <param name="text">The toot's text.</param>
    /// <param name="spoilerText">The content warning; links in it have no flat price.</param>
    /// <param name="limits">Where <see cref="TootLimits.CharactersPerUrl"/> is 0, links count in full.</param>
    public static int Count(string text, string spoilerText, TootLimits limits) => OfText(text, limits) + Graphemes(spoilerText);

    /// <summary>Extended grapheme clusters of a text; CR LF is one.</summary>
    internal static int Graphemes(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text)) return text.Length - text.Count("\r\n");
        var count = 0;
        for (; !text.IsEmpty; text = text[StringInfo.GetNextTextElementLength(text)..]) count++;
        return count;
    }

    /// <summary>What a link costs: the flat price, or the dearest of all readings when a server may not see the link.</summary>
    internal static int OfLink(string text, WebLink link, int charactersPerUrl)
    {
        if (link.Certain) return charactersPerUrl;
        var plain = Graphemes(text.AsSpan(link.Start, link.End - link.Start));
        var early = link.EarlyEnd < link.End ? charactersPerUrl + Graphemes(text.AsSpan(link.EarlyEnd, link.End - link.EarlyEnd)) : charactersPerUrl;
        return Math.Max(plain, early);
    }

    private static int OfText(string text, TootLimits limits)
    {
        if (limits.CharactersPerUrl <= 0) return Graphemes(text);
        int count = 0, at = 0;
        while (WebLinks.Next(text, at) is { } link)
        {
            count += Graphemes(text.AsSpan(at, link.Start - at)) + OfLink(text, link, limits.CharactersPerUrl);
            at = link.End;
        }

        return count + Graphemes(text.AsSpan(at));
    }
}
