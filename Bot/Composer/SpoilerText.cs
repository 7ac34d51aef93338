using Bot.Arxiv;
using Bot.Options;

namespace Bot.Composer;

/// <summary>The content warning that a paper's toots are folded behind; empty for none.</summary>
internal static class SpoilerText
{
    // As for a title in the open: cut shorter than this it tells less than the tags do.
    private const int LeastTitle = 20;

    /// <summary>
    /// What the paper mentions, and the title where the account folds by it: "mentions suicide: The Title".
    /// </summary>
    public static string Of(Announcement paper, AccountOptions account, TootLimits limits)
    {
        if (account.Style != TootStyle.Readable)
        {
            return "";
        }
        // By title and whole abstract, though a toot may show less: its link and its replies lead to the rest.
        var mentions = Mentions(account.Shared.Warnings.SubjectsIn(paper.Title, paper.Abstract));
        if (account.Fold != Fold.Title)
        {
            return mentions;
        }

        var lead = mentions.Length > 0 ? $"{mentions}: " : "";
        var title = TitleCut.Fit(
            ReadableArticle.TitleOf(paper),
            RoomForTitle(paper, account, limits) - lead.Length,
            limits with
            {
                CharactersPerUrl = 0,
            }
        );
        return title.Length > 0 ? lead + title.ReplaceLineEndings(" ") : mentions;
    }

    // "Mentions" is all that a list of words can know.
    public static string Mentions(IReadOnlyList<string> subjects) =>
        subjects.Count switch
        {
            0 => "",
            1 => $"mentions {subjects[0]}",
            _ => $"mentions {string.Join(", ", subjects.SkipLast(1))} and {subjects[^1]}",
        };

    // Beside the barest text that a toot can have: the abs link, and if possible the tags that mute the bot.
    private static int RoomForTitle(Announcement paper, AccountOptions account, TootLimits limits)
    {
        var room =
            limits.MaxCharacters
            - TootLength.Count(TagLine.After(paper.Id.AbsUrl, TagLine.Of(account, [])), "", limits);
        return room >= LeastTitle ? room : limits.MaxCharacters - TootLength.Count(paper.Id.AbsUrl, "", limits);
    }
}
