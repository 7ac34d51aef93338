using System.Collections.Frozen;
using System.Globalization;

namespace Bot.Text.Latex;

/// <summary>
/// Superscripts and subscripts: Unicode's own where it has them for a whole script, else in line behind <c>^</c> or
/// <c>_</c>.
/// </summary>
internal static class LatexScripts
{
    // A word of three letters or more reads better in line: "_max", not three tiny letters.
    private const int MostLetters = 2;

    private static readonly FrozenDictionary<char, char> Raised = Map(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ"
    );

    private static readonly FrozenDictionary<char, char> Lowered = Map(
        "0123456789+-−=()aehijklmnoprstuvxβγρφχ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"
    );

    // What is a mark rather than a raised term stands on the line.
    private static readonly FrozenSet<string> Marks = FrozenSet.Create("*", "⋆", "†", "‡", "′", "″", "°", "#");

    /// <param name="kind"><c>^</c> or <c>_</c>.</param>
    /// <param name="script">Rendered, without spaces.</param>
    /// <param name="next">The character that follows in the formula.</param>
    public static string Write(char kind, string script, char next)
    {
        if (script.Length == 0)
        {
            return "";
        }

        if (kind == '^' && script is "∘")
        {
            return "°";
        }

        if (kind == '^' && script is "⊤" or "⊺")
        {
            return "ᵀ";
        }

        if (kind == '^' && script.All(c => c == '′'))
        {
            return script.Length switch
            {
                2 => "″",
                3 => "‴",
                _ => script,
            };
        }

        if (kind == '^' && Marks.Contains(script))
        {
            return script;
        }

        var map = kind == '^' ? Raised : Lowered;
        if (script.All(map.ContainsKey) && script.Count(char.IsLetter) <= MostLetters)
        {
            return string.Concat(script.Select(c => map[c]));
        }

        // What is small already belongs to the script, and letters of two alphabets are a product, not a word.
        var plain =
            (script.All(c => char.IsLetterOrDigit(c) && !IsSmall(c)) && !IsProduct(script))
            || (script.Length == 1 && !char.IsLetterOrDigit(script[0]));
        return plain && !char.IsLetterOrDigit(next) ? $"{kind}{script}" : $"{kind}({script})";
    }

    private static bool IsSmall(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.ModifierLetter;

    private static bool IsProduct(string script) =>
        script.Length > 1 && script.Any(c => c is >= 'α' and <= 'ω') && script.Any(char.IsAsciiLetterOrDigit);

    private static FrozenDictionary<char, char> Map(string plain, string script) =>
        plain.Zip(script).ToFrozenDictionary(pair => pair.First, pair => pair.Second);
}
