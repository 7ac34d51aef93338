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

    public static SiteFeed All(PageContext context) =>
        Papers(context, new PaperQuery(), "/feed", "/", "New papers on arXiv");

    public static SiteFeed Day(PageContext context, DateOnly date) =>
        Papers(
            context,
            new PaperQuery { Date = date },
            $"/day/{date:yyyy-MM-dd}/feed",
            $"/day/{date:yyyy-MM-dd}",
            $"New papers on arXiv, {date:d MMMM yyyy}"
        );

    public static SiteFeed Category(PageContext context, string category) =>
        Papers(
            context,
            new PaperQuery { Category = category },
            $"/category/{category}/feed",
            $"/category/{category}",
            $"New papers on arXiv: {category}"
        );

    public static SiteFeed Topic(PageContext context, string slug, string name) =>
        Papers(
            context,
            new PaperQuery { Topic = slug },
            $"/topic/{slug}/feed",
            $"/topic/{slug}",
            $"New papers on arXiv: {name}"
        );

    public static SiteFeed Search(PageContext context, string words)
    {
        var query = $"?q={Uri.EscapeDataString(words)}";
        return Papers(
            context,
            new PaperQuery { Words = words, NewestFirst = true },
            "/search/feed" + query,
            "/search" + query,
            $"Papers with {words}"
        );
    }

    public static SiteFeed Weather(PageContext context)
    {
        var events = context
            .Ledger.DaysSince(context.Today.AddDays(-366))
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

    public static SiteFeed Changes(PageContext context)
    {
        var links = context.Links;
        var withdrawn = context
            .Ledger.WithdrawnPapers(ChangesPage.MostEntries)
            .Select(paper => new SiteFeedItem(
                $"{paper.Id.AbsUrl}#withdrawn",
                links.Has($"/paper/{paper.Id}") ? links.Absolute($"/paper/{paper.Id}") : paper.Id.AbsUrl,
                $"Withdrawn: {paper.Title}",
                PaperCards.Withdrawn(paper),
                paper.Withdrawal!.Date
            )
            {
                Authors = paper.Authors,
            });
        var changed = context
            .Ledger.PaperChanges(ChangesPage.MostEntries)
            .Select(change => new SiteFeedItem(
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

    private static SiteFeed Papers(PageContext context, PaperQuery query, string path, string home, string title) =>
        new(
            context.Links,
            path,
            home,
            title,
            [
                .. context
                    .Ledger.Find(query with { Take = MostEntries })
                    .Papers.Select(paper => SiteFeed.Entry(context.Links, paper)),
            ]
        );
}
