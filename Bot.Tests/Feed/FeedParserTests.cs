using System.IO.Compression;
using System.Text;
using Bot.Arxiv;
using Bot.Feed;
using Bot.Tests.Support;

namespace Bot.Tests.Feed;

public sealed class FeedParserTests
{
    [Fact]
    public async Task An_item_is_read_whole()
    {
        var document = await ParseAsync(
            SampleListings.Feed(
                SampleListings.Item(
                    "2506.00001",
                    version: 2,
                    title: "  A < B &\n  more ",
                    creator: " DeepSeek-AI, R\\'emi Gribonval (UT3, IMT), Li Wei (Xinyi)",
                    about: "One.\n  Two."
                )
            )
        );
        var paper = Assert.Single(document.Announcements);
        Assert.Equal(
            ("2506.00001", 2, AnnounceType.New, "A < B & more", "One.\n  Two."),
            (paper.Id.Value, paper.Version, paper.Type, paper.Title, paper.Abstract)
        );
        Assert.Equal(["DeepSeek-AI", "R\\'emi Gribonval", "Li Wei"], paper.Authors);
        Assert.Equal(["cs.LG", "stat.ML"], paper.Categories);
        Assert.Equal(
            ("cs.LG", new DateOnly(2025, 6, 9), new DateTimeOffset(2025, 6, 9, 4, 0, 5, TimeSpan.Zero)),
            (document.Category, document.Date, document.BuiltAt)
        );
    }

    [Theory]
    [InlineData("cross", "cs.LG stat.ML", AnnounceType.New)]
    [InlineData("new", "stat.ML cs.LG", AnnounceType.Cross)]
    [InlineData("replace-cross", "cs.LG", AnnounceType.Replace)]
    [InlineData("replace", "cs.CV cs.LG", AnnounceType.ReplaceCross)]
    public async Task The_kind_follows_from_the_first_category_because_the_feeds_word_depends_on_the_query(
        string said,
        string categories,
        AnnounceType expected
    ) =>
        Assert.Equal(
            expected,
            Assert
                .Single(
                    (
                        await ParseAsync(
                            SampleListings.Feed(SampleListings.Item("2506.00001", said, categories: categories))
                        )
                    ).Announcements
                )
                .Type
        );

    [Fact]
    public async Task Two_names_of_one_category_are_one() =>
        Assert.Equal(
            AnnounceType.New,
            Assert
                .Single(
                    (
                        await ParseAsync(
                            SampleListings.Feed(
                                SampleListings.Item("2506.00001", categories: "cs.IT math.IT"),
                                "math.IT"
                            ),
                            "math.IT"
                        )
                    ).Announcements
                )
                .Type
        );

    [Fact]
    public async Task Old_identifiers_are_read() =>
        Assert.Equal(
            "https://arxiv.org/abs/nlin/0408039",
            Assert
                .Single(
                    (
                        await ParseAsync(SampleListings.Feed(SampleListings.Item("nlin/0408039", "replace", 3)))
                    ).Announcements
                )
                .Id.AbsUrl
        );

    [Theory]
    [InlineData("<guid isPermaLink=\"false\">oai:arXiv.org:2506.00002v1</guid>")]
    [InlineData("<category>cs.LG</category>")]
    [InlineData("<arxiv:announce_type>new</arxiv:announce_type>")]
    [InlineData("<dc:creator>Ada Lovelace, Alan Turing</dc:creator>")]
    [InlineData("<dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>")]
    public async Task A_paper_whose_item_lacks_something_said_elsewhere_is_not_lost(string missing)
    {
        var whole =
            SampleListings.Item("2506.00001", categories: "cs.LG")
            + SampleListings.Item("2506.00002", categories: "cs.LG");
        var at = whole.LastIndexOf(missing, StringComparison.Ordinal);
        var document = await ParseAsync(SampleListings.Feed(whole.Remove(at, missing.Length)));
        Assert.Equal(["2506.00001", "2506.00002"], document.Announcements.Select(paper => paper.Id.Value));
        Assert.All(document.Announcements, paper => Assert.Equal(AnnounceType.New, paper.Type));
        Assert.Empty(document.Rejected);
    }

