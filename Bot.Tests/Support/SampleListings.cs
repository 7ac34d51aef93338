using System.Globalization;
using System.Security;
using System.Text;

namespace Bot.Tests.Support;

/// <summary>Made-up listings in arXiv's form.</summary>
public static class SampleListings
{
    public static readonly DateOnly Monday = new(2025, 6, 9);

    /// <summary>A channel with items, as arXiv writes it.</summary>
    public static string Feed(string items, string category = "cs.LG", DateOnly? date = null) =>
        $"""
            <?xml version='1.0' encoding='UTF-8'?>
            <rss
                xmlns:arxiv="http://arxiv.org/schemas/atom"
                xmlns:dc="http://purl.org/dc/elements/1.1/"
                xmlns:atom="http://www.w3.org/2005/Atom"
                version="2.0">
              <channel>
                <title>{category} updates on arXiv.org</title>
                <link>http://rss.arxiv.org/rss/{category}</link>
                <description>{category} updates on the arXiv.org e-print archive.</description>
                <lastBuildDate>{(date ?? Monday).ToString(
                "ddd, dd MMM yyyy",
                CultureInfo.InvariantCulture
            )} 04:00:05 +0000</lastBuildDate>
                <pubDate>{(date ?? Monday).ToString(
                "ddd, dd MMM yyyy",
                CultureInfo.InvariantCulture
            )} 00:00:00 -0400</pubDate>
                {items}
              </channel>
            </rss>
            """;

    public static string Item(
        string id,
        string type = "new",
        int version = 1,
        string? title = null,
        string creator = "Ada Lovelace, Alan Turing",
        string categories = "cs.LG stat.ML",
        string? about = null
    ) =>
        $"""
            <item>
              <title>{SecurityElement.Escape(title ?? Title(id))}</title>
              <link>https://arxiv.org/abs/{id}</link>
              <description>arXiv:{id}v{version} Announce Type: {type} 
            Abstract: {SecurityElement.Escape(about ?? About(id))}</description>
              <guid isPermaLink="false">oai:arXiv.org:{id}v{version}</guid>
              {string.Concat(categories.Split(' ').Select(one => $"<category>{one}</category>"))}
              <arxiv:announce_type>{type}</arxiv:announce_type>
              <dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
              <dc:creator>{SecurityElement.Escape(creator)}</dc:creator>
            </item>
            """;

    /// <summary>So many new papers, from a first number on.</summary>
    public static string Day(int papers, int first = 1, DateOnly? date = null, string category = "cs.LG")
    {
        var items = new StringBuilder();
        foreach (var id in Ids(papers, first))
        {
            items.Append(Item(id, categories: category));
        }

        return Feed(items.ToString(), category, date);
    }

    public static IEnumerable<string> Ids(int papers, int first = 1) =>
        Enumerable.Range(first, papers).Select(n => $"2506.{n:00000}");

    private static string Title(string id) => $"A Study of Case {id.Replace(".", " ")}";

    private static string About(string id) =>
        $"We study case {id}. "
        + string.Concat(
            Enumerable.Repeat("The method is simple and the result is clear on every benchmark that we tried. ", 9)
        )
        + "Code is public.";
}
