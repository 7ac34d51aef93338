using System.Collections.Frozen;

namespace Bot.Text;

/// <summary>Reads tables that stand in the source as plain words with white space between them.</summary>
internal static class WordTable
{
    public static string[] Split(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The words, upper and lower case kept apart.</summary>
    public static FrozenSet<string> Set(string words) => Split(words).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Each second word by the word before it.</summary>
    public static FrozenDictionary<string, string> Pairs(string words) =>
        Split(words).Chunk(2).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
