using System.Text;
using Bot.Feed;
using Bot.Tests.Support;

namespace Bot.Tests.Feed;

/// <summary>
/// The library refuses a whole feed, or an item, for things that say nothing about a paper. Such things cost nothing.
/// </summary>
public sealed class OddFeedsTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" version=\"0.91\"")]
    [InlineData(" version=\"two\" xml:base=\"http://[\"")]
    public async Task A_feed_of_any_version_is_read(string version)
    {
        var feed = SampleListings.Feed(SampleListings.Item("2506.00001"));
        var other = feed.Replace(" version=\"2.0\"", version, StringComparison.Ordinal);
        Assert.NotEqual(feed, other);
        Assert.Single((await ParseAsync(other)).Announcements);
    }

    [Theory]
    [InlineData("<enclosure length=\"long\"/>")]
    [InlineData("<link>http://[</link>")]
    [InlineData("<pubDate>tomorrow</pubDate>")]
    [InlineData("<author><name>Ada</name></author>")]
    [InlineData("<source url=\"http://[\"><b/></source>")]
    [InlineData("<a:link xmlns:a=\"http://www.w3.org/2005/Atom\" length=\"long\"/>")]
    [InlineData("text between the elements")]
    public async Task What_the_library_would_refuse_an_item_or_a_feed_for_costs_neither(string odd)
    {
        var feed = SampleListings.Feed(
            SampleListings.Item("2506.00001")
                + SampleListings.Item("2506.00002").Replace("</item>", odd + "</item>", StringComparison.Ordinal)
        );
        var document = await ParseAsync(feed.Replace("<channel>", "<channel>" + odd, StringComparison.Ordinal));
        Assert.Equal(["2506.00001", "2506.00002"], document.Announcements.Select(paper => paper.Id.Value));
        Assert.Empty(document.Rejected);
        Assert.Equal(new DateOnly(2025, 6, 9), document.Date);
    }

    [Theory]
    [InlineData("<link href=\"http://[\" length=\"long\">here</link>")]
    [InlineData("<author>Ada</author>")]
    [InlineData("<rights type=\"unheard of\">mine</rights>")]
    [InlineData("<category term=\"cs.LG\">Learning</category>")]
    [InlineData("<source><title>Other</title></source>text")]
    [InlineData("<content type=\"application/xml\"/>")]
    [InlineData("<published/>")]
    public async Task What_the_library_would_refuse_an_entry_or_a_feed_for_costs_neither(string odd)
    {
        var rss = SampleListings.Feed(SampleListings.Item("2506.00001") + SampleListings.Item("2506.00002"));
        var feed = Forms
            .Atom(rss)
            .Replace("<title", "<title type=\"unheard of\"", StringComparison.Ordinal)
            .Replace("</entry>", odd + "</entry>", StringComparison.Ordinal)
            .Replace("</feed>", odd + "</feed>", StringComparison.Ordinal);
        var document = await ParseAsync(feed);
        Assert.Equal(["2506.00001", "2506.00002"], document.Announcements.Select(paper => paper.Id.Value));
        Assert.Empty(document.Rejected);
        Assert.Equal(("cs.LG", new DateOnly(2025, 6, 9)), (document.Category, document.Date));
    }

    [Fact]
    public async Task An_item_of_a_million_empty_elements_is_refused()
    {
        var item = SampleListings
            .Item("2506.00001")
            .Replace("</item>", string.Concat(Enumerable.Repeat("<link/>", 1_000_000)) + "</item>");
        var error = await Assert.ThrowsAsync<FeedFormatException>(() => ParseAsync(SampleListings.Feed(item)));
        Assert.Contains("more than 256 thousand characters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_without_a_link_keeps_its_abstract()
    {
        var item = SampleListings.Item("2506.00001", about: "We prove it.");
        var start = item.IndexOf("<link>", StringComparison.Ordinal);
        var end = item.IndexOf("</link>", StringComparison.Ordinal) + "</link>".Length;
        var document = await ParseAsync(SampleListings.Feed(item.Remove(start, end - start)));
        Assert.Equal("We prove it.", Assert.Single(document.Announcements).Abstract);
    }

    private static Task<FeedDocument> ParseAsync(string text) =>
        FeedParser.ParseAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), "cs.LG");
}
