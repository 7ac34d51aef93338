using Bot.Arxiv;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>A day's papers, whole or filtered; the newest day is the site's front page.</summary>
internal static class DayPage
{
    private const int DaysInFront = 7;

    /// <summary>Papers come first: on a site of many categories the pictures would push them out of sight.</summary>
    private const int MostPictures = 2;

    /// <summary>
    /// A page of so many papers, without abstracts, weighs 140 kB (gzip). Few listings of one category have more.
    /// </summary>
    private const int MostPapers = 320;

    /// <summary>The page of a day that has papers; null for others.</summary>
    /// <param name="context">What the page is made from.</param>
    /// <param name="date">The day.</param>
    /// <param name="query">Which of the day's papers: topic, category and page count.</param>
    /// <param name="isFront">As the site's front page.</param>
    public static async Task<SiteAnswer?> OfAsync(PageContext context, DateOnly date, SiteQuery query, bool isFront)
    {
        var days = await context.Pages.Days();
        if (days.All(day => day.Date != date))
        {
            return null;
        }

        var (all, _) = await context.Pages.Find(new PaperQuery { Date = date });
        var pictures = await context.Pages.Pictures(date);
        var own = isFront ? "/" : $"/day/{date:yyyy-MM-dd}";
        var filter = new DayFilter(own, query.Topic, query.Category);
        var shown = all.Where(filter.Matches).ToList();
        var isWhole = filter.IsEmpty && query.Page == 1;
        var head = new PageHead(
            own,
            $"{all.Count} new papers of {date:dddd, d MMMM yyyy}",
            $"{all.Count} papers that arXiv announced on {date:d MMMM yyyy}, with key points, topics, "
                + $"abstracts and links."
        )
        {
            Section = isFront ? "/" : "/archive",
            Feed = isFront ? "/feed" : $"{own}/feed",
            IsIndexed = isWhole,
            Image = pictures.FirstOrDefault(picture => picture.HasPng) is { } picture
                ? (CardPath(picture), picture.Alt)
                : null,
        };
        var html = new Html();
        html.Add($"<div class=\"lead\"><h1>{date:dddd}, <span>{date:d MMMM yyyy}</span></h1>\n");
        await DayFacts.WriteAsync(html, context, date, all.Count, days);
        if (isFront)
        {
            await DayFacts.WriteNoticeAsync(html, context, date);
        }

        html.Add($"</div>\n<div class=\"columns\"><aside>\n");
        Strip(html, context.Links, date, days);
        filter.WriteChoices(html, context.Links, all);
        html.Add($"</aside>\n<section aria-label=\"Papers\">\n");
        if (!filter.IsEmpty)
        {
            var chosen = await filter.InWordsAsync(context.Pages);
            html.Add(
                $"<p class=\"chosen\" role=\"status\">{shown.Count} of {all.Count} papers "
                    + $"{chosen} <a href=\"{context.Links.To(own)}\">Show all</a></p>\n"
            );
        }

        if (isWhole)
        {
            Pictures(html, context.Links, pictures);
        }

        html.Add(
            await PaperCards.ListAsync(
                context,
                [.. context.Links.IsStatic ? shown : shown.Skip((query.Page - 1) * MostPapers).Take(MostPapers)],
                showDates: false
            )
        );
        if (!context.Links.IsStatic)
        {
            html.Add(
                ListPage.Turn(
                    context.Links,
                    $"/day/{date:yyyy-MM-dd}?{DayFilter.Query(query.Topic, query.Category)}",
                    query.Page,
                    shown.Count,
                    MostPapers
                )
            );
        }

        return SiteAnswer.Page(await PageLayout.PageAsync(context, head, html.Add($"</section></div>")));
    }

    /// <summary>The front page of a ledger that has no papers yet.</summary>
    public static async Task<SiteAnswer> EmptyAsync(PageContext context)
    {
        var html = Html.Of(
            $"<div class=\"lead\"><h1>No papers yet</h1><p>They appear here as soon as arXiv’s first listing "
                + $"has been read.</p>"
        );
        await DayFacts.WriteNoticeAsync(html, context, DateOnly.MinValue);
        return SiteAnswer.Page(
            await PageLayout.PageAsync(
                context,
                new PageHead("/", "No papers yet", "New papers on arXiv, day by day.") { Section = "/" },
                html.Add($"</div>")
            )
        );
    }

    /// <summary>The address of a day's picture.</summary>
    public static string PicturePath(PictureRecord picture) => $"/day/{picture.Date:yyyy-MM-dd}/{picture.Category}.svg";

    /// <summary>The address of a day's picture as PNG.</summary>
    public static string CardPath(PictureRecord picture) => $"/day/{picture.Date:yyyy-MM-dd}/{picture.Category}.png";

    private static void Pictures(Html html, SiteLinks links, IReadOnlyList<PictureRecord> pictures)
    {
        foreach (var picture in pictures.Take(MostPictures))
        {
            html.Add(
                $"<figure class=\"picture\"><img src=\"{links.To(PicturePath(picture))}\" "
                    + $"width=\"1200\" height=\"675\" alt=\"{picture.Alt}\"></figure>\n"
            );
        }
    }

    private static void Strip(Html html, SiteLinks links, DateOnly date, IReadOnlyList<PaperDay> days)
    {
        var at = days.ToList().FindIndex(day => day.Date == date);
        var first = Math.Clamp(at - DaysInFront / 2, 0, Math.Max(0, days.Count - DaysInFront));
        html.Add($"<nav class=\"days\" aria-label=\"Days\"><h2>Days</h2><ul>");
        foreach (var day in days.Skip(first).Take(DaysInFront))
        {
            var path = day.Date == days[0].Date ? "/" : $"/day/{day.Date:yyyy-MM-dd}";
            if (!links.Has(path))
            {
                continue;
            }

            var current = Html.If(day.Date == date, $" aria-current=\"date\"");
            html.Add(
                $"<li><a href=\"{links.To(path)}\"{current}><span class=\"wd\">{day.Date:ddd}</span> "
                    + $"<span class=\"dm\">{day.Date:d MMM}</span> "
                    + $"<span class=\"n\">{day.Papers}<span class=\"vh\"> papers</span></span></a></li>"
            );
        }

        html.Add($"</ul>");
        if (links.IsStatic)
        {
            html.Add($"<p><a href=\"{links.To("/archive")}\">All days</a></p></nav>\n");
        }
        else
        {
            html.Add(
                $"<form class=\"pick\" action=\"{links.To("/day")}\"><label for=\"date\">Another day</label> "
                    + $"<input id=\"date\" type=\"date\" name=\"date\" value=\"{date:yyyy-MM-dd}\" "
                    + $"min=\"{days[^1].Date:yyyy-MM-dd}\" max=\"{days[0].Date:yyyy-MM-dd}\" required> "
                    + $"<button>Go</button></form></nav>\n"
            );
        }
    }
}
