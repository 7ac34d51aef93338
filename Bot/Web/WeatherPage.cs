using Bot.Arxiv;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>
/// The weather of arXiv's feeds: a calendar of each category's days, and a list of the days that were not as usual.
/// </summary>
internal static class WeatherPage
{
    private const int Weeks = 18;

    /// <summary>Where there are many categories, each shows fewer weeks.</summary>
    private const int WeeksOfMany = 8;

    private const int Many = 12;

    private const string About =
        "A feed may be late, repeat an earlier day or be unreadable, and look much like a day without papers. "
        + "What each day really was is decided here by the papers’ numbers.";

    private static readonly DayState[] Legend =
    [
        DayState.Complete,
        DayState.Quiet,
        DayState.Holiday,
        DayState.Waiting,
        DayState.Partial,
        DayState.Stale,
        DayState.Late,
        DayState.Broken,
    ];

    public static async Task<SiteAnswer> OfAsync(PageContext context)
    {
        var newest = Monday(
            await context.Pages.Days() is [var last, ..] && last.Date < context.Today.AddDays(-7 * Weeks)
                ? last.Date
                : context.Today
        );
        var days = await context.Pages.DaysSince(newest.AddDays(-7 * (Weeks - 1)));
        var categories = days.GroupBy(day => day.Category).ToList();
        var weeks = categories.Count > Many ? WeeksOfMany : Weeks;
        var html = Html.Of(
            $"""
            <div class="lead"><h1>The weather of arXiv’s feeds</h1>
            <p>{About} {ListPage.Feed(context.Links, "/weather/feed")}</p>
            <ul class="legend">
            """
        );
        foreach (var state in Legend)
        {
            html.Add(
                $"<li><span class=\"cell {state.ToString().ToLowerInvariant()}\" "
                    + $"aria-hidden=\"true\">{DayWords.Sign(state)}</span> {DayWords.Of(state)}</li>"
            );
        }

        html.Add($"</ul></div>\n");
        if (categories.Count == 0)
        {
            html.Add($"<p>Nothing is known of any day yet.</p>");
        }

        foreach (var category in categories)
        {
            Strip(html, category.Key, category.ToDictionary(day => day.Date), newest, weeks);
        }

        var wrong = days.Where(day => day.IsWrong || day.State == DayState.Holiday)
            .OrderByDescending(day => day.Date)
            .ToList();
        if (wrong.Count > 0)
        {
            html.Add(
                $"<section><h2>Days that were not as usual</h2><ul class=\"events\">{wrong.Select(Event)}</ul></section>"
            );
        }

        var head = new PageHead(
            "/weather",
            "The weather of arXiv’s feeds",
            "Which days arXiv’s feeds were complete, late, stale or empty, category by category."
        )
        {
            Section = "/weather",
            Feed = "/weather/feed",
        };
        return SiteAnswer.Page(await PageLayout.PageAsync(context, head, html));
    }

    private static Html Event(DayReport day) =>
        Html.Of(
            $"<li id=\"{day.Category}-{day.Date:yyyy-MM-dd}\">"
                + $"<time datetime=\"{day.Date:yyyy-MM-dd}\">{day.Date:ddd d MMM yyyy}</time> "
                + $"<strong>{day.Category}: {DayWords.Of(day.State)}.</strong> {DayWords.Explain(day.State)}</li>"
        );

    private static void Strip(
        Html html,
        string category,
        Dictionary<DateOnly, DayReport> days,
        DateOnly newest,
        int weeks
    )
    {
        html.Add(
            $"<section class=\"weather\"><h2>{category} <span "
                + $"class=\"small\">{ArxivCategories.Caption(category)}</span></h2>\n<table><caption "
                + $"class=\"vh\">{category}, one column for each week</caption><thead><tr><td></td>"
        );
        for (var week = weeks - 1; week >= 0; week--)
        {
            var monday = newest.AddDays(-7 * week);
            var month = Html.If(monday.Day <= 7, $"<span aria-hidden=\"true\">{monday:MMM}</span>");
            html.Add($"<th scope=\"col\"><span class=\"vh\">Week of {monday:d MMMM}</span>{month}</th>");
        }

        html.Add($"</tr></thead><tbody>\n");
        for (var weekday = 0; weekday < 5; weekday++)
        {
            html.Add($"<tr><th scope=\"row\">{newest.AddDays(weekday):ddd}</th>");
            for (var week = weeks - 1; week >= 0; week--)
            {
                Cell(html, days.GetValueOrDefault(newest.AddDays(weekday - 7 * week)));
            }

            html.Add($"</tr>\n");
        }

        html.Add($"</tbody></table></section>\n");
    }

    private static void Cell(Html html, DayReport? day)
    {
        if (day is null)
        {
            html.Add($"<td><span class=\"cell none\"></span></td>");
            return;
        }

        var papers = day.Announced > 0 ? $", {day.Announced} papers" : "";
        var late = day.Late > 0 ? $", {day.Late} of them late" : "";
        var words = $"{day.Date:ddd d MMM}: {DayWords.Of(day.State)}{papers}{late}";
        html.Add(
            $"<td><span class=\"cell {day.State.ToString().ToLowerInvariant()}\" title=\"{words}\"><span "
                + $"aria-hidden=\"true\">{DayWords.Sign(day.State)}</span><span "
                + $"class=\"vh\">{words}</span></span></td>"
        );
    }

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
