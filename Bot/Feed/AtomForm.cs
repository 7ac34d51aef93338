using System.ServiceModel.Syndication;
using System.Xml.Linq;

namespace Bot.Feed;

/// <summary>
/// Atom 1.0 as arXiv makes it at <c>/atom/</c>. The feed names no day, only when it was built, in UTC; its entries
/// carry their <c>published</c>, midnight in New York, which is what RSS writes into its channel. So the newest of
/// those is the day.
/// </summary>
internal sealed class AtomForm()
    : FeedForm(new Atom10FeedFormatter<ListingFeed> { PreserveElementExtensions = false }, FeedDate.Rfc3339)
{
    private static readonly HashSet<XName> Heads = [Atom + "title", Atom + "subtitle", Atom + "updated"];
    private static readonly HashSet<XName> Fields = [Atom + "id", Atom + "title", Atom + "summary", Atom + "published"];

    private static readonly XName Link = Atom + "link";
    private static readonly XName Category = Atom + "category";

    public override int Depth => 1;

    protected override XName Item => Atom + "entry";

    protected override XElement? Head(XElement element)
    {
        if (element.Name == Link)
        {
            return (string?)element.Attribute("rel") == "self" ? Attributes(element, "rel", "href") : null;
        }

        return Heads.Contains(element.Name) ? Text(element) : null;
    }

    protected override XElement? Field(XElement child)
    {
        if (child.Name == Link)
        {
            return Attributes(child, "rel", "href");
        }

        if (child.Name == Category)
        {
            return Attributes(child, "term");
        }

        var isWanted = Fields.Contains(child.Name) || IsExtension(child.Name);
        return isWanted ? Text(child) : null;
    }

    protected override XElement FeedOf(XElement element) => new(Atom + "feed", element);

    // The library refuses an item for a text whose type it does not know. arXiv writes none.
    private static XElement Text(XElement element)
    {
        element.RemoveAttributes();
        return element;
    }

    // The library refuses an item for a link with a text or an odd length.
    private static XElement Attributes(XElement element, params ReadOnlySpan<string> names)
    {
        var bare = new XElement(element.Name);
        foreach (var name in names)
        {
            bare.SetAttributeValue(name, (string?)element.Attribute(name));
        }

        return bare;
    }
}
