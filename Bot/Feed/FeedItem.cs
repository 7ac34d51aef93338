using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text.RegularExpressions;
using Bot.Arxiv;

namespace Bot.Feed;

/// <summary>
/// One item of arXiv's feed, in either form. What an item lacks is taken from where the feed says it a second time,
/// because a paper that is not announced is lost; only what leaves the paper or its kind unknown costs the item.
/// </summary>
internal sealed partial record FeedItem
{
    /// <summary><c>oai:arXiv.org:</c>, identifier and version.</summary>
    public required string Identifier { get; init; }

    /// <summary>The abs page, without version.</summary>
    public required string Link { get; init; }

    public required string Title { get; init; }

    /// <summary>Identifier, version and kind again, then the abstract.</summary>
    public required string Text { get; init; }

    /// <summary>new, cross, replace or replace-cross, as the feed's query makes it.</summary>
    public required string Kind { get; init; }

    /// <summary>The primary one first.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>One text with all authors, as arXiv writes it, or one for each.</summary>
    public required IReadOnlyList<string> Creators { get; init; }
    public required string Rights { get; init; }
    public required string Doi { get; init; }
    public required string JournalReference { get; init; }

    /// <summary>The item as the library read it, whichever form it came in.</summary>
    public static FeedItem Of(ListingItem item) =>
        new()
        {
            Identifier = Trimmed(item.Id),
            Link = Trimmed(item.Links.FirstOrDefault(IsToPage)?.Uri?.OriginalString),
            Title = Trimmed(item.Title?.Text),
            // Of an item without a link the library takes the description for the content.
            Text = Trimmed((item.Summary ?? item.Content as TextSyndicationContent)?.Text),
            Kind = item.Extension(ListingItem.Arxiv + "announce_type"),
            Categories = [.. item.Categories.Select(category => Trimmed(category.Name))],
            Creators = item.Extensions(ListingItem.DublinCore + "creator"),
            Rights = item.Extension(ListingItem.DublinCore + "rights"),
            Doi = item.Extension(ListingItem.Arxiv + "DOI"),
            JournalReference = item.Extension(ListingItem.Arxiv + "journal_reference"),
        };

    /// <summary>Returns null and the announcement, or the reason why the item cannot be used.</summary>
    /// <param name="category">Whose feed it is; null when nobody knows.</param>
    /// <param name="announcement">What the item announces.</param>
    public string? Read(string? category, out Announcement? announcement)
    {
        announcement = null;
        var head = Head().Match(Text);
        var oai = Oai().Match(Identifier);
        var name = First(oai.Groups["id"].Value, AbsLink().Match(Link).Groups["id"].Value, head.Groups["id"].Value);
        if (!ArxivId.TryParse(name, out var id))
        {
            return $"no arXiv identifier in '{Shortened(Identifier)}' or link '{Shortened(Link)}'";
        }

        var title = OneLine(Title);
        if (title.Length == 0)
        {
            return $"{id} has no title";
        }

        if (
            !int.TryParse(
                First(oai.Groups["v"].Value, head.Groups["v"].Value, "1"),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var version
            )
            || version == 0
        )
        {
            return $"{id} has no usable version";
        }

        var categories = Categories.Where(text => text.Length > 0).ToList();
        if (KindOf(First(Kind, head.Groups["type"].Value), version) is not { } said)
        {
            return $"{id} does not say whether it is new or a replacement";
        }

        if (categories.Count == 0)
        {
            // For one category arXiv calls "new" and "replace" exactly what is primary there.
            if (category is null || said is AnnounceType.Cross or AnnounceType.ReplaceCross)
            {
                return $"{id} names no category";
            }

            categories.Add(category);
        }

        announcement = new Announcement
        {
            Id = id,
            Version = version,
            Type = Seen(said, primaryHere: category is null || ArxivCategories.Same(categories[0], category)),
            Title = title,
            Authors = [.. Creators.SelectMany(AuthorList.Read)],
            Abstract = (head.Success ? head.Groups["abstract"].Value : Text).Trim(),
            Categories = categories,
            Doi = Optional(Doi),
            JournalReference = Optional(JournalReference),
            License = Optional(Rights),
        };
        return null;
    }

    // The feed's word depends on the query (in cs.LG+stat.ML a stat.ML paper is "new"), so only new-or-replaced is
    // taken from it; primary or not follows from the first category.
    internal static AnnounceType Seen(AnnounceType said, bool primaryHere) =>
        (said, primaryHere) switch
        {
            (AnnounceType.New or AnnounceType.Cross, true) => AnnounceType.New,
            (AnnounceType.New or AnnounceType.Cross, false) => AnnounceType.Cross,
            (_, true) => AnnounceType.Replace,
            (_, false) => AnnounceType.ReplaceCross,
        };

    internal static AnnounceType? KindOf(string text, int version) =>
        text switch
        {
            "new" => AnnounceType.New,
            "cross" => AnnounceType.Cross,
            "replace" => AnnounceType.Replace,
            "replace-cross" => AnnounceType.ReplaceCross,
            "" when version == 1 => AnnounceType.New,
            _ => null,
        };

    // Atom: a link without a relation is one to the page.
    private static bool IsToPage(SyndicationLink link) => link.RelationshipType is null or "alternate";

    private static string Trimmed(string? text) => text?.Trim() ?? "";

    private static string First(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > 0)
            {
                return text;
            }
        }

        return "";
    }

    private static string? Optional(string text) => text.Length > 0 ? OneLine(text) : null;

    private static string Shortened(string text) => text.Length <= 60 ? text : text[..60] + "...";

    private static string OneLine(string text) => LineBreak().Replace(text, " ");

    [GeneratedRegex(@"^oai:arXiv\.org:(?<id>\S+?)(?:v(?<v>[0-9]+))?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Oai();

    [GeneratedRegex(@"/abs/(?<id>\S+?)(?:v[0-9]+)?\z")]
    private static partial Regex AbsLink();

    [GeneratedRegex(
        @"\A\s*arXiv:(?<id>\S+?)v(?<v>[0-9]+)\s+Announce Type:(?>\s*(?<type>[a-z-]*)\s*)Abstract:(?<abstract>.*)\z",
        RegexOptions.Singleline
    )]
    private static partial Regex Head();

    [GeneratedRegex(@"[^\S\n]*\n\s*")]
    private static partial Regex LineBreak();
}
