using System.Text;
using Bot.Feed;

namespace Bot.Tests.Issues;

/// <summary>
/// A feed or an archive's answer with some hundred thousand comments filled the stack and ended the process, whatever
/// caught exceptions.
/// </summary>
public sealed class CommentsWithoutEndTests
{
    [Fact]
    public async Task They_are_passed_over()
    {
        await Assert.ThrowsAsync<FeedFormatException>(() => FeedParser.ParseAsync(Comments("rss"), "cs.LG"));
        await Assert.ThrowsAsync<FeedFormatException>(() => OaiParser.ParseAsync(Comments("OAI-PMH")));
    }

    // Not in memory as a whole, like what comes from a server.
    private static BufferedStream Comments(string root) =>
        new(
            new MemoryStream(
                Encoding.ASCII.GetBytes(
                    $"<{root}>" + string.Concat(Enumerable.Repeat("<!-- -->", 1_000_000)) + $"</{root}>"
                )
            )
        );
}
