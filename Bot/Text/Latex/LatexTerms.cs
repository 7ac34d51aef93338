using System.Globalization;
using Bot.Text.Safety;

namespace Bot.Text.Latex;

/// <summary>Rendered terms, seen from outside: whether they need brackets when something is done to them.</summary>
internal static class LatexTerms
{
    /// <summary>
    /// True for one number, name, or call: nothing in it could be torn apart by an operator beside it.
    /// </summary>
    public static bool IsSimple(string term, bool product = false, bool root = false)
    {
        if (term.Length > 1 && term[0] == '√' && IsBracketed(term[1..]))
        {
            return !root;
        }

        var (depth, fence) = (0, '\0');
        for (var at = 0; at < term.Length; at++)
        {
            var c = term[at];
            var closesFence = c == fence && depth == 1;
            if (c is '(' or '[' or '{' or '⟨' or '⌈' or '⌊' || (c is '|' or '‖' && depth == 0))
            {
                if (root && at > 0)
                {
                    return false;
                }

                if (depth++ == 0)
                {
                    fence = c;
                }
            }
            else if (c is ')' or ']' or '}' or '⟩' or '⌉' or '⌋' || closesFence)
            {
                depth--;
            }
            else if (depth == 0 && !IsPartOfName(c) && !(c == '-' && at == 0 && !root))
            {
                return false;
            }
        }

        // "1/ab" and "√ab" could be read as (1/a)b and (√a)b; "1/10" cannot.
        return depth == 0
            && !(product && term.LastIndexOf('√') > 0)
            && (!(product || root) || term.Length < 2 || Letters(term) <= 1 || IsWord(term));
    }

    /// <summary>True for a character that a term may end with, so that a word behind it is set apart.</summary>
    public static bool Ends(char c) =>
        char.IsLetterOrDigit(c)
        || c is ')' or ']' or '|' or '′' or '°' or '*' or '⋆' or '†'
        || char.GetUnicodeCategory(c) is UnicodeCategory.OtherNumber or UnicodeCategory.NonSpacingMark;

    /// <summary><c>a/b</c>, with brackets where one of the two is more than one thing.</summary>
    public static string Fraction(string above, string below) =>
        IsDifferential(below) && above.StartsWith(below[0])
            ? $"{Bracketed(above)}/{below}"
            : $"{Bracketed(above)}/{Bracketed(below, product: true)}";

    /// <summary>The root of a term.</summary>
    public static string Root(string degree, string term)
    {
        var sign = degree switch
        {
            "" or "2" => "√",
            "3" => "∛",
            "4" => "∜",
            _ => $"{LatexScripts.Write('^', degree, '√')}√",
        };
        return sign + Bracketed(term, root: true);
    }

    /// <summary>True for <c>dx</c> and the like.</summary>
    public static bool IsDifferential(string term) => term.Length == 2 && term[0] == 'd' && char.IsLetter(term[1]);

    private static string Bracketed(string term, bool product = false, bool root = false) =>
        IsSimple(term, product, root) || IsBracketed(term) ? term : $"({term})";

    /// <summary>
    /// The character of a code such as <c>x2013</c>, <c>"2013</c> or <c>8211</c>; the code itself when it is none.
    /// </summary>
    public static string Character(string code)
    {
        var hex = code.Length > 1 && code[0] is 'x' or 'X' or '"';
        return
            int.TryParse(
                hex ? code[1..] : code,
                hex ? NumberStyles.HexNumber : NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var value
            )
            && System.Text.Rune.IsValid(value)
            && value >= ' '
            ? new System.Text.Rune(value).ToString()
            : code;
    }

    private static bool IsPartOfName(char c) =>
        char.IsLetterOrDigit(c)
        || c is '.' or '_' or '^' or '√' or '∛' or '∜' or '∞' or '′' or '∂' or '∇' or '*' or '!' or '%' or '⁻' or '⁺'
        || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.OtherNumber
                or UnicodeCategory.ModifierLetter;

    private static int Letters(string term) =>
        term.Count(c => char.IsLetter(c) && char.GetUnicodeCategory(c) != UnicodeCategory.ModifierLetter)
        + (term.Length > 0 && char.IsDigit(term[0]) && term.Any(char.IsLetter) ? 1 : 0);

    // A function's call or a name such as "log" or "KL" is one thing however long.
    private static bool IsWord(string term) => term.TakeWhile(char.IsAsciiLetter).Count() > 2;

    private static bool IsBracketed(string term)
    {
        if (term.Length < 2 || term[0] != '(' || term[^1] != ')')
        {
            return false;
        }

        var depth = 0;
        for (var at = 0; at < term.Length - 1; at++)
        {
            depth +=
                term[at] == '(' ? 1
                : term[at] == ')' ? -1
                : 0;
            if (depth == 0)
            {
                return false;
            }
        }

        return true;
    }
}
