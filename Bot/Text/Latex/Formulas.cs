using System.Text.RegularExpressions;

namespace Bot.Text.Latex;

/// <summary>
/// Finds TeX formulas: <c>$...$</c>, <c>$$...$$</c>, <c>\(...\)</c>, <c>\[...\]</c>; sums of money are none.
/// </summary>
internal static partial class Formulas
{
    // The longest in 25,000 abstracts have some 300; a sign without a partner must not swallow the rest.
    private const int LongestFormula = 400;

    /// <summary>
    /// For each place of the text, whether a cut there would fall inside a formula; null when there are no formulas.
    /// </summary>
    public static bool[]? Insides(string text)
    {
        if (text.AsSpan().IndexOfAny('$', '\\') < 0)
        {
            return null;
        }

        bool[]? inside = null;
        var at = 0;
        while (at < text.Length)
        {
            if (At(text, at, text.Length) is var (whole, _))
            {
                inside ??= new bool[text.Length + 1];
                Array.Fill(inside, true, at + 1, whole.Length - 1);
                at = whole.End;
            }
            else
            {
                // An escaped character opens nothing.
                at += text[at] == '\\' ? 2 : 1;
            }
        }

        return inside;
    }

    /// <summary>The formula that opens at <paramref name="at"/>, with its signs and without; null for none.</summary>
    public static (Stretch Whole, Stretch Inner)? At(string text, int at, int end)
    {
        var next = at + 1 < end ? text[at + 1] : '\0';
        return (text[at], next) switch
        {
            ('\\', '(') => Closed(text, at, "\\)", end),
            ('\\', '[') => Closed(text, at, "\\]", end),
            ('$', '$') when Closed(text, at, "$$", end) is { Inner.IsEmpty: false } display => display,
            ('$', _) => Dollars(text, at, end),
            _ => null,
        };
    }

    private static (Stretch, Stretch Inner)? Closed(string text, int at, string sign, int end)
    {
        var from = at + sign.Length;
        var found = text.IndexOf(
            sign,
            Math.Min(from, end),
            Math.Max(0, Math.Min(LongestFormula, end - from)),
            StringComparison.Ordinal
        );
        return found < 0 || !Reads(text.AsSpan(from, found - from))
            ? null
            : (new Stretch(at, found + sign.Length), new Stretch(from, found));
    }

    private static (Stretch, Stretch)? Dollars(string text, int open, int end)
    {
        var close = open + 1;
        var last = Math.Min(end, open + LongestFormula);
        while (close < last && text[close] != '$')
        {
            close += text[close] == '\\' ? 2 : 1;
        }

        if (close >= last || close == open + 1)
        {
            return null;
        }

        var inner = text.AsSpan(open + 1, close - open - 1);
        return IsMoney(inner, close + 1 < end ? text[close + 1] : ' ') || !Reads(inner)
            ? null
            : (new Stretch(open, close + 1), new Stretch(open + 1, close));
    }

    // "$5 to US$3", "$5/$6", "$5 and US$ 3": from a sum to the next sign of money. A formula that begins with a number
    // has TeX in it, or ends before something else than a number: "$\sim$5", "$2\times$3", "$3n$".
    private static bool IsMoney(ReadOnlySpan<char> inner, char next)
    {
        if (!char.IsAsciiDigit(inner[0]) || inner.IndexOfAny("\\^_{}") >= 0)
        {
            return false;
        }

        return char.IsAsciiDigit(next) || Currency().IsMatch(inner);
    }

    // Prose between two signs of money is no formula: three words in a row, or, where there is no TeX, space at one end
    // only or a long word before another.
    private static bool Reads(ReadOnlySpan<char> inner)
    {
        if (inner.IsWhiteSpace())
        {
            return false;
        }

        var tex = inner.IndexOfAny("^_{}") >= 0 || Command().IsMatch(inner);
        if (inner.Count(' ') + inner.Count('\n') == 0)
        {
            return true;
        }

        var bare = tex ? Scripted().Replace(Wordy().Replace(inner.ToString(), " "), " ") : inner;
        if (Prose().IsMatch(bare))
        {
            return false;
        }

        return tex || (char.IsWhiteSpace(inner[0]) == char.IsWhiteSpace(inner[^1]) && !TwoWords().IsMatch(bare));
    }

    [GeneratedRegex(@"[\s/(](?:US|USD|AU|CA|HK|NZ|SG|NT|A|C|R|S)$")]
    private static partial Regex Currency();

    [GeneratedRegex(@"\\[A-Za-z]")]
    private static partial Regex Command();

    [GeneratedRegex(@"\\(?:text\w*|math\w*|operatorname\*?|mbox|emph|rm)\s*\{[^{}]*\}")]
    private static partial Regex Wordy();

    [GeneratedRegex(@"[\^_]\{[^{}]*\}")]
    private static partial Regex Scripted();

    [GeneratedRegex(@"(?<![\\A-Za-z])[A-Za-z]{2,},?\s+[A-Za-z]{2,},?\s+[A-Za-z]{2,}")]
    private static partial Regex Prose();

    [GeneratedRegex(@"(?<!\\)\b[A-Za-z]{3,}\s+[A-Za-z]{2,}")]
    private static partial Regex TwoWords();
}
