using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Bot.Sandbox;

/// <summary>
/// Turns one of arXiv's two forms of a listing into the other, since the sandbox is given only one of them. What is no
/// whole feed, because a test broke it on purpose, is as broken in the other form.
/// </summary>
internal static class FeedForms
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Arxiv = "http://arxiv.org/schemas/atom";
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";

    // On machines without time zone data it is always winter here: only the midnight of a made-up feed without papers
    // depends on it.
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.TryFindSystemTimeZoneById(
        "America/New_York",
        out var zone
    )
        ? zone
        : TimeZoneInfo.CreateCustomTimeZone("New York", TimeSpan.FromHours(-5), "New York", "New York");

    // In the order in which arXiv writes them.
    private static readonly XName[] Shared =
    [
        Arxiv + "announce_type",
        Dc + "rights",
        Arxiv + "DOI",
        Arxiv + "journal_reference",
        Dc + "creator",
    ];

    public static byte[] ToRss(byte[] feed) =>
        Load(feed) is { } root && root.Name == Atom + "feed" ? Bytes(Rss(root)) : feed;

    public static byte[] ToAtom(byte[] feed) =>
        Load(feed) is { } root && root.Element("channel") is { } channel ? Bytes(AtomFeed(channel)) : feed;

    private static XElement AtomFeed(XElement channel)
    {
        var address = Text(channel, "link").Replace("/rss/", "/atom/");
        var built = Optional(
            Atom + "updated",
            Date(Text(channel, "lastBuildDate"))
                ?.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture)
        );
        var published = Optional(
            Atom + "published",
            Date(Text(channel, "pubDate"))?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
        );
        return new XElement(
            Atom + "feed",
            Prefix("arxiv", Arxiv),
            Prefix("dc", Dc),
            new XAttribute(XNamespace.Xml + "lang", "en-us"),
            new XElement(Atom + "id", address),
            Copy(channel, "title", Atom + "title"),
            built,
            new XElement(
                Atom + "link",
                new XAttribute("href", address),
                new XAttribute("rel", "self"),
                new XAttribute("type", "application/atom+xml")
            ),
            Copy(channel, "description", Atom + "subtitle"),
            channel
                .Elements("item")
                .Select(item => new XElement(
                    Atom + "entry",
                    Copy(item, "guid", Atom + "id"),
                    Copy(item, "title", Atom + "title"),
                    built,
                    item.Elements("link")
                        .Select(link => new XElement(
                            Atom + "link",
                            new XAttribute("href", link.Value),
                            new XAttribute("rel", "alternate"),
                            new XAttribute("type", "text/html")
                        )),
                    Copy(item, "description", Atom + "summary"),
                    item.Elements("category")
                        .Select(category => new XElement(Atom + "category", new XAttribute("term", category.Value))),
                    published,
                    Shared.Select(item.Elements)
                ))
        );
    }

    private static XElement Rss(XElement feed)
    {
        var address = Text(feed, Atom + "id").Replace("/atom/", "/rss/");
        var built = Date(Text(feed, Atom + "updated"));
        var day =
            Date(feed.Elements(Atom + "entry").Select(entry => Text(entry, Atom + "published")).FirstOrDefault() ?? "")
            ?? Midnight(built);
        var published = Optional("pubDate", Rfc822(day));
        return new XElement(
            "rss",
            Prefix("arxiv", Arxiv),
            Prefix("dc", Dc),
            new XAttribute("version", "2.0"),
            new XElement(
                "channel",
                Copy(feed, Atom + "title", "title"),
                new XElement("link", address),
                Copy(feed, Atom + "subtitle", "description"),
                Optional("lastBuildDate", Rfc822(built)),
                published,
                feed.Elements(Atom + "entry")
                    .Select(entry => new XElement(
                        "item",
                        Copy(entry, Atom + "title", "title"),
                        entry
                            .Elements(Atom + "link")
                            .Select(link => new XElement("link", (string?)link.Attribute("href"))),
                        Copy(entry, Atom + "summary", "description"),
                        entry
                            .Elements(Atom + "id")
                            .Select(id => new XElement("guid", new XAttribute("isPermaLink", "false"), id.Value)),
                        entry
                            .Elements(Atom + "category")
                            .Select(category => new XElement("category", (string?)category.Attribute("term"))),
                        published,
                        Shared.Select(entry.Elements)
                    ))
            )
        );
    }

    internal static XElement? Load(byte[] feed)
    {
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(feed),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null }
            );
            return XDocument.Load(reader).Root;
        }
        catch (XmlException)
        {
            return null; // broken on purpose: the client's trouble
        }
    }

    internal static byte[] Bytes(XElement root) =>
        Encoding.UTF8.GetBytes($"<?xml version='1.0' encoding='UTF-8'?>\n{root}\n");

    private static XAttribute Prefix(string name, XNamespace of) => new(XNamespace.Xmlns + name, of.NamespaceName);

    private static string Text(XElement element, XName name) => element.Element(name)?.Value.Trim() ?? "";

    private static IEnumerable<XElement> Copy(XElement from, XName name, XName asName) =>
        from.Elements(name).Select(one => new XElement(asName, one.Value));

    private static XElement? Optional(XName name, string? text) => text is null ? null : new XElement(name, text);

    internal static DateTimeOffset? Date(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;

    // RFC 822 writes the offset without a colon, which .NET has no letter for.
    internal static string? Rfc822(DateTimeOffset? time) =>
        time?.ToString("ddd, dd MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture).Remove(29, 1);

    internal static DateTimeOffset? Midnight(DateTimeOffset? time)
    {
        if (time is null)
        {
            return null;
        }

        var day = TimeZoneInfo.ConvertTime(time.Value, NewYork).Date;
        return new DateTimeOffset(day, NewYork.GetUtcOffset(day));
    }
}
