using System.Text.RegularExpressions;
using Bot.Arxiv;
using Bot.Text.Safety;

namespace Bot.Composer;

/// <summary>
/// Keeps titles and names from looking like what only we say. After a lost ledger our toots are read back, and then a
/// title that says what we say of another paper would count as said.
/// </summary>
internal static partial class OwnForms
{
    /// <summary>
    /// The text with the addresses of papers without their schemes: a toot's first link to a paper must be its own,
    /// which also makes the preview card.
    /// </summary>
    public static SafeText WithoutPaperLinks(SafeText text) =>
        PaperScheme().IsMatch(text.Text) ? SafeText.Of(PaperScheme().Replace(text.Text, "")) : text;

    /// <summary>
    /// Whether a toot or its content warning begins like one about a new version. Invisible characters do not count:
    /// servers may take them away.
    /// </summary>
    public static bool BeginsAsNewVersion(Toot toot) =>
        NewVersion().IsMatch(Invisible().Replace(toot.Text, ""))
        || NewVersion().IsMatch(Invisible().Replace(toot.SpoilerText, ""));

    /// <summary>The paper with its title in quotation marks, so that it begins like none of our own forms.</summary>
    public static Announcement Quoted(Announcement paper) => paper with { Title = $"“{paper.Title}”" };

    [GeneratedRegex(@"(?:https?\s*:[\s/]*)+(?=arxiv\.org/abs/)", RegexOptions.IgnoreCase)]
    private static partial Regex PaperScheme();

    [GeneratedRegex(@"^(?:mentions [^:]*:)?\s*New\s+version\s*\(\s*v\s*\d", RegexOptions.IgnoreCase)]
    private static partial Regex NewVersion();

    [GeneratedRegex(@"[\p{Cf}\p{Cc}-[\t\n]]")]
    private static partial Regex Invisible();
}
