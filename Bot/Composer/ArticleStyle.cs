using Bot.Arxiv;
using Bot.Options;
using Bot.Text.Safety;
using Bot.Text.Sentences;

namespace Bot.Composer;

/// <summary>What an article toot carries besides title, authors, abstract and the abs link.</summary>
/// <param name="Tags">As readers see them.</param>
internal sealed record ArticleShape(IReadOnlyList<string> Tags)
{
    /// <summary>
    /// With the line of details: in classic the announcement and the abstract's label, in readable the category and
    /// references.
    /// </summary>
    public bool HasDetails { get; init; }

    /// <summary>With links to PDF and HTML.</summary>
    public bool HasAllLinks { get; init; }

    /// <summary>The line of links to toots about similar papers; empty for none, and always in classic.</summary>
    public string Similar { get; init; } = "";
}

/// <summary>
/// How one style writes the article about a paper. Title, authors and abstract are ready to be tooted: rendered where
/// the style renders TeX, and safe. Prices and rooms are in the server's counting.
/// </summary>
internal abstract class ArticleStyle
{
    /// <summary>The shapes for an article that has the whole abstract, the fullest first.</summary>
    public abstract IReadOnlyList<ArticleShape> Whole { get; }

    /// <summary>
    /// The shapes for an article that has less than the abstract, the fullest first. The last but one has only the tags
    /// of every toot, the last has none.
    /// </summary>
    public abstract IReadOnlyList<ArticleShape> Shortened { get; }

    public abstract SafeText Title { get; }

    public abstract SafeText Abstract { get; }

    public abstract AuthorLadder Authors { get; }

    /// <summary>The price of the line breaks beside the authors.</summary>
    public abstract int AuthorsGap { get; }

    /// <summary>The price of what stands between the abstract and the text before it.</summary>
    public abstract int LeadPrice(ArticleShape shape);

    /// <summary>What the authors may cost beside the whole abstract, when there is so much room.</summary>
    public abstract int MostAuthors(int room);

    /// <summary>
    /// What part of the limit the authors may take beside an abstract that does not fit whole, from 0 to 1.
    /// </summary>
    public abstract double AuthorsShare { get; }

    /// <summary>With less room than this for the abstract, other things are left out first.</summary>
    public abstract int LeastShare { get; }

    /// <summary>True where the article's tags are left out before the last form of the authors.</summary>
    public abstract bool AuthorsBeforeTags { get; }

    /// <summary>As much of the abstract as <paramref name="room"/> allows, gaps marked.</summary>
    public abstract string Shorten(MeasuredText text, int room);

    /// <summary>Puts a toot's text together. A field that is empty leaves no blank line.</summary>
    public abstract string Put(ArticleShape shape, string title, string authors, string share);

    /// <param name="paper">The paper.</param>
    /// <param name="account">The account that toots.</param>
    /// <param name="limits">Of its server.</param>
    /// <param name="firstToot">
    /// For a new version, the address of our first toot about the paper; classic does not link to it.
    /// </param>
    public static ArticleStyle Of(
        Announcement paper,
        AccountOptions account,
        TootLimits limits,
        string? firstToot = null
    ) =>
        account.Style == TootStyle.Classic
            ? new ClassicArticle(paper, account, limits)
            : new ReadableArticle(paper, account, limits, firstToot);
}
