using System.Text;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>Which pages there are, and what robots are told of them.</summary>
internal static class SitePaths
{
    /// <summary>Searches have no end, and the rest is the operator's or for programs.</summary>
    private static readonly string[] NotForRobots = ["/search", "/status", "/health", "/api/"];

    /// <summary>All pages but the papers' own.</summary>
    public static async Task<IReadOnlyList<string>> PagesAsync(IPages pages) =>
        [
            "/",
            "/archive",
            "/weather",
            "/changes",
            "/subscribe",
            .. (await pages.Days()).Select(day => $"/day/{day.Date:yyyy-MM-dd}"),
            .. (await pages.Categories()).Select(group => $"/category/{group.Slug}"),
            .. (await pages.Topics()).Select(group => $"/topic/{group.Slug}"),
        ];

    /// <summary>The sitemap: days and groups. The papers' pages are linked from those.</summary>
    public static async Task<SiteAnswer> SitemapAsync(PageContext context)
    {
        var text = new StringBuilder(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        );
        foreach (var path in (await PagesAsync(context.Pages)).Where(context.Links.Has))
        {
            text.Append("<url><loc>").Append(Html.Of($"{context.Links.Absolute(path)}")).Append("</loc></url>\n");
        }

        return new SiteAnswer(200, "application/xml; charset=utf-8", text.Append("</urlset>\n").ToString());
    }

    public static SiteAnswer RobotsTxt(PageContext context)
    {
        var hidden = context.Links.IsStatic ? [] : NotForRobots;
        var lines = string.Concat(hidden.Select(path => $"Disallow: {context.Links.To(path)}\n"));
        return SiteAnswer.Text($"User-agent: *\n{lines}Allow: /\nSitemap: {context.Links.Absolute("/sitemap.xml")}\n");
    }
}
