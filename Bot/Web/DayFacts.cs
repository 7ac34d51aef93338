using Bot.Arxiv;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>What the head of a day's page tells of the day.</summary>
internal static class DayFacts
{
    /// <summary>How many papers, in which state, when updated, when the next listing is due.</summary>
    public static async Task WriteAsync(
        Html html,
        PageContext context,
        DateOnly date,
        int papers,
        IReadOnlyList<PaperDay> days
    )
    {
        var states = (await context.Pages.DaysSince(date)).Where(day => day.Date == date).ToList();
        html.Add($"<dl class=\"facts\"><div><dt>New papers</dt><dd>{papers}</dd></div>");
        if (states.Count > 0)
        {
            var words = string.Join(", ", states.Select(day => DayWords.Of(day.State)).Distinct());
            html.Add($"<div><dt>State</dt><dd>{words}</dd></div>");
        }

        if (await context.Pages.LastUpdate() is { } update)
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

    /// <summary>Why the page shows an earlier day than today, if it does.</summary>
    public static async Task WriteNoticeAsync(Html html, PageContext context, DateOnly shown)
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
            foreach (var day in (await context.Pages.DaysSince(today)).Where(day => day.State != DayState.Complete))
            {
                html.Add(
                    $"<p class=\"notice\"><strong>{day.Category}, {today:dddd}: "
                        + $"{DayWords.Of(day.State)}.</strong> {DayWords.Explain(day.State)}</p>\n"
                );
            }
        }
    }
}
