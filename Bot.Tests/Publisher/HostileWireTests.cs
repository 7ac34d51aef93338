using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Bot.Arxiv;
using Bot.Feed;
using Bot.Options;
using Bot.Pipeline;
using Bot.Publisher;
using Bot.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Bot.Tests.Publisher;

/// <summary>Servers that answer without end, lead elsewhere, or are not who they say, over real connections.</summary>
public sealed class HostileWireTests
{
    private const int Megabyte = 1024 * 1024;

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
    [InlineData(100)]
    [InlineData(int.MaxValue)]
    public async Task An_instance_that_answers_without_end_is_cut_off(int megabytes)
    {
        using var server = new PouringServer("", "<p>x</p>", megabytes);
        using var http = HttpClients.Create("test", server.Url);
        Assert.IsType<Verification.Unreachable>(await Client(http).VerifyAsync(TestContext.Current.CancellationToken));
        Assert.IsType<PostOutcome.Unknown>(
            await Client(http).PostAsync(AnyToot, "key", null, TestContext.Current.CancellationToken)
        );
        // What was on its way when the bot hung up lies in the system's buffers.
        Assert.InRange(await server.MegabytesAsync(), 0, 60);
    }

    [Theory]
    [InlineData(100, "<!-- -->")]
    [InlineData(int.MaxValue, "<item/>")]
    [InlineData(100, "x")]
    public async Task A_feed_that_goes_on_without_end_is_cut_off(int megabytes, string piece)
    {
        using var server = new PouringServer("<rss><channel>", piece, megabytes);
        var failed = Assert.IsType<FeedAnswer.Failed>(await ReadFeedAsync(server.Url));
        Assert.Contains("32 million characters", failed.Message, StringComparison.Ordinal);
        Assert.InRange(await server.MegabytesAsync(), 0, 3 * 60); // three tries
    }

    [Fact]
    public async Task An_archive_that_goes_on_without_end_is_cut_off()
    {
        using var server = new PouringServer("<OAI-PMH>", "<!-- -->", int.MaxValue);
        using var http = HttpClients.Create("test");
        using var gate = new ArxivGate(_ => Task.CompletedTask);
        var answer = await new OaiArchive(http, server.Url, gate, new FakeClock { AutoAdvance = true }).ReadAsync(
            ArxivId.Parse("2506.00001"),
            TestContext.Current.CancellationToken
        );
        Assert.Contains(
            "32 million characters",
            Assert.IsType<ArchiveAnswer.Failed>(answer).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_swells_when_it_is_unpacked_is_cut_off_too()
    {
        using var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write("<rss><channel>"u8);
            for (var megabytes = 0; megabytes < 100; megabytes++)
            {
                zip.Write(new byte[Megabyte].AsSpan());
            }
        }

        await using var server = await RecordingServer.StartAsync(
            async (_, http) =>
            {
                http.Response.Headers.ContentEncoding = "gzip";
                await http.Response.Body.WriteAsync(packed.ToArray());
            }
        );
        Assert.IsType<FeedAnswer.Failed>(await ReadFeedAsync(server.Url));
        using var client = HttpClients.Create("test", server.Url);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.IsType<Verification.Unreachable>(
            await Client(client).VerifyAsync(TestContext.Current.CancellationToken)
        );
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 90L * Megabyte);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task No_redirect_is_followed_neither_to_another_host_nor_to_loopback(int status)
    {
        using var elsewhere = new OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"id\":\"1\"}");
        await using var server = await RecordingServer.StartAsync(
            (_, http) =>
            {
                http.Response.StatusCode = status;
                http.Response.Headers.Location = new Uri(elsewhere.Url, http.Request.Path).AbsoluteUri;
                return Task.CompletedTask;
            }
        );
        using var client = HttpClients.Create("test", server.Url);
        Assert.IsType<Verification.Denied>(await Client(client).VerifyAsync(TestContext.Current.CancellationToken));
        Assert.IsType<PostOutcome.LockedOut>(
            await Client(client).PostAsync(AnyToot, "key", null, TestContext.Current.CancellationToken)
        );
        Assert.Null((await Client(client).OwnStatusesAsync("1", null, TestContext.Current.CancellationToken)).Page);
        Assert.IsType<FeedAnswer.Failed>(await ReadFeedAsync(server.Url));
        Assert.Equal(0, elsewhere.Connections);
    }

    [Fact]
    public async Task A_server_that_nobody_vouches_for_hears_nothing_at_all()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            now.AddDays(-1),
            now.AddDays(1)
        );
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        await using var server = await RecordingServer.StartAsync(
            (_, http) => http.Response.WriteAsync("{\"id\":\"1\"}"),
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate))
        );
        Assert.Equal("https", server.Url.Scheme);
        using var client = HttpClients.Create("test", server.Url);

        var trouble = Assert.IsType<Verification.Unreachable>(
            await Client(client).VerifyAsync(TestContext.Current.CancellationToken)
        );
        Assert.Contains("certificate", trouble.Reason, StringComparison.Ordinal);
        Assert.Contains(
            "certificate",
            Assert
                .IsType<PostOutcome.Unknown>(
                    await Client(client).PostAsync(AnyToot, "key", null, TestContext.Current.CancellationToken)
                )
                .Reason,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "certificate",
            Assert.IsType<FeedAnswer.Failed>(await ReadFeedAsync(server.Url)).Message,
            StringComparison.Ordinal
        );
        Assert.Empty(server.Paths);
    }

    private static MastodonClient Client(HttpClient http) =>
        new(http, "s3cr3t-t0ken", Polly.ResiliencePipeline.Empty, TimeProvider.System, () => ValueTask.CompletedTask);

    private static async Task<FeedAnswer> ReadFeedAsync(Uri url)
    {
        using var http = HttpClients.Create("test");
        using var gate = new ArxivGate(_ => Task.CompletedTask);
        return await new ArxivFeed(
            http,
            new FeedOptions
            {
                BaseUrl = url,
                Contact = "",
                MinimumInterval = TimeSpan.Zero,
            },
            gate,
            new FakeClock { AutoAdvance = true }
        ).ReadAsync("cs.LG", null, TestContext.Current.CancellationToken);
    }
}
