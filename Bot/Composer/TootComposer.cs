using Bot.Arxiv;
using Bot.Options;
using Bot.Text.Safety;
using Bot.Text.Sentences;

namespace Bot.Composer;

/// <summary>
/// Says what arXiv announced in the words of one account, within one server's limits. Pure: the same input gives the
/// same toots.
/// </summary>
public sealed partial class TootComposer(AccountOptions account, TootLimits limits)
{
    // A reply with less room than this for its share would not be worth a notification.
    private const int LeastReply = 30;

    // " [10/12]"; three digits are for limits far below any server's.
    private const int MarkerReserve = 8;

    // Where a new version's paper was first told of.
    private string? _earlier;

    // What a shortened abstract must keep of its length when a link to a similar paper's toot wants room: its claim and
    // result stay.
    private const double KeptForSimilar = 0.7;

    // Where similar papers were told of.
    private IReadOnlyList<string> _similar = [];

    /// <summary>The toot that goes out before a listing's papers.</summary>
    /// <param name="category">As arXiv spells it.</param>
    /// <param name="date">The day the listing is for.</param>
    /// <param name="articles">How many papers follow, 0 or more.</param>
    /// <param name="until">When the last of them is expected to be out; null when that is not known.</param>
    /// <param name="lists">
    /// In how many lists they follow; 0 when they do not follow, null when each has a toot of its own.
    /// </param>
    /// <param name="notes">What else there is to say of the day, where there is room.</param>
    public Toot Summary(
        string category,
        DateOnly date,
        int articles,
        DateTimeOffset? until = null,
        int? lists = null,
        SummaryNotes? notes = null
    )
    {
        var summary = SummaryText.Fit(
            category,
            date,
            articles,
            until,
            lists,
            notes ?? SummaryNotes.None,
            account,
            limits
        );
        return New(TootKind.Summary, summary.Text, summary.Tags) with { Papers = articles };
    }

    /// <summary>The toots that list papers, each with those that it lists; numbered where they are several.</summary>
    /// <param name="papers">In the order to list them.</param>
    /// <param name="firstPart">The first list's number, when others went out before.</param>
    public IReadOnlyList<PaperList> Lists(IReadOnlyList<Announcement> papers, int firstPart = 1) =>
        Lists(papers, firstPart, new ListForm(TootKind.List, account.Tags.List));

    /// <summary>The toots that list cross-listed papers, or new versions.</summary>
    /// <param name="kind">Which of the two.</param>
    /// <param name="category">Whose listing it was.</param>
    /// <param name="date">Of the listing.</param>
    /// <param name="papers">In the order to list them.</param>
    /// <param name="tootOf">Where we have told of a paper, if we have.</param>
    /// <param name="firstPart">The first list's number, when others went out before.</param>
    public IReadOnlyList<PaperList> Lists(
        TootKind kind,
        string category,
        DateOnly date,
        IReadOnlyList<Announcement> papers,
        Func<ArxivId, string?> tootOf,
        int firstPart = 1
    ) => Lists(papers, firstPart, ListForm.Of(kind, category, date, account) with { TootOf = tootOf });

    private IReadOnlyList<PaperList> Lists(IReadOnlyList<Announcement> papers, int firstPart, ListForm form) =>
        GuardedToots.Compose(
            limits,
            room => new ListComposer(account, room, form).Compose(papers, firstPart),
            list => list.Toot,
            (list, toot) => list with { Toot = toot }
        );

    /// <summary>The toot about a paper's new version.</summary>
    /// <param name="paper">As it is now.</param>
    /// <param name="earlier">Where the paper was first told of; null when that is not known.</param>
    public Toot Replacement(Announcement paper, string? earlier) =>
        Single(
            paper,
            $"New version (v{paper.Version}): ",
            account with
            {
                Tags = account.Tags with { Article = account.Tags.Replacement },
            },
            earlier
        ) with
        {
            Kind = TootKind.Replacement,
        };

    /// <summary>
    /// What an article is to say from now on: as if told anew, in one toot, behind a note such as "v2: ".
    /// </summary>
    /// <param name="paper">As it is now.</param>
    /// <param name="note">What the toot begins with.</param>
    /// <param name="similar">Links to toots about similar papers, the nearest first.</param>
    public Toot Edited(Announcement paper, string note, IReadOnlyList<string>? similar = null) =>
        Single(paper, note, account, earlier: null, similar) with
        {
            Kind = TootKind.ReplacementEdit,
            Action = TootAction.Edit,
        };

