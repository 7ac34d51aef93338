using System.Collections.Frozen;

namespace Bot.Text.Latex;

/// <summary>Finds the surname in an author's name as arXiv writes it, with TeX: given names first.</summary>
internal static class Surnames
{
    private static readonly FrozenSet<string> Particles = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "van",
        "von",
        "vom",
        "zu",
        "zur",
        "zum",
        "de",
        "del",
        "della",
        "der",
        "den",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "des",
        "la",
        "le",
        "ten",
        "ter",
        "te",
        "af",
        "av",
        "al",
        "el",
        "bin",
        "ibn"
    );

    private static readonly FrozenSet<string> Suffixes = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "jr",
        "sr",
        "ii",
        "iii",
        "iv"
    );

    /// <summary>
    /// The last word with the particles before it, without "Jr." and the like; never empty for a name that is not.
    /// </summary>
    public static string Of(string name)
    {
        var words = Words(name);
        var last = words.Count - 1;
        while (last > 0 && Suffixes.Contains(words[last].Trim('.', ',')))
        {
            last--;
        }

        var first = last;
        while (first > 1 && Particles.Contains(words[first - 1]))
        {
            first--;
        }

        return words.Count == 0 ? name : string.Join(' ', words[first..(last + 1)]).TrimEnd(',');
    }

    // Space within braces or behind a command, as in "{\v S}prem" and "\L ukasz", is part of TeX's syntax and ends no
    // word. "~" is a space that ends one, "\~n" is a letter.
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var start = 0;
        var depth = 0;
        for (var at = 0; at <= name.Length; at++)
        {
            var isEnd = at == name.Length;
            if (!isEnd)
            {
                depth += Nesting(name[at]);
            }

            var isSpace = !isEnd && (char.IsWhiteSpace(name[at]) || name[at] == '~');
            var endsWord = isEnd || (isSpace && depth <= 0 && !ContinuesCommand(name, start, at));
            if (!endsWord)
            {
                continue;
            }

            if (at > start)
            {
                words.Add(name[start..at]);
            }

            start = at + 1;
        }

        return words;
    }

    private static int Nesting(char c) =>
        c switch
        {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };

    private static bool ContinuesCommand(string name, int start, int at)
    {
        if (name[at] == '~')
        {
            return at > start && name[at - 1] == '\\';
        }

        var letters = at;
        while (letters > start && char.IsAsciiLetter(name[letters - 1]))
        {
            letters--;
        }

        if (letters == start || letters == at || name[letters - 1] != '\\')
        {
            return false;
        }

        // "\v Sprem" is one word, "Micha\l Nowak" is two.
        var isAccent = at - letters == 1 && "vcuHkrdbt".Contains(name[letters]);
        return isAccent || (at + 1 < name.Length && char.IsAsciiLetterLower(name[at + 1]));
    }
}
