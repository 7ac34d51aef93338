using System.ServiceModel.Syndication;
using System.Xml;

namespace Bot.Feed;

/// <summary>What the library reads a listing into, with the date that it knows of items only.</summary>
internal sealed class ListingFeed : SyndicationFeed
{
    /// <summary>RSS's <c>pubDate</c> of the channel; null when it has none that can be read.</summary>
    public DateTimeOffset? PublishDate { get; private set; }

    protected override SyndicationItem CreateItem() => new ListingItem();

    protected override bool TryParseElement(XmlReader reader, string version)
    {
        if (reader.LocalName != "pubDate")
        {
            return false;
        }

        PublishDate = FeedDate.Rfc822(reader.ReadElementString());
        return true;
    }
}
