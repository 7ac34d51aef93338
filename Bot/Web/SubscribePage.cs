using Bot.Ledger;

namespace Bot.Web;

/// <summary>How to be told: accounts, feeds, mail.</summary>
internal static class SubscribePage
{
    public static async Task<SiteAnswer> OfAsync(PageContext context)
    {
        var links = context.Links;
        var html = Html.Of(
            $"<div class=\"lead\"><h1>Subscribe</h1><p>New papers come to you; you need not come back here.</p></div>\n"
        );
        var voices = await context.Pages.Accounts();
        if (voices.Count > 0)
        {
            html.Add(
                $"<section><h2>On the fediverse</h2><p>Follow from Mastodon or any other server by searching "
                    + $"for the handle. Every toot carries a word that mutes the bot.</p><ul class=\"grid wide\">"
            );
            foreach (var voice in voices)
            {
                html.Add(
                    $"<li><a rel=\"me\" href=\"{PaperCards.WebAddress(voice.Url)}\">{voice.Handle} <span "
                        + $"class=\"small\">{string.Join(", ", voice.Categories)}</span></a></li>"
                );
            }

            html.Add($"</ul></section>\n");
        }

        if (context.SubscribeUrl is { } mail)
        {
            html.Add(
                $"<section><h2>By mail</h2><p><a href=\"{mail.AbsoluteUri}\">Subscribe by mail</a></p></section>\n"
            );
        }

        html.Add($"<section><h2>In a feed reader</h2><p>All new papers: {ListPage.Feed(links, "/feed")}</p>");
        if (context.HasSearch)
        {
            html.Add($"<p>Any search is a feed too: search, then follow the link beside the results.</p>");
        }

        Feeds(html, links, "Topics", "/topic", await context.Pages.Topics());
        Feeds(html, links, "Categories", "/category", await context.Pages.Categories());
        html.Add(
            $"<p>The weather of arXiv’s feeds: {ListPage.Feed(links, "/weather/feed")}</p><p>Withdrawn and "
                + $"changed papers: {ListPage.Feed(links, "/changes/feed")}</p></section>"
        );
        return SiteAnswer.Page(
            await PageLayout.PageAsync(
                context,
                new PageHead(
                    "/subscribe",
                    "Subscribe",
                    "Follow new papers on the fediverse, in a feed reader or by mail."
                )
                {
                    Section = "/subscribe",
                    Feed = "/feed",
                },
                html
            )
        );
    }

    private static void Feeds(Html html, SiteLinks links, string title, string path, IReadOnlyList<PaperGroup> groups)
    {
        var shown = groups.Where(group => links.Has($"{path}/{group.Slug}/feed.atom")).ToList();
        if (shown.Count == 0)
        {
            return;
        }

        html.Add($"<h3>{title}</h3><ul class=\"grid wide\">");
        foreach (var (slug, name, _) in shown)
        {
            html.Add(
                $"<li><span>{name}</span> <span class=\"small\"><a "
                    + $"href=\"{links.To($"{path}/{slug}/feed.atom")}\">Atom<span class=\"vh\"> of "
                    + $"{name}</span></a> <a href=\"{links.To($"{path}/{slug}/feed.json")}\">JSON<span "
                    + $"class=\"vh\"> Feed of {name}</span></a></span></li>"
            );
        }

        html.Add($"</ul>");
    }
}
