using System.ServiceModel.Syndication;
using System.Xml;
using System.Xml.Linq;

namespace Bot.Feed;

/// <summary>
/// One of the two forms in which arXiv writes the same listing. The library reads both, but refuses a whole feed for
/// one element that it cannot read. So it gets one element at a time, as a feed of its own, and only what a listing
/// needs of it. What the elements mean is no form's business, see <see cref="FeedItem"/> and
/// <see cref="ListingReader"/>.
/// </summary>
internal abstract class FeedForm
{
    internal static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private readonly SyndicationFeedFormatter _formatter;

    /// <param name="formatter">The library's, for this form.</param>
    /// <param name="readDate">Returns null for a date that it cannot read.</param>
    protected FeedForm(SyndicationFeedFormatter formatter, Func<string, DateTimeOffset?> readDate)
    {
        _formatter = formatter;
        _formatter.UriParser = ReadAddress;
        // Without a parser that always succeeds, the library would throw when a bad date is asked for, much later.
        _formatter.DateTimeParser = (XmlDateTimeData text, out DateTimeOffset date) =>
        {
            date = readDate(text.DateTimeString) ?? default;
            return true;
        };
    }

    /// <summary>How deep below the root the items stand, and what a feed says about itself.</summary>
    public abstract int Depth { get; }

    protected abstract XName Item { get; }

    /// <summary>The form that a document's root announces; null when it is no feed.</summary>
    public static FeedForm? Of(XmlReader root) =>
        root.LocalName switch
        {
            "rss" => new RssForm(),
            "feed" when ListingItem.NameOf(root.LocalName, root.NamespaceURI) == Atom + "feed" => new AtomForm(),
            _ => null,
        };

    /// <summary>Takes the element that the reader stands on out of the feed, and moves behind it.</summary>
    /// <returns>What a listing needs of it; null for nothing.</returns>
    /// <exception cref="FeedFormatException">It is deeper or longer than any of arXiv's.</exception>
    public XElement? Take(XmlReader reader)
    {
        var isItem = ListingItem.NameOf(reader.LocalName, reader.NamespaceURI) == Item;
        return isItem ? BoundedElement.ReadFields(reader, Field) : Head(BoundedElement.ReadText(reader));
    }

    /// <summary>Has the library read what <see cref="Take"/> took.</summary>
    /// <exception cref="XmlException">The library cannot read it.</exception>
    public ListingFeed Read(XElement element)
    {
        using var reader = FeedOf(element).CreateReader();
        _formatter.ReadFrom(reader);
        return (ListingFeed)_formatter.Feed;
    }

    /// <summary>What a listing needs of an element beside the items; null for nothing.</summary>
    protected abstract XElement? Head(XElement element);

    /// <summary>What a listing needs of an item's child; null for nothing.</summary>
    protected abstract XElement? Field(XElement child);

    /// <summary>A whole feed with nothing but the element.</summary>
    protected abstract XElement FeedOf(XElement element);

    /// <summary>arXiv's own elements, and Dublin Core's, which are the same in both forms.</summary>
    protected static bool IsExtension(XName name) =>
        name.Namespace == ListingItem.Arxiv || name.Namespace == ListingItem.DublinCore;

    // An address that is none is no reason to lose a paper: it is named in other places too.
    private static bool ReadAddress(XmlUriData address, out Uri uri)
    {
        uri = Uri.TryCreate(address.UriString, UriKind.RelativeOrAbsolute, out var read)
            ? read
            : new Uri("", UriKind.Relative);
        return true;
    }
}
