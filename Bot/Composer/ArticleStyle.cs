using Bot.Arxiv;
using Bot.Options;
using Bot.Text.Safety;
using Bot.Text.Sentences;

namespace Bot.Composer;

/// <summary>What an article toot carries besides title, authors and abstract.</summary>
/// <param name="Details">
/// With the line of details: classic's announcement and label, readable's category and references.
/// </param>
/// <param name="AllLinks">With links to PDF and HTML; the abs link is always there.</param>
/// <param name="Tags">As readers see them.</param>
internal sealed record ArticleShape(bool Details, bool AllLinks, IReadOnlyList<string> Tags)
{
    /// <summary>The line of links to toots about similar papers; empty for none, and always in classic.</summary>
    public string Similar { get; init; } = "";
}

/// <summary>
/// How one style writes the article about a paper. Title, authors and abstract are as they will be tooted: rendered and
/// safe.
/// </summary>
internal abstract class ArticleStyle
{
    /// <summary>For an article that has the whole abstract, the fullest first.</summary>
    public abstract IReadOnlyList<ArticleShape> Whole { get; }

    /// <summary>
    /// For an article that has less: ever barer, the last but one with the tags of every toot only, the last without
    /// any.
    /// </summary>
    public abstract IReadOnlyList<ArticleShape> Shortened { get; }

    public abstract SafeText Title { get; }

    public abstract SafeText Abstract { get; }

    public abstract AuthorLadder Authors { get; }

    /// <summary>What parts the authors' line from its neighbour costs this much.</summary>
    public abstract int AuthorsGap { get; }

    /// <summary>What stands between the rest and an abstract costs this much.</summary>
    public abstract int LeadPrice(ArticleShape shape);

    /// <summary>What the authors' line may cost beside the whole abstract.</summary>
    public abstract int MostAuthors(int room);

    /// <summary>The part of the limit that authors may take from an abstract that does not fit whole.</summary>
    public abstract double AuthorsShare { get; }

    /// <summary>What the beginning of an abstract must have room for to be told at all.</summary>
    public abstract int LeastShare { get; }

    /// <summary>True where the article's tags go before the last of the authors.</summary>
    public abstract bool AuthorsBeforeTags { get; }

    /// <summary>As much of the abstract as <paramref name="room"/> allows, gaps marked.</summary>
    public abstract string Shorten(MeasuredText text, int room);

    /// <summary>Puts a toot's text together; what is empty leaves no gap.</summary>
    public abstract string Put(ArticleShape shape, string title, string authors, string share);

    /// <param name="paper">What it is about.</param>
    /// <param name="account">Whose words they are.</param>
    /// <param name="limits">Of its server.</param>
    /// <param name="earlier">For a new version, where the paper was first told of; readable only.</param>
    public static ArticleStyle Of(
        Announcement paper,
        AccountOptions account,
        TootLimits limits,
        string? earlier = null
    ) =>
        account.Style == TootStyle.Classic
            ? new ClassicArticle(paper, account, limits)
            : new ReadableArticle(paper, account, limits, earlier);
}
