using Bot.Arxiv;
using Bot.Options;

namespace Bot.Composer;

/// <summary>The content warning that a paper's toots are folded behind.</summary>
internal static class SpoilerText
{
    // A title that is cut shorter than this tells less than the tags do.
    private const int LeastTitle = 20;

    /// <summary>
    /// What the paper mentions, and the title where the account folds by it: "mentions suicide: The Title". Empty for
    /// no warning.
    /// </summary>
    public static string Of(Announcement paper, AccountOptions account, TootLimits limits)
    {
        if (account.Style != TootStyle.Readable)
        {
            return "";
        }

        // The whole abstract counts even where the toot shows less, since its link and its replies lead to the rest.
        var mentions = Mentions(account.Shared.Warnings.SubjectsIn(paper.Title, paper.Abstract));
        if (account.Fold != Fold.Title)
        {
            return mentions;
        }

        var lead = mentions.Length > 0 ? $"{mentions}: " : "";
        var room = RoomForTitle(paper, account, limits) - lead.Length;
        // In a content warning links count in full.
        var title = TitleCut.Fit(ReadableArticle.TitleOf(paper), room, limits with { CharactersPerUrl = 0 });
        return title.Length > 0 ? lead + title.ReplaceLineEndings(" ") : mentions;
    }

    /// <summary>
    /// Composes toots behind a content warning. The server counts the warning with the text, so the text has that much
    /// less room.
    /// </summary>
    public static IReadOnlyList<Toot> Behind(
        string spoiler,
        TootLimits limits,
        Func<TootLimits, IReadOnlyList<Toot>> compose
    )
    {
        var price = TootLength.Count("", spoiler, limits);
        var left = limits with { MaxCharacters = limits.MaxCharacters - price };
        return
        [
            .. GuardedToots
                .Compose(left, compose)
                .Select(toot => toot with { SpoilerText = spoiler, Characters = toot.Characters + price }),
        ];
    }

    /// <summary>The warning for some subjects; empty for none.</summary>
    /// <remarks>It says "mentions", since a list of words knows no more than that.</remarks>
    public static string Mentions(IReadOnlyList<string> subjects) =>
        subjects.Count switch
        {
            0 => "",
            1 => $"mentions {subjects[0]}",
            _ => $"mentions {string.Join(", ", subjects.SkipLast(1))} and {subjects[^1]}",
        };

    // The barest text has the abs link and, if there is room, the tags by which readers mute the bot.
    private static int RoomForTitle(Announcement paper, AccountOptions account, TootLimits limits)
    {
        var link = paper.Id.AbsUrl;
        var tagged = TagLine.After(link, TagLine.Of(account, []));
        var besideTags = limits.MaxCharacters - TootLength.Count(tagged, "", limits);
        return besideTags >= LeastTitle ? besideTags : limits.MaxCharacters - TootLength.Count(link, "", limits);
    }
}
