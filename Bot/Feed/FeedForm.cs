using System.Xml;
using System.Xml.Linq;

namespace Bot.Feed;

/// <summary>
/// One of the two forms in which arXiv writes the same listing: where its items stand and what its elements are called.
/// What the elements mean is no form's business, see <see cref="FeedItem"/> and <see cref="ListingReader"/>.
/// </summary>
internal abstract class FeedForm
{
    protected static readonly XNamespace Arxiv = "http://arxiv.org/schemas/atom";
    protected static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    protected static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    /// <summary>How deep below the root the elements stand that <see cref="Take"/> wants.</summary>
    public abstract int Depth { get; }

    /// <summary>The form that a document's root announces; null when it is no feed.</summary>
    public static FeedForm? Of(XmlReader root) =>
        root.LocalName switch
        {
            "rss" => new RssForm(),
            "feed" when root.NamespaceURI == Atom.NamespaceName => new AtomForm(),
            _ => null,
        };

    /// <summary>
    /// Returns an item; of anything else it notes in <paramref name="head"/> what it says about the listing.
    /// </summary>
    public abstract FeedItem? Take(XElement element, FeedHead head);

    protected static string Text(XElement element, XName name) => element.Element(name)?.Value.Trim() ?? "";
}

/// <summary>What a feed says about itself, as far as it was read.</summary>
internal sealed class FeedHead
{
    public string Title { get; set; } = "";

    /// <summary>A sentence about the feed; in arXiv's error document, what is wrong.</summary>
    public string Description { get; set; } = "";

    /// <summary>Its own address, which ends with the query.</summary>
    public string Address { get; set; } = "";

    /// <summary>The day it says it is of.</summary>
    public DateOnly? Day { get; set; }

    public DateTimeOffset? BuiltAt { get; set; }
}
