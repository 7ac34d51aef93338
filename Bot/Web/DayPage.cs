using Bot.Arxiv;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>A day's papers, whole or filtered; the newest day is the site's front page.</summary>
internal static class DayPage
{
    private const int DaysInFront = 7;

    /// <summary>Papers come first; of a site of many categories nobody wants to scroll through all pictures.</summary>
    private const int MostPictures = 2;

    /// <summary>More ways to filter than these help nobody; all are in the archive.</summary>
    private const int MostFilters = 10;

    /// <summary>
    /// So many with key points, similar papers and no abstracts weigh 140 kB (gzip); few listings of one category have
    /// more.
    /// </summary>
    private const int MostPapers = 320;

    /// <summary>The page of a day that has papers; null for others.</summary>
    public static SiteAnswer? Of(
        PageContext context,
        DateOnly date,
        string? topic,
        string? category,
        bool isFront,
        int page = 1
    )
    {
        var days = context.Ledger.PaperDays();
        if (days.All(day => day.Date != date))
        {
            return null;
        }

        var all = context.Ledger.Find(new PaperQuery { Date = date }).Papers;
        var shown = all.Where(paper =>
                (topic is null || paper.Topics.Any(one => one.Slug == topic))
                && (category is null || paper.Categories.Contains(category))
            )
            .ToList();
        var own = isFront ? "/" : $"/day/{date:yyyy-MM-dd}";
        var isWhole = topic is null && category is null && page == 1;
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
            Image = context.Ledger.Pictures(date).FirstOrDefault(picture => picture.HasPng) is { } picture
                ? (CardPath(picture), picture.Alt)
                : null,
        };
        var html = new Html();
        html.Add($"<div class=\"lead\"><h1>{date:dddd}, <span>{date:d MMMM yyyy}</span></h1>\n");
        Facts(html, context, date, all.Count, days);
        if (isFront)
        {
            Notice(html, context, date);
        }

        html.Add($"</div>\n<div class=\"columns\"><aside>\n");
        Strip(html, context.Links, date, days);
        Filters(html, context.Links, all, own, topic, category);
        html.Add($"</aside>\n<section aria-label=\"Papers\">\n");
        if (topic is not null || category is not null)
        {
            html.Add(
                $"<p class=\"chosen\" role=\"status\">{shown.Count} of {all.Count} papers "
                    + $"{Chosen(context, topic, category)} <a href=\"{context.Links.To(own)}\">Show all</a></p>\n"
            );
        }

        if (isWhole)
        {
            Pictures(html, context, date);
        }

        html.Add(
            PaperCards.List(
                context,
                [.. context.Links.IsStatic ? shown : shown.Skip((page - 1) * MostPapers).Take(MostPapers)],
                showDates: false
            )
        );
        if (!context.Links.IsStatic)
        {
            html.Add(
                ListPage.Turn(
                    context.Links,
                    $"/day/{date:yyyy-MM-dd}?{Query(topic, category)}",
                    page,
                    shown.Count,
                    MostPapers
                )
            );
        }

