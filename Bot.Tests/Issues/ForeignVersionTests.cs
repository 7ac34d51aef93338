using System.Text;
using Bot.Feed;
using Bot.Options;
using Bot.Pipeline;
using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>
/// Where an XML declaration's version has letters outside of ASCII, the base library's XmlReader loses count of its
/// bytes and throws what is no XmlException: such a feed or archive answer ended the bot. Given text instead of bytes
/// it does not, and the answer is what its root says.
/// </summary>
public sealed class ForeignVersionTests
{
    // As many bytes too many as are left behind the declaration: with more behind it, it is only an XmlException.
    private static readonly byte[] Damaged = Encoding.UTF8.GetBytes(
        $"<?xml version=\"1.0{new string('é', 100)}\" encoding=\"utf-8\"?><rss/>"
    );

    [Fact]
    public async Task A_feed_with_it_is_a_failed_reading()
    {
        using var server = new OneAnswer(
            $"HTTP/1.1 200 OK\r\nContent-Length: {Damaged.Length}\r\n\r\n{Encoding.UTF8.GetString(Damaged)}"
        );
        using var http = HttpClients.Create("test");
        using var gate = new ArxivGate(_ => Task.CompletedTask);
        var feed = new ArxivFeed(
            http,
            new FeedOptions
            {
                BaseUrl = server.Url,
                Contact = "",
                MinimumInterval = TimeSpan.Zero,
            },
            gate,
            new FakeClock { AutoAdvance = true }
        );
        var failed = Assert.IsType<FeedAnswer.Failed>(
            await feed.ReadAsync("cs.LG", null, TestContext.Current.CancellationToken)
        );
        Assert.Contains("the feed carries no", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archives_answer_with_it_is_none_of_an_archive() =>
        Assert.Contains(
            "starts with <rss>",
            (
                await Assert.ThrowsAsync<FeedFormatException>(() => OaiParser.ParseAsync(new MemoryStream(Damaged)))
            ).Message,
            StringComparison.Ordinal
        );
}
