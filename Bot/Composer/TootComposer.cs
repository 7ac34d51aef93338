using Bot.Arxiv;
using Bot.Options;

namespace Bot.Composer;

/// <summary>
/// Composes every kind of toot for one account, within the limits of its server. Pure: the same input gives the same
/// toots.
/// </summary>
public sealed class TootComposer(AccountOptions account, TootLimits limits)
{
    /// <summary>The toot that goes out before a listing's papers.</summary>
    public Toot Summary(ListingSummary listing)
    {
        return GuardedToots.Compose(limits, room => [Plain(room)])[0] with { Papers = listing.Papers };

        Toot Plain(TootLimits room)
        {
            var summary = SummaryText.Fit(listing, account, room);
            return new TootTemplate(account, room).Toot(TootKind.Summary, summary.Text, summary.Tags);
        }
    }

    /// <summary>The toots that tell of a paper, part 1 first; one unless the account threads long abstracts.</summary>
    public IReadOnlyList<Toot> Article(Announcement paper) => Article(paper, similar: []);

    /// <summary>The same, with links to toots about similar papers where the first toot has room for them.</summary>
    /// <param name="paper">As arXiv announced it.</param>
    /// <param name="similar">Addresses of the toots, the nearest paper first.</param>
    public IReadOnlyList<Toot> Article(Announcement paper, IReadOnlyList<string> similar)
    {
        var linked = new LinkedToots { Similar = similar };
        var toots = Article(paper, account, linked);
        // With hardly any room, how it begins is all that tells a new version from an article.
        return OwnForms.BeginsAsNewVersion(toots[0]) ? Article(OwnForms.Quoted(paper), account, linked) : toots;
    }

    /// <summary>
    /// Composes the unsent parts of a thread again after the server's limits shrank. They continue the part number and
    /// the place in the abstract of <paramref name="firstUnsent"/>; empty when that place is the abstract's end.
    /// </summary>
    public IReadOnlyList<Toot> Rest(Announcement paper, Toot firstUnsent) =>
        firstUnsent.Part <= 1
            ? Article(paper)
            : SpoilerText.Behind(
                SpoilerText.Of(paper, account, limits),
                limits,
                room => new ArticleComposer(account, room, LinkedToots.None).Rest(paper, firstUnsent)
            );

    /// <summary>The toot about a paper's new version.</summary>
    /// <param name="paper">The new version.</param>
    /// <param name="first">The address of our first toot about the paper; null when that is not known.</param>
    public Toot Replacement(Announcement paper, string? first)
    {
        var tagged = account with { Tags = account.Tags with { Article = account.Tags.Replacement } };
        var titled = paper with { Title = $"New version (v{paper.Version}): {paper.Title}" };
        return SingleToot(titled, tagged, new LinkedToots { First = first }) with { Kind = TootKind.Replacement };
    }

    /// <summary>The new text of an article's toot: the article composed again, in one toot, behind a note.</summary>
    /// <param name="paper">As it is now.</param>
    /// <param name="note">Stands before the title, such as "v2: ".</param>
    /// <param name="similar">Addresses of toots about similar papers, the nearest first.</param>
    public Toot Edited(Announcement paper, string note, IReadOnlyList<string>? similar = null)
    {
        // The title is seen however the toot is folded or cut, so the note belongs to it.
        var titled = paper with
        {
            Title = note + paper.Title,
        };
        return SingleToot(titled, account, new LinkedToots { Similar = similar ?? [] }) with
        {
            Kind = TootKind.ReplacementEdit,
            Action = TootAction.Edit,
        };
    }

    /// <summary>
    /// The toots that list new papers, each with the papers it lists; numbered where they are several.
    /// </summary>
    /// <param name="papers">In the order to list them.</param>
    /// <param name="firstPart">The first list's number, when others went out before.</param>
    public IReadOnlyList<PaperList> Lists(IReadOnlyList<Announcement> papers, int firstPart = 1) =>
        Lists(papers, firstPart, new ListForm(TootKind.List, account.Tags.List));

    /// <summary>The toots that list cross-listed papers or new versions.</summary>
    /// <param name="listing">Which of the two, and of which listing.</param>
    /// <param name="papers">In the order to list them.</param>
    /// <param name="tootOf">The address of our toot about a paper; null where there is none.</param>
    /// <param name="firstPart">The first list's number, when others went out before.</param>
    public IReadOnlyList<PaperList> Lists(
        FollowUpListing listing,
        IReadOnlyList<Announcement> papers,
        Func<ArxivId, string?> tootOf,
        int firstPart = 1
    ) => Lists(papers, firstPart, ListForm.Of(listing, account) with { TootOf = tootOf });

    /// <summary>
    /// The toots that list papers which no feed brought in time, under a heading that says so. They answer no summary
    /// and do not count towards the number that one states.
    /// </summary>
    /// <param name="category">As arXiv spells it.</param>
    /// <param name="first">The earliest day on which one of them can have been announced.</param>
    /// <param name="last">The latest such day.</param>
    /// <param name="papers">In the order to list them.</param>
    public IReadOnlyList<PaperList> CatchUp(
        string category,
        DateOnly first,
        DateOnly last,
        IReadOnlyList<Announcement> papers
    )
    {
        if (papers.Count == 0)
        {
            return [];
        }

        var heading = ListForm.CaughtUpHeading(category, first, last, papers.Count);
        return Lists(papers, firstPart: 1, new ListForm(TootKind.List, account.Tags.List) { Heading = heading });
    }

    /// <summary>
    /// The new text of an article's toot after the paper was withdrawn: a note, then the article in the room that is
    /// left. Of a thread only this part changes; it is shortened like any article and keeps its part number, since the
    /// replies have theirs.
    /// </summary>
    /// <param name="paper">As it was tooted.</param>
    /// <param name="withdrawal">What is known of it.</param>
    /// <param name="said">The article's toot; its text is empty when we only found it on the server.</param>
    public Toot Withdrawn(Announcement paper, Withdrawal withdrawal, Toot said) =>
        new WithdrawalComposer(account, limits).Edit(paper, withdrawal, said);

    /// <summary>A reply to the article that says the paper was withdrawn: the note and the paper's link.</summary>
    public Toot WithdrawalReply(ArxivId paper, Withdrawal withdrawal) =>
        new WithdrawalComposer(account, limits).Reply(paper, withdrawal);

    private IReadOnlyList<Toot> Article(Announcement paper, AccountOptions teller, LinkedToots linked) =>
        SpoilerText.Behind(
            SpoilerText.Of(paper, teller, limits),
            limits,
            room => new ArticleComposer(teller, room, linked).Compose(paper)
        );

    private Toot SingleToot(Announcement paper, AccountOptions teller, LinkedToots linked) =>
        Article(paper, ArticleComposer.WithoutThreads(teller), linked)[0];

    private IReadOnlyList<PaperList> Lists(IReadOnlyList<Announcement> papers, int firstPart, ListForm form) =>
        GuardedToots.Compose(
            limits,
            room => new ListComposer(account, room, form).Compose(papers, firstPart),
            list => list.Toot,
            (list, toot) => list with { Toot = toot }
        );
}
