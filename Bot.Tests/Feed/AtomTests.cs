using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Bot.Arxiv;
using Bot.Feed;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Feed;

/// <summary>arXiv's Atom feeds say the same as its RSS feeds, and so must the reader.</summary>
public sealed class AtomTests
{
    // An entry of 20 August 2025 as arXiv wrote it, its abstract shortened.
    private const string Real = """
        <?xml version='1.0' encoding='UTF-8'?>
        <feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
              xmlns="http://www.w3.org/2005/Atom" xml:lang="en-us">
          <id>http://rss.arxiv.org/atom/cs.AI</id>
          <title>cs.AI updates on arXiv.org</title>
          <updated>2025-08-20T04:00:19.866337+00:00</updated>
          <link href="http://rss.arxiv.org/atom/cs.AI" rel="self" type="application/atom+xml"/>
          <subtitle>cs.AI updates on the arXiv.org e-print archive.</subtitle>
          <entry>
            <id>oai:arXiv.org:2508.13167v2</id>
            <title>Chain-of-Agents: End-to-End &lt;Agent&gt; Foundation Models</title>
            <updated>2025-08-20T04:00:19.910019+00:00</updated>
            <link href="https://arxiv.org/abs/2508.13167" rel="alternate" type="text/html"/>
            <summary>arXiv:2508.13167v2 Announce Type: new 
        Abstract: Recent advances.</summary>
            <category term="cs.AI"/>
            <category term="cs.CL"/>
            <published>2025-08-20T00:00:00-04:00</published>
            <arxiv:announce_type>new</arxiv:announce_type>
            <dc:rights>http://creativecommons.org/licenses/by-nc-sa/4.0/</dc:rights>
            <arxiv:journal_reference>J. Chains 3 (2025)</arxiv:journal_reference>
            <arxiv:DOI>10.1000/182</arxiv:DOI>
            <dc:creator>Weizhen Li, Jianbo Lin (OPPO, Shenzhen)</dc:creator>
          </entry>
        </feed>
        """;

    [Fact]
    public async Task An_entry_is_read_whole()
    {
        var document = await ParseAsync(Real, "cs.AI");
        Assert.Equal(("cs.AI", new DateOnly(2025, 8, 20)), (document.Category, document.Date));
        Assert.Equal(20, document.BuiltAt!.Value.Day);
        var paper = Assert.Single(document.Announcements);
        Assert.Equal(
            (
                "2508.13167",
                2,
                AnnounceType.New,
                "Chain-of-Agents: End-to-End <Agent> Foundation Models",
                "Recent advances."
            ),
            (paper.Id.Value, paper.Version, paper.Type, paper.Title, paper.Abstract)
        );
        Assert.Equal(["Weizhen Li", "Jianbo Lin"], paper.Authors);
        Assert.Equal(["cs.AI", "cs.CL"], paper.Categories);
        Assert.Equal(
            ("10.1000/182", "J. Chains 3 (2025)", "http://creativecommons.org/licenses/by-nc-sa/4.0/"),
            (paper.Doi, paper.JournalReference, paper.License)
        );
    }

    [Fact]
    public async Task One_day_is_the_same_announcements_in_either_form()
    {
        var rss = SampleListings.Feed(
            SampleListings.Item("2506.00001")
                + SampleListings.Item("2506.00002", "replace", 3)
                + SampleListings.Item("2506.00003", "cross", categories: "cs.CV cs.LG")
                + "<item><title>?</title></item>"
                + SampleListings.Item(
                    "nlin/0408039",
                    "replace-cross",
                    2,
                    categories: "nlin.CD cs.LG",
                    title: "A < B &\n  more"
                )
        );
        Assert.Equal(Everything(await ParseAsync(rss)), Everything(await ParseAsync(Forms.Atom(rss))));
        var sample = Encoding.UTF8.GetString(SandboxServer.SampleListing);
        Assert.Equal(Everything(await ParseAsync(sample)), Everything(await ParseAsync(Forms.Atom(sample))));
    }

    [Theory]
    [InlineData("2025-08-20T04:00:19.866337+00:00", "2025-08-20")]
    [InlineData("2025-08-21T03:59:59.999999+00:00", "2025-08-20")]
    [InlineData("2025-12-26T05:00:02Z", "2025-12-26")]
    [InlineData("2025-12-26T04:59:59Z", "2025-12-25")]
    public async Task An_empty_feed_is_of_the_day_in_New_York_on_which_it_was_built(string updated, string day)
    {
        var empty =
            Real.Remove(Real.IndexOf("  <entry>", StringComparison.Ordinal))
                .Replace("2025-08-20T04:00:19.866337+00:00", updated, StringComparison.Ordinal) + "</feed>";
        var document = await ParseAsync(empty, "cs.AI");
        Assert.Empty(document.Announcements);
        Assert.Equal(day, document.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_entries_own_day_counts_more_than_when_the_feed_was_built() =>
        Assert.Equal(
            new DateOnly(2025, 8, 20),
            (
                await ParseAsync(
                    Real.Replace("2025-08-20T04:00:19.866337", "2025-08-21T13:00:00.000000", StringComparison.Ordinal),
                    "cs.AI"
                )
            ).Date
        );

    [Fact]
    public async Task Of_a_feed_that_is_cut_anywhere_nothing_is_used()
    {
        for (var length = 0; length < Real.Length - 5; length += 41)
        {
            await Assert.ThrowsAsync<FeedFormatException>(() => ParseAsync(Real[..length]));
        }
    }

    [Theory]
    [InlineData(
        "cs.AI updates on arXiv.org",
        "Feed error for query: http://rss.arxiv.org/atom/cs.XX",
        "error document: cs.AI updates on the arXiv.org e-print archive."
    )]
    [InlineData("atom/cs.AI", "atom/cs.CL", "the feed is that of cs.CL")]
    [InlineData("http://www.w3.org/2005/Atom", "http://example.org/other", "starts with <feed>")]
    [InlineData("2025-08-20T0", "long ago ", "its day is unknown")]
    public async Task What_is_wrong_with_an_RSS_feed_is_wrong_with_an_Atom_feed(
        string part,
        string bad,
        string words
    ) =>
        Assert.Contains(
            words,
            (
                await Assert.ThrowsAsync<FeedFormatException>(() =>
                    ParseAsync(Real.Replace(part, bad, StringComparison.Ordinal), "cs.AI")
                )
            ).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task The_real_Atom_feed_is_read_and_its_torn_copy_is_not()
    {
        await using var whole = Unzipped("other-TideDra-ATOM-cs.AI-2025-08-20-repaired.xml.gz");
        var document = await FeedParser.ParseAsync(whole, "cs.AI");
        Assert.Equal(
            (86, 0, new DateOnly(2025, 8, 20)),
            (document.Announcements.Count, document.Rejected.Count, document.Date)
        );
        await using var torn = Unzipped("truncated-atom-cs-ai-2025-08-20.xml.gz");
        await Assert.ThrowsAsync<FeedFormatException>(() => FeedParser.ParseAsync(torn, "cs.AI"));
    }

    private static string Everything(FeedDocument document) => JsonSerializer.Serialize(document);

    private static Task<FeedDocument> ParseAsync(string text, string? category = null) =>
        FeedParser.ParseAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), category);

    private static GZipStream Unzipped(string name) =>
        new(File.OpenRead(SharedData.Path(Path.Combine("feeds", name))), CompressionMode.Decompress);
}
