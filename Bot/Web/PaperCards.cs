using Bot.Ledger;

namespace Bot.Web;

/// <summary>Papers in a list: what one sees at a glance, and the rest behind a fold that needs no script.</summary>
internal static class PaperCards
{
    /// <summary>Of more authors the rest is counted.</summary>
    private const int MostAuthors = 6;

    /// <summary>Where nothing has chosen key points, the abstract's beginning stands in, cut near this many characters.</summary>
    private const int LeadLength = 230;

    private const int MostSimilar = 3;

    /// <summary>In longer lists abstracts stand on the papers' own pages, or the page would weigh more than some readers' connections bear.</summary>
    public const int MostWithAbstract = 220;

    public static Html List(PageContext context, IReadOnlyList<PaperDigest> papers, bool showDates)
    {
        var similar = context.Ledger.Digests([.. papers.SelectMany(paper => paper.Similar.Take(MostSimilar)).Distinct()]).ToDictionary(paper => paper.Id);
        var html = new Html();
        html.Add($"<ol class=\"cards\">\n");
        foreach (var paper in papers) Card(html, context.Links, paper, [.. paper.Similar.Take(MostSimilar).Where(similar.ContainsKey).Select(id => similar[id])], showDates, papers.Count <= MostWithAbstract);
        return html.Add($"</ol>\n");
    }

    /// <summary>"Ada Lovelace, Alan Turing and 12 others".</summary>
    public static string Authors(IReadOnlyList<string> names, int most = MostAuthors) =>
        names.Count <= most + 1 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(most))} and {names.Count - most} others";

    public static Html Tags(SiteLinks links, PaperDigest paper)
    {
        var html = new Html();
        html.Add($"<ul class=\"tags\" aria-label=\"Topics and categories\">");
        foreach (var topic in paper.Topics) html.Add($"<li>{Tag(links, $"/topic/{topic.Slug}", topic.Name, "topic")}</li>");
        foreach (var category in paper.Categories) html.Add($"<li>{Tag(links, $"/category/{category}", category, "")}</li>");
        return html.Add($"</ul>");
    }

    public static Html Points(PaperDigest paper)
    {
        if (paper.KeyPoints.Count == 0) return Html.Of($"");
        var html = new Html();
        html.Add($"<ul class=\"points\" aria-label=\"Key points, quoted from the abstract\">");
        foreach (var point in paper.KeyPoints) html.Add($"<li>{point}</li>");
        return html.Add($"</ul>");
    }

    /// <summary>The paper's places: arXiv's three, and its toot.</summary>
    public static Html Places(PaperDigest paper)
    {
        var html = Html.Of($"<ul class=\"places\"><li><a href=\"{paper.Id.AbsUrl}\">arXiv:{paper.Id}</a></li><li><a href=\"{paper.Id.PdfUrl}\">PDF</a></li><li><a href=\"{paper.Id.HtmlUrl}\">HTML</a></li>");
        if (WebAddress(paper.TootUrl) is { } toot) html.Add($"<li><a href=\"{toot}\">Toot</a></li>");
        return html;
    }

    public static Html Abstract(PaperDigest paper)
    {
        var html = new Html();
        foreach (var paragraph in paper.Abstract.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) html.Add($"<p>{paragraph}</p>");
        return html;
    }

    public static Html Withdrawn(PaperDigest paper) => paper.Withdrawal is { } withdrawal
        ? Html.Of($"<p class=\"withdrawn\"><strong>Withdrawn by its authors.</strong> {withdrawal.Reason}</p>")
        : Html.Of($"");

    private static void Card(Html html, SiteLinks links, PaperDigest paper, IReadOnlyList<PaperDigest> similar, bool showDate, bool withAbstract)
    {
        html.Add($"<li><article class=\"card\" id=\"p{paper.Id}\">{Tags(links, paper)}\n<h2><a href=\"{links.Paper(paper.Id)}\">{paper.Title}</a></h2>\n<p class=\"by\">{Authors(paper.Authors)}");
        if (showDate) html.Add($" <time datetime=\"{paper.Date:yyyy-MM-dd}\">{paper.Date:d MMM yyyy}</time>");
        html.Add($"</p>\n{Withdrawn(paper)}{Points(paper)}");
        if (paper.KeyPoints.Count == 0) html.Add($"<p class=\"begin\">{Shortened(paper.Abstract)}</p>");
        html.Add($"\n<details><summary>{(withAbstract ? "Abstract and links" : "Links")}<span class=\"vh\">: {paper.Title}</span></summary>");
        if (withAbstract) html.Add($"<div class=\"abstract\">{Abstract(paper)}</div>");
        html.Add(Places(paper)).Add($"<li><a href=\"{links.Paper(paper.Id)}\">{(withAbstract ? "Own page" : "Abstract")}</a></li></ul>");
        if (similar.Count > 0) html.Add($"<p class=\"small\">Similar papers</p><ul class=\"similar\">{similar.Select(one => Html.Of($"<li><a href=\"{links.Paper(one.Id)}\">{one.Title}</a></li>"))}</ul>");
        html.Add($"</details></article></li>\n");
    }

    private static Html Tag(SiteLinks links, string path, string name, string kind)
    {
        var shown = kind.Length > 0 ? Html.Of($"<span class=\"{kind}\">{name}</span>") : Html.Of($"{name}");
        return links.Has(path) ? Html.Of($"<a href=\"{links.To(path)}\">{shown}</a>") : Html.Of($"<span>{shown}</span>");
    }

    // What an instance answered is a stranger's text too: only a web address may become a link.
    public static string? WebAddress(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) ? address.AbsoluteUri : null;

    public static string Shortened(string text, int most = LeadLength)
    {
        var line = text.ReplaceLineEndings(" ");
        if (line.Length <= most) return line;
        var end = line.LastIndexOf(' ', most);
        return line[..(end > 0 ? end : most)].TrimEnd(',', ';', ':', '.') + " …";
    }
}
