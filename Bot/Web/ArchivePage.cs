using Bot.Arxiv;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>Links to all days by month, all topics and all categories.</summary>
internal static class ArchivePage
{
    /// <summary>Months that are not folded.</summary>
    private const int MonthsInFront = 2;

    /// <summary>
    /// Topics or categories that are not folded. arXiv has 155 categories, and cross-lists bring most of them here.
    /// </summary>
    private const int GroupsInFront = 18;

    public static async Task<SiteAnswer> OfAsync(PageContext context)
    {
        var links = context.Links;
        var days = await context.Pages.Days();
        var html = Html.Of(
            $"<div class=\"lead\"><h1>Archive</h1><p>{days.Sum(day => day.Papers)} new papers on {days.Count} "
                + $"{(days.Count == 1 ? "day" : "days")}.</p></div>\n"
        );
        Groups(html, links, "Topics", "/topic", await context.Pages.Topics());
        Groups(html, links, "Categories", "/category", await context.Pages.Categories());
        html.Add($"<section><h2>Days</h2>\n");
        var opened = 0;
        foreach (
            var month in days.Where(day => links.Has($"/day/{day.Date:yyyy-MM-dd}"))
                .GroupBy(day => (day.Date.Year, day.Date.Month))
        )
        {
            var open = Html.If(opened++ < MonthsInFront, $" open");
            html.Add($"<details{open}><summary>{month.First().Date:MMMM yyyy}</summary>" + $"<ul class=\"grid\">");
            foreach (var day in month)
            {
                html.Add(
                    $"<li><a href=\"{links.To($"/day/{day.Date:yyyy-MM-dd}")}\">{day.Date:ddd d MMM}<span "
                        + $"class=\"vh\">:</span> <span class=\"n\">{day.Papers}<span class=\"vh\"> "
                        + $"papers</span></span></a></li>"
                );
            }

            html.Add($"</ul></details>\n");
        }

        var head = new PageHead("/archive", "Archive", "All days, topics and categories.")
        {
            Section = "/archive",
            Feed = "/feed",
        };
        return SiteAnswer.Page(await PageLayout.PageAsync(context, head, html.Add($"</section>")));
    }

    private static void Groups(Html html, SiteLinks links, string title, string path, IReadOnlyList<PaperGroup> groups)
    {
        var shown = groups.Where(group => links.Has($"{path}/{group.Slug}")).ToList();
        if (shown.Count == 0)
        {
            return;
        }

        html.Add($"<section><h2>{title}</h2>{List(links, path, shown.Take(GroupsInFront))}");
        if (shown.Count > GroupsInFront)
        {
            html.Add(
                $"<details><summary>{shown.Count - GroupsInFront} more "
                    + $"{title.ToLowerInvariant()}</summary>{List(links, path, shown.Skip(GroupsInFront))}</details>"
            );
        }

        html.Add($"</section>\n");
    }

    private static Html List(SiteLinks links, string path, IEnumerable<PaperGroup> groups)
    {
        var html = Html.Of($"<ul class=\"grid wide\">");
        foreach (var group in groups)
        {
            var caption = ArxivCategories.Caption(group.Slug);
            html.Add(
                $"<li><a href=\"{links.To($"{path}/{group.Slug}")}\">{group.Name} "
                    + $"<span class=\"n\">{group.Papers}<span class=\"vh\"> papers</span></span>"
                    + $"{Html.If(caption.Length > 0, $"<span class=\"small\">{caption}</span>")}</a></li>"
            );
        }

        return html.Add($"</ul>");
    }
}
