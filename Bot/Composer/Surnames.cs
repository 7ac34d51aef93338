using System.Collections.Frozen;

namespace Bot.Composer;

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

    // Space within braces or behind a command, as in "{\v S}prem" and "\L ukasz", is TeX's and parts no words; "~"
    // does, "\~n" does not.
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        int start = 0,
            depth = 0;
        for (var at = 0; at <= name.Length; at++)
        {
            var c = at < name.Length ? name[at] : ' ';
            depth +=
                c == '{' ? 1
                : c == '}' ? -1
                : 0;
            var parts =
                at == name.Length
                || (depth <= 0 && (char.IsWhiteSpace(c) || c == '~') && !ContinuesCommand(name, start, at));
            if (!parts)
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
