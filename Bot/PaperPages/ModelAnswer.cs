using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bot.PaperPages;

/// <summary>
/// Checks what a language model said before readers are shown it: four short plain sentences with no figure that the
/// paper does not have. An abstract may tell the model to say something else, so nothing is taken on trust. An answer
/// that does not pass is refused whole and never corrected.
/// </summary>
public static partial class ModelAnswer
{
    /// <summary>In UTF-16 units, like a quoted key point.</summary>
    private const int Longest = 200;

    // In UTF-16 units. Shorter ones say nothing ("None.", "N/A").
    private const int Shortest = 12;

    /// <summary>The names of the answer's strings, in the order in which readers are shown them.</summary>
    public static readonly IReadOnlyList<string> Names = ["summary", "methodology", "results", "implications"];

    /// <summary>Reads an answer.</summary>
    /// <param name="answer">As the model gave it.</param>
    /// <param name="source">Title and abstract, as readers see them.</param>
    /// <returns>Four points, or why the answer is refused.</returns>
    public static (IReadOnlyList<string>? Points, string? Refusal) Read(string answer, string source)
    {
        List<string>? points;
        try
        {
            points = Strings(answer);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter is half of a surrogate pair, which the reader only notices when the string is asked for.
            return (null, "no JSON");
        }

        if (points is null)
        {
            return (null, "not the four strings");
        }

        var refusal = points.Select(point => Fault(point, source)).FirstOrDefault(fault => fault is not null);
        return refusal is null ? (points, null) : (null, refusal);
    }

    // Null when the answer has other members than the four, or one of them is no string.
    private static List<string>? Strings(string answer)
    {
        var read = JsonSerializer.Deserialize(answer, ModelJson.Default.DictionaryStringJsonElement);
        if (read is null || read.Count != Names.Count)
        {
            return null;
        }

        var areAllStrings = Names.All(name =>
            read.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String
        );
        return areAllStrings ? [.. Names.Select(name => read[name].GetString()!.Trim())] : null;
    }

    private static string? Fault(string point, string source)
    {
        if (point.Length is < Shortest or > Longest)
        {
            return "too short or too long";
        }

        if (point.EnumerateRunes().Any(IsUnseen))
        {
            return "signs that are not seen";
        }

        if (Markup().IsMatch(point))
        {
            return "markup, a link, a mention or a hashtag";
        }

        var figures = Figure().Matches(source).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        var isTrue = Figure().Matches(point).All(match => figures.Contains(match.Value));
        return isTrue ? null : "a figure that the paper does not have";
    }

    private static bool IsUnseen(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned;

    private const string Html = @"<[\p{L}/!?]|&[#\w]+;";
    private const string Address =
        @"://|\bwww\.|\bmailto:|[\p{L}\d]\.(?:com|net|org|io|ai|dev|app|info|xyz|ru|cn|me|co|example)\b";
    private const string MentionOrHashtag = @"@\p{L}|(?<![\p{L}\d])#\p{L}";
    private const string Markdown = @"\]\(|!\[|`|\*\*|__|^\s*(?:[#>*-]|\d+\.)\s";

    [GeneratedRegex(Html + "|" + Address + "|" + MentionOrHashtag + "|" + Markdown, RegexOptions.IgnoreCase)]
    private static partial Regex Markup();

    [GeneratedRegex(@"\d+(?:[.,]\d+)*")]
    private static partial Regex Figure();
}
