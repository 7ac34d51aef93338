namespace Bot.Composer;

/// <summary>Everything of an article toot but its share of the abstract.</summary>
/// <param name="Room">What the share may cost, in the server's counting; never negative.</param>
internal sealed record ArticleLayout(ArticleShape Shape, string Title, string Authors, int Room);

/// <summary>
/// Finds the fullest article toot that fits. What goes first when room is short: names of authors, then their line; the
/// announcement line and the abstract's label; the PDF and HTML links; the article tags; the abstract; the end of the
/// title; all tags. The abs link stays. Where a step frees more than was missing, authors come back in. A style may
/// hold the last of the authors dearer than the tags.
/// </summary>
internal sealed class ArticleLadder
{
    // As in the reference bot; the style's share of the limit where that is more, so that authors never crowd out the
    // abstract.
    private const int LeastAuthors = 90;

    // A title cut shorter than this tells less than the tags do.
    private const int LeastTitle = 20;

    private readonly ArticleStyle _style;
    private readonly TootLimits _limits;
    private readonly int _abstractPrice;
    private readonly string _title;

    public ArticleLadder(ArticleStyle style, TootLimits limits, int abstractPrice) =>
        (_style, _limits, _abstractPrice, _title) = (style, limits, abstractPrice, style.Title.Text);

    /// <summary>
    /// The toot that has the whole abstract, with all authors if possible; null when even the fewest do not make it
    /// fit.
    /// </summary>
    public ArticleLayout? Whole()
    {
        foreach (var shape in _style.Whole)
        {
            var room = Room(shape, _title) - _abstractPrice;
            if (room < 0)
            {
                continue;
            }

            var authors = _style.Authors.Longest(_style.MostAuthors(room - _style.AuthorsGap));
            if (authors.Price > 0 || _style.Authors.IsEmpty)
            {
                return new ArticleLayout(shape, _title, authors.Text, _abstractPrice);
            }
        }

        return null;
    }

    /// <summary>The toot that has the abstract's beginning.</summary>
    /// <param name="reserve">What the share must have room for besides, such as a part's number.</param>
    public ArticleLayout Beginning(int reserve)
    {
        var need = Math.Min(_style.LeastShare, _abstractPrice) + reserve;
        ArticleLayout? nameless = null;
        foreach (var shape in _style.Shortened.SkipLast(1))
        {
            if (Room(shape, _title) is var room && room < need)
            {
                continue;
            }

            var layout = WithAuthors(shape, room, need);
            if (layout.Authors.Length > 0 || _style.Authors.IsEmpty || !_style.AuthorsBeforeTags)
            {
                return layout;
            }

            nameless ??= layout;
        }

        // A thread can tell all of the abstract in its replies, but nowhere else who wrote the paper.
        if (
            nameless is not null
            && reserve > 0
            && Room(_style.Shortened[^2], _title) is var free
            && free >= reserve
            && WithAuthors(_style.Shortened[^2], free, reserve) is { Authors.Length: > 0 } named
        )
        {
            return named;
        }

        if (nameless is not null)
        {
            return nameless;
        }

        var (last, bare) = (_style.Shortened[^2], _style.Shortened[^1]);
        var left = Room(last, _title);
        if (left >= reserve)
        {
            return new ArticleLayout(last, _title, "", left);
        }
        // Without a share its lead costs nothing, and where there is no abstract it was never charged.
        if (reserve == 0 && left + (_abstractPrice > 0 ? _style.LeadPrice(last) : 0) >= 0)
        {
            return new ArticleLayout(last, _title, "", 0);
        }

        var forTitle = Room(last, "") - "\n\n".Length - reserve;
        return forTitle >= LeastTitle
            ? CutTitle(last, forTitle, reserve)
            : CutTitle(bare, Room(bare, "") - "\n\n".Length - reserve, reserve);
    }

    private ArticleLayout WithAuthors(ArticleShape shape, int room, int need)
    {
        var share = Math.Max(LeastAuthors, (int)(_limits.MaxCharacters * _style.AuthorsShare));
        var authors = _style.Authors.Longest(Math.Min(share, room - need - _style.AuthorsGap));
        return new ArticleLayout(
            shape,
            _title,
            authors.Text,
            room - authors.Price - (authors.Price > 0 ? _style.AuthorsGap : 0)
        );
    }

    private ArticleLayout CutTitle(ArticleShape shape, int room, int reserve)
    {
        var title = TitleCut.Fit(_style.Title, room, _limits);
        return new ArticleLayout(shape, title, "", Math.Max(reserve, 0));
    }

    private int Room(ArticleShape shape, string title) =>
        _limits.MaxCharacters
        - TootLength.Count(_style.Put(shape, title, "", ""), "", _limits)
        - (_abstractPrice > 0 ? _style.LeadPrice(shape) : 0);
}
