using System.Globalization;
using System.Text;

namespace Bot.Text.Safety;

/// <summary>
/// Kinds of characters in the sense of the servers' regular expressions (Ruby's <c>[[:word:]]</c> and
/// <c>[[:alpha:]]</c>).
/// </summary>
internal static class Letters
{
    /// <summary>True for letters and digits of any script, and for marks on them.</summary>
    public static bool IsWord(char c) => char.IsLetterOrDigit(c) || (!char.IsAscii(c) && IsMark(c));

    /// <summary>True for accents and other marks that hang on the character before them.</summary>
    public static bool IsMark(char c) =>
        char.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    /// <summary>
    /// True for what makes a run of characters a name: letters of any script, letter-like numbers and signs, <c>_</c>.
    /// </summary>
    public static bool IsNaming(Rune rune) =>
        Rune.IsLetter(rune)
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.LetterNumber
                or UnicodeCategory.ConnectorPunctuation
                or UnicodeCategory.SpacingCombiningMark
        // Letters in circles and squares count as alphabetic.
        || rune.Value is (>= 0x24B6 and <= 0x24E9) or (>= 0x1F130 and <= 0x1F189);

    /// <summary>
    /// True for what may stand in a name without making one: digits and marks, and small digits, which some servers
    /// take for digits.
    /// </summary>
    public static bool IsFilling(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.OtherNumber
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark;

    /// <summary>
    /// The character at <paramref name="index"/>; U+FFFD for half a surrogate pair or the end of the text.
    /// </summary>
    public static Rune At(string text, int index) =>
        index < text.Length && Rune.TryGetRuneAt(text, index, out var rune) ? rune : Rune.ReplacementChar;
}
