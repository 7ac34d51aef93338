using System.Text;

namespace Bot.Text.Unicode;

/// <summary>
/// What of a text stays when servers normalize it, drop marks or invisible signs, or fold its case.
/// </summary>
internal static class Folding
{
    /// <summary>
    /// The letters and digits after NFKD and case folding, without marks: "ﬁ" is "fi", "Å" is "a", "ẞ" is "ss". A
    /// server may put marks together with letters, apart or in another order, so none count.
    /// </summary>
    /// <param name="text">In any form.</param>
    /// <param name="most">So many of them are enough.</param>
    public static string Letters(string text, int most = int.MaxValue)
    {
        var letters = new StringBuilder();
        var parts = new List<int>();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                Append(rune);
            }
            else
            {
                parts.Clear();
                Normalization.Decompose(rune, parts);
                parts.ForEach(part => Append(new Rune(part)));
            }

            if (letters.Length >= most)
            {
                return letters.ToString(0, most);
            }
        }

        return letters.ToString();

        void Append(Rune rune)
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                letters.Append(Folded(rune));
            }
        }
    }

    // Lower case of upper case is what CaseFolding.txt calls simple folding ("ς" and "σ", "ſ" and "s"). The one letter
    // that folds to two and is not decomposed is ß.
    private static string Folded(Rune letter) =>
        letter.Value is 'ß' or 'ẞ' ? "ss" : Rune.ToLowerInvariant(Rune.ToUpperInvariant(letter)).ToString();
}