        return SiteAnswer.Page(PageLayout.Page(context, head, html.Add($"</section></div>")));
    }

    /// <summary>The front page of a ledger that has no papers yet.</summary>
    public static SiteAnswer Empty(PageContext context)
    {
        var html = Html.Of(
            $"<div class=\"lead\"><h1>No papers yet</h1><p>They appear here as soon as arXiv’s first listing "
                + $"has been read.</p>"
        );
        Notice(html, context, DateOnly.MinValue);
        return SiteAnswer.Page(
            PageLayout.Page(
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

    private static void Pictures(Html html, PageContext context, DateOnly date)
    {
        foreach (var picture in context.Ledger.Pictures(date).Take(MostPictures))
        {
            html.Add(
                $"<figure class=\"picture\"><img src=\"{context.Links.To(PicturePath(picture))}\" "
                    + $"width=\"1200\" height=\"675\" alt=\"{picture.Alt}\"></figure>\n"
            );
        }
    }

    private static void Facts(Html html, PageContext context, DateOnly date, int papers, IReadOnlyList<PaperDay> days)
    {
        var states = context.Ledger.DaysSince(date).Where(day => day.Date == date).ToList();
        html.Add($"<dl class=\"facts\"><div><dt>New papers</dt><dd>{papers}</dd></div>");
        if (states.Count > 0)
        {
            html.Add(
                $"<div><dt>State</dt><dd>{string.Join(", ", states.Select(day => DayWords.Of(day.State)).Distinct())}</dd></div>"
            );
        }

        if (context.Ledger.LastUpdate() is { } update)
        {
            html.Add(
                $"<div><dt>Last update</dt><dd><time "
                    + $"datetime=\"{update:yyyy-MM-ddTHH:mm}Z\">{update:d MMM, HH:mm} UTC</time></dd></div>"
            );
        }

        var next = NextListing(context, days);
        html.Add(
            $"<div><dt>Next listing</dt><dd><time "
                + $"datetime=\"{next.UtcDateTime:yyyy-MM-ddTHH:mm}Z\">{next.UtcDateTime:ddd d MMM, HH:mm} "
                + $"UTC</time></dd></div>"
        );
        html.Add(
            $"<div><dt>History</dt><dd><a href=\"{context.Links.To("/archive")}\">{days.Count} "
                + $"{(days.Count == 1 ? "day" : "days")}</a></dd></div></dl>\n"
        );
    }

    // arXiv makes each day's feed on the first request after midnight in New York; the bot looks five minutes later.
    private static DateTimeOffset NextListing(PageContext context, IReadOnlyList<PaperDay> days)
    {
        var day = days.Count > 0 && days[0].Date >= context.Today ? context.Today.AddDays(1) : context.Today;
        while (!ListingDays.HasListing(day))
        {
            day = day.AddDays(1);
        }

        var local = day.ToDateTime(new TimeOnly(0, 5));
        return new DateTimeOffset(local, ArxivDay.NewYork.GetUtcOffset(local)).ToUniversalTime();
    }

    private static void Notice(Html html, PageContext context, DateOnly shown)
    {
        if (shown >= context.Today)
        {
            return;
        }

        var today = context.Today;
        if (ListingDays.IsWeekend(today))
        {
            html.Add($"<p class=\"notice\">arXiv announces nothing on weekends.</p>\n");
        }
        else if (ListingDays.Holiday(today) is { } holiday)
        {
            html.Add($"<p class=\"notice\">arXiv announces nothing today: {holiday}.</p>\n");
        }
        else
        {
            foreach (var day in context.Ledger.DaysSince(today).Where(day => day.State != DayState.Complete))
            {
                html.Add(
                    $"<p class=\"notice\"><strong>{day.Category}, {today:dddd}: "
                        + $"{DayWords.Of(day.State)}.</strong> {DayWords.Explain(day.State)}</p>\n"
                );
            }
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

            html.Add(
                $"<li><a "
                    + $"href=\"{links.To(path)}\"{(day.Date == date ? Html.Of($" aria-current=\"date\"") : Html.Of($""))}><span "
                    + $"class=\"wd\">{day.Date:ddd}</span> <span class=\"dm\">{day.Date:d MMM}</span> <span "
                    + $"class=\"n\">{day.Papers}<span class=\"vh\"> papers</span></span></a></li>"
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

    private static void Filters(
        Html html,
        SiteLinks links,
        IReadOnlyList<IndexedPaper> all,
        string own,
        string? topic,
        string? category
    )
    {
        if (links.IsStatic)
        {
            return;
        }

        var topics = all.SelectMany(paper => paper.Topics)
            .GroupBy(one => one.Slug)
            .Select(group => (Slug: group.Key, group.First().Name, Count: group.Count()));
        // What is wrong in the counts, and by how much, is in docs/quality.md.
        Filter(
            html,
            links,
            "Topics",
            topics,
            own,
            topic,
            slug => Query(slug, category),
            "By a program: numbers are approximate."
        );
        var categories = all.SelectMany(paper => paper.Categories)
            .GroupBy(one => one)
            .Select(group => (Slug: group.Key, Name: group.Key, Count: group.Count()));
        Filter(
            html,
            links,
            "Categories",
            categories.Where(one => one.Count < all.Count || one.Slug == category),
            own,
            category,
            name => Query(topic, name)
        );
    }

    private static void Filter(
        Html html,
        SiteLinks links,
        string title,
        IEnumerable<(string Slug, string Name, int Count)> choices,
        string own,
        string? chosen,
        Func<string?, string> query,
        string note = ""
    )
    {
        var offered = choices
            .OrderByDescending(one => one.Slug == chosen)
            .ThenByDescending(one => one.Count)
            .ThenBy(one => one.Name)
            .Take(MostFilters)
            .ToList();
        if (offered.Count == 0)
        {
            return;
        }

        html.Add($"<nav class=\"filter\" aria-label=\"Filter by {title.ToLowerInvariant()}\"><h2>{title}</h2><ul>");
        foreach (var (slug, name, count) in offered)
        {
            var isChosen = slug == chosen;
            var target = query(isChosen ? null : slug);
            html.Add(
                $"<li><a "
                    + $"href=\"{links.To(own)}{(target.Length > 0 ? "?" : "")}{target}\"{(isChosen ? Html.Of($" aria-current=\"true\"") : Html.Of($""))}{(ArxivCategories.Caption(slug) is { Length: > 0 } caption ? Html.Of($" title=\"{caption}\"") : Html.Of($""))}>{name} "
                    + $"<span class=\"n\">{count}<span class=\"vh\"> "
                    + $"{(count == 1 ? "paper" : "papers")}{(isChosen ? ", chosen; show all again" : "")}</span></span></a></li>"
            );
        }

        html.Add($"</ul>{(note.Length > 0 ? Html.Of($"<p class=\"small\">{note}</p>") : Html.Of($""))}</nav>\n");
    }

    private static string Query(string? topic, string? category) =>
        string.Join(
            '&',
            new[]
            {
                topic is null ? null : $"topic={Uri.EscapeDataString(topic)}",
                category is null ? null : $"category={Uri.EscapeDataString(category)}",
            }.OfType<string>()
        );

    private static string Chosen(PageContext context, string? topic, string? category) =>
        string.Join(
            " and ",
            new[]
            {
                topic is null ? null : $"on {context.Ledger.TopicName(topic) ?? topic}",
                category is null ? null : $"in {category}",
            }.OfType<string>()
        ) + ".";
}
