namespace Bot.Composer;

/// <summary>Everything of an article toot but its share of the abstract.</summary>
/// <param name="Room">What the share may cost, in the server's counting; never negative.</param>
internal sealed record ArticleLayout(ArticleShape Shape, string Title, string Authors, int Room);

/// <summary>
/// Finds the fullest article toot that fits. What goes first when room is short: names of authors, then their line; the announcement line and the
/// abstract's label; the PDF and HTML links; the article tags; the abstract; the end of the title; all tags. The abs link stays. Where a step
/// frees more than was missing, authors come back in.
/// </summary>
internal sealed class ArticleLadder
{
    // Ten words or so: less of an abstract says nothing.
    private const int LeastShare = 60;

    // As in the reference bot; a quarter of the limit where that is more, so that authors never crowd out the abstract.
    private const int LeastAuthors = 90;

    // A title cut shorter than this tells less than the tags do.
    private const int LeastTitle = 20;

    private readonly Announcement _paper;
    private readonly TootLimits _limits;
    private readonly int _abstractPrice;
    private readonly string _title;
    private readonly AuthorLadder _authors;
    private readonly ArticleShape[] _shapes;

    public ArticleLadder(Announcement paper, AccountOptions account, TootLimits limits, int abstractPrice)
    {
        (_paper, _limits, _abstractPrice) = (paper, limits, abstractPrice);
        _title = SafeText.Of(paper.Title).Text;
        _authors = new AuthorLadder(paper.Authors, limits);
        var tags = TagLine.Join(account.TagsEvery, account.TagsArticle);
        _shapes = [new(true, true, tags), new(false, true, tags), new(false, false, tags), new(false, false, account.TagsEvery), new(false, false, [])];
    }

    /// <summary>The toot that has the whole abstract, with all authors if possible; null when even "et al." does not make it fit.</summary>
    public ArticleLayout? Whole()
    {
        var room = Room(_shapes[0], _title) - _abstractPrice;
        if (room < 0) return null;
        var authors = _authors.Longest(room - 1);
        return authors.Price > 0 || _authors.Full.Price == 0 ? new ArticleLayout(_shapes[0], _title, authors.Text, _abstractPrice) : null;
    }

    /// <summary>The toot that has the abstract's beginning.</summary>
    /// <param name="reserve">What the share must have room for besides, such as a part's number.</param>
    public ArticleLayout Beginning(int reserve)
    {
        var need = Math.Min(LeastShare, _abstractPrice) + reserve;
        foreach (var shape in _shapes[..^1])
            if (Room(shape, _title) is var room && room >= need) return WithAuthors(shape, room, need);

        var (last, bare) = (_shapes[^2], _shapes[^1]);
        var left = Room(last, _title);
        if (left >= reserve) return new ArticleLayout(last, _title, "", left);
        // Without a share its lead costs nothing.
        if (reserve == 0 && left + last.LeadPrice >= 0) return new ArticleLayout(last, _title, "", 0);
        var forTitle = Room(last, "") - "\n\n".Length - reserve;
        return forTitle >= LeastTitle ? CutTitle(last, forTitle, reserve) : CutTitle(bare, Room(bare, "") - "\n\n".Length - reserve, reserve);
    }

    private ArticleLayout WithAuthors(ArticleShape shape, int room, int need)
    {
        var share = Math.Max(LeastAuthors, _limits.MaxCharacters / 4);
        var authors = _authors.Longest(Math.Min(share, room - need - 1));
        return new ArticleLayout(shape, _title, authors.Text, room - authors.Price - Math.Sign(authors.Price));
    }

    private ArticleLayout CutTitle(ArticleShape shape, int room, int reserve)
    {
        var title = TitleCut.Fit(_title, room, _limits);
        return new ArticleLayout(shape, title, "", Math.Max(reserve, 0));
    }

    private int Room(ArticleShape shape, string title) =>
        _limits.MaxCharacters - TootLength.Count(ArticleText.Classic(_paper, shape, title, "", ""), "", _limits) - (_abstractPrice > 0 ? shape.LeadPrice : 0);
}
