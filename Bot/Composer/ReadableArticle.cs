using System.Text;
using Bot.Arxiv;
using Bot.Options;
using Bot.PaperPages;
using Bot.Text.Latex;
using Bot.Text.Safety;
using Bot.Text.Sentences;

namespace Bot.Composer;

/// <summary>
/// The style "readable": title; authors; links, the abs link first because the first link makes the preview card;
/// abstract; what else arXiv says; hashtags. A blank line between fields. A title that folds the rest is not here, see
/// <see cref="SpoilerText"/>. Readers may hear it read aloud: few links, few tags, no styled letters.
/// </summary>
internal sealed class ReadableArticle : ArticleStyle
{
    private readonly Announcement _paper;
    private readonly LongAbstract _mode;
    private readonly string _title;
    private readonly string _details;
    private readonly int _mostAuthors;

    public ReadableArticle(Announcement paper, AccountOptions account, TootLimits limits, string? earlier = null)
    {
        _paper = paper;
        _mode = account.LongAbstract;
        _details = earlier is null ? DetailsOf(paper, account) : $"First toot: {earlier}";
        var tags = TagLine.Of(account, account.Tags.Article, paper.Categories[0]);
        var topic = PaperTopics.TagOf(paper, account);
        IReadOnlyList<string> topical = topic is null
            ? tags
            : [.. tags.Append(topic).Distinct(StringComparer.OrdinalIgnoreCase)];
        var abs = new ArticleShape(_details.Length > 0, false, topical);
        // The topic's tag never costs a reader the whole abstract.
        ArticleShape[] topicless = topical.Count > tags.Count ? [abs with { Tags = tags }] : [];
        Whole =
            account.Links == PaperLinks.All ? [abs with { AllLinks = true }, abs, .. topicless] : [abs, .. topicless];
        // A long reference must not take the abstract's place; where a new version's readers find the first toot is
        // worth it.
        var cheap = earlier is not null || TootLength.Count(_details, "", limits) <= limits.MaxCharacters / 8;
        Shortened =
        [
            abs with
            {
                Details = abs.Details && cheap,
            },
            new(false, false, topical),
            new(false, false, tags),
            new(false, false, TagLine.Of(account, [])),
            new(false, false, []),
        ];
        var title = TitleOf(paper);
        _title = title.Text;
        Title = account.Fold == Fold.Title ? SafeText.Of("") : title;
        Abstract = SafeText.Of(LatexText.Render(paper.Abstract));
        Authors = AuthorLadder.Readable(NamesOf(paper), limits, surnames: _mode != LongAbstract.Thread);
        _mostAuthors = Math.Max(300, limits.MaxCharacters / 4);
    }

    /// <summary>A paper's title as readers see it.</summary>
    public static SafeText TitleOf(Announcement paper) => SafeText.Of(LatexText.Render(paper.Title));

    /// <summary>Its authors' names as readers see them.</summary>
    public static IReadOnlyList<string> NamesOf(Announcement paper) =>
        [.. paper.Authors.Select(name => LatexText.Render(name).Text)];

    public override IReadOnlyList<ArticleShape> Whole { get; }

    public override IReadOnlyList<ArticleShape> Shortened { get; }

    public override SafeText Title { get; }

    public override SafeText Abstract { get; }

    public override AuthorLadder Authors { get; }

    public override int AuthorsGap => "\n\n".Length;

    public override int LeadPrice(ArticleShape shape) => "\n\n".Length;

    // Nobody reads a thousand names.
    public override int MostAuthors(int room) => Math.Min(room, _mostAuthors);

    // In a thread nothing is lost to the abstract.
    public override double AuthorsShare => _mode == LongAbstract.Thread ? 0.4 : 0.25;

    // Ten words or so; in a thread, where the next toot goes on, half of that will do.
    public override int LeastShare => _mode == LongAbstract.Thread ? 40 : 60;

    // Who wrote a paper matters more to readers than where it is filed.
    public override bool AuthorsBeforeTags => true;

    public override string Shorten(MeasuredText text, int room) =>
        _mode == LongAbstract.Card ? "" : ClaimShortener.Shorten(text, Abstract.Formulas, _title, room);

    public override string Put(ArticleShape shape, string title, string authors, string share)
    {
        var text = new StringBuilder(256 + title.Length + authors.Length + share.Length);
        Add(title);
        Add(authors);
        Add(_paper.Id.AbsUrl);
        if (shape.AllLinks)
        {
            text.Append("\nPDF: ").Append(_paper.Id.PdfUrl).Append("\nHTML: ").Append(_paper.Id.HtmlUrl);
        }

        Add(share);
        if (shape.Details)
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
