using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Bot.Text.Safety;

namespace Bot.Text;

/// <summary>
/// Counts the characters of a text as a server does. Never counts fewer than the server, since a server refuses a text
/// that is one character too long.
/// </summary>
/// <param name="Rule">What the server counts as one character.</param>
/// <param name="LinkPrice">What every link costs, however long it is; 0 where links count in full.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CharacterCount(LengthRule Rule, int LinkPrice)
{
    /// <summary>What a text costs, 0 or more.</summary>
    public int Of(string text)
    {
        if (LinkPrice <= 0)
        {
            return WithoutLinks(text);
        }

        var count = 0;
        var at = 0;
        while (WebLinks.Next(text, at) is { } link)
        {
            count += WithoutLinks(text.AsSpan(at, link.Start - at)) + OfLink(text, link);
            at = link.End;
        }

        return count + WithoutLinks(text.AsSpan(at));
    }

    /// <summary>
    /// What a text costs when its links are charged like any other text. No grapheme is shorter than one code point, so
    /// <see cref="LengthRule.Stricter"/> counts code points.
    /// </summary>
    public int WithoutLinks(ReadOnlySpan<char> text) =>
        Rule == LengthRule.Graphemes ? Graphemes(text) : CodePoints(text);

    /// <summary>
    /// What a link costs: the flat price, or the dearest of all readings when a server may not see the link.
    /// </summary>
    internal int OfLink(string text, WebLink link)
    {
        var plain = WithoutLinks(text.AsSpan(link.Start, link.End - link.Start));
        var mayEndEarly = !link.Certain && link.EarlyEnd < link.End;
        var flat = mayEndEarly
            ? LinkPrice + WithoutLinks(text.AsSpan(link.EarlyEnd, link.End - link.EarlyEnd))
            : LinkPrice;
        return link.Certain && Rule == LengthRule.Graphemes ? flat : Math.Max(plain, flat);
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
