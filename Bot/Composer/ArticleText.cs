using System.Globalization;
using System.Text;

namespace Bot.Composer;

/// <summary>What an article toot carries besides title, authors and abstract.</summary>
/// <param name="Announced">With the line <c>arXiv:... Announce Type: ...</c> and the label <c>Abstract:</c>.</param>
/// <param name="AllLinks">With links to PDF and HTML; the abs link is always there.</param>
/// <param name="Tags">Without <c>#</c>.</param>
internal sealed record ArticleShape(bool Announced, bool AllLinks, IReadOnlyList<string> Tags)
{
    /// <summary>What stands between links and abstract costs this much more when there is an abstract: its label or an empty line.</summary>
    public int LeadPrice => Announced ? "\nAbstract: ".Length : "\n\n".Length;
}

/// <summary>The style "classic": paragraphs of title; authors and links; announcement and abstract; hashtags.</summary>
internal static class ArticleText
{
    /// <summary>Puts a toot's text together; what is empty leaves no gap.</summary>
    public static string Classic(Announcement paper, ArticleShape shape, string title, string authors, string share)
    {
        var text = new StringBuilder(256 + title.Length + authors.Length + share.Length);
        if (title.Length > 0) text.Append(title).Append("\n\n");
        if (authors.Length > 0) text.Append(authors).Append('\n');
        text.Append(paper.Id.AbsUrl);
        if (shape.AllLinks) text.Append(' ').Append(paper.Id.PdfUrl).Append(' ').Append(paper.Id.HtmlUrl);
        if (shape.Announced) text.Append(CultureInfo.InvariantCulture, $"\n\narXiv:{paper.Id.Value}v{paper.Version} Announce Type: {NameOf(paper.Type)}");
        if (share.Length > 0) text.Append(shape.Announced ? "\nAbstract: " : "\n\n").Append(share);
        return TagLine.Append(text, shape.Tags).ToString();
    }

    private static string NameOf(AnnounceType type) => type switch
    {
        AnnounceType.New => "new",
        AnnounceType.Cross => "cross",
        AnnounceType.Replace => "replace",
        AnnounceType.ReplaceCross => "replace-cross",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
