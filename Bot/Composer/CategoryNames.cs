using System.Text.RegularExpressions;
using Bot.Arxiv;
using Bot.Text.Safety;

namespace Bot.Composer;

/// <summary>
/// Keeps names of categories from becoming links: to a formatter that takes a word with a stop in it for a host name,
/// "cs.AI" is somebody's site in Anguilla and "stat.ML" one in Mali. An invisible U+2060 behind the stop ends that; a
/// reader sees and a search in the text finds the same letters.
/// </summary>
internal static partial class CategoryNames
{
    /// <summary>The text with its categories' names made harmless; links stay as they are.</summary>
    public static string Guard(string text) =>
        Name()
            .Replace(
                text,
                name =>
                    ArxivCategories.Spelling(name.Value) is null
                        ? name.Value
                        : name.Value.Replace(".", $".{Neutralizer.WordJoiner}", StringComparison.Ordinal)
            );

    // Not within an address or a file's name.
    [GeneratedRegex(@"(?<![\w./@-])[A-Za-z-]+\.[A-Za-z-]+(?![\w/@-]|\.\w)")]
    private static partial Regex Name();
}
