using System.Text;
using System.Text.RegularExpressions;
using Bot.Feed;
using Bot.Tests.Support;

namespace Bot.Tests.Feed;

/// <summary>One character that XML forbids must not cost a day: neither in the feed nor in the archive.</summary>
public sealed class SpoiltCharactersTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("  \r\n\t")]
    [InlineData("\f\v ")]
    [InlineData("\u00A0\u2003\u200B")]
    [InlineData("\uFEFF\n\uFEFF")]
    [InlineData("\0\u001F\uFFFE")]
    public async Task What_is_blank_before_the_declaration_is_passed_over(string before)
    {
        Assert.Equal(2, (await FeedAsync(before + Day("A title"))).Announcements.Count);
        Assert.Equal(2, (await FeedAsync(before + Forms.Atom(Day("A title")))).Announcements.Count);
        Assert.Single((await Archives.ParseAsync(before + Archives.List(Archives.Record()))).Papers);
    }

    [Theory]
    [InlineData("A\ftitle", "A title")]
    [InlineData("A\u001Ftitle", "A title")]
    [InlineData("A\vtitle", "A title")]
    [InlineData("A\uFFFEtitle", "A\uFFFDtitle")]
    [InlineData("A\uFFFFtitle", "A\uFFFDtitle")]
    [InlineData("A\0title", "A\uFFFDtitle")]
    [InlineData("A\u0002\u0003title", "A\uFFFD\uFFFDtitle")]
    [InlineData("A&#x0C;title", "A title")]
    [InlineData("A&#12;title", "A title")]
    [InlineData("A&#x1f;title", "A title")]
    [InlineData("A&#xFFFE;title", "A\uFFFDtitle")]
    [InlineData("A&#0;title", "A\uFFFDtitle")]
    [InlineData("A&#xD835;title", "A\uFFFDtitle")]
    [InlineData("A&#x110000;title", "A\uFFFDtitle")]
    [InlineData("A&#x1F600;title", "A\U0001F600title")]
    [InlineData("A\U0001F600title", "A\U0001F600title")]
    [InlineData("A&eacute;title", "A\u00E9title")]
    [InlineData("A & title", "A & title")]
    [InlineData("A&title", "A&title")]
    [InlineData("A&;title&#;&#x;", "A&;title&#;&#x;")]
    [InlineData("A &amp;lt; title", "A &lt; title")]
    [InlineData("<![CDATA[A&#x0C;\f&eacute;]]]>title", "A&#x0C; &eacute;]title")]
    public async Task A_character_that_xml_forbids_is_replaced_and_nothing_else_is_lost(string title, string expected)
    {
        foreach (var feed in new[] { Day(title), Day(title, "Atom") })
        {
            var document = await FeedAsync(feed);
            Assert.Equal([expected, "Another"], document.Announcements.Select(paper => paper.Title));
            Assert.Empty(document.Rejected);
        }

        var archived = Regex.Replace(
            Archives.List(Archives.Record("2608.00001"), Archives.Record("2608.00002")),
            "<title>[^/]*</title>",
            _ => $"<title>{title}</title>"
        );
        Assert.Contains(title, archived, StringComparison.Ordinal);
        var papers = (await Archives.ParseAsync(archived)).Papers;
        Assert.Equal(["2608.00001", "2608.00002"], papers.Select(paper => paper.Id.Value));
        Assert.All(papers, paper => Assert.Equal(expected, paper.Title));
    }

    [Theory]
    [InlineData("<item>", "<item\u0001>")]
    [InlineData("<guid isPermaLink=\"false\">", "<guid isPermaLink=\"fal\u0001se\">")]
    [InlineData("<channel>", "\f<channel>\u0002")]
    [InlineData("</rss>", "</rss>\n\0\u001F\n")]
    [InlineData("<rss", "\u0001\f<rss")]
    [InlineData("<rss", "<!-- \uFFFF & --><rss")]
    public async Task It_does_no_harm_between_and_in_tags_either(string tag, string spoilt)
    {
        var feed = Day("A title");
        Assert.Contains(tag, feed, StringComparison.Ordinal);
        var document = await FeedAsync(feed.Replace(tag, spoilt, StringComparison.Ordinal));
        Assert.Equal(2, document.Announcements.Count);
        Assert.Empty(document.Rejected);
    }

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_replaced()
    {
        var bytes = Encoding.UTF8.GetBytes(Day("A~title"));
        bytes[Array.IndexOf(bytes, (byte)'~')] = 0xC3;
        using var stream = new MemoryStream(bytes);
        Assert.Equal("A\uFFFDtitle", (await FeedParser.ParseAsync(stream, "cs.LG")).Announcements[0].Title);
    }

    [Theory]
    [InlineData("iso-8859-1", "latin1")]
    [InlineData("utf-16", "utf-16")]
    [InlineData("utf-16BE", "utf-16BE")]
    [InlineData("UTF-8", "utf-8")]
    public async Task A_declared_encoding_is_heeded(string declared, string encoding)
    {
        var feed = Day("Poincar\u00E9").Replace("UTF-8", declared, StringComparison.Ordinal);
        using var stream = new MemoryStream(Encoding.GetEncoding(encoding).GetBytes(feed));
        Assert.Equal("Poincar\u00E9", (await FeedParser.ParseAsync(stream, "cs.LG")).Announcements[0].Title);
    }

    [Theory]
    [InlineData("\f")]
    [InlineData("&#x0C;")]
    public async Task A_feed_that_is_cut_short_is_still_refused(string spoilt) =>
        await Assert.ThrowsAsync<FeedFormatException>(() => FeedAsync(Day($"A{spoilt}title")[..^20]));

    [Theory]
    [InlineData("<dc:creator>Ada Lovelace</dc:creator><dc:creator>Alan Turing</dc:creator>")]
    [InlineData("<dc:creator>Ada Lovelace (Here, There</dc:creator><dc:creator>Alan Turing</dc:creator>")]
    [InlineData("<dc:creator>Ada Lovelace, Alan Turing</dc:creator><dc:creator/>")]
    [InlineData("<d:creator xmlns:d=\"https://purl.org/dc/elements/1.1/\">Ada Lovelace, Alan Turing</d:creator>")]
    [InlineData("<d:creator xmlns:d=\"http://purl.org/dc/terms/\">Ada Lovelace, Alan Turing</d:creator>")]
    [InlineData(
        "<d:creator xmlns:d=\"https://purl.org/dc/elements/1.1\">Ada Lovelace</d:creator>"
            + "<dc:creator>Alan Turing</dc:creator>"
    )]
    public async Task All_authors_are_read_however_many_elements_and_wherever_the_namespace(string creators)
    {
        foreach (var form in new[] { "RSS", "Atom" })
        {
            var feed = Day("A title", form);
            var spoilt = feed.Replace("<dc:creator>Ada Lovelace, Alan Turing</dc:creator>", creators);
            Assert.NotEqual(feed, spoilt);
            var authors = (await FeedAsync(spoilt)).Announcements[0].Authors;
            Assert.Equal(
                ["Ada Lovelace", "Alan Turing"],
                authors.Select(name => name.Split(" (")[0].Replace(",", "")).Where(name => name != "There")
            );
        }
    }

    [Theory]
    [InlineData("http://arxiv.org/schemas/atom", "https://arxiv.org/schemas/atom")]
    [InlineData("http://arxiv.org/schemas/atom", "https://arxiv.org/schemas/atom/")]
    [InlineData("http://purl.org/dc/elements/1.1/", "https://purl.org/dc/elements/1.1/")]
    [InlineData("http://www.w3.org/2005/Atom", "https://www.w3.org/2005/Atom")]
    [InlineData("http://www.w3.org/2005/Atom", "http://www.w3.org/2005/atom/")]
    public async Task A_namespace_that_moved_is_the_same(string before, string after)
    {
        foreach (var form in new[] { "RSS", "Atom" })
        {
            var feed = Day("A title", form).Replace("Announce Type: new", "", StringComparison.Ordinal);
            var expected = await FeedAsync(feed);
            var moved = await FeedAsync(feed.Replace($"\"{before}\"", $"\"{after}\"", StringComparison.Ordinal));
            Assert.Equivalent(expected, moved, strict: true);
            Assert.Equal(2, moved.Announcements.Count);
            Assert.Equal(["Ada Lovelace", "Alan Turing"], moved.Announcements[0].Authors);
        }
    }

    [Fact]
    public async Task Such_a_day_is_tooted_and_papers_without_authors_are_warned_of()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(
            "\n"
                + Day("A&#x0C;title")
                    .Replace(">Another<", ">An\uFFFEother<", StringComparison.Ordinal)
                    .Replace("<dc:creator>Grace Hopper</dc:creator>", "", StringComparison.Ordinal)
        );
        await rehearsal.RunOnceAsync();
        var texts = await rehearsal.TextsAsync();
        Assert.Contains(texts, text => text.Contains("A title", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("An\uFFFDother", StringComparison.Ordinal));
        Assert.Contains(
            rehearsal.Log,
            line =>
                line.Contains(
                    "cs.LG of 2025-06-09: 1 of 2 papers name no authors, such as 2506.00002",
                    StringComparison.Ordinal
                )
        );
    }

    // The title goes in as it is, markup and all.
    private static string Day(string title, string form = "RSS")
    {
        var feed = SampleListings.Feed(
            SampleListings.Item("2506.00001", title: "TITLE")
                + SampleListings.Item("2506.00002", title: "Another", creator: "Grace Hopper")
        );
        return (form == "Atom" ? Forms.Atom(feed) : feed).Replace("TITLE", title, StringComparison.Ordinal);
    }

    private static async Task<FeedDocument> FeedAsync(string feed)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(feed));
        return await FeedParser.ParseAsync(stream, "cs.LG");
    }
}
