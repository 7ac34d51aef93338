using System.Net;
using Bot.Text.Unicode;

namespace Bot.Publisher;

/// <summary>
/// Tells whether a status on the timeline is a toot of ours whose fate is unknown. Its link and its place decide; its
/// letters only confirm, and are compared as they are alike whatever form a server stores them in.
/// </summary>
public static class StatusMatch
{
    /// <summary>
    /// Sixty letters and digits are more than a title's beginning: two papers that share them still differ in the link.
    /// </summary>
    private const int MostLetters = 60;

    /// <summary>A summary's date may stand behind a long name of its category.</summary>
    private const int MostLettersOfSummary = 160;

    /// <param name="status">As the account's timeline shows it.</param>
    /// <param name="toot">What we tried to post.</param>
    /// <param name="absUrl">The paper's page, for an article; the first paper's, for a list.</param>
    /// <param name="parentId">The status that the toot answers, for a reply.</param>
    public static bool Is(OwnStatus status, Toot toot, string? absUrl, string? parentId)
    {
        if (!CouldBe(status, toot, absUrl, parentId))
        {
            return false;
        }

        // Servers that read markup in the text may have taken some of ours ("<x>") for tags, and to some of them we
        // send signs as references ("&lt;x>"): any of these readings will do.
        var most = toot.Kind == TootKind.Summary ? MostLettersOfSummary : MostLetters;
        var shown = Beginning(WebUtility.HtmlDecode(Markup.Without(status.Content, " ")), most);
        return new[] { toot.Text, Markup.Without(toot.Text, " "), WebUtility.HtmlDecode(toot.Text) }.Any(reading =>
            StartsAlike(shown, Beginning(reading, most))
        );
    }

    /// <summary>
    /// True where the toot's place and link are right though its letters may not be: servers make pictures of "&lt;3"
    /// and tags of "a&lt;b", so that only the source tells. No server finds markup in a summary, so its letters always
    /// do.
    /// </summary>
    public static bool NeedsSource(OwnStatus status, Toot toot, string? absUrl, string? parentId) =>
        toot.Kind != TootKind.Summary && CouldBe(status, toot, absUrl, parentId);

    /// <summary>
    /// Whether a status's source is the toot's text; servers may trim it, rewrite its line ends, or normalize it.
    /// </summary>
    public static bool IsSource(string source, Toot toot) => Folding.Letters(source) == Folding.Letters(toot.Text);

    private static bool CouldBe(OwnStatus status, Toot toot, string? absUrl, string? parentId)
    {
        // The summary that a list answered may have been deleted since.
        var lostItsSummary = toot.Kind == TootKind.List && status.InReplyToId is null;
        var isInPlace = status.InReplyToId == parentId || lostItsSummary;
        if (status.IsBoost || !isInPlace)
        {
            return false;
        }

        return toot.Kind switch
        {
            // A title can have a summary's words, but no summary links to a paper.
            TootKind.Summary => !ShownText.Of(status.Content).LinksToPaper,
            TootKind.Abstract => true,
            _ => absUrl is null || LeadsTo(status, toot.Kind, absUrl),
        };
    }

    // Authors may name another paper, so the toot's own link counts, and of a list the first.
    private static bool LeadsTo(OwnStatus status, TootKind kind, string absUrl)
    {
        var shown = ShownText.Of(status.Content);
        if (!shown.HasLinkLines)
        {
            return Mentions(WebUtility.HtmlDecode(status.Content), absUrl);
        }

        var own = kind.IsList() ? shown.Entries()[0] : shown.Own();
        return own?.Paper.AbsUrl == absUrl;
    }

    private static bool Mentions(string content, string url)
    {
        for (
            var at = content.IndexOf(url, StringComparison.Ordinal);
            at >= 0;
            at = content.IndexOf(url, at + 1, StringComparison.Ordinal)
        )
        {
            // 2506.0628 must not be found in 2506.06280.
            var end = at + url.Length;
            if (end == content.Length || !char.IsAsciiDigit(content[end]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsAlike(string shown, string ours) =>
        ours.Length > 0 && shown.StartsWith(ours, StringComparison.Ordinal);

    // Up to the first link: how links are displayed is the server's own affair.
    private static string Beginning(string text, int most)
    {
        var letters = Folding.Letters(text, most);
        var link = letters.IndexOf("https", StringComparison.Ordinal);
        return link > 0 ? letters[..link] : letters;
    }
}
