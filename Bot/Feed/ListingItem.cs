using System.ServiceModel.Syndication;
using System.Xml;
using System.Xml.Linq;

namespace Bot.Feed;

/// <summary>What the library reads an item into, with the elements that arXiv adds to RSS and Atom.</summary>
internal sealed class ListingItem : SyndicationItem
{
    public static readonly XNamespace Arxiv = "http://arxiv.org/schemas/atom";
    public static readonly XNamespace DublinCore = "http://purl.org/dc/elements/1.1/";

    /// <summary>Whose elements we read, by what they are called.</summary>
    private static readonly Dictionary<string, XNamespace> Known = new(StringComparer.Ordinal)
    {
        ["announce_type"] = Arxiv,
        ["DOI"] = Arxiv,
        ["journal_reference"] = Arxiv,
        ["creator"] = DublinCore,
        ["rights"] = DublinCore,
    };

    private readonly List<(XName Name, string Text)> _extensions = [];

    /// <summary>
    /// The name under which we know an element. A namespace is an address that nobody asks for, and addresses move (to
    /// https, to another version): so one of our names counts in any namespace but those that RSS and Atom use for
    /// their own.
    /// </summary>
    public static XName NameOf(string localName, string space)
    {
        if (IsSame(space, FeedForm.Atom))
        {
            return FeedForm.Atom + localName;
        }

        return space.Length > 0 && Known.TryGetValue(localName, out var ours)
            ? ours + localName
            : XName.Get(localName, space);
    }

    /// <summary>The text of the first element of that name; empty when there is none.</summary>
    public string Extension(XName name) => Extensions(name).FirstOrDefault("");

    /// <summary>The texts of all elements of that name.</summary>
    public IReadOnlyList<string> Extensions(XName name) =>
        [.. _extensions.Where(one => one.Name == name).Select(one => one.Text.Trim())];

    private static bool IsSame(string space, XNamespace known) => Bare(space) == Bare(known.NamespaceName);

    private static string Bare(string space) =>
        space[(space.IndexOf("://", StringComparison.Ordinal) + 1)..].TrimStart('/').TrimEnd('/').ToLowerInvariant();

    protected override bool TryParseElement(XmlReader reader, string version)
    {
        var name = XName.Get(reader.LocalName, reader.NamespaceURI);
        _extensions.Add((name, reader.ReadElementString()));
        return true;
    }
}
