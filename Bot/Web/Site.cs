using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Bot.Arxiv;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>
/// What the site says to a path and a query. It only reads, and the same question has the same answer until the ledger
/// changes or the day does.
/// </summary>
internal static partial class Site
{
    /// <summary>Longer searches are no searches.</summary>
    public const int MostWords = 200;

    /// <summary>Pages further back are reached by day, category and better words.</summary>
    private const int LastPage = 1000;

    /// <summary>
    /// What a question may carry; anything else is not looked at, so that it makes no second copy of an answer.
    /// </summary>
    private static readonly string[] Keys = ["q", "date", "category", "topic", "page", "sort"];

    /// <summary>Paths without end, and what is the operator's.</summary>
    private static readonly string[] NotForRobots = ["/search", "/status", "/health", "/api/"];

    /// <summary>The question in one form, for a cache.</summary>
    public static string Canonical(string path, IReadOnlyDictionary<string, string> query) =>
        $"{path}?{string.Join('&', Keys.Where(query.ContainsKey).Select(key => $"{key}={Uri.EscapeDataString(query[key])}"))}";

    public static SiteAnswer Answer(PageContext context, string path, IReadOnlyDictionary<string, string> query)
    {
        string? Asked(string key) => query.GetValueOrDefault(key) is { Length: > 0 } value ? value : null;
        var isApi = path.StartsWith("/api/", StringComparison.Ordinal);
        var words = string.Join(' ', (Asked("q") ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (words.Length > MostWords)
        {
            return Wrong(context, isApi, $"A search has at most {MostWords} characters.");
        }

        var page = 1;
        if (
            Asked("page") is { } number
            && !(
                int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out page)
                && page is >= 1 and <= LastPage
            )
        )
        {
            return Wrong(context, isApi, $"The page is a number from 1 to {LastPage}.");
        }

        DateOnly? date = null;
        if (Asked("date") is { } day && (date = Date(day)) is null)
        {
            return Wrong(context, isApi, "A date is written like 2026-08-12.");
        }

        var category = Asked("category") is { } name ? ArxivCategories.Spelling(name) : null;
        if (Asked("category") is not null && category is null)
        {
            return Wrong(context, isApi, "arXiv has no such category; they look like cs.LG.");
        }

        var topic = Asked("topic");
        if (topic is not null && !Slug().IsMatch(topic))
        {
            return Wrong(context, isApi, "A topic is written like graph-learning.");
        }

        return path.Split('/')[1..] switch
        {
            [""] => Front(context, topic, category, page),
            ["day"] when date is { } chosen => SiteAnswer.Redirect(context.Links.To($"/day/{chosen:yyyy-MM-dd}")),
            ["day", var text] when Date(text) is { } of => DayPage.Of(
                context,
                of,
                topic,
                category,
                isFront: false,
                page
            ) ?? PageLayout.Missing(context, $"No new papers of {of:d MMMM yyyy} are known here."),
            ["day", var text, "feed.atom" or "feed.json"] when Date(text) is { } of => SiteFeeds
                .Day(context, of)
                .Answer(path[^5..]),
            ["day", var text, var file]
                when Date(text) is { } of
                    && file.EndsWith(".svg", StringComparison.Ordinal)
                    && context.Ledger.Picture(file[..^4], of) is { } picture => new SiteAnswer(
                200,
                "image/svg+xml",
                picture.Svg
            )
            {
                MaxAge = TimeSpan.FromHours(1),
            },
            ["day", var text, var file]
                when Date(text) is { } of
                    && file.EndsWith(".png", StringComparison.Ordinal)
                    && context.Ledger.CardPicture(file[..^4], of) is { } png => new SiteAnswer(200, "image/png", "")
            {
                Bytes = png,
                MaxAge = TimeSpan.FromHours(1),
            },
            ["paper", .. var id] => Paper(context, string.Join('/', id)),
            ["category", var one] when ArxivCategories.Spelling(one) is { } known => ListPage.Category(
                context,
                known,
                page
            ),
            ["category", var one, "feed.atom" or "feed.json"] when ArxivCategories.Spelling(one) is { } known =>
                SiteFeeds.Category(context, known).Answer(path[^5..]),
            ["topic", var slug] when Topic(context, slug) is { } of => ListPage.Topic(context, slug, of, page),
            ["topic", var slug, "feed.atom" or "feed.json"] when Topic(context, slug) is { } of => SiteFeeds
                .Topic(context, slug, of)
                .Answer(path[^5..]),
            ["search"] => Search(context, words, Asked("sort") == "newest", page),
            ["search", "feed.atom" or "feed.json"] when words.Length > 0 => SiteFeeds
                .Search(context, words)
                .Answer(path[^5..]),
            ["feed.atom" or "feed.json"] => SiteFeeds.All(context).Answer(path[^5..]),
            ["archive"] => ArchivePage.Of(context),
            ["weather"] => WeatherPage.Of(context),
            ["weather", "feed.atom" or "feed.json"] => SiteFeeds.Weather(context).Answer(path[^5..]),
            ["changes"] => ChangesPage.Of(context),
            ["changes", "feed.atom" or "feed.json"] => SiteFeeds.Changes(context).Answer(path[^5..]),
            ["subscribe"] => SubscribePage.Of(context),
            ["api", "v1", "papers"] => SiteApi.Papers(
                context,
                new PaperQuery
                {
                    Date = date,
                    Category = category,
                    Topic = topic,
                    Words = words.Length > 0 ? words : null,
                },
                page
            ),
            ["api", "v1", "papers", .. var id] => SiteApi.Paper(context, string.Join('/', id)),
            ["api", "v1", "days"] => SiteApi.Days(context),
            ["sitemap.xml"] => Sitemap(context),
            ["robots.txt"] => SiteAnswer.Text(
                $"User-agent: *\n"
                    + $"{string.Concat(NotForRobots.Where(_ => !context.Links.IsStatic).Select(path => $"Disallow: {context.Links.To(path)}\n"))}Allow: "
                    + $"/\nSitemap: {context.Links.Absolute("/sitemap.xml")}\n"
            ),
            ["mark.svg"] => new SiteAnswer(200, "image/svg+xml", PageLayout.Mark) { MaxAge = TimeSpan.FromDays(1) },
            _ when path == PageLayout.StylePath => new SiteAnswer(200, "text/css; charset=utf-8", PageLayout.StyleSheet)
            {
                MaxAge = TimeSpan.FromDays(365),
            },
            _ => isApi
                ? SiteApi.Error(404, "there is no such thing; see /api/v1/papers, /api/v1/papers/ID and /api/v1/days")
                : PageLayout.Missing(context),
        };
    }

    private static SiteAnswer Front(PageContext context, string? topic, string? category, int page) =>
        context.Ledger.PaperDays() is [var newest, ..]
            ? DayPage.Of(context, newest.Date, topic, category, isFront: page == 1, page)!
            : DayPage.Empty(context);

    private static SiteAnswer Paper(PageContext context, string id) =>
        ArxivId.TryParse(id, out var known) && context.Ledger.IndexedPaper(known) is { } paper
            ? PaperPage.Of(context, paper)
            : PageLayout.Missing(context, "This paper is not known here.");

    // Who searches for a number wants that paper.
    private static SiteAnswer Search(PageContext context, string words, bool newestFirst, int page) =>
        ArxivId.TryParse(words.Replace("arXiv:", "", StringComparison.OrdinalIgnoreCase), out var id)
        && context.Ledger.IndexedPaper(id) is not null
            ? SiteAnswer.Redirect(context.Links.To($"/paper/{id}"))
            : ListPage.Search(context, words, newestFirst, page);

    private static string? Topic(PageContext context, string slug) =>
        Slug().IsMatch(slug) ? context.Ledger.TopicName(slug) : null;

    private static SiteAnswer Wrong(PageContext context, bool isApi, string message) =>
        isApi ? SiteApi.Error(400, message) : PageLayout.Missing(context, message) with { Status = 400 };

    // Days and groups; the papers' pages are linked from those.
    private static SiteAnswer Sitemap(PageContext context)
    {
        var text = new StringBuilder(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset "
                + "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        );
        foreach (var path in SitePaths.Pages(context.Ledger).Where(context.Links.Has))
        {
            text.Append("<url><loc>").Append(Html.Of($"{context.Links.Absolute(path)}")).Append("</loc></url>\n");
        }

        return new SiteAnswer(200, "application/xml; charset=utf-8", text.Append("</urlset>\n").ToString());
    }

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,60}\\z")]
    private static partial Regex Slug();
}

/// <summary>Which pages there are, without the papers' own.</summary>
internal static class SitePaths
{
    public static IEnumerable<string> Pages(SqliteLedger ledger) =>
        [
            "/",
            "/archive",
            "/weather",
            "/changes",
            "/subscribe",
            .. ledger.PaperDays().Select(day => $"/day/{day.Date:yyyy-MM-dd}"),
            .. ledger.Categories().Select(group => $"/category/{group.Slug}"),
            .. ledger.Topics().Select(group => $"/topic/{group.Slug}"),
        ];
}
