using System.Collections.Frozen;

namespace Bot.Text.Sentences;

/// <summary>
/// Finds where sentences end in an abstract. In doubt it finds no end: a sentence too long reads better than half of
/// one.
/// </summary>
internal static class SentenceEnds
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Abbreviations = WordTable
        .Split(
            """
            al etc vs cf viz ca approx resp incl fig figs eq eqs sec secs ref refs thm nos vol pp dr prof mr mrs
            st jr sr ph.d
            """
        )
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Places behind the last character of each sentence, ascending; the end of the text is one.</summary>
    /// <param name="text">The abstract.</param>
    /// <param name="insideFormula">As <see cref="Formulas.Insides"/> tells.</param>
    public static List<int> Find(string text, bool[]? insideFormula)
    {
        var ends = new List<int>();
        for (var at = NextStop(text, 0); at >= 0; at = NextStop(text, at + 1))
        {
            var end = at + 1;
            while (end < text.Length && text[end] is ')' or ']' or '}' or '"' or '\'' or '”' or '’')
            {
                end++;
            }

            if (insideFormula?[end] is not true && Starts(text, end) && !(text[at] == '.' && IsAbbreviated(text, at)))
            {
                ends.Add(end);
            }
        }

        if (ends.Count == 0 || ends[^1] < text.Length)
        {
            ends.Add(text.Length);
        }

        return ends;
    }

    private static int NextStop(string text, int from)
    {
        var step = text.AsSpan(from).IndexOfAny('.', '?', '!');
        return step < 0 ? -1 : from + step;
    }

    private static bool Starts(string text, int end)
    {
        var next = end;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
        {
            next++;
        }

        return next > end
            && next < text.Length
            && (
                char.IsUpper(text[next])
                || char.IsAsciiDigit(text[next])
                || text[next] is '"' or '\'' or '“' or '‘' or '`' or '$' or '\\' or '(' or '['
            );
    }

    private static bool IsAbbreviated(string text, int stop)
    {
        var start = stop;
        while (start > 0 && (char.IsLetter(text[start - 1]) || (text[start - 1] == '.' && start < stop)))
        {
            start--;
        }

        var word = text.AsSpan(start, stop - start);
        // "No. 5" is an abbreviation, "is no. 5" is rare.
        return word is "No"
            || Abbreviations.Contains(word)
            || (word.Length == 1 && char.IsUpper(word[0]))
            || IsLettersWithStops(word);
    }

    // "e.g", "i.i.d", "U.S"
    private static bool IsLettersWithStops(ReadOnlySpan<char> word)
    {
        if (word.Length < 3)
        {
            return false;
        }

        for (var at = 0; at < word.Length; at++)
        {
            if (word[at] == '.' != (at % 2 == 1))
            {
                return false;
            }
        }

        return true;
    }
}
