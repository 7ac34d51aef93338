namespace Bot.Text.Sentences;

/// <summary>
/// The words of a title that carry its meaning. A sentence that shares many of them is likely to say what the paper
/// does.
/// </summary>
internal sealed class TitleWords
{
    // As many as an integer has bits to spare.
    private const int Most = 31;

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _places = new Dictionary<string, int>(
        StringComparer.OrdinalIgnoreCase
    ).GetAlternateLookup<ReadOnlySpan<char>>();

    // The words' first letters, as bits: most words of an abstract need no further look.
    private int _initials;

    public TitleWords(string title)
    {
        for (var at = 0; at < title.Length && Count < Most; at++)
        {
            var end = WordEnd(title, at, title.Length);
            var word = title.AsSpan(at, end - at);
            if (
                word.Length > 2
                && CueWords.Of(word) is Cue.None or Cue.Work or Cue.Novel
                && _places.TryAdd(CueWords.Stem(word), Count)
            )
            {
                // "Plume: a model of ..." names what the paper offers.
                if (at == 0 && end < title.Length && title[end] == ':')
                {
                    Name = 1;
                }

                _initials |= Initial(word);
                Count++;
            }

            at = Math.Max(at, end - 1);
        }
    }

    public int Count { get; private set; }

    /// <summary>The bit of the name that the title gives to the paper's offer; 0 when it gives none.</summary>
    public int Name { get; }

    /// <summary>The word's bit; 0 when the title does not have it.</summary>
    public int Bit(ReadOnlySpan<char> word) =>
        word.Length > 2 && (_initials & Initial(word)) != 0 && _places.TryGetValue(CueWords.Stem(word), out var place)
            ? 1 << place
            : 0;

    private static int Initial(ReadOnlySpan<char> word) => 1 << (word[0] & 0x1F);

    /// <summary>
    /// Behind the word that begins at <paramref name="at"/>; <paramref name="at"/> itself where none does.
    /// </summary>
    public static int WordEnd(string text, int at, int limit)
    {
        while (
            at < limit
            && (
                char.IsLetterOrDigit(text[at])
                || (text[at] is '\'' or '’' && at + 1 < limit && char.IsLetter(text[at + 1]))
            )
        )
        {
            at++;
        }

        return at;
    }
}
