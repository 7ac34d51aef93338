using System.Collections.Frozen;

namespace Bot.Text.Latex;

/// <summary>An element of HTML that an author left in a text.</summary>
/// <param name="Whole">With its tags.</param>
/// <param name="Inner">Between them.</param>
/// <param name="Script"><c>^</c> or <c>_</c> for what stands high or low; null for what only looks another way.</param>
/// <param name="Next">The character behind it; U+0000 at the end.</param>
internal readonly record struct HtmlElement(Stretch Whole, Stretch Inner, char? Script, char Next);

/// <summary>
/// Finds the few elements that come with titles and abstracts from publishers' pages. A tag without its end is none: it
/// is a comparison, or code.
/// </summary>
internal static class HtmlTags
{
    private const int Longest = 400;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names = WordTable
        .Set("i b em strong u sub sup p span italic bold tt small sc")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The element that begins at a place; null for none.</summary>
    public static HtmlElement? At(string text, int at, int end)
    {
        var rest = text.AsSpan(at, Math.Min(Longest, end - at));
        var length = rest.IndexOf('>');
        if (length < 2)
        {
            return null;
        }

        var name = rest[1..length].Trim(" /");
        // Only what stands high or low touches the letter before it: "a<b>c</b>" is no bold c.
        var touches = at > 0 && char.IsLetterOrDigit(text[at - 1]);
        if (!Names.Contains(name) || (touches && name is not ("sub" or "sup")))
        {
            return null;
        }

        var begin = at + length + 1;
        var close = rest.IndexOf($"</{name}>");
        if (close < 0 || rest[length - 1] == '/' || rest[1] == '/')
        {
            return null;
        }

        var whole = new Stretch(at, at + close + name.Length + 3);
        char? script = name switch
        {
            "sup" => '^',
            "sub" => '_',
            _ => null,
        };
        return new HtmlElement(whole, new Stretch(begin, at + close), script, NextTo(text, whole.End, end));
    }

    private static char NextTo(string text, int at, int end) => at < end ? text[at] : '\0';
}
