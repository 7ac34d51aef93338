using System.Text;
using Bot.Arxiv;
using Bot.Options;
using Bot.Text.Latex;
using Bot.Text.Safety;
using Bot.Text.Sentences;

namespace Bot.Composer;

/// <summary>
/// The style "readable": title; authors; links, the abs link first because servers make the preview card of the first
/// link; abstract; what else arXiv says; hashtags. A blank line between fields. Screen readers read it aloud, so it has
/// few links, few tags and no styled letters. Where the title folds the toot, it is left to <see cref="SpoilerText"/>.
/// </summary>
internal sealed class ReadableArticle : ArticleStyle
{
    private readonly Announcement _paper;
    private readonly LongAbstract _mode;
    private readonly string _title;
    private readonly string _details;
    private readonly int _mostAuthors;

    public ReadableArticle(Announcement paper, AccountOptions account, TootLimits limits, string? firstToot = null)
    {
        _paper = paper;
        _mode = account.LongAbstract;
        _details = firstToot is null ? DetailsOf(paper, account) : $"First toot: {firstToot}";
        var tags = TagLine.Of(account, account.Tags.Article, paper.Categories[0]);
        var topic = TopicHashtag.Of(paper, account);
        IReadOnlyList<string> topical = topic is null
            ? tags
            : [.. tags.Append(topic).Distinct(StringComparer.OrdinalIgnoreCase)];
        var bare = new ArticleShape(topical);
        var detailed = bare with { HasDetails = _details.Length > 0 };
        // The topic's tag is left out before any of the abstract is.
        ArticleShape[] topicless = topical.Count > tags.Count ? [detailed with { Tags = tags }] : [];
        ArticleShape[] linked = account.Links == PaperLinks.All ? [detailed with { HasAllLinks = true }] : [];
        Whole = [.. linked, detailed, .. topicless];
        // A long reference must not take the abstract's place. A link to the first toot may.
        var isShort = firstToot is not null || TootLength.Count(_details, "", limits) <= limits.MaxCharacters / 8;
        Shortened =
        [
            isShort ? detailed : bare,
            bare,
            new ArticleShape(tags),
            new ArticleShape(TagLine.Of(account, [])),
            new ArticleShape([]),
        ];
        var title = TitleOf(paper);
        _title = title.Text;
        Title = account.Fold == Fold.Title ? SafeText.Of("") : title;
        Abstract = SafeText.Of(LatexText.Render(paper.Abstract));
        Authors = AuthorLadder.Readable(NamesOf(paper), limits, surnames: _mode != LongAbstract.Thread);
        _mostAuthors = Math.Max(300, limits.MaxCharacters / 4);
    }

    /// <summary>A paper's title as readers see it.</summary>
    public static SafeText TitleOf(Announcement paper) =>
        OwnForms.WithoutPaperLinks(SafeText.Of(LatexText.Render(paper.Title)));

    /// <summary>Its authors' names as readers see them.</summary>
    public static IReadOnlyList<string> NamesOf(Announcement paper) =>
        [.. paper.Authors.Select(name => LatexText.Name(name))];

    public override IReadOnlyList<ArticleShape> Whole { get; }

    public override IReadOnlyList<ArticleShape> Shortened { get; }

    public override SafeText Title { get; }

    public override SafeText Abstract { get; }

    public override AuthorLadder Authors { get; }

    public override int AuthorsGap => "\n\n".Length;

    public override int LeadPrice(ArticleShape shape) => "\n\n".Length;

    // Nobody reads a thousand names.
    public override int MostAuthors(int room) => Math.Min(room, _mostAuthors);

    // In a thread the replies tell what the first toot has no room for.
    public override double AuthorsShare => _mode == LongAbstract.Thread ? 0.4 : 0.25;

    // Some ten words. In a thread, where the next toot goes on, fewer will do.
    public override int LeastShare => _mode == LongAbstract.Thread ? 40 : 60;

    // Readers care more about who wrote a paper than about its tags.
    public override bool AuthorsBeforeTags => true;

    public override string Shorten(MeasuredText text, int room) =>
        _mode == LongAbstract.Card ? "" : ClaimShortener.Shorten(text, Abstract.Formulas, _title, room);

    public override string Put(ArticleShape shape, string title, string authors, string share)
    {
        var text = new StringBuilder(256 + title.Length + authors.Length + share.Length);
        Add(title);
        Add(authors);
        Add(_paper.Id.AbsUrl);
        if (shape.HasAllLinks)
        {
            text.Append("\nPDF: ").Append(_paper.Id.PdfUrl).Append("\nHTML: ").Append(_paper.Id.HtmlUrl);
        }

        Add(share);
        if (shape.HasDetails)
        {
            Add(_details);
        }

        Add(shape.Similar);
        return TagLine.Append(text, shape.Tags).ToString();

        void Add(string field)
        {
            if (field.Length > 0)
            {
                text.Append(text.Length > 0 ? "\n\n" : "").Append(field);
            }
        }
    }

    private static string DetailsOf(Announcement paper, AccountOptions account)
    {
        var primary = paper.Categories[0];
        List<string> details = [];
        if (!account.Categories.Contains(primary))
        {
            details.Add($"Primary category: {primary}");
        }

        if (paper.JournalReference is { Length: > 0 } journal)
        {
            details.Add($"Journal: {SafeText.Of(LatexText.Render(journal)).Text}");
        }

        if (paper.Doi is { Length: > 0 } doi)
        {
            details.Add($"DOI: {SafeText.Of(doi).Text}");
        }

        return string.Join('\n', details);
    }
}
