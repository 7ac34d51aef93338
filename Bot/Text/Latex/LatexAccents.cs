using System.Collections.Frozen;
using System.Globalization;
using Bot.Text.Unicode;

namespace Bot.Text.Latex;

/// <summary>Letters with accents, and the letters that TeX has commands for.</summary>
internal static class LatexAccents
{
    // TeX's own ("The TeXbook", chapter 9), with LaTeX's \k and \r; single letters need a group or a space behind them.
    private static readonly FrozenDictionary<string, char> Marks = new Dictionary<string, char>
    {
        ["`"] = '\u0300',
        ["'"] = '\u0301',
        ["^"] = '\u0302',
        ["~"] = '\u0303',
        ["="] = '\u0304',
        ["u"] = '\u0306',
        ["."] = '\u0307',
        ["\""] = '\u0308',
        ["r"] = '\u030A',
        ["H"] = '\u030B',
        ["v"] = '\u030C',
        ["d"] = '\u0323',
        ["c"] = '\u0327',
        ["k"] = '\u0328',
        ["b"] = '\u0331',
        ["t"] = '\u0361',
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, char> MathMarks = new Dictionary<string, char>
    {
        ["hat"] = '\u0302',
        ["widehat"] = '\u0302',
        ["check"] = '\u030C',
        ["tilde"] = '\u0303',
        ["widetilde"] = '\u0303',
        ["Tilde"] = '\u0303',
        ["acute"] = '\u0301',
        ["grave"] = '\u0300',
        ["dot"] = '\u0307',
        ["ddot"] = '\u0308',
        ["breve"] = '\u0306',
        ["bar"] = '\u0304',
        ["overline"] = '\u0304',
        ["vec"] = '\u20D7',
        ["overrightarrow"] = '\u20D7',
        ["mathring"] = '\u030A',
        ["underline"] = '\u0331',
        ["underbar"] = '\u0331',
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> SpecialLetters = new Dictionary<string, string>
    {
        ["o"] = "ø",
        ["O"] = "Ø",
        ["l"] = "ł",
        ["L"] = "Ł",
        ["ss"] = "ß",
        ["SS"] = "ẞ",
        ["ae"] = "æ",
        ["AE"] = "Æ",
        ["oe"] = "œ",
        ["OE"] = "Œ",
        ["aa"] = "å",
        ["AA"] = "Å",
        ["i"] = "ı",
        ["j"] = "ȷ",
        ["dh"] = "ð",
        ["DH"] = "Ð",
        ["th"] = "þ",
        ["TH"] = "Þ",
        ["dj"] = "đ",
        ["DJ"] = "Đ",
        ["ng"] = "ŋ",
        ["NG"] = "Ŋ",
    }.ToFrozenDictionary();

    public static string? Letter(string command) => SpecialLetters.GetValueOrDefault(command);

    public static bool IsMathMark(string command) => MathMarks.ContainsKey(command);

    public static bool IsMark(string command) => Marks.ContainsKey(command);

    /// <summary>
    /// The first letter of <paramref name="letters"/> under (or over) the mark of a command such as <c>'</c> or
    /// <c>v</c>; the rest as it is.
    /// </summary>
    public static string Marked(string command, string letters)
    {
        if (letters.Length == 0)
        {
            return command is "~" or "^" or "`" ? command : "";
        }
        // The dotless letters are there to carry another mark than their dot.
        var letter = letters[0] switch
        {
            'ı' => 'i',
            'ȷ' => 'j',
            var c => c,
        };
        if (!char.IsLetter(letter))
        {
            return (command is "'" or "`" or "~" or "^" or "=" or "." ? command : "") + letters;
        }

        return Compose(letter, Marks[command]) + letters[1..];
    }

    /// <summary>
    /// A formula's letter under its mark; longer terms get the mark's name: no font sets one mark over many letters.
    /// </summary>
    public static string MathMarked(string command, string term) =>
        term switch
        {
            "" => "",
            [var one] => Compose(one, MathMarks[command]),
            [var high, var low] when char.IsSurrogatePair(high, low) => term + MathMarks[command],
            _ when command is "overline" or "underline" or "underbar" => term,
            _ when IsScripted(term) => Compose(term[0], MathMarks[command]) + term[1..],
            _ => $"{command.ToLowerInvariant().Replace("wide", "", StringComparison.Ordinal)}({term})",
        };

    // One character where Unicode has one, else the letter with the mark behind it.
    private static string Compose(char letter, char mark) => Normalization.Nfc($"{letter}{mark}");

    // "x₁" and "x_max" are one letter with something behind it.
    private static bool IsScripted(string term) =>
        char.IsLetter(term[0])
        && (
            term[1] is '_' or '^'
            || CharUnicodeInfo.GetUnicodeCategory(term[1])
                is UnicodeCategory.OtherNumber
                    or UnicodeCategory.ModifierLetter
                    or UnicodeCategory.NonSpacingMark
        )
        && !term.Contains(' ')
        && !term.AsSpan(1).ContainsAny("+-·");
}
