using System.Globalization;
using System.Text;
using Bot.Text.Safety;

namespace Bot.Composer;

/// <summary>
/// A toot's length as its server counts it, by the <see cref="LengthRule"/> of its limits, the content warning in full.
/// Never less than what the server counts, since it refuses a toot that is one too long.
/// </summary>
public static class TootLength
{
    /// <summary>The length in the server's counting, 0 or more.</summary>
    /// <param name="text">The toot's text.</param>
    /// <param name="spoilerText">The content warning; links in it have no flat price.</param>
    /// <param name="limits">Where <see cref="TootLimits.LinkPrice"/> is 0, links count in full.</param>
    public static int Count(string text, string spoilerText, TootLimits limits) =>
        OfText(text, limits) + Plain(spoilerText, limits.Rule);

    /// <summary>
    /// What a text without links costs. A grapheme is never less than one code point, so the stricter of both rules
    /// counts those.
    /// </summary>
    internal static int Plain(ReadOnlySpan<char> text, LengthRule rule) =>
        rule == LengthRule.Graphemes ? Graphemes(text) : CodePoints(text);

    /// <summary>
    /// What a link costs: the flat price, or the dearest of all readings when a server may not see the link.
    /// </summary>
    internal static int OfLink(string text, WebLink link, TootLimits limits)
    {
        var plain = Plain(text.AsSpan(link.Start, link.End - link.Start), limits.Rule);
        var flat =
            link.Certain || link.EarlyEnd >= link.End
                ? limits.LinkPrice
                : limits.LinkPrice + Plain(text.AsSpan(link.EarlyEnd, link.End - link.EarlyEnd), limits.Rule);
        return link.Certain && limits.Rule == LengthRule.Graphemes ? flat : Math.Max(plain, flat);
    }

    private static int OfText(string text, TootLimits limits)
    {
        if (limits.LinkPrice <= 0)
        {
            return Plain(text, limits.Rule);
        }

        int count = 0,
            at = 0;
        while (WebLinks.Next(text, at) is { } link)
        {
            count += Plain(text.AsSpan(at, link.Start - at), limits.Rule) + OfLink(text, link, limits);
            at = link.End;
        }

        return count + Plain(text.AsSpan(at), limits.Rule);
    }

    // CR LF is one grapheme and two code points.
    private static int Graphemes(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text))
        {
            return text.Length - text.Count("\r\n");
        }

        var count = 0;
        for (; !text.IsEmpty; text = text[StringInfo.GetNextTextElementLength(text)..])
        {
            count++;
        }

        return count;
    }

    private static int CodePoints(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        foreach (var c in text)
        {
            count -= char.IsLowSurrogate(c) ? 1 : 0;
        }

        return count;
    }
}
