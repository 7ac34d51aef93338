using System.Globalization;
using System.Text;

namespace Bot.Text.Latex;

/// <summary>What is done to a term, which decides whether it needs brackets.</summary>
internal enum TermUse
{
    /// <summary>It stands on the line, or is divided.</summary>
    Operand,

    /// <summary>Something is divided by it.</summary>
    Divisor,

    /// <summary>A root is taken of it.</summary>
    Radicand,
}

/// <summary>Rendered terms, seen from outside: whether they need brackets when something is done to them.</summary>
internal static class LatexTerms
{
    /// <summary>
    /// True for one number, name, or call: nothing in it could be torn apart by an operator beside it.
    /// </summary>
    public static bool IsSimple(string term, TermUse use = TermUse.Operand)
    {
        var isRoot = term.Length > 1 && term[0] == '√' && IsBracketed(term.AsSpan(1));
        return isRoot ? use != TermUse.Radicand : IsOnePiece(term, use) && !IsTornApart(term, use);
    }

    /// <summary>True for a character that a term may end with, so that a word behind it is set apart.</summary>
    public static bool Ends(char c) =>
        char.IsLetterOrDigit(c)
        || c is ')' or ']' or '|' or '′' or '°' or '*' or '⋆' or '†'
        || char.GetUnicodeCategory(c) is UnicodeCategory.OtherNumber or UnicodeCategory.NonSpacingMark;

    /// <summary><c>a/b</c>, with brackets where one of the two is more than one thing.</summary>
    public static string Fraction(string above, string below) =>
        IsDifferential(below) && above.StartsWith(below[0])
            ? $"{Bracketed(above, TermUse.Operand)}/{below}"
            : $"{Bracketed(above, TermUse.Operand)}/{Bracketed(below, TermUse.Divisor)}";

    /// <summary>The root of a term.</summary>
    /// <param name="degree">Empty for the square root.</param>
    /// <param name="term">What the root is taken of.</param>
    public static string Root(string degree, string term)
    {
        var sign = degree switch
        {
            "" or "2" => "√",
            "3" => "∛",
            "4" => "∜",
            _ => $"{LatexScripts.Write('^', degree, '√')}√",
        };
        return sign + Bracketed(term, TermUse.Radicand);
    }

    /// <summary>True for <c>dx</c> and the like.</summary>
    public static bool IsDifferential(string term) => term.Length == 2 && term[0] == 'd' && char.IsLetter(term[1]);

    /// <summary>
    /// The character of a code such as <c>x2013</c>, <c>"2013</c> or <c>8211</c>; the code itself when it is none.
    /// </summary>
    public static string Character(string code)
    {
        var isHex = code.Length > 1 && code[0] is 'x' or 'X' or '"';
        var digits = isHex ? code.AsSpan(1) : code;
        var style = isHex ? NumberStyles.HexNumber : NumberStyles.None;
        var isCharacter =
            int.TryParse(digits, style, CultureInfo.InvariantCulture, out var value)
            && Rune.IsValid(value)
            && value >= ' ';
        return isCharacter ? new Rune(value).ToString() : code;
    }

    private static string Bracketed(string term, TermUse use) =>
        IsSimple(term, use) || IsBracketed(term) ? term : $"({term})";

    // True where nothing but names, numbers and what hangs on them stands outside of brackets.
    private static bool IsOnePiece(string term, TermUse use)
    {
        var depth = 0;
        // The outermost bracket: within |x|, the sign that opened also closes.
        var outermost = '\0';
        for (var at = 0; at < term.Length; at++)
        {
            var c = term[at];
            if (IsOpening(c) || (IsFence(c) && depth == 0))
            {
                // √f(x) could be read as (√f)(x).
                if (use == TermUse.Radicand && at > 0)
                {
                    return false;
                }

                outermost = depth == 0 ? c : outermost;
                depth++;
            }
            else if (IsClosing(c) || (c == outermost && depth == 1))
            {
                depth--;
            }
            else if (depth == 0 && !IsPartOfName(c) && !IsItsOwnMinus(c, at, use))
            {
                return false;
            }
        }

        return depth == 0;
    }

    private static bool IsOpening(char c) => c is '(' or '[' or '{' or '⟨' or '⌈' or '⌊';

    private static bool IsClosing(char c) => c is ')' or ']' or '}' or '⟩' or '⌉' or '⌋';

    private static bool IsFence(char c) => c is '|' or '‖';

    private static bool IsItsOwnMinus(char c, int at, TermUse use) => c == '-' && at == 0 && use != TermUse.Radicand;

    private static bool IsPartOfName(char c) =>
        char.IsLetterOrDigit(c)
        || c is '.' or '_' or '^' or '√' or '∛' or '∜' or '∞' or '′' or '∂' or '∇' or '*' or '!' or '%' or '⁻' or '⁺'
        || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.OtherNumber
                or UnicodeCategory.ModifierLetter;

    // "1/ab" and "√ab" could be read as (1/a)b and (√a)b; "1/10" cannot.
    private static bool IsTornApart(string term, TermUse use)
    {
        if (use == TermUse.Operand)
        {
            return false;
        }

        var holdsRoot = use == TermUse.Divisor && term.LastIndexOf('√') > 0;
        return holdsRoot || (term.Length > 1 && Factors(term) > 1 && !IsWord(term));
    }

    // A letter each, and the number before them.
    private static int Factors(string term)
    {
        var letters = term.Count(c => char.IsLetter(c) && char.GetUnicodeCategory(c) != UnicodeCategory.ModifierLetter);
        var hasNumber = term.Length > 0 && char.IsDigit(term[0]) && term.Any(char.IsLetter);
        return hasNumber ? letters + 1 : letters;
    }

    // A name such as "log" is one thing however long, and so is its call.
    private static bool IsWord(string term) => term.TakeWhile(char.IsAsciiLetter).Count() > 2;

    // True where the first bracket closes with the last.
    private static bool IsBracketed(ReadOnlySpan<char> term)
    {
        if (term.Length < 2 || term[0] != '(' || term[^1] != ')')
        {
            return false;
        }

        var depth = 0;
        foreach (var c in term[..^1])
        {
            if (c == '(')
            {
                depth++;
            }
            else if (c == ')')
            {
                depth--;
            }

            if (depth == 0)
            {
                return false;
            }
        }

        return true;
    }
}
