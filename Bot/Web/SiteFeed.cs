using System.Globalization;
using System.ServiceModel.Syndication;
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
            Content(paper),
            paper.Date
        )
        {
            Authors = paper.Authors,
            Tags = [.. paper.Topics.Select(topic => topic.Name), .. paper.Categories],
        };

    private static Html Content(IndexedPaper paper)
    {
        var notice = Html.Of($"{PaperCards.Withdrawn(paper)}{PaperCards.Points(paper)}");
        return Html.Of($"{notice}{PaperCards.Abstract(paper)}{PaperCards.Places(paper)}</ul>");
    }

    /// <summary>The beginning of a day in New York.</summary>
    private static DateTimeOffset Midnight(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, ArxivDay.NewYork.GetUtcOffset(midnight));
    }

    private string Address(string ending) => Links.Absolute(PageLayout.Ending(Path, ending));

    private string Atom()
    {
        var feed = new SyndicationFeed
        {
            Id = Address(".atom"),
            Title = new TextSyndicationContent(XmlText(Title)),
            LastUpdatedTime = Midnight(Items.Select(item => item.Date).DefaultIfEmpty(Beginning).Max()),
            Links =
            {
                Link("self", "application/atom+xml", Address(".atom")),
                Link("alternate", "text/html", Links.Absolute(Home)),
            },
            Authors = { new SyndicationPerson { Name = PageLayout.SiteName } },
            Items = Items.Select(Entry),
        };
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true }))
        {
            new Atom10FeedFormatter(feed).WriteTo(xml);
        }

        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + text + "\n";
    }

    private static SyndicationItem Entry(SiteFeedItem item)
    {
        var entry = new SyndicationItem
        {
            Id = item.Id,
            Title = new TextSyndicationContent(XmlText(item.Title)),
            LastUpdatedTime = Midnight(item.Date),
            PublishDate = Midnight(item.Date),
            Links = { Link("alternate", "text/html", item.Url) },
            Content = new TextSyndicationContent(XmlText(item.Content.ToString()), TextSyndicationContentKind.Html),
        };
        foreach (var name in item.Authors)
        {
            entry.Authors.Add(new SyndicationPerson { Name = XmlText(name) });
        }

        foreach (var tag in item.Tags)
        {
            entry.Categories.Add(new SyndicationCategory(XmlText(tag)));
        }

        return entry;
    }

    private static SyndicationLink Link(string relation, string type, string address) =>
        new(new Uri(address), relation, title: null, mediaType: type, length: 0);

    // XML cannot hold every character, however it is escaped, and the library does not look.
    private static string XmlText(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\t' or '\n' or '\r' or (>= ' ' and not ('\uFFFE' or '\uFFFF')))
            {
                kept.Append(rune);
            }
        }

        return kept.ToString();
    }

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
                json.WriteString(
                    "date_published",
                    Midnight(item.Date).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)
                );
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
