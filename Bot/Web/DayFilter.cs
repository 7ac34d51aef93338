using Bot.Arxiv;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>One value to filter by, and how many of the day's papers have it.</summary>
internal sealed record FilterValue(string Slug, string Name, int Papers);

/// <summary>A list of values to filter by, each a link.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Values">All that the day's papers have.</param>
/// <param name="Chosen">The value that filters now; null for none.</param>
/// <param name="QueryFor">The query of a link that chooses the value, or with null none.</param>
internal sealed record FilterList(
    string Title,
    IEnumerable<FilterValue> Values,
    string? Chosen,
    Func<string?, string> QueryFor
)
{
    /// <summary>What readers must know of the numbers.</summary>
    public string Note { get; init; } = "";
}

/// <summary>Narrows a day's papers down to a topic, a category, or both.</summary>
/// <param name="Own">The path of the day's page.</param>
/// <param name="Topic">The chosen topic's slug; null for all.</param>
/// <param name="Category">The chosen category; null for all.</param>
internal sealed record DayFilter(string Own, string? Topic, string? Category)
{
    /// <summary>More values than these help nobody; all are in the archive.</summary>
    private const int MostValues = 10;

    public bool IsEmpty => Topic is null && Category is null;

    public bool Matches(IndexedPaper paper) =>
        (Topic is null || paper.Topics.Any(one => one.Slug == Topic))
        && (Category is null || paper.Categories.Contains(Category));

    /// <summary>"on Graph learning and in cs.LG."</summary>
    public async Task<string> InWordsAsync(IPages pages)
    {
        var parts = new[]
        {
            Topic is null ? null : $"on {await pages.TopicName(Topic) ?? Topic}",
            Category is null ? null : $"in {Category}",
        };
        return string.Join(" and ", parts.OfType<string>()) + ".";
    }

    /// <summary>The part of an address after its question mark.</summary>
    public static string Query(string? topic, string? category)
    {
        var parts = new[]
        {
            topic is null ? null : $"topic={Uri.EscapeDataString(topic)}",
            category is null ? null : $"category={Uri.EscapeDataString(category)}",
        };
        return string.Join('&', parts.OfType<string>());
    }

    /// <summary>
    /// Links to what the papers can be filtered by; none on a site of files, which nobody answers for.
    /// </summary>
    public void WriteChoices(Html html, SiteLinks links, IReadOnlyList<IndexedPaper> papers)
    {
        if (links.IsStatic)
        {
            return;
        }

        var topics = papers
            .SelectMany(paper => paper.Topics)
            .GroupBy(topic => topic.Slug)
            .Select(group => new FilterValue(group.Key, group.First().Name, group.Count()));
        var categories = papers
            .SelectMany(paper => paper.Categories)
            .GroupBy(category => category)
            .Select(group => new FilterValue(group.Key, group.Key, group.Count()))
            .Where(category => category.Papers < papers.Count || category.Slug == Category);
        // How wrong the numbers of topics are is in docs/quality.md.
        WriteList(
            html,
            links,
            new FilterList("Topics", topics, Topic, slug => Query(slug, Category))
            {
                Note = "By a program: numbers are approximate.",
            }
        );
        WriteList(html, links, new FilterList("Categories", categories, Category, name => Query(Topic, name)));
    }

    private void WriteList(Html html, SiteLinks links, FilterList list)
    {
        var offered = list
            .Values.OrderByDescending(value => value.Slug == list.Chosen)
            .ThenByDescending(value => value.Papers)
            .ThenBy(value => value.Name)
            .Take(MostValues)
            .ToList();
        if (offered.Count == 0)
        {
            return;
        }

        var label = list.Title.ToLowerInvariant();
        html.Add($"<nav class=\"filter\" aria-label=\"Filter by {label}\"><h2>{list.Title}</h2><ul>");
        foreach (var value in offered)
        {
            var isChosen = value.Slug == list.Chosen;
            var query = list.QueryFor(isChosen ? null : value.Slug);
            var address = links.To(Own) + (query.Length > 0 ? "?" : "") + query;
            WriteValue(html, value, address, isChosen);
        }

        html.Add($"</ul>{Html.If(list.Note.Length > 0, $"<p class=\"small\">{list.Note}</p>")}</nav>\n");
    }

    private static void WriteValue(Html html, FilterValue value, string address, bool isChosen)
    {
        var current = Html.If(isChosen, $" aria-current=\"true\"");
        var caption = ArxivCategories.Caption(value.Slug);
        var title = Html.If(caption.Length > 0, $" title=\"{caption}\"");
        var unit = value.Papers == 1 ? "paper" : "papers";
        var hint = isChosen ? ", chosen; show all again" : "";
        html.Add(
            $"<li><a href=\"{address}\"{current}{title}>{value.Name} "
                + $"<span class=\"n\">{value.Papers}<span class=\"vh\"> {unit}{hint}</span></span></a></li>"
        );
    }
}
