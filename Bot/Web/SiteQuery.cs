using System.Globalization;
using System.Text.RegularExpressions;
using Bot.Arxiv;

namespace Bot.Web;

/// <summary>What an address asks for after its question mark, checked.</summary>
/// <param name="Words">To search for, with one space between words; empty for none.</param>
/// <param name="Date">The day; null for any.</param>
/// <param name="Category">In arXiv's spelling; null for any.</param>
/// <param name="Topic">The slug; null for any.</param>
/// <param name="Page">From 1.</param>
internal sealed partial record SiteQuery(string Words, DateOnly? Date, string? Category, string? Topic, int Page)
{
    /// <summary>Longer searches are no searches.</summary>
    public const int MostWords = 200;

    /// <summary>Pages further back are reached by day, category and better words.</summary>
    private const int LastPage = 1000;

    /// <summary>
    /// The keys that a query may carry. Any other is not looked at, so that it makes no second copy of an answer.
    /// </summary>
    private static readonly string[] Keys = ["q", "date", "category", "topic", "page", "sort"];

    /// <summary>Search results by date instead of by fit.</summary>
    public bool IsNewestFirst { get; private init; }

    /// <summary>The path and the keys that count, in one order, for a cache.</summary>
    public static string CacheKey(string path, IReadOnlyDictionary<string, string> query)
    {
        var parts = Keys.Where(query.ContainsKey).Select(key => $"{key}={Uri.EscapeDataString(query[key])}");
        return $"{path}?{string.Join('&', parts)}";
    }

    /// <summary>The query, or null and what is wrong with it, in a sentence for the reader.</summary>
    public static (SiteQuery? Query, string Mistake) Read(IReadOnlyDictionary<string, string> query)
    {
        string? Value(string key) => query.GetValueOrDefault(key) is { Length: > 0 } value ? value : null;
        var words = string.Join(' ', (Value("q") ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (words.Length > MostWords)
        {
            return (null, $"A search has at most {MostWords} characters.");
        }

        if (!TryPage(Value("page") ?? "1", out var page))
        {
            return (null, $"The page is a number from 1 to {LastPage}.");
        }

        var date = Value("date") is { } day ? DateOf(day) : null;
        if (Value("date") is not null && date is null)
        {
            return (null, "A date is written like 2026-08-12.");
        }

        var category = Value("category") is { } name ? ArxivCategories.Spelling(name) : null;
        if (Value("category") is not null && category is null)
        {
            return (null, "arXiv has no such category; they look like cs.LG.");
        }

        var topic = Value("topic");
        if (topic is not null && !IsSlug(topic))
        {
            return (null, "A topic is written like graph-learning.");
        }

        return (new SiteQuery(words, date, category, topic, page) { IsNewestFirst = Value("sort") == "newest" }, "");
    }

    public static DateOnly? DateOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    public static bool IsSlug(string text) => SlugForm().IsMatch(text);

    private static bool TryPage(string text, out int page) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out page) && page is >= 1 and <= LastPage;

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,60}\\z")]
    private static partial Regex SlugForm();
}
