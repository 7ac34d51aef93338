using System.IO.Compression;
using Bot.Arxiv;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>A paper's own page: all that is known of it, and what it was before.</summary>
internal static class PaperPage
{
    private const int MostSimilar = 8;

    public static async Task<SiteAnswer> OfAsync(PageContext context, IndexedPaper paper)
    {
        var links = context.Links;
        var head = new PageHead(
            $"/paper/{paper.Id}",
            paper.Title,
            PaperCards.Shortened(paper.KeyPoints.Count > 0 ? paper.KeyPoints[0] : paper.Abstract, 200)
        )
        {
            Kind = "article",
        };
        var day = $"/day/{paper.Date:yyyy-MM-dd}";
        var html = new Html();
        html.Add(
            $"<article class=\"paper\"><div class=\"lead\">{PaperCards.Tags(links, paper)}\n"
                + $"<h1>{paper.Title}</h1>\n<p class=\"by\">{string.Join(", ", paper.Authors)}</p>\n"
        );
        var listing = paper.Type == AnnounceType.New ? "" : $"to {paper.Listing} ";
        html.Add($"<p class=\"small\">Announced {listing}on <time datetime=\"{paper.Date:yyyy-MM-dd}\">");
        html.Add(
                links.Has(day)
                    ? Html.Of($"<a href=\"{links.To(day)}\">{paper.Date:d MMMM yyyy}</a>")
                    : Html.Of($"{paper.Date:d MMMM yyyy}")
            )
            .Add($"</time>, here in version {paper.Version}</p>\n");
        html.Add($"{PaperCards.Withdrawn(paper)}{PaperCards.Places(paper)}</ul></div>\n");
        if (paper.KeyPoints.Count > 0 || paper.Generated is not null)
        {
            html.Add($"<section><h2>Key points</h2>{PaperCards.Points(paper)}</section>\n");
        }

        html.Add($"<section class=\"abstract\"><h2>Abstract</h2>{PaperCards.Abstract(paper)}</section>\n");
        if (paper.Doi is { } doi)
        {
            html.Add(
                $"<p class=\"small\">DOI: <a "
                    + $"href=\"https://doi.org/{Uri.EscapeDataString(doi).Replace("%2F", "/", StringComparison.Ordinal)}\">{doi}</a></p>"
            );
        }

        if (paper.JournalReference is { } journal)
        {
            html.Add($"<p class=\"small\">Published in {journal}</p>");
        }

        var changes = await context.Pages.ChangesOf(paper.Id);
        if (changes.Count > 0)
        {
            html.Add(
                $"<section><h2>Changes</h2>{changes.Select(change => ChangesPage.Change(links, change, withTitle: false))}</section>\n"
            );
        }

        var similar = await context.Pages.Papers([.. paper.Similar.Take(MostSimilar)]);
        if (similar.Count > 0)
        {
            html.Add(
                $"<section id=\"similar\"><h2>Similar papers</h2><ul class=\"similar\">"
                    + $"{similar.Select(one => Similar(links, one))}</ul></section>\n"
            );
        }

        return SiteAnswer.Page(await PageLayout.PageAsync(context, head, html.Add($"</article>"))) with
        {
            Compression = CompressionLevel.Fastest,
        };
    }

    private static Html Similar(SiteLinks links, IndexedPaper paper) =>
        Html.Of(
            $"<li><a href=\"{links.Paper(paper.Id)}\">{paper.Title}</a> "
                + $"<span class=\"small\">{PaperCards.Authors(paper.Authors, 3)}, {paper.Date:yyyy}</span></li>"
        );
}
