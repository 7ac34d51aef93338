using System.Security.Cryptography;
using System.Xml;

namespace Bot.Sandbox;

/// <summary>
/// A listing as it is served: the bytes, their type, and arXiv's tag for them, 64 hex digits of SHA-256.
/// </summary>
internal sealed record ServedListing(byte[] Bytes, string ContentType)
{
    public string ETag { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));

    public static ServedListing Rss(byte[] feed) => new(FeedForms.ToRss(feed), "application/rss+xml");

    public static ServedListing Atom(byte[] feed) => new(FeedForms.ToAtom(feed), "application/atom+xml");
}

/// <summary>The listing that a query was given last, RSS, and the one before it.</summary>
internal sealed record GivenListing(byte[] Now, byte[]? Before);

/// <summary>A paper as a feed tells of it.</summary>
internal sealed record Paper(string Id, string Title, string Authors, string Abstract)
{
    /// <summary>Enough for three lines of a link card.</summary>
    private const int BeginningLength = 150;

    public string Url => $"https://arxiv.org/abs/{Id}";

    public string Beginning => Html.Shortened(Abstract, BeginningLength);
}

/// <summary>The listings that the sandbox's arXiv announces, by query, and the papers in them.</summary>
internal sealed class Feeds(PaperArchive archive)
{
    private const string AbsPage = "https://arxiv.org/abs/";

    private readonly Dictionary<string, (ServedListing Rss, Lazy<ServedListing> Atom)> _feeds = new(
        StringComparer.OrdinalIgnoreCase
    );
    private readonly Dictionary<string, GivenListing> _given = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Paper> _papers = new(StringComparer.Ordinal);

    /// <summary>Sets what a query answers from now on, in both of arXiv's forms; it may be given in either.</summary>
    public void Set(string query, byte[] feed)
    {
        var rss = ServedListing.Rss(feed);
        query = Canonical(query);
        _given[query] = new GivenListing(rss.Bytes, _given.GetValueOrDefault(query)?.Now);
        _feeds[query] = (rss, new Lazy<ServedListing>(() => ServedListing.Atom(feed)));
        foreach (var paper in PapersIn(rss.Bytes))
        {
            _papers[paper.Id] = paper;
        }

        archive.Take(rss.Bytes);
    }

    public bool Remove(string query) => _feeds.Remove(Canonical(query)) && _given.Remove(Canonical(query));

    /// <summary>What a query was given, for the habits; null for a query that arXiv does not know.</summary>
    public GivenListing? Given(string query) => _given.GetValueOrDefault(Canonical(query));

    public ServedListing? Rss(string query) => _feeds.TryGetValue(Canonical(query), out var feed) ? feed.Rss : null;

    public ServedListing? Atom(string query) =>
        _feeds.TryGetValue(Canonical(query), out var feed) ? feed.Atom.Value : null;

    public Paper? Paper(string id) => _papers.GetValueOrDefault(id);

    /// <summary>The paper that a status links to first, as far as a feed told of it.</summary>
    public Paper? PaperOf(Status status) =>
        StatusText.Urls(status.Text).FirstOrDefault() is { } url && url.StartsWith(AbsPage, StringComparison.Ordinal)
            ? Paper(url[AbsPage.Length..])
            : null;

    // cs.LG+cs.LG asks for what cs.LG does.
    private static string Canonical(string query) =>
        string.Join('+', query.Split('+').Distinct(StringComparer.OrdinalIgnoreCase));

    // A feed may be broken on purpose: the papers before the break are known, the rest is the client's trouble.
    private static List<Paper> PapersIn(byte[] bytes)
    {
        var papers = new List<Paper>();
        using var reader = XmlReader.Create(
            new MemoryStream(bytes),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null }
        );
        try
        {
            while (reader.ReadToFollowing("item"))
            {
                papers.Add(ReadItem(reader.ReadSubtree()));
            }
        }
        catch (XmlException)
        {
            return papers;
        }

        return papers;
    }

    private static Paper ReadItem(XmlReader item)
    {
        string title = "",
            link = "",
            description = "",
            creator = "";
        item.Read();
        item.Read();
        while (!item.EOF)
        {
            // Reading an element's text moves on to the next element by itself.
            if (item.NodeType != XmlNodeType.Element)
            {
                item.Read();
            }
            else if (item.Name == "title")
            {
                title = item.ReadElementContentAsString();
            }
            else if (item.Name == "link")
            {
                link = item.ReadElementContentAsString();
            }
            else if (item.Name == "description")
            {
                description = item.ReadElementContentAsString();
            }
            else if (item.Name == "dc:creator")
            {
                creator = item.ReadElementContentAsString();
            }
            else
            {
                item.Skip();
            }
        }

        var start = description.IndexOf("Abstract: ", StringComparison.Ordinal);
        return new Paper(
            link.Replace(AbsPage, ""),
            title,
            creator.Trim(),
            start < 0 ? description : description[(start + "Abstract: ".Length)..]
        );
    }
}
