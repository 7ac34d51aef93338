using System.Globalization;
using System.Text;
using Bot.Arxiv;
using Bot.Options;
using Bot.Text.Safety;
using Bot.Text.Sentences;

namespace Bot.Composer;

/// <summary>
/// The style "classic": paragraphs of title; authors and links; announcement and abstract; hashtags. TeX stays as it
/// came.
/// </summary>
internal sealed class ClassicArticle : ArticleStyle
{
    private readonly Announcement _paper;

    public ClassicArticle(Announcement paper, AccountOptions account, TootLimits limits)
    {
        _paper = paper;
        var bare = new ArticleShape(TagLine.Of(account, account.Tags.Article));
        Shortened =
        [
            bare with
            {
                HasDetails = true,
                HasAllLinks = true,
            },
            bare with
            {
                HasAllLinks = true,
            },
            bare,
            new ArticleShape(TagLine.Of(account, [])),
            new ArticleShape([]),
        ];
        Whole = [Shortened[0]];
        Title = OwnForms.WithoutPaperLinks(SafeText.Of(paper.Title));
        Abstract = SafeText.Of(paper.Abstract);
        Authors = AuthorLadder.Classic(paper.Authors, limits);
    }

    public override IReadOnlyList<ArticleShape> Whole { get; }

    public override IReadOnlyList<ArticleShape> Shortened { get; }

    public override SafeText Title { get; }

    public override SafeText Abstract { get; }

    public override AuthorLadder Authors { get; }

    public override int AuthorsGap => "\n".Length;

    public override int LeadPrice(ArticleShape shape) => shape.HasDetails ? "\nAbstract: ".Length : "\n\n".Length;

    public override int MostAuthors(int room) => room;

    public override double AuthorsShare => 0.25;

    // Some ten words; less of an abstract says nothing.
    public override int LeastShare => 60;

    public override bool AuthorsBeforeTags => false;

    public override string Shorten(MeasuredText text, int room) =>
        AbstractShortener.Shorten(text, Abstract.Formulas, room);

    public override string Put(ArticleShape shape, string title, string authors, string share)
    {
        var text = new StringBuilder(256 + title.Length + authors.Length + share.Length);
        if (title.Length > 0)
        {
            text.Append(title).Append("\n\n");
        }

        if (authors.Length > 0)
        {
            text.Append(authors).Append('\n');
        }

        text.Append(_paper.Id.AbsUrl);
        if (shape.HasAllLinks)
        {
            text.Append(' ').Append(_paper.Id.PdfUrl).Append(' ').Append(_paper.Id.HtmlUrl);
        }

        if (shape.HasDetails)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n\narXiv:{_paper.Id.Value}v{_paper.Version} Announce Type: {NameOf(_paper.Type)}"
            );
        }

        if (share.Length > 0)
        {
            text.Append(shape.HasDetails ? "\nAbstract: " : "\n\n").Append(share);
        }

        return TagLine.Append(text, shape.Tags).ToString();
    }

    private static string NameOf(AnnounceType type) =>
        type switch
        {
            AnnounceType.New => "new",
            AnnounceType.Cross => "cross",
            AnnounceType.Replace => "replace",
            AnnounceType.ReplaceCross => "replace-cross",
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
}
