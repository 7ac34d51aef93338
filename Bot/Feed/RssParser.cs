using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Bot.Feed;

/// <summary>Reads RSS 2.0 as arXiv makes it: streaming, one item in memory at a time, no DTD, at most 32 Mi characters.</summary>
public static class RssParser
{
    // A cs.LG day is under 2 MB and arXiv cuts a feed at 2,000 items; ten times that is surely not a listing.
    private const long MaxCharacters = 32 * 1024 * 1024;

    /// <summary>For an operator's own file, which may hold years of papers.</summary>
    public const long MaxCharactersOfFile = 128L * 1024 * 1024;

    /// <param name="stream">The feed, already decompressed.</param>
    /// <param name="asked">The category that was asked for; null to take the feed's own.</param>
    /// <param name="maxCharacters">More than this is no listing.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="FeedFormatException">It is no feed, is cut short, is damaged, is arXiv's error document, or is another category's feed.</exception>
    public static async Task<FeedDocument> ParseAsync(Stream stream, string? asked, long maxCharacters = MaxCharacters, CancellationToken cancellation = default)
    {
        var settings = new XmlReaderSettings
        {
            Async = true,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = maxCharacters,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        try
        {
            using var reader = XmlReader.Create(stream, settings);
            await reader.MoveToContentAsync();
            if (reader.LocalName != "rss") throw new FeedFormatException($"the answer is no RSS feed but starts with <{reader.LocalName}>; an outage page, or a wrong Bot:Feed:BaseUrl");
            var channel = new Channel(asked);
            while (await reader.ReadAsync())
            {
                // Reading a node moves the reader behind it, onto the next sibling: hence the inner loop.
                while (reader is { NodeType: XmlNodeType.Element, Depth: 2 }) channel.Take((XElement)await XNode.ReadFromAsync(reader, cancellation));
            }

            return channel.Finish();
        }
        catch (XmlException e) when (e.Message.Contains("DTD", StringComparison.Ordinal))
        {
            throw new FeedFormatException("the answer begins with a document type, as web pages do and arXiv's feeds never; an outage page, or a wrong Bot:Feed:BaseUrl", e);
        }
        catch (XmlException e)
        {
            throw new FeedFormatException($"the feed is damaged or cut short ({e.Message.TrimEnd('.')}); nothing of it is used, the bot asks again later", e);
        }
        catch (InvalidDataException e)
        {
            throw new FeedFormatException($"the feed's compression is damaged ({e.Message.TrimEnd('.')}); nothing of it is used, the bot asks again later", e);
        }
    }

    /// <summary>RFC 822 dates as the feed writes them; the weekday is ignored, since it can only contradict the date.</summary>
    internal static DateTimeOffset? Date(string? text)
    {
        var bare = text?[(text.IndexOf(',') + 1)..].Trim();
        return DateTimeOffset.TryParseExact(bare, ["d MMM yyyy HH:mm:ss zzz", "d MMM yyyy HH:mm:ss 'GMT'", "d MMM yyyy HH:mm:ss 'UTC'"],
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
    }

    private sealed class Channel(string? asked)
    {
        private readonly List<Announcement> _announcements = [];
        private readonly List<string> _rejected = [];
        private readonly Dictionary<ArxivId, int> _places = [];
        private string? _title;
        private string? _description;
        private string? _category;
        private DateTimeOffset? _date;
        private DateTimeOffset? _builtAt;

        public void Take(XElement element)
        {
            switch (element.Name)
            {
                case { NamespaceName: "", LocalName: "title" }: _title = element.Value.Trim(); break;
                case { NamespaceName: "", LocalName: "description" }: _description = element.Value.Trim(); break;
                case { NamespaceName: "", LocalName: "link" }: _category = CategoryOf(element.Value); break;
                case { NamespaceName: "", LocalName: "pubDate" }: _date = Date(element.Value); break;
                case { NamespaceName: "", LocalName: "lastBuildDate" }: _builtAt = Date(element.Value); break;
                case { NamespaceName: "", LocalName: "item" }: TakeItem(element); break;
            }
        }

        private void TakeItem(XElement item)
        {
            var number = _announcements.Count + _rejected.Count + 1;
            if (RssItem.Read(item, asked ?? _category, out var announcement) is { } reason) _rejected.Add($"item {number}: {reason}");
            else if (_places.TryAdd(announcement!.Id, _announcements.Count)) _announcements.Add(announcement);
            // arXiv means one item per paper, new before cross-list before replacement; should it slip, the first of the strongest kind stands.
            else if (announcement.Type < _announcements[_places[announcement.Id]].Type) _announcements[_places[announcement.Id]] = announcement;
        }

        public FeedDocument Finish()
        {
            if (_title?.StartsWith("Feed error", StringComparison.OrdinalIgnoreCase) == true)
                throw new FeedFormatException($"arXiv answers with an error document: {_description}; check the account's Categories");
            if (_date is not { } date) throw new FeedFormatException("the feed's channel carries no readable pubDate, so its day is unknown; the bot asks again later");
            if (asked is not null && _category is not null && !ArxivCategories.Same(asked, _category))
                throw new FeedFormatException($"{asked} was asked for, but the feed is that of {_category}; check Bot:Feed:BaseUrl, or wait for arXiv's cache to clear");
            return new FeedDocument(_category, DateOnly.FromDateTime(date.DateTime), _builtAt, _announcements, _rejected);
        }

        private static string? CategoryOf(string link)
        {
            var last = link.Trim()[(link.Trim().LastIndexOf('/') + 1)..];
            return ArxivCategories.Spelling(last);
        }
    }
}
