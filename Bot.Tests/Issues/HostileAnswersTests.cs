using System.Text;
using Bot.Feed;
using Bot.Pipeline;
using Bot.Publisher;
using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>
/// What a hostile or broken server can put into an answer ended the bot, held it up for hours, or could have sent the
/// token elsewhere.
/// </summary>
public sealed class HostileAnswersTests
{
    private static readonly Toot AnyToot = new()
    {
        Kind = TootKind.Summary,
        Text = "x",
        Visibility = TootVisibility.Public,
        Language = "en",
        Tags = [],
        Characters = 1,
    };

    [Theory]
    [InlineData("/login", "sends posts on to another address")]
    [InlineData("https://elsewhere.example/login", "sends posts on to elsewhere.example")]
    public async Task A_redirect_within_the_server_locks_out_and_ends_nothing(string location, string words)
    {
        using var server = new OneAnswer($"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");
        using var http = HttpClients.Create("test", server.Url);
        var locked = Assert.IsType<PostOutcome.LockedOut>(
            await Client(http).PostAsync(AnyToot, "key", null, TestContext.Current.CancellationToken)
        );
        Assert.Contains(words, locked.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{0}http://{1}/nodeinfo")] // a path that is an address
    [InlineData("{0}/{1}/nodeinfo")] // a path that begins with a host
    [InlineData("http://{1}/nodeinfo")]
    [InlineData("//{1}/nodeinfo")]
    public async Task Nodeinfo_cannot_send_the_token_to_another_server(string href)
    {
        using var elsewhere = new OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        await using var wire = await RecordingServer.StartAsync(
            (path, url) =>
            {
                var sent = href.Replace("{0}", url, StringComparison.Ordinal)
                    .Replace("{1}", elsewhere.Url.Authority, StringComparison.Ordinal);
                return path == "/.well-known/nodeinfo" ? $"{{\"links\":[{{\"href\":\"{sent}\"}}]}}" : "{}";
            }
        );
        using var http = HttpClients.Create("test", wire.Url);
        await Client(http).InstanceAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, elsewhere.Connections);
        Assert.Contains("/.well-known/nodeinfo", wire.Paths);
    }

    [Fact]
    public async Task Nodeinfo_is_followed_on_the_same_server()
    {
        await using var wire = await RecordingServer.StartAsync(
            (path, url) =>
                path == "/.well-known/nodeinfo"
                    ? $"{{\"links\":[{{\"href\":\"{url}nodeinfo/2.0?x=1\"}}]}}"
                    : "{\"software\":{\"name\":\"gotosocial\"}}"
        );
        using var http = HttpClients.Create("test", wire.Url);
        Assert.Equal(
            ServerKind.GoToSocial,
            (await Client(http).InstanceAsync(TestContext.Current.CancellationToken))!.Value.Kind
        );
    }

    [Fact]
    public void A_status_of_opening_signs_alone_is_read_in_no_time()
    {
        var status = new OwnStatus("1", null, null, false, new string('<', 4_000_000));
        Assert.Null(
            OwnToot.Read(
                status,
                new OwnTags
                {
                    Common = ["tag"],
                    List = ["list"],
                    CrossList = ["cross"],
                    Replacement = ["replacement"],
                }
            )
        );
        Assert.False(StatusMatch.Is(status, AnyToot, null, null));
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(1_000_000)]
    public async Task A_feed_that_only_nests_is_refused(int depth)
    {
        foreach (
            var feed in new[]
            {
                $"<rss><channel><item>{Nested(depth)}</item></channel></rss>",
                $"<rss>{Nested(depth)}</rss>",
                Nested(depth, "rss"),
            }
        )
        {
            // In a thread of its own, since without the bound it takes hours.
            var e = await Assert.ThrowsAsync<FeedFormatException>(() =>
                Task.Run(() => ParseAsync(feed)).EndsAsync("the feed is read")
            );
            Assert.Contains("more than 16 deep", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_archive_that_only_nests_is_refused()
    {
        var e = await Assert.ThrowsAsync<FeedFormatException>(() => Archives.ParseAsync(Nested(1_000_000, "OAI-PMH")));
        Assert.Contains("more than 16 deep", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_beyond_all_measure_is_refused_and_the_longest_real_author_list_is_not()
    {
        Assert.Contains(
            "more than 256 thousand characters",
            (
                await Assert.ThrowsAsync<FeedFormatException>(() =>
                    ParseAsync(
                        SampleListings.Feed(SampleListings.Item("2506.00001", about: new string('a', 20_000_000)))
                    )
                )
            ).Message,
            StringComparison.Ordinal
        );
        var authors = string.Join(", ", Enumerable.Range(0, 3300).Select(n => $"Author{n} Made-Up (Institute)"));
        Assert.InRange(authors.Length, 77_000, 200_000);
        Assert.Equal(
            3300,
            Assert
                .Single(
                    (
                        await ParseAsync(SampleListings.Feed(SampleListings.Item("2506.00001", creator: authors)))
                    ).Announcements
                )
                .Authors.Count
        );
    }

    [Theory]
    [InlineData("arXiv:2506.00001v1 Announce Type:", " ")]
    [InlineData("arXiv:2506.00001v1 Announce Type: new", " ")]
    [InlineData("arXiv:2506.00001v1", " ")]
    [InlineData("", "\u00A0")]
    [InlineData("", "v1")]
    public async Task Blanks_without_end_in_an_item_are_read_in_no_time(string before, string piece)
    {
        var long_ = before + string.Concat(Enumerable.Repeat(piece, 240_000 / piece.Length)) + "x";
        await ParseAsync(
            SampleListings.Feed(
                SampleListings
                    .Item("2506.00001")
                    .Replace("arXiv:2506.00001v1 Announce Type: new \nAbstract:", long_, StringComparison.Ordinal)
            )
        );
        await ParseAsync(SampleListings.Feed(SampleListings.Item("2506.00001", title: $"A {long_}")));
        await Archives.ParseAsync(
            Archives.List(
                Archives.Record(authors: long_, comments: long_, about: long_ + "\n" + new string('\n', 200_000) + " x")
            )
        );
    }

    [Fact]
    public async Task What_is_wrong_with_a_feed_is_told_in_few_words()
    {
        var e = await Assert.ThrowsAsync<FeedFormatException>(() => ParseAsync($"<rss><{new string('a', 100_000)}>"));
        Assert.InRange(e.Message.Length, 50, 1100);
        Assert.EndsWith("the bot asks again later", e.Message, StringComparison.Ordinal);
    }

    private static MastodonClient Client(HttpClient http) =>
        new(
            http,
            "s3cr3t-t0ken",
            RetryPolicy.Reads(TimeProvider.System),
            TimeProvider.System,
            () => ValueTask.CompletedTask
        );

    private static Task<FeedDocument> ParseAsync(string feed) =>
        FeedParser.ParseAsync(new MemoryStream(Encoding.UTF8.GetBytes(feed)), "cs.LG");

    private static string Nested(int depth, string name = "a") =>
        new StringBuilder()
            .Insert(0, $"<{name}>", depth)
            .Insert(depth * (name.Length + 2), $"</{name}>", depth)
            .ToString();
}
