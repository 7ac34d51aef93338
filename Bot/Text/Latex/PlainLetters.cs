using System.Buffers;
using System.Globalization;
using System.Text;
using Bot.Text.Unicode;

namespace Bot.Text.Latex;

/// <summary>
/// Letters that come dressed up from PDFs and web pages: bold, italic, script, full-width, ligatures; and signs that
/// nobody sees. Search, topics, content warnings and screen readers want the plain ones.
/// </summary>
internal static class PlainLetters
{
    /// <summary>Where something of the kind may begin.</summary>
    public const string Starts =
        // Soft hyphen, Arabic letter mark, zero-width and direction marks.
        "\u00AD\u061C\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2066\u2067\u2068\u2069\uFEFF"
        // Mathematical letters are of U+1D400 to U+1D7FF.
        + "\uD835"
        + "ℂℊℋℌℍℎℐℑℒℕℙℚℛℜℝℤℨℬℭℯℰℱℳℴℹﬀﬁﬂﬃﬄﬅﬆ";

    // The sets of numbers, as a formula writes them too.
    private const string Sets = "ℂℕℙℚℝℤ";

    private static readonly SearchValues<char> Known = SearchValues.Create(Starts + FullWidth());

    // What stands within names such as "ＧＰＴ－４"; elsewhere punctuation of that width belongs to Chinese and Japanese.
    private const string Joints = "－．／＋";

    /// <summary>Letters and digits of full width, and what joins them.</summary>
    public static string FullWidth() =>
        string.Concat(Range('０', '９').Concat(Range('Ａ', 'Ｚ')).Concat(Range('ａ', 'ｚ')).Concat(Joints));

    /// <summary>What stands at a place, in plain letters, and its length; null when that is plain.</summary>
    public static (string Text, int Length)? At(string source, int at)
    {
        var c = source[at];
        if (!Known.Contains(c))
        {
            return null;
        }

        if (c == '\uD835')
        {
            return at + 1 < source.Length && char.IsLowSurrogate(source[at + 1])
                ? (Normalization.Nfkc(source.Substring(at, 2)), 2)
                : null;
        }

        if (Joints.Contains(c, StringComparison.Ordinal))
        {
            var isJoint = at > 0 && IsWide(source[at - 1]) && at + 1 < source.Length && IsWide(source[at + 1]);
            return isJoint ? (Normalization.Nfkc(c.ToString()), 1) : null;
        }

        if (Sets.Contains(c, StringComparison.Ordinal) && !IsAmongStyled(source, at))
        {
            return null;
        }

        if (char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.MathSymbol)
        {
            return (Normalization.Nfkc(c.ToString()), 1);
        }

        return IsNeeded(source, at) ? null : ("", 1);
    }

    // In "ℝ𝕖𝕤𝕟𝕖𝕥" the first is a letter like the others.
    private static bool IsAmongStyled(string source, int at) =>
        (at + 1 < source.Length && source[at + 1] == '\uD835') || (at > 1 && source[at - 2] == '\uD835');

    private static bool IsWide(char c) => c is (>= '０' and <= '９') or (>= 'Ａ' and <= 'Ｚ') or (>= 'ａ' and <= 'ｚ');

    // Joiners shape emoji and the letters of some scripts; direction marks mean something beside letters that run from
    // right to left. Overrides and isolates, which nobody closes, are no letter's need.
    private static bool IsNeeded(string source, int at) =>
        source[at] switch
        {
            '\u200D' => IsShaped(source, at) || IsEmoji(source, at),
            '\u200C' => IsShaped(source, at),
            '\u200E' or '\u200F' or '\u061C' => source.AsSpan().IndexOfAnyInRange('\u0590', '\u08FF') >= 0,
            _ => false,
        };

    // Behind a letter or mark of a script that joins: Arabic, Syriac, N'Ko, those of India and of South-East Asia.
    private static bool IsShaped(string source, int at) =>
        at > 0 && source[at - 1] is (>= '\u0600' and <= '\u07FF') or (>= '\u0840' and <= '\u18AF');

    private static bool IsEmoji(string source, int at)
    {
        if (at == 0 || at + 1 >= source.Length)
        {
            return false;
        }

        Rune.DecodeFromUtf16(source.AsSpan(at + 1), out var next, out _);
        return Rune.GetUnicodeCategory(next) is UnicodeCategory.OtherSymbol;
    }

    private static IEnumerable<char> Range(char first, char last) =>
        Enumerable.Range(first, last - first + 1).Select(code => (char)code);
}
