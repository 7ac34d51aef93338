using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using Bot.Arxiv;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>One thing that a feed tells.</summary>
/// <param name="Id">An address that stays, whatever becomes of the site.</param>
/// <param name="Url">Where to read on.</param>
/// <param name="Title">Plain text.</param>
/// <param name="Content">HTML.</param>
/// <param name="Date">The day in New York.</param>
internal sealed record SiteFeedItem(string Id, string Url, string Title, Html Content, DateOnly Date)
{
    public IReadOnlyList<string> Authors { get; init; } = [];
    public IReadOnlyList<string> Tags { get; init; } = [];
}

/// <summary>A feed in its two forms, Atom (RFC 4287) and JSON Feed 1.1.</summary>
/// <param name="Links">To the site.</param>
/// <param name="Path">Its path without the ending, with a query if need be.</param>
/// <param name="Home">The path of the page it belongs to.</param>
/// <param name="Title">Plain text.</param>
/// <param name="Items">The newest first.</param>
internal sealed record SiteFeed(
    SiteLinks Links,
    string Path,
    string Home,
    string Title,
    IReadOnlyList<SiteFeedItem> Items
)
{
    /// <summary>
    /// What readers call an empty feed's date: arXiv's birthday, since some date must stand there and no clock should.
    /// </summary>
    private static readonly DateOnly Beginning = new(1991, 8, 14);

    public SiteAnswer Answer(string ending) =>
        ending == ".atom"
            ? new SiteAnswer(200, SiteAnswer.AtomType, Atom()) { MaxAge = TimeSpan.FromMinutes(10) }
            : new SiteAnswer(200, SiteAnswer.JsonFeedType, Json()) { MaxAge = TimeSpan.FromMinutes(10) };

    /// <summary>A paper as an entry.</summary>
    public static SiteFeedItem Entry(SiteLinks links, IndexedPaper paper) =>
        new(
            paper.Id.AbsUrl,
            links.Has($"/paper/{paper.Id}") ? links.Absolute($"/paper/{paper.Id}") : paper.Id.AbsUrl,
            paper.Title,
            Html.Of(
                $"{PaperCards.Withdrawn(paper)}{PaperCards.Points(paper)}{PaperCards.Abstract(paper)}{PaperCards.Places(paper)}</ul>"
            ),
            paper.Date
        )
        {
            Authors = paper.Authors,
            Tags = [.. paper.Topics.Select(topic => topic.Name), .. paper.Categories],
        };

    private static string Time(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, ArxivDay.NewYork.GetUtcOffset(midnight)).ToString(
            "yyyy-MM-ddTHH:mm:sszzz",
            CultureInfo.InvariantCulture
        );
    }

    private string Address(string ending) => Links.Absolute(PageLayout.Ending(Path, ending));

    private string Atom()
    {
        var text = new StringBuilder();
        using (
            var xml = XmlWriter.Create(
                text,
                new XmlWriterSettings
                {
                    Indent = true,
                    OmitXmlDeclaration = true,
                    CheckCharacters = false,
                }
            )
        )
        {
            xml.WriteStartElement("feed", "http://www.w3.org/2005/Atom");
            xml.WriteElementString("id", Address(".atom"));
            Write(xml, "title", Title);
            xml.WriteElementString("updated", Time(Items.Select(item => item.Date).DefaultIfEmpty(Beginning).Max()));
            Link(xml, "self", "application/atom+xml", Address(".atom"));
            Link(xml, "alternate", "text/html", Links.Absolute(Home));
            xml.WriteStartElement("author");
            xml.WriteElementString("name", PageLayout.SiteName);
            xml.WriteEndElement();
            foreach (var item in Items)
            {
                Entry(xml, item);
            }

            xml.WriteEndElement();
        }

        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + text + "\n";
    }

    private static void Entry(XmlWriter xml, SiteFeedItem item)
    {
        xml.WriteStartElement("entry");
        xml.WriteElementString("id", item.Id);
        Write(xml, "title", item.Title);
        xml.WriteElementString("updated", Time(item.Date));
        xml.WriteElementString("published", Time(item.Date));
        Link(xml, "alternate", "text/html", item.Url);
        foreach (var name in item.Authors)
        {
            xml.WriteStartElement("author");
            Write(xml, "name", name);
            xml.WriteEndElement();
        }

        foreach (var tag in item.Tags)
        {
            xml.WriteStartElement("category");
            xml.WriteAttributeString("term", Clean(tag));
            xml.WriteEndElement();
        }

        xml.WriteStartElement("content");
        xml.WriteAttributeString("type", "html");
        xml.WriteString(item.Content.ToString());
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string type, string address)
    {
        xml.WriteStartElement("link");
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, string element, string text) =>
        xml.WriteElementString(element, Clean(text));

    // What XML cannot hold at all, however it is escaped.
    private static string Clean(string text) => string.Concat(text.Where(XmlText));

    private static bool XmlText(char c) => c is '\t' or '\n' or '\r' or (>= ' ' and not ('\uFFFE' or '\uFFFF'));

    private string Json()
    {
        using var stream = new MemoryStream();
        using (
            var json = new Utf8JsonWriter(
                stream,
                new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
        {
            json.WriteStartObject();
            json.WriteString("version", "https://jsonfeed.org/version/1.1");
            json.WriteString("title", Title);
            json.WriteString("home_page_url", Links.Absolute(Home));
            json.WriteString("feed_url", Address(".json"));
            json.WriteString("language", "en");
            json.WriteStartArray("items");
            foreach (var item in Items)
            {
                json.WriteStartObject();
                json.WriteString("id", item.Id);
                json.WriteString("url", item.Url);
                json.WriteString("title", item.Title);
                json.WriteString("content_html", item.Content.ToString());
                json.WriteString("date_published", Time(item.Date));
                json.WriteStartArray("authors");
                foreach (var name in item.Authors)
                {
                    json.WriteStartObject();
                    json.WriteString("name", name);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteStartArray("tags");
                foreach (var tag in item.Tags)
                {
                    json.WriteStringValue(tag);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
