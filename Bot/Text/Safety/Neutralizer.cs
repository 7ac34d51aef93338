using System.Globalization;
using System.Text;

namespace Bot.Text.Safety;

/// <summary>
/// Keeps what authors write from calling people or making hashtags: an invisible U+2060 goes behind each <c>@</c> and
/// <c>#</c> that any server's rule, old or new, could read so. Links stay as they are. Source of the rules:
/// <c>HASHTAG_RE</c> and <c>MENTION_RE</c> in Mastodon's models Tag and Account.
/// </summary>
internal static class Neutralizer
{
    public const char WordJoiner = '\u2060';

    /// <summary>The text with its dangerous signs made harmless; the same string when there are none.</summary>
    public static string Neutralize(string text)
    {
        var signs = Dangerous(text);
        if (signs.Count == 0)
        {
            return text;
        }

        var safe = new StringBuilder(text.Length + signs.Count);
        var from = 0;
        foreach (var sign in signs)
        {
            safe.Append(text, from, sign + 1 - from).Append(WordJoiner);
            from = sign + 1;
        }

        return safe.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>Where the dangerous signs stand, ascending, in UTF-16 units.</summary>
    public static IReadOnlyList<int> Dangerous(string text) => Dangerous(text, takesDigits: true);

    /// <summary>
    /// Where hashtags stand in a neutralised text: our own. Digits alone are none, though some servers make one of
    /// them.
    /// </summary>
    public static IReadOnlyList<int> Hashtags(string text) => Dangerous(text, takesDigits: false);

    private static IReadOnlyList<int> Dangerous(string text, bool takesDigits)
    {
        var at = NextSign(text, 0);
        if (at < 0)
        {
            return [];
        }

        var signs = new List<int>();
        var link = WebLinks.Next(text, 0);
        for (; at >= 0; at = NextSign(text, at + 1))
        {
            while (link is { } passed && passed.End <= at)
            {
                link = WebLinks.Next(text, passed.End);
            }
            // A link in doubt may be plain text to the server.
            if (link is { Certain: true } around && around.Start <= at)
            {
                continue;
            }

            if (text[at] is '@' or '＠' ? MayCall(text, at) : MayTag(text, at, takesDigits))
            {
                signs.Add(at);
            }
        }

        return signs;
    }

    private static int NextSign(string text, int from)
    {
        var step = text.AsSpan(from).IndexOfAny("@＠#＃");
        return step < 0 ? -1 : from + step;
    }

    // Old servers take only ASCII for word characters, so a letter of another script before the sign is no protection;
    // "/" before it is one in all rules.
    private static bool IsProtected(string text, int sign) =>
        sign > 0 && (char.IsAsciiLetterOrDigit(text[sign - 1]) || text[sign - 1] == '/');

    private static bool MayCall(string text, int sign)
    {
        var name = Letters.At(text, sign + 1);
        if (!Letters.IsNaming(name) && !Letters.IsFilling(name))
        {
            return false;
        }

        return !(IsProtected(text, sign) || (sign > 0 && text[sign - 1] == '_')) || HasHost(text, sign);
    }

    // "@user@host", though a word stands before it, as in "R@1@0.5".
    private static bool HasHost(string text, int sign)
    {
        var at = sign + 1;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '.' or '-'))
        {
            at++;
        }

        return at > sign + 1 && at + 1 < text.Length && text[at] is '@' or '＠' && char.IsLetterOrDigit(text[at + 1]);
    }

    // Digits alone are a tag on Hollo, and nowhere else. In a tag may also stand U+00B7, U+30FB and U+200C.
    private static bool MayTag(string text, int sign, bool takesDigits)
    {
        if (IsProtected(text, sign))
        {
            return false;
        }

        if (takesDigits && sign + 1 < text.Length && char.IsAsciiDigit(text[sign + 1]))
        {
            return true;
        }

        for (var at = sign + 1; at < text.Length; )
        {
            var rune = Letters.At(text, at);
            if (Letters.IsNaming(rune) || rune.Value is 0xB7 or 0x30FB or 0x200C)
            {
                return true;
            }
            // "#1₂α": to some servers, small digits are digits.
            if (!Letters.IsFilling(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.OtherNumber)
            {
                return false;
            }

            at += rune.Utf16SequenceLength;
        }

        return false;
    }
}
