using System.ServiceModel.Syndication;
using System.Xml.Linq;

namespace Bot.Feed;

/// <summary>
/// RSS 2.0 as arXiv makes it at <c>/rss/</c>: the day is the channel's <c>pubDate</c>, midnight in New York.
/// </summary>
internal sealed class RssForm()
    : FeedForm(
        new Rss20FeedFormatter<ListingFeed> { SerializeExtensionsAsAtom = false, PreserveElementExtensions = false },
        FeedDate.Rfc822
    )
{
    private static readonly HashSet<XName> Heads = ["title", "description", "link", "pubDate", "lastBuildDate"];
    private static readonly HashSet<XName> Fields = ["guid", "link", "title", "description", "category"];

    public override int Depth => 2;

    protected override XName Item => "item";

    protected override XElement? Head(XElement element) => Heads.Contains(element.Name) ? element : null;

    protected override XElement? Field(XElement child)
    {
        var isWanted = Fields.Contains(child.Name) || IsExtension(child.Name);
        return isWanted ? child : null;
    }

    // The version is ours, since the library reads no other and arXiv's may be missing.
    protected override XElement FeedOf(XElement element) =>
        new("rss", new XAttribute("version", "2.0"), new XElement("channel", element));
}
