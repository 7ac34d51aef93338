using System.ServiceModel.Syndication;
using System.Xml;
using System.Xml.Linq;

namespace Bot.Feed;

/// <summary>What the library reads an item into, with the elements that arXiv adds to RSS and Atom.</summary>
internal sealed class ListingItem : SyndicationItem
{
    public static readonly XNamespace Arxiv = "http://arxiv.org/schemas/atom";
    public static readonly XNamespace DublinCore = "http://purl.org/dc/elements/1.1/";

    private readonly Dictionary<XName, string> _extensions = [];

    /// <summary>The text of the first element of that name; empty when there is none.</summary>
    public string Extension(XName name) => _extensions.GetValueOrDefault(name, "").Trim();

    protected override bool TryParseElement(XmlReader reader, string version)
    {
        var name = XName.Get(reader.LocalName, reader.NamespaceURI);
        _extensions.TryAdd(name, reader.ReadElementString());
        return true;
    }
}
