using Bot.Text.Sentences;

namespace Bot.Text.Terms;

/// <summary>
/// A paper's terms: its words by their stems, and its pairs of neighbouring words, each as a number and with how often
/// it stands there. Words that only hold a sentence together, and numbers, are none.
/// </summary>
internal static class PaperTerms
{
    // A title says in ten words what an abstract says in two hundred.
    private const int TitleTimes = 2;

    // FNV-1a. Source: datatracker.ietf.org/doc/html/draft-eastlake-fnv
    private const uint HashStart = 2_166_136_261;
    private const uint HashStep = 16_777_619;

    /// <param name="title">Rendered.</param>
    /// <param name="text">The abstract, rendered.</param>
    public static Dictionary<uint, int> Of(string title, string text)
    {
        var terms = new Dictionary<uint, int>();
        Take(title, TitleTimes, terms);
        Take(text, 1, terms);
        return terms;
    }

    /// <summary>True for a pair of words, whose numbers are the odd ones.</summary>
    public static bool IsPair(uint term) => (term & 1) == 1;

    private static void Take(string text, int times, Dictionary<uint, int> terms)
    {
        uint before = 0;
        for (var at = 0; at < text.Length; )
        {
            var end = TitleWords.WordEnd(text, at, text.Length);
            if (end == at)
            {
                // "in graphs. Networks" is no pair, "few-shot" is one.
                if (text[at] is '.' or ',' or ';' or ':' or '?' or '!' or '(' or ')')
                {
                    before = 0;
                }

                at++;
                continue;
            }

            var word = Word(text.AsSpan(at, end - at));
            if (word != 0)
            {
                Add(word << 1);
            }

            if (word != 0 && before != 0)
            {
                Add((((before ^ word) * HashStep) + before) | 1);
            }

            before = word;
            at = end;
        }

        void Add(uint term) => terms[term] = terms.GetValueOrDefault(term) + times;
    }

    // 0 for a word that tells nothing of the subject.
    private static uint Word(ReadOnlySpan<char> word)
    {
        if (
            word.IndexOfAnyExceptInRange('0', '9') < 0
            || CueWords.Of(word) is Cue.We or Cue.This or Cue.Be or Cue.Clause or Cue.Joint or Cue.Small
        )
        {
            return 0;
        }

        var hash = HashStart;
        foreach (var c in CueWords.Stem(word))
        {
            hash = (hash ^ char.ToLowerInvariant(c)) * HashStep;
        }
        // Its upper bits are the better mixed ones, and the lowest is for pairs.
        return Math.Max(1, (hash ^ (hash >> 15)) & 0x7FFF_FFFF);
    }
}
