using System.IO.Compression;
using Bot.Arxiv;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>What stands above a list of papers.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="About">A phrase without a full stop, or nothing.</param>
internal sealed record ListLead(string Title, string About);

/// <summary>Papers over all days: of a category, of a topic, or with certain words.</summary>
internal static class ListPage
{
    private const int PerPage = 50;

    public static Task<SiteAnswer> CategoryAsync(PageContext context, string category, int page)
    {
        var name = ArxivCategories.Caption(category);
        return OfAsync(
            context,
            new PaperQuery { Category = category },
            new PageHead(
                $"/category/{category}",
                name.Length > 0 ? $"{category}: {name}" : category,
                $"New papers on arXiv in {category} ({name}), the newest first."
            )
            {
                Section = "/archive",
                Feed = $"/category/{category}/feed",
            },
            new ListLead(category, name),
            page
        );
    }

    public static Task<SiteAnswer> TopicAsync(PageContext context, string slug, string name, int page) =>
        OfAsync(
            context,
            new PaperQuery { Topic = slug },
            new PageHead($"/topic/{slug}", name, $"New papers on arXiv about {name}, the newest first.")
            {
                Section = "/archive",
                Feed = $"/topic/{slug}/feed",
            },
            new ListLead(name, "A topic assigned by a program"),
            page
        );

    public static async Task<SiteAnswer> SearchAsync(PageContext context, string words, bool newestFirst, int page)
    {
        var path = $"/search?q={Uri.EscapeDataString(words)}";
        var found = await context.Pages.Find(
            new PaperQuery
            {
                Words = words,
                NewestFirst = newestFirst,
                Skip = (page - 1) * PerPage,
                Take = PerPage,
            }
        );
        var head = new PageHead(
            path,
            words.Length > 0 ? $"Papers with {words}" : "Search",
            "Search titles, authors and abstracts of all papers."
        )
        {
            Feed = words.Length > 0 ? $"/search/feed?q={Uri.EscapeDataString(words)}" : null,
            Words = words,
            IsIndexed = false,
        };
        var html = Html.Of($"<div class=\"lead\"><h1>{(words.Length > 0 ? "Search" : "Search all papers")}</h1>");
        if (words.Length == 0)
        {
            html.Add(
                $"<p>Words in titles, authors and abstracts. Quotes make a phrase; <code>author:</code> and "
                    + $"<code>title:</code> say where to look, as in <code>author:hinton "
                    + $"title:distillation</code>.</p>"
            );
        }
        else if (found.Total == 0)
        {
            html.Add(
                $"<p role=\"status\">No paper has <strong>{words}</strong>. Fewer words find more; a word’s "
                    + $"beginning will do at the end.</p>"
            );
        }
        else
        {
            html.Add(
                $"<p role=\"status\"><strong>{found.Total}</strong> {(found.Total == 1 ? "paper" : "papers")} "
                    + $"with <strong>{words}</strong>. "
            );
            if (found.Total > 1)
            {
                html.Add(
                    newestFirst
                        ? Html.Of($"The newest first; <a href=\"{context.Links.To(path)}\">the best first</a>.")
                        : Html.Of(
                            $"The best first; <a href=\"{context.Links.To(path)}&amp;sort=newest\">the newest "
                                + $"first</a>."
                        )
                );
            }

            html.Add($" {Feed(context.Links, head.Feed!)}</p>");
        }

        var cards = await PaperCards.ListAsync(context, found.Papers, showDates: true);
        html.Add($"</div>\n<section aria-label=\"Papers\">{cards}");
        return SiteAnswer.Page(
            await PageLayout.PageAsync(
                context,
                head,
                html.Add(
                    $"{Turn(context.Links, newestFirst ? $"{path}&sort=newest" : path, page, found.Total, PerPage)}</section>"
                )
            )
        ) with
        {
            Compression = CompressionLevel.Fastest,
        };
    }

    /// <summary>Links to the next and the former page; nothing when one page has it all.</summary>
    public static Html Turn(SiteLinks links, string path, int page, int total, int perPage)
    {
        var last = (total + perPage - 1) / perPage;
        if (last <= 1)
        {
            return Html.Of($"");
        }

        var html = Html.Of($"<nav class=\"turn\" aria-label=\"Pages\">");
        var address = links.To(path + BeforeNextKey(path));
        if (page > 1)
        {
            html.Add($"<a rel=\"prev\" href=\"{address}page={page - 1}\">Newer</a>");
        }

        html.Add($"<span>Page {page} of {last}</span>");
        if (page < last)
        {
            html.Add($"<a rel=\"next\" href=\"{address}page={page + 1}\">Older</a>");
        }

        return html.Add($"</nav>");
    }

    private static string BeforeNextKey(string path)
    {
        if (path.EndsWith('?'))
        {
            return "";
        }

        return path.Contains('?', StringComparison.Ordinal) ? "&" : "?";
    }

    public static Html Feed(SiteLinks links, string feed) =>
        Html.Of(
            $"<span class=\"feeds\">Follow as <a "
                + $"href=\"{links.To(PageLayout.Ending(feed, ".atom"))}\">Atom</a> or <a "
                + $"href=\"{links.To(PageLayout.Ending(feed, ".json"))}\">JSON Feed</a></span>"
        );

    private static async Task<SiteAnswer> OfAsync(
        PageContext context,
        PaperQuery query,
        PageHead head,
        ListLead lead,
        int page
    )
    {
        var found = await context.Pages.Find(query with { Skip = (page - 1) * PerPage, Take = PerPage });
        if (found.Papers.Count == 0 && page > 1)
        {
            return await PageLayout.MissingAsync(context);
        }

        var about = lead.About.Length > 0 ? lead.About + ". " : "";
        var unit = found.Total == 1 ? "paper" : "papers";
        var cards = await PaperCards.ListAsync(context, found.Papers, showDates: true);
        var html = Html.Of(
            $"<div class=\"lead\"><h1>{lead.Title}</h1>"
                + $"<p>{about}{found.Total} new {unit}, the newest first. {Feed(context.Links, head.Feed!)}</p></div>\n"
                + $"<section aria-label=\"Papers\">{cards}"
        );
        if (!context.Links.IsStatic)
        {
            html.Add(Turn(context.Links, head.Path, page, found.Total, PerPage));
        }

        return SiteAnswer.Page(
            await PageLayout.PageAsync(context, head with { IsIndexed = page == 1 }, html.Add($"</section>"))
        );
    }
}
