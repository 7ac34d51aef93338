using Bot.Arxiv;
using Bot.Options;
using Bot.Text.Sentences;

namespace Bot.Composer;

/// <summary>Composes the toots about one paper: an article, and its replies where the abstract is threaded.</summary>
internal sealed class ArticleComposer(AccountOptions account, TootLimits limits, LinkedToots linked)
{
    // " [10/12]"; a thread of a hundred parts or more needs limits that no server has.
    private const int MarkerReserve = 8;

    // A link to a similar paper's toot may take 3 in 10 characters of a shortened abstract. What is left still has room
    // for the claim and the result.
    private const double KeptForSimilar = 0.7;

    private readonly ThreadReplies _replies = new(account, limits);

    /// <summary>The account as it is when it must say all in one toot.</summary>
    public static AccountOptions WithoutThreads(AccountOptions account) =>
        account.LongAbstract == LongAbstract.Thread ? account with { LongAbstract = LongAbstract.Shorten } : account;

    /// <summary>The article, then its replies; without their content warning.</summary>
    public IReadOnlyList<Toot> Compose(Announcement paper)
    {
        var style = ArticleStyle.Of(paper, account, limits, linked.First);
        var text = new MeasuredText(style.Abstract.Text, limits.Counting);
        if (new ArticleLadder(style, limits, text.Price).Whole() is { } whole)
        {
            return [ArticleToot(style, whole, text.Text)];
        }

        if (account.LongAbstract == LongAbstract.Card)
        {
            return [ArticleToot(style, new ArticleLadder(style, limits, 0).Beginning(0), "")];
        }

        var threads = account.LongAbstract == LongAbstract.Thread && text.Length > 0 && _replies.HaveRoom;
        var layout = new ArticleLadder(style, limits, text.Price).Beginning(threads ? MarkerReserve : 0);
        return threads && text.Price > layout.Room ? Thread(style, text, layout) : [ShortenedToot(style, text, layout)];
    }

    /// <summary>
    /// The first toot of a thread whose replies stay as they are: as much of the abstract as fits, and its number.
    /// </summary>
    public Toot FirstOf(Announcement paper, int parts)
    {
        var style = ArticleStyle.Of(paper, account, limits, linked.First);
        var text = new MeasuredText(style.Abstract.Text, limits.Counting);
        var marker = Marker.Of(1, parts);
        var price = Marker.Price(1, Marker.Digits(parts));
        if (new ArticleLadder(style, limits, text.Price + price).Whole() is { } whole)
        {
            return ArticleToot(style, whole, $"{text.Text} {marker}".Trim());
        }

        var layout = new ArticleLadder(style, limits, text.Price).Beginning(price);
        var share = layout.Room > price ? style.Shorten(text, layout.Room - price) : "";
        return ArticleToot(style, layout, $"{share} {marker}".Trim());
    }

    /// <summary>
    /// The replies from <paramref name="firstUnsent"/> on, composed again; without their content warning.
    /// </summary>
    public IReadOnlyList<Toot> Rest(Announcement paper, Toot firstUnsent)
    {
        var safe = ArticleStyle.Of(paper, account, limits).Abstract;
        var shares = _replies
            .Splitter(new MeasuredText(safe.Text, limits.Counting), safe)
            .Split(safe.IndexOf(firstUnsent.AbstractStart), firstUnsent.Part, _replies.ShareRoom);
        return _replies.Compose(safe, shares, firstUnsent.Part);
    }

    // Of 500 characters an abstract leaves none free. So a link to a similar paper's toot takes words of the abstract,
    // but never of title and authors.
    private Toot ShortenedToot(ArticleStyle style, MeasuredText text, ArticleLayout layout)
    {
        var share = style.Shorten(text, layout.Room);
        var toot = ArticleToot(style, layout, share);
        var isLinked = linked.Similar.Count == 0 || toot.Text.Contains(linked.Similar[0], StringComparison.Ordinal);
        if (isLinked)
        {
            return toot;
        }

        var line = TootLength.Count($"\n\n{linked.SimilarLine(1)}", "", limits);
        var shorter = layout.Room > line ? style.Shorten(text, layout.Room - line) : "";
        var tellsEnough = shorter.Length > 0 && shorter.Length >= KeptForSimilar * share.Length;
        return tellsEnough ? ArticleToot(style, layout, shorter) : toot;
    }

    private List<Toot> Thread(ArticleStyle style, MeasuredText text, ArticleLayout layout)
    {
        var safe = style.Abstract;
        var shares = _replies.Splitter(text, safe).Split(0, 1, RoomOf);
        var marker = Marker.Of(1, shares.Count);
        var share = shares[0].Of(safe.Text);
        var first = ArticleToot(style, layout, share.Length > 0 ? $"{share} {marker}" : marker) with
        {
            Parts = shares.Count,
        };
        return [first, .. _replies.Compose(safe, shares[1..], 2)];

        int RoomOf(int part, int digits) =>
            part == 1 ? layout.Room - Marker.Price(1, digits) : _replies.ShareRoom(part, digits);
    }

    // With as many links to similar papers' toots as there is room for beside all else.
    private Toot ArticleToot(ArticleStyle style, ArticleLayout layout, string share)
    {
        for (var links = linked.Similar.Count; links > 0; links--)
        {
            var toot = Put(layout.Shape with { Similar = linked.SimilarLine(links) });
            if (toot.Characters <= limits.MaxCharacters)
            {
                return toot;
            }
        }

        return Put(layout.Shape);

        Toot Put(ArticleShape shape)
        {
            var text = style.Put(shape, layout.Title, layout.Authors, share);
            return new TootTemplate(account, limits).Toot(TootKind.Article, text, shape.Tags);
        }
    }
}
