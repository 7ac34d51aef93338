using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Bot.Pipeline.Sending;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Fuzz;

/// <summary>
/// Whole inputs to begin with: real feeds of at most twenty items, answers of an archive and of instances.
/// </summary>
internal static class FuzzSeeds
{
    private const int MostItems = 20;

    /// <summary>
    /// RSS and Atom: the sample listing, and the beginnings of the real feeds that lie beside the project, if they do.
    /// </summary>
    public static IReadOnlyList<byte[]> Feeds { get; } =
    [
        .. RealFeeds()
            .Prepend(SandboxServer.SampleListing)
            .SelectMany(feed => new[] { Beginning(feed), FeedForms.ToAtom(Beginning(feed)) }),
    ];

    public static IReadOnlyList<byte[]> Archives { get; } =
    [
        .. new[]
        {
            Support.Archives.List(
                Support.Archives.Record(),
                Support.Archives.Record(
                    "math/0309136",
                    "A. One, B. Two Jr. and C. Three ((1) Here, (2) There)",
                    "This paper has been withdrawn"
                )
            ),
            Support.Archives.List(
                Support.Archives.Record(
                    "2608.00001",
                    string.Join(", ", Enumerable.Repeat("Ada Lovelace (Institute (of Examples))", 300))
                )
            ),
            Support.Archives.Answer("<error code=\"noRecordsMatch\">The combination of values is empty</error>"),
            Support.Archives.Answer(
                "<ListRecords><resumptionToken "
                    + "expirationDate=\"2026-09-15T00:00:00Z\">made-up-token</resumptionToken></ListRecords>"
            ),
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public static IReadOnlyList<byte[]> Json { get; } =
    [
        .. new[]
        {
            """{"id":"114","acct":"tootprint","username":"tootprint","url":"https://mastodon.example/@tootprint","bot":true}""",
            """{"domain":"mastodon.example","version":"4.5.0","configuration":{"urls":{},"statuses":"""
                + """{"max_characters":500,"max_media_attachments":4,"characters_reserved_per_url":23}},"rules":[]}""",
            """{"uri":"x","version":"3.0.0","max_toot_chars":5000}""",
            """[{"id":"1","url":"https://mastodon.example/1","uri":"u","in_reply_to_id":null,"""
                + """ "visibility":"public","content":"<p>3 new papers in cs.LG (Machine Learning), announced Monday """
                + """9 June 2025. #toXiv_bot_toot</p>","reblog":null,"account":{"id":"114"}},"""
                + """{"id":"2","content":"<p>T</p><p><a href=\"https://arxiv.org/abs/2506.00001\">x</a> toXiv_bot_toot</p>","""
                + """ "reblog":{"id":"3","content":"<p>c</p>","account":{"id":"114"}}}]""",
            """{"text":"what was sent","spoiler_text":""}""",
            """{"links":[{"rel":"http://nodeinfo.diaspora.software/ns/schema/2.0","href":"http://127.0.0.1/nodeinfo/2.0"}]}""",
            """{"software":{"name":"mastodon","version":"4.5.0"}}""",
            """{"scopes":["read","write:statuses"]}""",
            """{"error":"Validation failed: Text character limit of 500 exceeded"}""",
            "<html><head><title>502 Bad Gateway</title></head><body><h1>502</h1></body></html>",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>One setting a line, <c>key=value</c>.</summary>
    public static IReadOnlyList<byte[]> Settings { get; } =
    [
        """
        Bot:Feed:BaseUrl=https://rss.arxiv.org/rss/
        Bot:Feed:MinimumInterval=00:00:03
        Bot:Feed:WhenStale=atom, lowercase
        Bot:Pace:SpreadOver=03:00:00
        Bot:Web:Url=http://127.0.0.1:8080
        Bot:Accounts:0:Name=test
        Bot:Accounts:0:Instance=https://mastodon.example
        Bot:Accounts:0:AccessToken=made-up-token
        Bot:Accounts:0:Categories:0=cs.LG
        Bot:Accounts:0:Categories:1=stat.ML
        Bot:Accounts:0:Style=readable
        Bot:Accounts:0:Tags:Every=toXiv_bot_toot
        Bot:Accounts:0:PostsPerThreeHours=300
        """u8.ToArray(),
    ];

    /// <summary>Title, authors and abstract, separated by blank lines.</summary>
    public static IReadOnlyList<byte[]> Papers { get; } =
    [
        .. XDocument
            .Load(new MemoryStream(SandboxServer.SampleListing))
            .Descendants("item")
            .Select(item =>
                Encoding.UTF8.GetBytes(
                    $"{(string?)item.Element("title")}\n\n"
                        + $"{(string?)item.Element("{http://purl.org/dc/elements/1.1/}creator")}\n\n"
                        + $"{(string?)item.Element("description")}"
                )
            ),
    ];

    private static IEnumerable<byte[]> RealFeeds()
    {
        var folder = Path.Combine(Project.Root, "..", "shared", "data", "feeds");
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        foreach (var file in Directory.GetFiles(folder, "*-cs-*.xml.gz").Order().Where((_, at) => at % 12 == 0))
        {
            using var zip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
            using var feed = new MemoryStream();
            zip.CopyTo(feed);
            yield return feed.ToArray();
        }
    }

    private static byte[] Beginning(byte[] feed)
    {
        var root = FeedForms.Load(feed)!;
        // Of the longest, one in so many, so that all four kinds are there.
        var items = root.Descendants("item").ToList();
        var step = Math.Max(1, (items.Count + MostItems - 1) / MostItems * 4);
        foreach (var item in items.Where((_, at) => at % step != 0).ToList())
        {
            item.Remove();
        }

        return FeedForms.Bytes(root);
    }
}