    [Theory]
    [InlineData("2506.00002", "nonsense", "no arXiv identifier")]
    [InlineData("<title>A Study of Case 2506 00002</title>", "<title> </title>", "no title")]
    [InlineData(
        "<arxiv:announce_type>new</arxiv:announce_type>",
        "<arxiv:announce_type>withdrawn</arxiv:announce_type>",
        "new or a replacement"
    )]
    public async Task A_bad_item_costs_that_item_and_is_reported(string part, string bad, string reason)
    {
        var document = await ParseAsync(
            SampleListings.Feed(
                SampleListings.Item("2506.00001")
                    + SampleListings.Item("2506.00002").Replace(part, bad, StringComparison.Ordinal)
                    + SampleListings.Item("2506.00003")
            )
        );
        Assert.Equal(["2506.00001", "2506.00003"], document.Announcements.Select(paper => paper.Id.Value));
        var rejected = Assert.Single(document.Rejected);
        Assert.StartsWith("item 2: ", rejected, StringComparison.Ordinal);
        Assert.Contains(reason, rejected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markup_inside_an_item_does_not_cost_the_day() =>
        Assert.Equal(
            "A <b>bold</b> claim"
                .Replace("<b>", "", StringComparison.Ordinal)
                .Replace("</b>", "", StringComparison.Ordinal),
            Assert
                .Single(
                    (
                        await ParseAsync(
                            SampleListings.Feed(
                                SampleListings
                                    .Item("2506.00001", title: "TITLE")
                                    .Replace("TITLE", "A <b>bold</b> claim", StringComparison.Ordinal)
                            )
                        )
                    ).Announcements
                )
                .Title
        );

    [Fact]
    public async Task One_paper_under_two_kinds_counts_as_the_stronger() =>
        Assert.Equal(
            AnnounceType.New,
            Assert
                .Single(
                    (
                        await ParseAsync(
                            SampleListings.Feed(
                                SampleListings.Item("2506.00001", "replace", 2) + SampleListings.Item("2506.00001")
                            )
                        )
                    ).Announcements
                )
                .Type
        );

    [Fact]
    public async Task An_empty_channel_is_an_empty_day_and_no_failure() =>
        Assert.Empty((await ParseAsync(SampleListings.Feed(""))).Announcements);

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>502</body></html>")]
    [InlineData("<html><body>Checking your browser</body></html>")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("<rss version=\"2.0\"><channel><title>cs.LG updates on arXiv.org</title>")]
    [InlineData("<rss version=\"2.0\"><channel><title>no date</title></channel></rss>")]
    [InlineData(
        "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\">]><rss version=\"2.0\"><channel><title>&a;</title></channel></rss>"
    )]
    public async Task What_is_no_whole_feed_is_refused(string text) =>
        await Assert.ThrowsAsync<FeedFormatException>(() => ParseAsync(text));

    [Fact]
    public async Task Of_a_feed_that_is_cut_anywhere_nothing_is_used()
    {
        var feed = SampleListings.Day(3);
        for (var length = 0; length < feed.Length - 10; length += 97)
        {
            await Assert.ThrowsAsync<FeedFormatException>(() => ParseAsync(feed[..length]));
        }
    }

    [Fact]
    public async Task The_error_document_is_no_empty_day()
    {
        var error = await Assert.ThrowsAsync<FeedFormatException>(() =>
            ParseAsync(
                SampleListings
                    .Feed("")
                    .Replace(
                        "cs.LG updates on arXiv.org<",
                        "Feed error for query: http://rss.arxiv.org/rss/cs.XX<",
                        StringComparison.Ordinal
                    )
                    .Replace(
                        "cs.LG updates on the arXiv.org e-print archive.",
                        "Bad subject class 'XX'.",
                        StringComparison.Ordinal
                    )
            )
        );
        Assert.Contains("Bad subject class 'XX'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_categorys_feed_is_refused() =>
        Assert.Contains(
            "feed is that of cs.AI",
            (
                await Assert.ThrowsAsync<FeedFormatException>(() =>
                    ParseAsync(SampleListings.Day(1, category: "cs.AI"), "cs.LG")
                )
            ).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_feed_beyond_its_bound_is_refused_without_being_swallowed()
    {
        var endless = new GZipStream(
            new MemoryStream(
                Zipped(SampleListings.Feed(SampleListings.Item("2506.00001", about: new string('x', 40 * 1024 * 1024))))
            ),
            CompressionMode.Decompress
        );
        await Assert.ThrowsAsync<FeedFormatException>(() => FeedParser.ParseAsync(endless, "cs.LG"));
    }

    [Theory]
    [InlineData("A, B (x, y), C", "A|B|C")]
    [InlineData("A (broken, B, C", "A (broken|B|C")]
    [InlineData("A), B", "A)|B")]
    [InlineData(" SIMA Team, Maria Abi Raad", "SIMA Team|Maria Abi Raad")]
    [InlineData("A (p (q, r)), B", "A|B")]
    [InlineData(",, A ,", "A")]
    [InlineData("A\u007f B, C", "A B|C")]
    [InlineData("", "")]
    public void Authors_are_split_on_commas_outside_parentheses(string creator, string expected) =>
        Assert.Equal(expected, string.Join('|', AuthorList.Read(creator)));

    private static Task<FeedDocument> ParseAsync(string text, string? category = null) =>
        FeedParser.ParseAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), category);

    private static byte[] Zipped(string text)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
