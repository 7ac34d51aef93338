using System.Globalization;

namespace Bot.Composer;

/// <summary>Rendered terms, seen from outside: whether they need brackets when something is done to them.</summary>
internal static class LatexTerms
{
    /// <summary>True for one number, name, or call: nothing in it could be torn apart by an operator beside it.</summary>
    public static bool IsSimple(string term, bool product = false, bool root = false)
    {
        var depth = 0;
        for (var at = 0; at < term.Length; at++)
        {
            var c = term[at];
            if (c is '(' or '[' or '{' or '⟨' or '⌈' or '⌊')
            {
                if (root && at > 0) return false;
                depth++;
            }
            else if (c is ')' or ']' or '}' or '⟩' or '⌉' or '⌋') depth--;
            else if (depth == 0 && !IsPartOfName(c) && !(c == '-' && at == 0 && !root)) return false;
        }

        // "1/ab" and "√ab" could be read as (1/a)b and (√a)b; "1/10" cannot.
        return depth == 0 && (!(product || root) || term.Length < 2 || Letters(term) <= 1 || IsWord(term));
    }

    /// <summary>True for a character that a term may end with, so that a word behind it is set apart.</summary>
    public static bool Ends(char c) => char.IsLetterOrDigit(c) || c is ')' or ']' or '|' or '′' or '°' || char.GetUnicodeCategory(c) is UnicodeCategory.OtherNumber or UnicodeCategory.NonSpacingMark;

    public static string Bracketed(string term, bool product = false, bool root = false) => IsSimple(term, product, root) || IsBracketed(term) ? term : $"({term})";

    /// <summary>The character of a code such as <c>x2013</c>, <c>"2013</c> or <c>8211</c>; the code itself when it is none.</summary>
    public static string Character(string code)
    {
        var hex = code.Length > 1 && code[0] is 'x' or 'X' or '"';
        return int.TryParse(hex ? code[1..] : code, hex ? NumberStyles.HexNumber : NumberStyles.None, CultureInfo.InvariantCulture, out var value) && System.Text.Rune.IsValid(value) && value >= ' '
            ? new System.Text.Rune(value).ToString() : code;
    }

    private static bool IsPartOfName(char c) => char.IsLetterOrDigit(c) || c is '.' or '_' or '^' or '√' or '∞' or '′' or '∂' or '∇' or '*' or '!' or '%' or '⁻' or '⁺' || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.OtherNumber or UnicodeCategory.ModifierLetter;

    private static int Letters(string term) => term.Count(c => char.IsLetter(c) && char.GetUnicodeCategory(c) != UnicodeCategory.ModifierLetter) + (term.Length > 0 && char.IsDigit(term[0]) && term.Any(char.IsLetter) ? 1 : 0);

    // A function's call or a name such as "log" or "KL" is one thing however long.
    private static bool IsWord(string term) => term.TakeWhile(char.IsAsciiLetter).Count() > 2;

    private static bool IsBracketed(string term)
    {
        if (term.Length < 2 || term[0] != '(' || term[^1] != ')') return false;
        var depth = 0;
        for (var at = 0; at < term.Length - 1; at++)
        {
            depth += term[at] == '(' ? 1 : term[at] == ')' ? -1 : 0;
            if (depth == 0) return false;
        }

        return true;
    }
}
