using Bot.Arxiv;
using Bot.Options;
using Bot.Text.Safety;

namespace Bot.Composer;

/// <summary>Says of a paper that was tooted that it was withdrawn since.</summary>
public sealed partial class TootComposer
{
    // A reason may take so much of a toot; the paper is still to be known by the rest.
    private const int MostOfToot = 3;

    // "mentions self-harm and sexual violence"; a title cut to less tells little.
    private const int LeastWarning = 40;

    /// <summary>
    /// The article anew, for an edit: the note, then the article in what room is left. The content warning is kept and
    /// says it too, or nobody would see it. Of a thread only this part changes; it is shortened like any article and
    /// bears no number.
    /// </summary>
    /// <param name="paper">As it was told.</param>
    /// <param name="withdrawal">What is known of it.</param>
    /// <param name="said">The article as it stands on the server; without text when it was found there.</param>
    public Toot Withdrawn(Announcement paper, Withdrawal withdrawal, Toot said)
    {
        var spoiler = Warned(
            paper.Id,
            said.Text.Length > 0 ? said.SpoilerText : SpoilerText.Of(paper, account, limits)
        );
        var price = TootLength.Count("", spoiler, limits);
        var toot = GuardedToots.Compose<Toot>(
            limits with
            {
                MaxCharacters = limits.MaxCharacters - price,
            },
            room => [Noted(paper, withdrawal, room, isSaidBefore: spoiler.Length > 0)],
            one => one,
            (_, one) => one
        )[0];
        return toot with
        {
            Kind = TootKind.Withdrawal,
            Action = TootAction.Edit,
            SpoilerText = spoiler,
            Characters = toot.Characters + price,
        };
    }

    /// <summary>
    /// A reply to the article: the note and the paper's link. It is never shown without the article, so it says no
    /// more.
    /// </summary>
    public Toot WithdrawalReply(ArxivId paper, Withdrawal withdrawal) =>
        GuardedToots.Compose<Toot>(
            limits,
            room =>
            {
                var tags = TagLine.Of(account, []);
                var rest = TagLine.After($"\n\n{paper.AbsUrl}", tags);
                var text =
                    WithdrawalNote.Fit(withdrawal, room.MaxCharacters - TootLength.Count(rest, "", room), room) + rest;
                return
                [
                    New(TootKind.Withdrawal, text, tags) with
                    {
                        Visibility = account.QuietVisibility,
                        Characters = TootLength.Count(text, "", room),
                    },
                ];
            },
            one => one,
            (_, one) => one
        )[0];

    private Toot Noted(Announcement paper, Withdrawal withdrawal, TootLimits room, bool isSaidBefore)
    {
        var note = WithdrawalNote.Fit(withdrawal, room.MaxCharacters / MostOfToot, room) + "\n\n";
        if (isSaidBefore && TootLength.Count(note + paper.Id.AbsUrl, "", room) > room.MaxCharacters)
        {
            note = "";
        }

        var left = room with { MaxCharacters = room.MaxCharacters - TootLength.Count(note, "", room) };
        var article = new TootComposer(
            account.LongAbstract == LongAbstract.Thread
                ? account with
                {
                    LongAbstract = LongAbstract.Shorten,
                }
                : account,
            left
        ).Open(paper)[0];
        return article with
        {
            Text = note + article.Text,
            Characters = TootLength.Count(note + article.Text, "", room),
        };
    }

    // A title that folds the rest may fill the toot: it is cut where the note, or at the least the link, would have no
    // room.
    private string Warned(ArxivId paper, string spoiler)
    {
        if (spoiler.Length == 0)
        {
            return "";
        }

        var lead = $"{WithdrawalNote.Bare}: ";
        var room = limits.MaxCharacters - lead.Length;
        var most = Math.Max(
            room - TootLimits.Least,
            Math.Min(LeastWarning, room - TootLength.Count(paper.AbsUrl, "", limits))
        );
        var cut = TitleCut.Fit(SafeText.Of(spoiler), most, limits with { CharactersPerUrl = 0 });
        return cut.Length > 0 ? lead + cut : spoiler;
    }
}
