using Bot.Arxiv;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>
/// Which feeds there are. Each has the same path as its page, with <c>/feed.atom</c> or <c>/feed.json</c> after it.
/// </summary>
internal static class SiteFeeds
{
    /// <summary>Entries of a feed at most. A large day of one category has fewer, so a daily reader misses
    /// none.</summary>
    private const int MostEntries = 200;

    public static Task<SiteFeed> AllAsync(PageContext context) =>
        PapersAsync(context, new PaperQuery(), "/feed", "/", "New papers on arXiv");

    public static Task<SiteFeed> DayAsync(PageContext context, DateOnly date) =>
        PapersAsync(
            context,
            new PaperQuery { Date = date },
            $"/day/{date:yyyy-MM-dd}/feed",
            $"/day/{date:yyyy-MM-dd}",
            $"New papers on arXiv, {date:d MMMM yyyy}"
        );

    public static Task<SiteFeed> CategoryAsync(PageContext context, string category) =>
        PapersAsync(
            context,
            new PaperQuery { Category = category },
            $"/category/{category}/feed",
            $"/category/{category}",
            $"New papers on arXiv: {category}"
        );

    public static Task<SiteFeed> TopicAsync(PageContext context, string slug, string name) =>
        PapersAsync(
            context,
            new PaperQuery { Topic = slug },
            $"/topic/{slug}/feed",
            $"/topic/{slug}",
            $"New papers on arXiv: {name}"
        );

    public static Task<SiteFeed> SearchAsync(PageContext context, string words)
    {
        var query = $"?q={Uri.EscapeDataString(words)}";
        return PapersAsync(
            context,
            new PaperQuery { Words = words, NewestFirst = true },
            "/search/feed" + query,
            "/search" + query,
            $"Papers with {words}"
        );
    }

    public static async Task<SiteFeed> WeatherAsync(PageContext context)
    {
        var events = (await context.Pages.DaysSince(context.Today.AddDays(-366)))
            .Where(day => day.IsWrong || day.State == DayState.Holiday)
            .OrderByDescending(day => day.Date)
            .Take(MostEntries);
        return new SiteFeed(
            context.Links,
            "/weather/feed",
            "/weather",
            "The weather of arXiv’s feeds",
            [
                .. events.Select(day => new SiteFeedItem(
                    context.Links.Absolute($"/weather#{day.Category}-{day.Date:yyyy-MM-dd}"),
                    context.Links.Absolute($"/weather#{day.Category}-{day.Date:yyyy-MM-dd}"),
                    $"{day.Category}, {day.Date:d MMMM yyyy}: {DayWords.Of(day.State)}",
                    Html.Of($"<p>{DayWords.Explain(day.State)}</p>"),
                    day.Date
                )),
            ]
        );
    }

    public static async Task<SiteFeed> ChangesAsync(PageContext context)
    {
        var links = context.Links;
        var withdrawn = (await context.Pages.Withdrawn(ChangesPage.MostEntries)).Select(paper => new SiteFeedItem(
            $"{paper.Id.AbsUrl}#withdrawn",
            links.Has($"/paper/{paper.Id}") ? links.Absolute($"/paper/{paper.Id}") : paper.Id.AbsUrl,
            $"Withdrawn: {paper.Title}",
            PaperCards.Withdrawn(paper),
            paper.Withdrawal!.Date
        )
        {
            Authors = paper.Authors,
        });
        var changed = (await context.Pages.Changes(ChangesPage.MostEntries)).Select(change => new SiteFeedItem(
            $"{change.Id.AbsUrl}v{change.Version}",
            links.Has($"/paper/{change.Id}") ? links.Absolute($"/paper/{change.Id}") : change.Id.AbsUrl,
            $"Version {change.Version}: {change.Title}",
            Html.Of(
                $"<p>{TextChange.Of(change.TitleBefore, change.Title)}</p>"
                    + $"<p>{TextChange.Of(change.AbstractBefore, change.Abstract)}</p>"
            ),
            change.Date
        ));
        return new SiteFeed(
            links,
            "/changes/feed",
            "/changes",
            "Withdrawn and changed papers on arXiv",
            [.. withdrawn.Concat(changed).OrderByDescending(item => item.Date)]
        );
    }

    private static async Task<SiteFeed> PapersAsync(
        PageContext context,
        PaperQuery query,
        string path,
        string home,
        string title
    )
    {
        var found = await context.FindAsync(query with { Take = MostEntries });
        return new SiteFeed(
            context.Links,
            path,
            home,
            title,
            [.. found.Papers.Select(paper => SiteFeed.Entry(context.Links, paper))]
        );
    }
}
