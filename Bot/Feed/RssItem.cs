using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Bot.Feed;

/// <summary>
/// One item of arXiv's feed. What an item lacks is taken from where the feed says it a second time, because a paper that
/// is not announced is lost; only what leaves the paper or its kind unknown costs the item.
/// </summary>
internal static partial class RssItem
{
    private static readonly XNamespace Arxiv = "http://arxiv.org/schemas/atom";
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";

    /// <summary>Returns null and the announcement, or the reason why the item cannot be used.</summary>
    public static string? Read(XElement item, string? category, out Announcement? announcement)
    {
        announcement = null;
        var head = Head().Match(Text(item, "description"));
        var guid = Guid().Match(Text(item, "guid"));
        var name = First(guid.Groups["id"].Value, AbsLink().Match(Text(item, "link")).Groups["id"].Value, head.Groups["id"].Value);
        if (!ArxivId.TryParse(name, out var id)) return $"no arXiv identifier in guid '{Text(item, "guid")}' or link '{Text(item, "link")}'";

        var title = OneLine(Text(item, "title"));
        if (title.Length == 0) return $"{id} has no title";

        if (!int.TryParse(First(guid.Groups["v"].Value, head.Groups["v"].Value, "1"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version == 0)
            return $"{id} has no usable version";

        var categories = item.Elements("category").Select(element => element.Value.Trim()).Where(text => text.Length > 0).ToList();
        if (Kind(First(Text(item, Arxiv + "announce_type"), head.Groups["type"].Value), version) is not { } said) return $"{id} does not say whether it is new or a replacement";
        if (categories.Count == 0)
        {
            // For one category arXiv calls "new" and "replace" exactly what is primary there.
            if (category is null || said is AnnounceType.Cross or AnnounceType.ReplaceCross) return $"{id} names no category";
            categories.Add(category);
        }

        announcement = new Announcement
        {
            Id = id,
            Version = version,
            Type = Seen(said, primaryHere: category is null || ArxivCategories.Same(categories[0], category)),
            Title = title,
            Authors = AuthorList.Read(Text(item, Dc + "creator")),
            Abstract = (head.Success ? head.Groups["abstract"].Value : Text(item, "description")).Trim(),
            Categories = categories,
            Doi = Optional(Text(item, Arxiv + "DOI")),
            JournalReference = Optional(Text(item, Arxiv + "journal_reference")),
            License = Optional(Text(item, Dc + "rights")),
        };
        return null;
    }

    // The feed's word depends on the query (in cs.LG+stat.ML a stat.ML paper is "new"), so only new-or-replaced is taken
    // from it; primary or not follows from the first category.
    private static AnnounceType Seen(AnnounceType said, bool primaryHere) => (said, primaryHere) switch
    {
        (AnnounceType.New or AnnounceType.Cross, true) => AnnounceType.New,
        (AnnounceType.New or AnnounceType.Cross, false) => AnnounceType.Cross,
        (_, true) => AnnounceType.Replace,
        (_, false) => AnnounceType.ReplaceCross,
    };

    private static AnnounceType? Kind(string text, int version) => text switch
    {
        "new" => AnnounceType.New,
        "cross" => AnnounceType.Cross,
        "replace" => AnnounceType.Replace,
        "replace-cross" => AnnounceType.ReplaceCross,
        "" when version == 1 => AnnounceType.New,
        _ => null,
    };

    private static string Text(XElement item, XName name) => item.Element(name)?.Value.Trim() ?? "";

    private static string First(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > 0) return text;
        }

        return "";
    }

    private static string? Optional(string text) => text.Length > 0 ? OneLine(text) : null;

    private static string OneLine(string text) => LineBreak().Replace(text, " ");

    [GeneratedRegex(@"^oai:arXiv\.org:(?<id>\S+?)(?:v(?<v>[0-9]+))?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Guid();

    [GeneratedRegex(@"/abs/(?<id>\S+?)(?:v[0-9]+)?\z")]
    private static partial Regex AbsLink();

    [GeneratedRegex(@"\A\s*arXiv:(?<id>\S+?)v(?<v>[0-9]+)\s+Announce Type:\s*(?<type>[a-z-]*)\s+Abstract:(?<abstract>.*)\z", RegexOptions.Singleline)]
    private static partial Regex Head();

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineBreak();
}
