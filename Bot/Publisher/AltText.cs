using System.Globalization;

namespace Bot.Publisher;

/// <summary>A picture in words, as long as a server takes them.</summary>
public static class AltText
{
    /// <summary>
    /// As much of a text as fits: whole sentences, or if not even the first fits, whole words and an ellipsis.
    /// </summary>
    /// <param name="text">In sentences.</param>
    /// <param name="most">How many characters the server takes, as it counts a toot's: at least 1.</param>
    public static string Fit(string text, int most)
    {
        var characters = StringInfo.ParseCombiningCharacters(text);
        if (characters.Length <= most)
        {
            return text;
        }

        var fits = text[..characters[most]];
        if (fits.LastIndexOf(". ", StringComparison.Ordinal) is var end and > 0)
        {
            return fits[..(end + 1)];
        }

        var shorter = text[..characters[most - 1]];
        var word = shorter.LastIndexOf(' ');
        return (word > 0 ? shorter[..word] : shorter) + "…";
    }
}
