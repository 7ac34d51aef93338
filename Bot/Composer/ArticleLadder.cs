namespace Bot.Composer;

/// <summary>Everything of an article toot but its share of the abstract.</summary>
/// <param name="Room">What the share may cost, in the server's counting; never negative.</param>
internal sealed record ArticleLayout(ArticleShape Shape, string Title, string Authors, int Room);

/// <summary>
/// Finds the fullest article toot that fits. When room is short, things are left out in this order: names of authors,
/// then their line; the announcement line and the abstract's label; the PDF and HTML links; the article tags; the
/// abstract; the end of the title; all tags. The abs link always stays. Where leaving something out frees more room
/// than was missing, authors come back. A style may leave out the tags before the last of the authors.
/// </summary>
/// <param name="style">How the article is written.</param>
/// <param name="limits">Of the server.</param>
/// <param name="abstractPrice">What the whole abstract costs; 0 where none is to be told.</param>
internal sealed class ArticleLadder(ArticleStyle style, TootLimits limits, int abstractPrice)
{
    // As in the reference bot. The style's share of the limit counts where that is more.
    private const int LeastAuthors = 90;

    // In characters. A title that is cut shorter tells less than the tags do.
    private const int LeastTitle = 20;

    private readonly string _title = style.Title.Text;

    /// <summary>
    /// The toot that has the whole abstract, with all authors if possible; null when it does not fit even with the
    /// shortest form of the authors.
    /// </summary>
    public ArticleLayout? Whole()
    {
        foreach (var shape in style.Whole)
        {
            var room = Room(shape, _title) - abstractPrice;
            if (room < 0)
            {
                continue;
            }

            var authors = style.Authors.Longest(style.MostAuthors(room - style.AuthorsGap));
            if (authors.Price > 0 || style.Authors.IsEmpty)
            {
                return new ArticleLayout(shape, _title, authors.Text, abstractPrice);
            }
        }

        return null;
    }

    /// <summary>The toot that has the abstract's beginning.</summary>
    /// <param name="reserve">What must fit beside the beginning, such as a part's number.</param>
    public ArticleLayout Beginning(int reserve) => WithShare(reserve) ?? WithoutShare(reserve);

    // With a share of the abstract that is worth having.
    private ArticleLayout? WithShare(int reserve)
    {
        var need = Math.Min(style.LeastShare, abstractPrice) + reserve;
        ArticleLayout? nameless = null;
        foreach (var shape in style.Shortened.SkipLast(1))
        {
            var room = Room(shape, _title);
            if (room < need)
            {
                continue;
            }

            var layout = WithAuthors(shape, room, need);
            if (layout.Authors.Length > 0 || style.Authors.IsEmpty || !style.AuthorsBeforeTags)
            {
                return layout;
            }

            nameless ??= layout;
        }

        return nameless is null ? null : NamedInThread(reserve) ?? nameless;
    }

    // The replies of a thread can tell all of the abstract, but not who wrote the paper. So authors go before the
    // share.
    private ArticleLayout? NamedInThread(int reserve)
    {
        var last = style.Shortened[^2];
        var room = Room(last, _title);
        if (reserve == 0 || room < reserve)
        {
            return null;
        }

        var layout = WithAuthors(last, room, reserve);
        return layout.Authors.Length > 0 ? layout : null;
    }

    private ArticleLayout WithoutShare(int reserve)
    {
        var last = style.Shortened[^2];
        var room = Room(last, _title);
        if (room >= reserve)
        {
            return new ArticleLayout(last, _title, "", room);
        }

        // Room() has charged for what leads to the abstract, which is left out with it.
        var lead = abstractPrice > 0 ? style.LeadPrice(last) : 0;
        if (reserve == 0 && room + lead >= 0)
        {
            return new ArticleLayout(last, _title, "", 0);
        }

        var titleRoom = TitleRoom(last, reserve);
        var bare = style.Shortened[^1];
        return titleRoom >= LeastTitle
            ? CutTitle(last, titleRoom, reserve)
            : CutTitle(bare, TitleRoom(bare, reserve), reserve);
    }

    private ArticleLayout WithAuthors(ArticleShape shape, int room, int need)
    {
        var most = Math.Max(LeastAuthors, (int)(limits.MaxCharacters * style.AuthorsShare));
        var authors = style.Authors.Longest(Math.Min(most, room - need - style.AuthorsGap));
        var price = authors.Price > 0 ? authors.Price + style.AuthorsGap : 0;
        return new ArticleLayout(shape, _title, authors.Text, room - price);
    }

    private ArticleLayout CutTitle(ArticleShape shape, int room, int reserve)
    {
        var title = TitleCut.Fit(style.Title, room, limits);
        return new ArticleLayout(shape, title, "", Math.Max(reserve, 0));
    }

    private int TitleRoom(ArticleShape shape, int reserve) => Room(shape, "") - "\n\n".Length - reserve;

    private int Room(ArticleShape shape, string title) =>
        limits.MaxCharacters
        - TootLength.Count(style.Put(shape, title, "", ""), "", limits)
        - (abstractPrice > 0 ? style.LeadPrice(shape) : 0);
}