    // The note belongs to the title, where it is seen however the toot is folded or cut.
    private Toot Single(
        Announcement paper,
        string note,
        AccountOptions teller,
        string? earlier,
        IReadOnlyList<string>? similar = null
    )
    {
        var mode = teller.LongAbstract == LongAbstract.Thread ? LongAbstract.Shorten : teller.LongAbstract;
        return new TootComposer(teller with { LongAbstract = mode }, limits)
        {
            _earlier = earlier,
            _similar = similar ?? [],
        }.Article(paper with { Title = note + paper.Title })[0];
    }

    /// <summary>
    /// The toots that list papers which no feed brought in time, under a heading that says so. They answer nothing and
    /// claim no day's number.
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
    ) =>
        papers.Count == 0
            ? []
            : Lists(
                papers,
                firstPart: 1,
                new ListForm(TootKind.List, account.Tags.List)
                {
                    Heading = CatchUpHeading.Of(category, first, last, papers.Count),
                }
            );

    /// <summary>
    /// The toots that tell of a paper, part 1 first; one toot unless the account threads long abstracts.
    /// </summary>
    public IReadOnlyList<Toot> Article(Announcement paper) => Behind(paper, composer => composer.Open(paper));

    /// <summary>
    /// The same, with links to toots about similar papers, the nearest first: as many as the first toot has room for
    /// beside all else.
    /// </summary>
    public IReadOnlyList<Toot> Article(Announcement paper, IReadOnlyList<string> similar) =>
        new TootComposer(account, limits) { _similar = similar }.Article(paper);

    /// <summary>
    /// The unsent parts of a thread anew, after the server's limits shrank: from <paramref name="firstUnsent"/>'s
    /// number and place in the abstract on. Nothing is left to say when that place is the abstract's end.
    /// </summary>
    public IReadOnlyList<Toot> Rest(Announcement paper, Toot firstUnsent) =>
        firstUnsent.Part <= 1 ? Article(paper) : Behind(paper, composer => composer.OpenRest(paper, firstUnsent));

    // The server counts a content warning with the text: what stands behind one is composed for as much less room.
    private IReadOnlyList<Toot> Behind(Announcement paper, Func<TootComposer, IReadOnlyList<Toot>> compose)
    {
        var spoiler = SpoilerText.Of(paper, account, limits);
        var price = TootLength.Count("", spoiler, limits);
        return GuardedToots
            .Compose(
                limits with
                {
                    MaxCharacters = limits.MaxCharacters - price,
                },
                room => compose(new TootComposer(account, room) { _earlier = _earlier, _similar = _similar }),
                toot => toot,
                (_, toot) => toot
            )
            .Select(toot => toot with { SpoilerText = spoiler, Characters = toot.Characters + price })
            .ToList();
    }

    private IReadOnlyList<Toot> Open(Announcement paper)
    {
        var style = ArticleStyle.Of(paper, account, limits, _earlier);
        var text = new MeasuredText(style.Abstract.Text, limits);
        if (new ArticleLadder(style, limits, text.Price).Whole() is { } whole)
        {
            return [ArticleToot(style, whole, text.Text)];
        }

        if (account.LongAbstract == LongAbstract.Card)
        {
            return [ArticleToot(style, new ArticleLadder(style, limits, 0).Beginning(0), "")];
        }

        var threads =
            account.LongAbstract == LongAbstract.Thread && text.Length > 0 && ReplyRoom(ReplyTags) >= LeastReply;
        var layout = new ArticleLadder(style, limits, text.Price).Beginning(threads ? MarkerReserve : 0);
        return threads && text.Price > layout.Room ? Thread(style, text, layout) : [ShortenedToot(style, text, layout)];
    }

    // Of 500 characters an abstract leaves none: a link is worth some of its words, but none of title and authors.
    private Toot ShortenedToot(ArticleStyle style, MeasuredText text, ArticleLayout layout)
    {
        var share = style.Shorten(text, layout.Room);
        var toot = ArticleToot(style, layout, share);
        if (_similar.Count == 0 || toot.Text.Contains(_similar[0], StringComparison.Ordinal))
        {
            return toot;
        }

        var line = TootLength.Count($"\n\n{SimilarLine(1)}", "", limits);
        var less = layout.Room > line ? style.Shorten(text, layout.Room - line) : "";
        return less.Length >= KeptForSimilar * share.Length && less.Length > 0
            ? ArticleToot(style, layout, less)
            : toot;
    }

    private IReadOnlyList<Toot> OpenRest(Announcement paper, Toot firstUnsent)
    {
        var safe = ArticleStyle.Of(paper, account, limits).Abstract;
        var shares = Splitter(new MeasuredText(safe.Text, limits), safe)
            .Split(safe.IndexOf(firstUnsent.AbstractStart), firstUnsent.Part, ReplyShareRoom);
        return Replies(safe, shares, firstUnsent.Part);
    }

    // Readers of "readable" get whole sentences even where that leaves a quarter of a toot free; "classic" keeps to its
    // own.
    private ThreadSplitter Splitter(MeasuredText text, SafeText safe) =>
        new(text, safe.Formulas, account.Style == TootStyle.Classic ? 0.9 : 0.75);

    private List<Toot> Thread(ArticleStyle style, MeasuredText text, ArticleLayout layout)
    {
        var safe = style.Abstract;
        var shares = Splitter(text, safe)
            .Split(
                0,
                1,
                (part, digits) => part == 1 ? layout.Room - Marker.Price(1, digits) : ReplyShareRoom(part, digits)
            );
        var marker = Marker.Of(1, shares.Count);
        var share = shares[0].Of(safe.Text);
        var first = ArticleToot(style, layout, share.Length > 0 ? $"{share} {marker}" : marker) with
        {
            Parts = shares.Count,
        };
        return [first, .. Replies(safe, shares[1..], 2)];
    }

    private List<Toot> Replies(SafeText safe, List<Share> shares, int firstPart)
    {
        var parts = firstPart - 1 + shares.Count;
        return [.. shares.Select((share, at) => Reply(safe, share, firstPart + at, parts))];
    }

    private Toot Reply(SafeText safe, Share share, int part, int parts)
    {
        var tags = ReplyTags;
        var text = TagLine.After($"{Marker.Of(part, parts)} {share.Of(safe.Text)}", tags);
        return New(TootKind.Abstract, text, tags) with
        {
            Visibility = account.QuietVisibility,
            Part = part,
            Parts = parts,
            AbstractStart = safe.Origin(share.Start),
        };
    }

    private IReadOnlyList<string> ReplyTags
    {
        get
        {
            var (every, tags) = (
                TagLine.Of(account, []),
                TagLine.Of(account, account.Style == TootStyle.Classic ? [] : account.Tags.Reply)
            );
            return ReplyRoom(tags) >= LeastReply ? tags
                : ReplyRoom(every) >= LeastReply ? every
                : [];
        }
    }

    private int ReplyRoom(IReadOnlyList<string> tags) =>
        limits.MaxCharacters - TootLength.Count(TagLine.After("", tags), "", limits);

    private int ReplyShareRoom(int part, int digits) => ReplyRoom(ReplyTags) - Marker.Price(part, digits);

    private Toot ArticleToot(ArticleStyle style, ArticleLayout layout, string share)
    {
        for (var links = _similar.Count; links > 0; links--)
        {
            var toot = Put(layout.Shape with { Similar = SimilarLine(links) });
            if (toot.Characters <= limits.MaxCharacters)
            {
                return toot;
            }
        }

        return Put(layout.Shape);

        Toot Put(ArticleShape shape) =>
            New(TootKind.Article, style.Put(shape, layout.Title, layout.Authors, share), shape.Tags);
    }

    private string SimilarLine(int links) => $"Similar: {string.Join(' ', _similar.Take(links))}";

    private Toot New(TootKind kind, string text, IReadOnlyList<string> tags) =>
        new()
        {
            Kind = kind,
            Text = text,
            Visibility = account.Visibility,
            Language = account.Language,
            Tags = TagLine.Hashtags(tags),
            Characters = TootLength.Count(text, "", limits),
        };
}
