using System.Globalization;
using System.Xml.Linq;

namespace Bot.Feed;

/// <summary>
/// RSS 2.0 as arXiv makes it at <c>/rss/</c>: the day is the channel's <c>pubDate</c>, midnight in New York.
/// </summary>
internal sealed class RssForm : FeedForm
{
    public override int Depth => 2;

    public override FeedItem? Take(XElement element, FeedHead head)
    {
        if (element.Name.NamespaceName.Length > 0)
        {
            return null;
        }

        switch (element.Name.LocalName)
        {
            case "title":
                head.Title = element.Value.Trim();
                break;
            case "description":
                head.Description = element.Value.Trim();
                break;
            case "link":
                head.Address = element.Value.Trim();
                break;
            case "pubDate" when Date(element.Value) is { } date:
                head.Day = DateOnly.FromDateTime(date.DateTime);
                break;
            case "lastBuildDate":
                head.BuiltAt = Date(element.Value);
                break;
            case "item":
                return Item(element);
        }

        return null;
    }

    private static FeedItem Item(XElement item) =>
        new()
        {
            Identifier = Text(item, "guid"),
            Link = Text(item, "link"),
            Title = Text(item, "title"),
            Text = Text(item, "description"),
            Kind = Text(item, Arxiv + "announce_type"),
            Categories = [.. item.Elements("category").Select(category => category.Value.Trim())],
            Creator = Text(item, Dc + "creator"),
            Rights = Text(item, Dc + "rights"),
            Doi = Text(item, Arxiv + "DOI"),
            JournalReference = Text(item, Arxiv + "journal_reference"),
        };

    /// <summary>
    /// RFC 822 dates as the feed writes them; the weekday is ignored, since it can only contradict the date.
    /// </summary>
    internal static DateTimeOffset? Date(string text)
    {
        var bare = text[(text.IndexOf(',') + 1)..].Trim();
        return DateTimeOffset.TryParseExact(
            bare,
            ["d MMM yyyy HH:mm:ss zzz", "d MMM yyyy HH:mm:ss 'GMT'", "d MMM yyyy HH:mm:ss 'UTC'"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var date
        )
            ? date
            : null;
    }
}
