using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Bot.Sandbox;

/// <summary>
/// Counts as Mastodon's StatusLengthValidator: graphemes of content warning and text together, every link at its flat
/// price, of a mention only the user's name. Links in a content warning count in full.
/// </summary>
internal static partial class StatusLength
{
    public static int Of(string text, string spoilerText, int charactersPerUrl)
    {
        var countable = new StringBuilder();
        foreach (var piece in StatusText.Pieces(text))
        {
            countable.Append(
                piece.Kind == PieceKind.Url
                    ? new string('x', charactersPerUrl)
                    : Mention().Replace(piece.Text, "@${user}")
            );
        }

        return Graphemes(spoilerText) + Graphemes(countable.ToString());
    }

    /// <summary>GoToSocial's way: links in full, whatever it says about their price.</summary>
    public static int CodePoints(string text, string spoilerText) => (spoilerText + text).EnumerateRunes().Count();

    private static int Graphemes(string text) => new StringInfo(text).LengthInTextElements;

    // Account::MENTION_RE
    [GeneratedRegex(
        @"(?<![=/\w])@(?<user>[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)@[\p{L}\p{N}]+(?:[.-]+[\p{L}\p{N}]+)*",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Mention();
}
