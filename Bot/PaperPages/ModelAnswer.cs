using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bot.Publisher;

namespace Bot.PaperPages;

/// <summary>
/// What a language model said, held to what readers may be shown: four short plain sentences with no figure that the
/// paper does not have. An abstract may tell the model to say something else, so nothing of this is taken on trust;
/// what does not pass is not mended but refused.
/// </summary>
public static partial class ModelAnswer
{
    /// <summary>In UTF-16 units, like a quoted key point.</summary>
    private const int Longest = 200;

    // Shorter ones say nothing ("None.", "N/A").
    private const int Shortest = 12;

    /// <summary>The answer's strings, in the order in which readers are shown them.</summary>
    public static readonly IReadOnlyList<string> Names = ["summary", "methodology", "results", "implications"];

    /// <param name="answer">As it came.</param>
    /// <param name="source">Title and abstract, as readers see them.</param>
    /// <returns>Four points, or why the answer is refused.</returns>
    public static (IReadOnlyList<string>? Points, string? Refusal) Read(string answer, string source)
    {
        List<string> points;
        try
        {
            var read = JsonSerializer.Deserialize(answer, ModelJson.Default.DictionaryStringJsonElement);
            if (
                read is null
                || read.Count != Names.Count
                || Names.Any(name => !read.TryGetValue(name, out var value) || value.ValueKind != JsonValueKind.String)
            )
            {
                return (null, "not the four strings");
            }

            points = [.. Names.Select(name => read[name].GetString()!.Trim())];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: half of a surrogate pair, which is read only with its string
        {
            return (null, "no JSON");
        }

        return points.Select(point => Fault(point, source)).FirstOrDefault(fault => fault is not null) is { } refusal
            ? (null, refusal)
            : (points, null);
    }

    private static string? Fault(string point, string source)
    {
        if (point.Length is < Shortest or > Longest)
        {
            return "too short or too long";
        }

        if (
            point
                .EnumerateRunes()
                .Any(rune =>
                    Rune.GetUnicodeCategory(rune)
                        is UnicodeCategory.Control
                            or UnicodeCategory.Format
                            or UnicodeCategory.LineSeparator
                            or UnicodeCategory.ParagraphSeparator
                            or UnicodeCategory.PrivateUse
                            or UnicodeCategory.OtherNotAssigned
                )
        )
        {
            return "signs that are not seen";
        }

        if (Markup().IsMatch(point))
        {
            return "markup, a link, a mention or a hashtag";
        }

        return Figure().Matches(point).All(figure => Figure().Matches(source).Any(told => told.Value == figure.Value))
            ? null
            : "a figure that the paper does not have";
    }

    [GeneratedRegex(
        @"<[\p{L}/!?]|&[#\w]+;|://|\bwww\.|\bmailto:|[\p{L}\d]\.(?:com|net|org|io|ai|dev|app|info|xyz|ru|cn|me|co|example)\b|@\p{L}|(?<![\p{L}\d])#\p{L}|\]\(|!\[|`|\*\*|__|^\s*(?:[#>*-]|\d+\.)\s",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Markup();

    [GeneratedRegex(@"\d+(?:[.,]\d+)*")]
    private static partial Regex Figure();
}
