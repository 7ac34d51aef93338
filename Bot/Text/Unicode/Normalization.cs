using System.Text;

namespace Bot.Text.Unicode;

/// <summary>
/// Unicode's normalization forms C and KC (Unicode Standard Annex #15). The runtime has them only with ICU, which the
/// bot goes without: there <see cref="string.Normalize()"/> returns what it is given. Half surrogate pairs stay.
/// </summary>
internal static class Normalization
{
    // Below, all is in NFC; and below U+00A0, in NFKC.
    private const char LastStable = '\u02FF';
    private const char LastPlain = '\u009F';

    /// <summary>
    /// Letters and their marks as one character where Unicode has one; the same string when there is nothing to do.
    /// </summary>
    public static string Nfc(string text) => Nfc(text, out _);

    /// <summary>The same, and where it came from.</summary>
    /// <param name="text">May be in any form.</param>
    /// <param name="origins">
    /// For each place of the result and its end the place in the text; what was composed together has one. Null where
    /// nothing was changed.
    /// </param>
    public static string Nfc(string text, out int[]? origins)
    {
        origins = null;
        if (text.AsSpan().IndexOfAnyExceptInRange('\0', LastStable) < 0)
        {
            return text;
        }

        StringBuilder? composed = null;
        List<int>? places = null;
        var copied = 0;
        for (var (at, stable) = (0, 0); at < text.Length; )
        {
            // Most letters are passed over many at a time.
            var plain = text.AsSpan(at).IndexOfAnyExceptInRange('\0', LastStable);
            if (plain != 0)
            {
                at = plain < 0 ? text.Length : at + plain;
                stable = at - 1;
                continue;
            }

            var code = CodeAt(text, at);
            if (!NormalizationTable.Shipped.IsUnstable(code))
            {
                stable = at;
                at += Units(code);
                continue;
            }

            at = NextStable(text, at);
            var stretch = text[stable..at];
            var normal = Normalize(stretch, compatible: false);
            if (normal == stretch)
            {
                continue;
            }

            composed ??= new StringBuilder(text.Length);
            places ??= new List<int>(text.Length + 1);
            composed.Append(text, copied, stable - copied).Append(normal);
            places.AddRange(Enumerable.Range(copied, stable - copied));
            places.AddRange(Enumerable.Repeat(stable, normal.Length));
            copied = at;
        }

        if (composed is null || places is null)
        {
            return text;
        }

        places.AddRange(Enumerable.Range(copied, text.Length - copied + 1));
        origins = [.. places];
        return composed.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>
    /// NFC of what is left when ligatures, small, wide, styled and circled letters and digits are plain ones; the same
    /// string when there is nothing to do.
    /// </summary>
    public static string Nfkc(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange('\0', LastPlain) < 0)
        {
            return text;
        }

        var normal = Normalize(text, compatible: true);
        return normal == text ? text : normal;
    }

    /// <summary>
    /// Appends what NFKD makes of one code point. Of several, their marks would still have to be put in order.
    /// </summary>
    public static void Decompose(Rune rune, List<int> output) =>
        NormalizationTable.Shipped.Decompose(rune.Value, compatible: true, output);

    private static string Normalize(string text, bool compatible)
    {
        var codes = new List<int>(text.Length);
        for (var at = 0; at < text.Length; )
        {
            var code = CodeAt(text, at);
            NormalizationTable.Shipped.Decompose(code, compatible, codes);
            at += Units(code);
        }

        Order(codes);
        Compose(codes);
        var normal = new StringBuilder(text.Length);
        foreach (var code in codes)
        {
            if (Rune.TryCreate(code, out var rune))
            {
                normal.Append(rune.ToString());
            }
            else
            {
                normal.Append((char)code);
            }
        }

        return normal.ToString();
    }

    // UAX #15, "Canonical Ordering Algorithm": each run of marks by class, those of one class in the order they came.
    private static void Order(List<int> codes)
    {
        for (var at = 0; at < codes.Count; at++)
        {
            if (NormalizationTable.Shipped.Class(codes[at]) == 0)
            {
                continue;
            }

            var start = at;
            while (at < codes.Count && NormalizationTable.Shipped.Class(codes[at]) != 0)
            {
                at++;
            }

            var marks = codes.GetRange(start, at - start).OrderBy(NormalizationTable.Shipped.Class).ToList();
            for (var mark = 0; mark < marks.Count; mark++)
            {
                codes[start + mark] = marks[mark];
            }
        }
    }

    // UAX #15, "Canonical Composition Algorithm": each character goes into the last one of class 0, unless one between
    // the two blocks it, which has the same class or a higher one.
    private static void Compose(List<int> codes)
    {
        var (kept, starter, classBefore) = (0, -1, 0);
        foreach (var code in codes.ToArray())
        {
            var own = NormalizationTable.Shipped.Class(code);
            var isBlocked = kept - starter > 1 && classBefore >= own;
            var one = starter < 0 || isBlocked ? -1 : NormalizationTable.Shipped.Compose(codes[starter], code);
            if (one >= 0)
            {
                codes[starter] = one;
                continue;
            }

            if (own == 0)
            {
                starter = kept;
            }

            classBefore = own;
            codes[kept++] = code;
        }

        codes.RemoveRange(kept, codes.Count - kept);
    }

    private static int NextStable(string text, int at)
    {
        while (at < text.Length && CodeAt(text, at) is var code && NormalizationTable.Shipped.IsUnstable(code))
        {
            at += Units(code);
        }

        return at;
    }

    private static int CodeAt(string text, int at) =>
        at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1])
            ? char.ConvertToUtf32(text[at], text[at + 1])
            : text[at];

    private static int Units(int code) => code > char.MaxValue ? 2 : 1;
}
