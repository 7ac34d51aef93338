using System.Globalization;
using Bot.Feed;
using Bot.Options;
using Bot.Pipeline;
using Bot.Publisher;
using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>Answers that no server should give ended the bot, or were misread.</summary>
public sealed class DamagedAnswersTests
{
    private const string DamagedGzip =
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 24\r\n\r\nxxxxxxxxxxxxxxxxxxxxxxxx";

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
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_post_whose_answer_cannot_be_decompressed_is_unknown(string encoding)
    {
        using var server = new OneAnswer(DamagedGzip.Replace("gzip", encoding));
        using var http = HttpClients.Create("test", server.Url);
        var client = new MastodonClient(
            http,
            "token",
            RetryPolicy.Reads(TimeProvider.System),
            TimeProvider.System,
            () => ValueTask.CompletedTask
        );
        Assert.IsType<PostOutcome.Unknown>(
            await client.PostAsync(AnyToot, "key", null, TestContext.Current.CancellationToken)
        );
        Assert.IsType<Verification.Unreachable>(await client.VerifyAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("br", 200)]
    [InlineData("gzip", 400)]
    [InlineData("br", 400)]
    public async Task A_feed_that_cannot_be_decompressed_is_a_failed_reading(string encoding, int status)
    {
        using var server = new OneAnswer(
            DamagedGzip.Replace("gzip", encoding).Replace("200", status.ToString(CultureInfo.InvariantCulture))
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
        Assert.IsType<FeedAnswer.Failed>(await feed.ReadAsync("cs.LG", null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_unforeseen_exception_ends_with_exit_code_1()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        using var server = new OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n[null]");
        rehearsal.Settings["Bot:Feed:BaseUrl"] = new Uri(server.Url, "rss/").AbsoluteUri;
        // Any bug will do; this one is a timeline with a null in it, behind a good verify_credentials.
        using var instance = new OneAnswer(
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"id\":\"1\"}",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
            "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n[null]"
        );
        rehearsal.Settings["Bot:Accounts:0:Instance"] = instance.Url.AbsoluteUri;
        Assert.Equal(1, (await rehearsal.RunOnceAsync()).ExitCode);
    }

    [Fact]
    public async Task A_posted_status_is_posted_whatever_its_other_fields_hold()
    {
        const string Body = "{\"id\":\"1\",\"account\":{\"id\":\"2\",\"bot\":null}}";
        using var server = new OneAnswer($"HTTP/1.1 200 OK\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");
        using var http = HttpClients.Create("test", server.Url);
        var client = new MastodonClient(
            http,
            "token",
            RetryPolicy.Reads(TimeProvider.System),
            TimeProvider.System,
            () => ValueTask.CompletedTask
        );
        Assert.IsType<PostOutcome.Posted>(
            await client.PostAsync(AnyToot, "key", null, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_redirect_that_echoes_the_token_does_not_leak_it()
    {
        using var server = new OneAnswer(
            "HTTP/1.1 302 Found\r\nLocation: https://login.example/?access_token=s3cr3t-t0ken\r\n"
                + "Content-Length: 0\r\n\r\n"
        );
        using var http = HttpClients.Create("test", server.Url);
        var client = new MastodonClient(
            http,
            "s3cr3t-t0ken",
            RetryPolicy.Reads(TimeProvider.System),
            TimeProvider.System,
            () => ValueTask.CompletedTask
        );
        var locked = Assert.IsType<PostOutcome.LockedOut>(
            await client.PostAsync(AnyToot, "key", null, TestContext.Current.CancellationToken)
        );
        Assert.DoesNotContain("s3cr3t-t0ken", locked.Reason, StringComparison.Ordinal);
    }
}
