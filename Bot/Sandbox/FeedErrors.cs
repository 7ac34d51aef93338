using System.Text;

namespace Bot.Sandbox;

/// <summary>
/// arXiv answers an unknown query with 400 and a valid feed without items (arXiv/arxiv-feed). A client that ignores the
/// status takes it for a day without papers.
/// </summary>
internal static class FeedErrors
{
    private const string Namespaces =
        "xmlns:arxiv=\"http://arxiv.org/schemas/atom\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
        + "xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"";

    /// <summary>The document, as RSS.</summary>
    public static byte[] Document(string query, DateTimeOffset now)
    {
        var dot = query.IndexOf('.');
        var message =
            dot < 0
                ? $"Bad archive '{query}'. Valid archive names are: astro-ph, cs, math, stat."
                : $"Bad subject class '{query[(dot + 1)..]}'. Valid subject classes for the archive "
                    + $"'{query[..dot]}' are listed on arXiv's category page.";
        var address = Html.Encode($"http://rss.arxiv.org/rss/{query}");
        var document = $"""
            <?xml version='1.0' encoding='UTF-8'?>
            <rss {Namespaces} version="2.0">
              <channel>
                <title>Feed error for query: {address}</title>
                <link>{address}</link>
                <description>{Html.Encode(message)}</description>
                <atom:link href="{address}" rel="self" type="application/rss+xml"/>
                <docs>http://www.rssboard.org/rss-specification</docs>
                <language>en-us</language>
                <lastBuildDate>{now.UtcDateTime:ddd, dd MMM yyyy HH:mm:ss} +0000</lastBuildDate>
                <managingEditor>rss-help.arxiv.org</managingEditor>
                <pubDate>{now.UtcDateTime:ddd, dd MMM yyyy} 00:00:00 -0400</pubDate>
              </channel>
            </rss>

            """;
        return Encoding.UTF8.GetBytes(document);
    }
}
