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
    private delegate Task<SiteAnswer?> Route(PageContext context, SiteQuery query, string[] rest);

    private static readonly FrozenDictionary<string, Route> Routes = new Dictionary<string, Route>(
        StringComparer.Ordinal
    )
    {
        [""] = async (context, query, rest) => rest is [] ? await FrontAsync(context, query) : null,
        ["feed.atom"] = Only(async context => (await SiteFeeds.AllAsync(context)).Answer(".atom")),
        ["feed.json"] = Only(async context => (await SiteFeeds.AllAsync(context)).Answer(".json")),
        ["day"] = DayAsync,
        ["paper"] = async (context, _, rest) => await PaperAsync(context, string.Join('/', rest)),
        ["category"] = CategoryAsync,
        ["topic"] = TopicAsync,
        ["search"] = SearchAsync,
        ["archive"] = Only(ArchivePage.OfAsync),
        ["weather"] = WithFeed(WeatherPage.OfAsync, SiteFeeds.WeatherAsync),
        ["changes"] = WithFeed(ChangesPage.OfAsync, SiteFeeds.ChangesAsync),
        ["subscribe"] = Only(SubscribePage.OfAsync),
        ["api"] = ApiAsync,
        ["sitemap.xml"] = Only(SitePaths.SitemapAsync),
        ["robots.txt"] = Always(SitePaths.RobotsTxt),
        ["mark.svg"] = Always(_ => Lasting("image/svg+xml", PageLayout.Mark, TimeSpan.FromDays(1))),
        [PageLayout.StylePath[1..]] = Always(_ =>
            Lasting("text/css; charset=utf-8", PageLayout.StyleSheet, TimeSpan.FromDays(365))
        ),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static async Task<SiteAnswer> AnswerAsync(
        PageContext context,
        string path,
        IReadOnlyDictionary<string, string> parameters
    )
    {
        var isApi = path.StartsWith("/api/", StringComparison.Ordinal);
        var (query, mistake) = SiteQuery.Read(parameters);
        if (query is null)
        {
            return isApi
                ? SiteApi.Error(400, mistake)
                : await PageLayout.MissingAsync(context, mistake) with
                {
                    Status = 400,
                };
        }

        var answer =
            path.Split('/') is [_, var first, .. var rest] && Routes.TryGetValue(first, out var route)
                ? await route(context, query, rest)
                : null;
        return answer ?? (isApi ? SiteApi.NoSuchPath() : await PageLayout.MissingAsync(context));
    }

    private static Route Only(Func<PageContext, Task<SiteAnswer>> page) =>
        async (context, _, rest) => rest is [] ? await page(context) : null;

    // An answer for which nothing needs to be read.
    private static Route Always(Func<PageContext, SiteAnswer> page) =>
        (context, _, rest) => Task.FromResult(rest is [] ? page(context) : null);

    private static Route WithFeed(Func<PageContext, Task<SiteAnswer>> page, Func<PageContext, Task<SiteFeed>> feed) =>
        async (context, _, rest) =>
            rest switch
            {
                [] => await page(context),
                ["feed.atom" or "feed.json"] => Feed(await feed(context), rest[^1]),
                _ => null,
            };

    private static SiteAnswer Feed(SiteFeed feed, string file) => feed.Answer(Path.GetExtension(file));

    private static SiteAnswer Lasting(string contentType, string text, TimeSpan maxAge) =>
        new(200, contentType, text) { MaxAge = maxAge };

    private static async Task<SiteAnswer?> FrontAsync(PageContext context, SiteQuery query) =>
        await context.Pages.Days() is [var newest, ..]
            ? await DayPage.OfAsync(context, newest.Date, query, isFront: query.Page == 1)
            : await DayPage.EmptyAsync(context);

    private static async Task<SiteAnswer?> DayAsync(PageContext context, SiteQuery query, string[] rest)
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
            [] => await DayPage.OfAsync(context, date, query, isFront: false)
                ?? await PageLayout.MissingAsync(context, $"No new papers of {date:d MMMM yyyy} are known here."),
            ["feed.atom" or "feed.json"] => Feed(await SiteFeeds.DayAsync(context, date), rest[^1]),
            [var file] => await PictureAsync(context, date, file),
            _ => null,
        };
    }

    private static async Task<SiteAnswer?> PictureAsync(PageContext context, DateOnly date, string file)
    {
        var maxAge = TimeSpan.FromHours(1);
        var ending = Path.GetExtension(file);
        var category = file[..^ending.Length];
        return ending switch
        {
            ".svg" when await context.Intake.Picture(category, date) is { } picture => Lasting(
                "image/svg+xml",
                picture.Svg,
                maxAge
            ),
            ".png" when await context.Pages.CardPicture(category, date) is { } png => Lasting(
                "image/png",
                "",
                maxAge
            ) with
            {
                Bytes = png,
            },
            _ => null,
        };
    }

    // A paper has one page, at its identifier without version: an address of another form leads there.
    private static async Task<SiteAnswer> PaperAsync(PageContext context, string id)
    {
        if (!ArxivId.TryRead(id, out var known) || await context.PaperAsync(known) is not { } paper)
        {
            return await PageLayout.MissingAsync(context, "This paper is not known here.");
        }

        return paper.Id.Value == id
            ? await PaperPage.OfAsync(context, paper)
            : SiteAnswer.Redirect(context.Links.To($"/paper/{paper.Id}"));
    }

    private static async Task<SiteAnswer?> CategoryAsync(PageContext context, SiteQuery query, string[] rest)
    {
        if (rest is not [var name, .. var file] || ArxivCategories.Spelling(name) is not { } category)
        {
            return null;
        }

        return file switch
        {
            [] => await ListPage.CategoryAsync(context, category, query.Page),
            ["feed.atom" or "feed.json"] => Feed(await SiteFeeds.CategoryAsync(context, category), file[0]),
            _ => null,
        };
    }

    private static async Task<SiteAnswer?> TopicAsync(PageContext context, SiteQuery query, string[] rest)
    {
        if (
            rest is not [var slug, .. var file]
            || !SiteQuery.IsSlug(slug)
            || await context.Pages.TopicName(slug) is not { } name
        )
        {
            return null;
        }

        return file switch
        {
            [] => await ListPage.TopicAsync(context, slug, name, query.Page),
            ["feed.atom" or "feed.json"] => Feed(await SiteFeeds.TopicAsync(context, slug, name), file[0]),
            _ => null,
        };
    }

    private static async Task<SiteAnswer?> SearchAsync(PageContext context, SiteQuery query, string[] rest) =>
        rest switch
        {
            _ when !context.HasSearch => null,
            [] => await SearchAsync(context, query),
            ["feed.atom" or "feed.json"] when query.Words.Length > 0 => Feed(
                await SiteFeeds.SearchAsync(context, query.Words),
                rest[0]
            ),
            _ => null,
        };

    // A reader who searches for an arXiv id wants that paper.
    private static async Task<SiteAnswer> SearchAsync(PageContext context, SiteQuery query) =>
        await context.NamedAsync(query.Words) is { } paper
            ? SiteAnswer.Redirect(context.Links.To($"/paper/{paper.Id}"))
            : await ListPage.SearchAsync(context, query.Words, query.IsNewestFirst, query.Page);

    private static async Task<SiteAnswer?> ApiAsync(PageContext context, SiteQuery query, string[] rest) =>
        rest switch
        {
            ["v1", "papers"] => await SiteApi.PapersAsync(context, query),
            ["v1", "papers", .. var id] => await SiteApi.PaperAsync(context, string.Join('/', id)),
            ["v1", "days"] => await SiteApi.DaysAsync(context),
            _ => null,
        };
}
