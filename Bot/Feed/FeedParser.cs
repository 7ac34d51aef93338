using System.Xml;
using System.Xml.Linq;

namespace Bot.Feed;

/// <summary>Reads arXiv's feeds, RSS or Atom as the root says: no DTD, bounded in size and depth.</summary>
public static class FeedParser
{
    // A cs.LG day is under 2 MB and arXiv cuts a feed at 2,000 items; ten times that is surely not a listing.
    private const long MaxCharacters = 32 * 1024 * 1024;

    /// <summary>For an operator's own file, which may hold years of papers.</summary>
    public const long MaxCharactersOfFile = 128L * 1024 * 1024;

    /// <param name="stream">The feed, already decompressed.</param>
    /// <param name="asked">The category that was asked for; null to take the feed's own.</param>
    /// <param name="maxCharacters">More than this is no listing.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="FeedFormatException">
    /// It is no feed, is cut short, is damaged, is arXiv's error document, or is another category's feed.
    /// </exception>
    public static async Task<FeedDocument> ParseAsync(
        Stream stream,
        string? asked,
        long maxCharacters = MaxCharacters,
        CancellationToken cancellation = default
    )
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = maxCharacters,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        try
        {
            var document = await BoundedDocument.ReadAsync(
                stream,
                maxCharacters,
                $"the feed is longer than {maxCharacters / 1024 / 1024} million characters, which no listing "
                    + "is; see what answers at Bot:Feed:BaseUrl, the bot asks again later",
                cancellation
            );
            using var text = LenientXml.Of(document);
            using var reader = XmlReader.Create(text, settings);
            return Read(reader, asked, cancellation);
        }
        catch (XmlException e) when (e.Message.Contains("DTD", StringComparison.Ordinal))
        {
            throw new FeedFormatException(
                "the answer begins with a document type, as web pages do and arXiv's feeds never; an outage "
                    + "page, or a wrong Bot:Feed:BaseUrl",
                e
            );
        }
        // XmlReader throws ArgumentException for an XML declaration whose version is not ASCII.
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            throw new FeedFormatException(
                $"the feed is damaged or cut short ({e.Message.TrimEnd('.')}); nothing of it is used, the bot "
                    + "asks again later",
                e
            );
        }
        catch (InvalidDataException e)
        {
            throw new FeedFormatException(
                $"the feed's compression is damaged ({e.Message.TrimEnd('.')}); nothing of it is used, the "
                    + "bot asks again later",
                e
            );
        }
    }

    private static FeedDocument Read(XmlReader reader, string? asked, CancellationToken cancellation)
    {
        reader.MoveToContent();
        if (FeedForm.Of(reader) is not { } form)
        {
            throw new FeedFormatException(
                $"the answer is neither an RSS nor an Atom feed but starts with <{reader.LocalName}>; an "
                    + "outage page, or a wrong Bot:Feed:BaseUrl"
            );
        }

        var listing = new ListingReader(asked);
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            BoundedElement.CheckDepth(reader);
            // Taking an element moves the reader behind it, onto the next sibling: hence the inner loop.
            while (reader.NodeType == XmlNodeType.Element && reader.Depth == form.Depth)
            {
                if (form.Take(reader) is { } element)
                {
                    Add(element, form, listing);
                }
            }
        }

        return listing.Finish();
    }

    // What the library cannot read costs that element, not the feed.
    private static void Add(XElement element, FeedForm form, ListingReader listing)
    {
        ListingFeed part;
        try
        {
            part = form.Read(element);
        }
        catch (XmlException e)
        {
            listing.Reject($"<{element.Name.LocalName}> cannot be read ({e.Message.TrimEnd('.')})");
            return;
        }

        listing.Take(part);
    }
}
