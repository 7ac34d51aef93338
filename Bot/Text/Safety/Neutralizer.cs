using System.Globalization;
using System.Text;

namespace Bot.Text.Safety;

/// <summary>What stands in place of a stretch of a text; of one without length, what is put in there.</summary>
/// <param name="Start">In UTF-16 units.</param>
/// <param name="Length">In UTF-16 units.</param>
/// <param name="Text">What stands there from now on.</param>
internal readonly record struct Change(int Start, int Length, string Text);

/// <summary>
/// Keeps what authors write from calling people or making hashtags: an invisible U+2060 goes behind each <c>@</c> and
/// <c>#</c> that any server's rule, old or new, could read so. In links such a sign, or what stands behind it, is
/// written as its percent code, which leads to the same address. Source of the rules: <c>HASHTAG_RE</c> and
/// <c>MENTION_RE</c> in Mastodon's models Tag and Account, which look into links too.
/// </summary>
internal static class Neutralizer
{
    public const char WordJoiner = '\u2060';

    /// <summary>The text with its dangerous signs made harmless; the same string when there are none.</summary>
    public static string Neutralize(string text) => With(text, Changes(text));

    /// <summary>The text with changes made in it, as <see cref="Changes"/> gives them.</summary>
    public static string With(string text, IReadOnlyList<Change> changes)
    {
        if (changes.Count == 0)
        {
            return text;
        }

        var safe = new StringBuilder(text.Length + (2 * changes.Count));
        var from = 0;
        foreach (var change in changes)
        {
            safe.Append(text, from, change.Start - from).Append(change.Text);
            from = change.Start + change.Length;
        }

        return safe.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>What has to change in a text, in its order.</summary>
    public static IReadOnlyList<Change> Changes(string text) =>
        [.. Signs(text, takesDigits: true).Select(sign => Harmless(text, sign))];

    /// <summary>
    /// Where hashtags stand in a neutralised text: our own. Digits alone are none, though some servers make one of
    /// them.
    /// </summary>
    public static IReadOnlyList<int> Hashtags(string text) =>
        [.. Signs(text, takesDigits: false).Where(sign => sign.Link is null).Select(sign => sign.At)];

    // The dangerous signs, each with the link that it certainly stands in. A link in doubt may be plain text to the
    // server.
    private static IReadOnlyList<(int At, WebLink? Link)> Signs(string text, bool takesDigits)
    {
        var at = NextSign(text, 0);
        if (at < 0)
        {
            return [];
        }

        var signs = new List<(int, WebLink?)>();
        var link = WebLinks.Next(text, 0);
        for (; at >= 0; at = NextSign(text, at + 1))
        {
            while (link is { } passed && passed.End <= at)
            {
                link = WebLinks.Next(text, passed.End);
            }

            var around = link is { Certain: true } one && one.Start <= at ? link : null;
            if (text[at] is '@' or '＠' ? MayCall(text, at, around is not null) : MayTag(text, at, takesDigits))
            {
                signs.Add((at, around));
            }
        }

        return signs;
    }

    private static Change Harmless(string text, (int At, WebLink? Link) sign)
    {
        var (at, link) = sign;
        if (link is null)
        {
            return new Change(at + 1, 0, $"{WordJoiner}");
        }

        // The first # of an address parts it from its fragment and must stay; what follows it need not stay as it is.
        var coded = text[at] == '#' && text.IndexOf('#', link.Value.Start) == at ? at + 1 : at;
        var rune = Letters.At(text, coded);
        return new Change(coded, rune.Utf16SequenceLength, PercentCode(rune));
    }

    private static string PercentCode(Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        var code = new StringBuilder(12);
        foreach (var one in bytes[..rune.EncodeToUtf8(bytes)])
        {
            code.Append(CultureInfo.InvariantCulture, $"%{one:X2}");
        }

        return code.ToString();
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

    private static bool MayCall(string text, int sign, bool isInLink)
    {
        var name = Letters.At(text, sign + 1);
        if (!Letters.IsNaming(name) && !Letters.IsFilling(name))
        {
            return false;
        }

        // Nobody looks for a host's name behind the sign in a link that says where it leads.
        return !(IsProtected(text, sign) || (sign > 0 && text[sign - 1] == '_')) || (!isInLink && HasHost(text, sign));
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
