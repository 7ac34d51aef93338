using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Bot.Sandbox;

/// <summary>Plain text on its way into a page: escaped, and shortened where room is scarce.</summary>
internal static class Html
{
    // Letters of all scripts stay readable, as in Mastodon's own HTML; markup, quotes and control characters do not
    // pass.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Encode(string text) => Encoder.Encode(text);

    /// <summary>The whole words that fit, and an ellipsis if any do not.</summary>
    public static string Shortened(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var end = text.LastIndexOf(' ', most);
        return text[..(end > 0 ? end : most)] + "…";
    }
}
