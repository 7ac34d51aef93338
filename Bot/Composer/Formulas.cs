namespace Bot.Composer;

/// <summary>Finds TeX formulas: <c>$...$</c>, <c>$$...$$</c>, <c>\(...\)</c>, <c>\[...\]</c>; sums of money are none.</summary>
internal static class Formulas
{
    // The longest in 25,000 abstracts have some 300; a sign without a partner must not swallow the rest.
    private const int LongestFormula = 400;

    /// <summary>For each place of the text, whether a cut there would fall inside a formula; null when there are no formulas.</summary>
    public static bool[]? Insides(string text)
    {
        if (text.AsSpan().IndexOfAny('$', '\\') < 0) return null;
        bool[]? inside = null;
        for (var at = 0; at < text.Length;)
        {
            var end = EndOf(text, at);
            if (end > at + 1) Array.Fill(inside ??= new bool[text.Length + 1], true, at + 1, end - at - 1);
            // An escaped character opens nothing.
            at = end > at ? end : at + (text[at] == '\\' ? 2 : 1);
        }

        return inside;
    }

    private static int EndOf(string text, int at)
    {
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        return (text[at], next) switch
        {
            ('\\', '(') => Closing(text, at + 2, "\\)"),
            ('\\', '[') => Closing(text, at + 2, "\\]"),
            ('$', '$') => Closing(text, at + 2, "$$"),
            ('$', _) => DollarEnd(text, at),
            _ => at,
        };
    }

    private static int Closing(string text, int from, string sign)
    {
        var found = text.IndexOf(sign, from, Math.Min(LongestFormula, text.Length - from), StringComparison.Ordinal);
        return found < 0 ? 0 : found + sign.Length;
    }

    // "$100 and $200" is money: a formula has TeX in it, or space at both of its ends or at neither and no digit behind it.
    private static int DollarEnd(string text, int open)
    {
        var close = open + 1;
        var last = Math.Min(text.Length, open + LongestFormula);
        while (close < last && text[close] != '$') close += text[close] == '\\' ? 2 : 1;
        if (close >= last || close == open + 1) return 0;
        if (text.AsSpan(open, close - open).IndexOfAny("\\^_{") >= 0) return close + 1;
        var lopsided = char.IsWhiteSpace(text[open + 1]) != char.IsWhiteSpace(text[close - 1]);
        return lopsided || (close + 1 < text.Length && char.IsAsciiDigit(text[close + 1])) ? 0 : close + 1;
    }
}
