using System.Globalization;
using System.Security;
using System.Text;
using Bot.Arxiv;

namespace Bot.Tests.Simulation;

/// <summary>Writes a feed as arXiv does, RSS 2.0.</summary>
internal static class FeedWriter
{
    public static byte[] Write(FeedCopy feed)
    {
        var midnight = feed.Date.ToDateTime(TimeOnly.MinValue);
        var zone = ArxivDay.NewYork.GetUtcOffset(midnight);
        var text = new StringBuilder(2000 + (feed.Entries.Count * 2000));
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            <?xml version='1.0' encoding='UTF-8'?>
            <rss
                xmlns:arxiv="http://arxiv.org/schemas/atom"
                xmlns:dc="http://purl.org/dc/elements/1.1/"
                xmlns:atom="http://www.w3.org/2005/Atom"
                version="2.0">
              <channel>
                <title>{feed.Category} updates on arXiv.org</title>
                <link>http://rss.arxiv.org/rss/{feed.Category}</link>
                <description>{feed.Category} updates on the arXiv.org e-print archive.</description>
                <lastBuildDate>{feed.Built.UtcDateTime:ddd, dd MMM yyyy HH:mm:ss} +0000</lastBuildDate>
                <pubDate>{midnight:ddd, dd MMM yyyy} 00:00:00 -{zone.Negate():hhmm}</pubDate>

            """
        );
        foreach (var entry in feed.Entries)
        {
            Append(text, entry);
        }

        return Encoding.UTF8.GetBytes(text.Append("  </channel>\n</rss>\n").ToString());
    }

    private static void Append(StringBuilder text, FeedEntry entry)
    {
        var paper = entry.Paper;
        string[] categories =
        [
            entry.Primary,
            .. new[] { paper.Primary, paper.CrossList }.Where(one => one.Length > 0 && one != entry.Primary),
        ];
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
                <item>
                  <title>{SecurityElement.Escape(paper.Title)}</title>
                  <link>https://arxiv.org/abs/{paper.Id}</link>
                  <description>arXiv:{paper.Id}v{entry.Version} Announce Type: {entry.Type} 
            Abstract: {SecurityElement.Escape(paper.About)}</description>
                  <guid isPermaLink="false">oai:arXiv.org:{paper.Id}v{entry.Version}</guid>
                  {string.Concat(categories.Select(one => $"<category>{one}</category>"))}
                  <arxiv:announce_type>{entry.Type}</arxiv:announce_type>
                  <dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
                  <dc:creator>{SecurityElement.Escape(paper.Authors)}</dc:creator>
                </item>

            """
        );
    }
}
