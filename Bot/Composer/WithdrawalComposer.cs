using Bot.Arxiv;
using Bot.Options;
using Bot.Text.Safety;

namespace Bot.Composer;

/// <summary>Says that a paper was withdrawn after it was tooted.</summary>
internal sealed class WithdrawalComposer(AccountOptions account, TootLimits limits)
{
    // The note may take one part in so many of a toot; by the rest readers must still recognize the paper.
    private const int MostOfToot = 3;

    // "mentions self-harm and sexual violence"; a title that is cut shorter tells little.
    private const int LeastWarning = 40;

    /// <summary>
    /// The article's new text: the note, then the article. The content warning stays and says it too, since it is all
    /// that readers see until they open the toot.
    /// </summary>
    public Toot Edit(Announcement paper, Withdrawal withdrawal, Toot said)
    {
        var old = said.Text.Length > 0 ? said.SpoilerText : SpoilerText.Of(paper, account, limits);
        var spoiler = Marked(old, paper.Id);
        var isSaidInWarning = spoiler.Length > 0;
        var toot = SpoilerText.Behind(
            spoiler,
            limits,
            room => [Noted(paper, withdrawal, room, isSaidInWarning, said.Parts)]
        )[0];
        return toot with { Kind = TootKind.Withdrawal, Action = TootAction.Edit };
    }

    /// <summary>The note and the paper's link. It is never shown without the article, so it says no more.</summary>
    public Toot Reply(ArxivId paper, Withdrawal withdrawal)
    {
        return GuardedToots.Compose(limits, Compose)[0];

        IReadOnlyList<Toot> Compose(TootLimits room)
        {
            var tags = TagLine.Of(account, []);
            var rest = TagLine.After($"\n\n{paper.AbsUrl}", tags);
            var note = WithdrawalNote.Fit(withdrawal, room.MaxCharacters - TootLength.Count(rest, "", room), room);
            var toot = new TootTemplate(account, room).Toot(TootKind.Withdrawal, note + rest, tags);
            return [toot with { Visibility = account.QuietVisibility }];
        }
    }

    private Toot Noted(Announcement paper, Withdrawal withdrawal, TootLimits room, bool isSaidInWarning, int parts)
    {
        var note = WithdrawalNote.Fit(withdrawal, room.MaxCharacters / MostOfToot, room) + "\n\n";
        if (isSaidInWarning && TootLength.Count(note + paper.Id.AbsUrl, "", room) > room.MaxCharacters)
        {
            note = "";
        }

        var left = room with { MaxCharacters = room.MaxCharacters - TootLength.Count(note, "", room) };
        var teller = ArticleComposer.WithoutThreads(account);
        var composer = new ArticleComposer(teller, left, LinkedToots.None);
        var article = parts > 1 ? composer.FirstOf(paper, parts) : composer.Compose(paper)[0];
        if (parts > 1 && article.Characters > left.MaxCharacters)
        {
            // With hardly any room the number goes, as the rest of the article would.
            article = composer.Compose(paper)[0];
        }

        var text = note + article.Text;
        return article with { Text = text, Characters = TootLength.Count(text, "", room) };
    }

    // A title that folds the toot may fill all of it. It is cut so that the note, or at least the link, has room.
    private string Marked(string spoiler, ArxivId paper)
    {
        if (spoiler.Length == 0)
        {
            return "";
        }

        var lead = $"{WithdrawalNote.Bare}: ";
        var room = limits.MaxCharacters - lead.Length;
        var besideLink = room - TootLength.Count(paper.AbsUrl, "", limits);
        var most = Math.Max(room - TootLimits.Least, Math.Min(LeastWarning, besideLink));
        var cut = TitleCut.Fit(SafeText.Of(spoiler), most, limits with { CharactersPerUrl = 0 });
        return cut.Length > 0 ? lead + cut : spoiler;
    }
}
