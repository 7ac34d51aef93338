using System.Collections.Frozen;
using Bot.Arxiv;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>
/// What the site answers to a path and a query. It only reads, and the same request has the same answer until the
/// ledger changes or the day does.
/// </summary>
internal static class Site
{
    /// <summary>Answers for one first part of a path.</summary>
    /// <param name="rest">The path's other parts.</param>
    /// <returns>Null where there is nothing.</returns>
    private delegate SiteAnswer? Route(PageContext context, SiteQuery query, string[] rest);

    private static readonly FrozenDictionary<string, Route> Routes = new Dictionary<string, Route>(
        StringComparer.Ordinal
    )
    {
        [""] = (context, query, rest) => rest is [] ? Front(context, query) : null,
        ["feed.atom"] = Only(context => SiteFeeds.All(context).Answer(".atom")),
        ["feed.json"] = Only(context => SiteFeeds.All(context).Answer(".json")),
        ["day"] = Day,
        ["paper"] = (context, _, rest) => Paper(context, string.Join('/', rest)),
        ["category"] = Category,
        ["topic"] = Topic,
        ["search"] = Search,
        ["archive"] = Only(ArchivePage.Of),
        ["weather"] = WithFeed(WeatherPage.Of, SiteFeeds.Weather),
        ["changes"] = WithFeed(ChangesPage.Of, SiteFeeds.Changes),
        ["subscribe"] = Only(SubscribePage.Of),
        ["api"] = Api,
        ["sitemap.xml"] = Only(SitePaths.Sitemap),
        ["robots.txt"] = Only(SitePaths.RobotsTxt),
        ["mark.svg"] = Only(_ => Lasting("image/svg+xml", PageLayout.Mark, TimeSpan.FromDays(1))),
        [PageLayout.StylePath[1..]] = Only(_ =>
            Lasting("text/css; charset=utf-8", PageLayout.StyleSheet, TimeSpan.FromDays(365))
        ),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static SiteAnswer Answer(PageContext context, string path, IReadOnlyDictionary<string, string> parameters)
    {
        var isApi = path.StartsWith("/api/", StringComparison.Ordinal);
        var (query, mistake) = SiteQuery.Read(parameters);
        if (query is null)
        {
            return isApi ? SiteApi.Error(400, mistake) : PageLayout.Missing(context, mistake) with { Status = 400 };
        }

        var answer =
            path.Split('/') is [_, var first, .. var rest] && Routes.TryGetValue(first, out var route)
                ? route(context, query, rest)
                : null;
        return answer ?? (isApi ? SiteApi.NoSuchPath() : PageLayout.Missing(context));
    }

    private static Route Only(Func<PageContext, SiteAnswer> page) =>
        (context, _, rest) => rest is [] ? page(context) : null;

    private static Route WithFeed(Func<PageContext, SiteAnswer> page, Func<PageContext, SiteFeed> feed) =>
        (context, _, rest) =>
            rest switch
            {
                [] => page(context),
                ["feed.atom" or "feed.json"] => Feed(feed(context), rest[^1]),
                _ => null,
            };

    private static SiteAnswer Feed(SiteFeed feed, string file) => feed.Answer(Path.GetExtension(file));

    private static SiteAnswer Lasting(string contentType, string text, TimeSpan maxAge) =>
        new(200, contentType, text) { MaxAge = maxAge };

    private static SiteAnswer Front(PageContext context, SiteQuery query) =>
        context.Ledger.PaperDays() is [var newest, ..]
            ? DayPage.Of(context, newest.Date, query, isFront: query.Page == 1)!
            : DayPage.Empty(context);

    private static SiteAnswer? Day(PageContext context, SiteQuery query, string[] rest)
    {
        if (rest is [])
        {
            return query.Date is { } chosen ? SiteAnswer.Redirect(context.Links.To($"/day/{chosen:yyyy-MM-dd}")) : null;
        }

        if (SiteQuery.DateOf(rest[0]) is not { } date)
        {
            return null;
        }

        return rest[1..] switch
        {
            [] => DayPage.Of(context, date, query, isFront: false)
                ?? PageLayout.Missing(context, $"No new papers of {date:d MMMM yyyy} are known here."),
            ["feed.atom" or "feed.json"] => Feed(SiteFeeds.Day(context, date), rest[^1]),
            [var file] => Picture(context, date, file),
            _ => null,
        };
    }

    private static SiteAnswer? Picture(PageContext context, DateOnly date, string file)
    {
        var maxAge = TimeSpan.FromHours(1);
        var ending = Path.GetExtension(file);
        var category = file[..^ending.Length];
        return ending switch
        {
            ".svg" when context.Ledger.Picture(category, date) is { } picture => Lasting(
                "image/svg+xml",
                picture.Svg,
                maxAge
            ),
            ".png" when context.Ledger.CardPicture(category, date) is { } png => Lasting("image/png", "", maxAge) with
            {
                Bytes = png,
            },
            _ => null,
        };
    }

    private static SiteAnswer Paper(PageContext context, string id) =>
        ArxivId.TryParse(id, out var known) && context.Ledger.IndexedPaper(known) is { } paper
            ? PaperPage.Of(context, paper)
            : PageLayout.Missing(context, "This paper is not known here.");

    private static SiteAnswer? Category(PageContext context, SiteQuery query, string[] rest)
    {
        if (rest is not [var name, .. var file] || ArxivCategories.Spelling(name) is not { } category)
        {
            return null;
        }

        return file switch
        {
            [] => ListPage.Category(context, category, query.Page),
            ["feed.atom" or "feed.json"] => Feed(SiteFeeds.Category(context, category), file[0]),
            _ => null,
        };
    }

    private static SiteAnswer? Topic(PageContext context, SiteQuery query, string[] rest)
    {
        if (
            rest is not [var slug, .. var file]
            || !SiteQuery.IsSlug(slug)
            || context.Ledger.TopicName(slug) is not { } name
        )
        {
            return null;
        }

        return file switch
        {
            [] => ListPage.Topic(context, slug, name, query.Page),
            ["feed.atom" or "feed.json"] => Feed(SiteFeeds.Topic(context, slug, name), file[0]),
            _ => null,
        };
    }

    private static SiteAnswer? Search(PageContext context, SiteQuery query, string[] rest) =>
        rest switch
        {
            [] => Search(context, query),
            ["feed.atom" or "feed.json"] when query.Words.Length > 0 => Feed(
                SiteFeeds.Search(context, query.Words),
                rest[0]
            ),
            _ => null,
        };

    // A reader who searches for an arXiv id wants that paper.
    private static SiteAnswer Search(PageContext context, SiteQuery query)
    {
        var id = query.Words.Replace("arXiv:", "", StringComparison.OrdinalIgnoreCase);
        return ArxivId.TryParse(id, out var known) && context.Ledger.IndexedPaper(known) is not null
            ? SiteAnswer.Redirect(context.Links.To($"/paper/{known}"))
            : ListPage.Search(context, query.Words, query.IsNewestFirst, query.Page);
    }

    private static SiteAnswer? Api(PageContext context, SiteQuery query, string[] rest) =>
        rest switch
        {
            ["v1", "papers"] => SiteApi.Papers(context, query),
            ["v1", "papers", .. var id] => SiteApi.Paper(context, string.Join('/', id)),
            ["v1", "days"] => SiteApi.Days(context),
            _ => null,
        };
}
