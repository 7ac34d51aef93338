using System.Net.Sockets;
using System.Text;
using Bot.Tests.Support;
using Bot.Web;

namespace Bot.Tests.Web;

/// <summary>What a crawl may cost: bounded, whatever is asked for, and nobody's answer is damaged by it.</summary>
public sealed class CrawlTests : IAsyncLifetime
{
    private static readonly DateOnly Today = SampleListings.Monday;

    private ReadersPage _page = null!;

    public async ValueTask InitializeAsync() => _page = await ReadersPage.StartAsync();

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    [Theory]
    [InlineData(100_000, "")]
    [InlineData(100_000, "gzip")]
    [InlineData(2_000_000, "br")]
    [InlineData(20, "")]
    public async Task The_cache_keeps_no_more_bytes_than_it_may(int length, string encoding)
    {
        using var readers = new ReaderPool(_page.Ledger);
        var cache = new OutputCache(readers, _page.Clock);
        var chance = new Random(7);
        var questions = 3 * (int)OutputCache.MostBytes / (length + 1000);
        for (var n = 0; n < questions; n++)
        {
            // Letters without a pattern: compressed they are hardly shorter.
            var text = string.Create(
                length,
                chance,
                (span, source) =>
                {
                    foreach (ref var c in span)
                    {
                        c = (char)source.Next(' ', '~');
                    }
                }
            );
            var (_, chosen, body) = await cache.GetAsync(
                $"/{n}",
                Today,
                _ => encoding,
                _ =>
                    Task.FromResult(
                        SiteAnswer.Page(text) with
                        {
                            Compression = System.IO.Compression.CompressionLevel.Fastest,
                        }
                    )
            );
            Assert.Equal((encoding, true), (chosen, body.Length > 0));
            // To add them up costs, with thousands of small ones.
            if (length > 1000 || n % 500 == 0)
            {
                Assert.True(cache.Bytes <= OutputCache.MostBytes, $"{cache.Bytes} bytes after {n} answers");
            }
        }
    }

    [Fact]
    public async Task Nobody_goes_without_while_the_cache_is_swept()
    {
        using var readers = new ReaderPool(_page.Ledger);
        var cache = new OutputCache(readers, _page.Clock);
        var text = new string('x', 300);
        // Answers so small that a sweep has thousands to look through, while others come in.
        var asked = Enumerable
            .Range(0, 60_000)
            .Chunk(7500)
            .Select(numbers =>
                Task.Run(async () =>
                {
                    foreach (var n in numbers)
                    {
                        await cache.GetAsync(
                            $"/{n}",
                            Today,
                            _ => "",
                            _ => Task.FromResult(SiteAnswer.Page($"{text} {n}"))
                        );
                    }
                })
            );
        await Task.WhenAll(asked);
        Assert.InRange(cache.Bytes, 1, OutputCache.MostBytes);
    }

    [Fact]
    public async Task What_is_asked_for_again_and_again_outlives_what_is_asked_for_once()
    {
        using var readers = new ReaderPool(_page.Ledger);
        var cache = new OutputCache(readers, _page.Clock);
        var made = 0;
        for (var n = 0; n < 300; n++)
        {
            await cache.GetAsync(
                $"/paper/{n}",
                Today,
                _ => "",
                _ => Task.FromResult(SiteAnswer.Page(new string('x', 200_000)))
            );
            await cache.GetAsync("/", Today, _ => "", _ => Task.FromResult(SiteAnswer.Page($"front page {++made}")));
        }

        Assert.Equal(1, made);
    }

    [Fact]
    public async Task A_slow_reader_gets_every_byte()
    {
        var expected = await _page.Http.GetByteArrayAsync("/day/2025-06-09");
        using var socket = new TcpClient();
        await socket.ConnectAsync(_page.Http.BaseAddress!.Host, _page.Http.BaseAddress.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(
            "GET /day/2025-06-09 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray()
        );
        using var whole = new MemoryStream();
        var few = new byte[700];
        for (int read; (read = await stream.ReadAsync(few)) > 0; )
        {
            whole.Write(few, 0, read);
        }

        var answer = whole.ToArray();
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8) + 4;
        Assert.Contains("200 OK", Encoding.ASCII.GetString(answer, 0, end), StringComparison.Ordinal);
        Assert.Equal(expected, answer[end..]);
    }

    [Fact]
    public async Task Many_who_ask_at_once_for_different_pages_all_get_theirs()
    {
        var paths = new[]
        {
            "/",
            "/archive",
            "/weather",
            "/changes",
            "/feed.atom",
            "/paper/2506.02001",
            "/search?q=graph",
        };
        var expected = new Dictionary<string, string>();
        foreach (var path in paths)
        {
            expected[path] = await _page.GetAsync(path);
        }

        var all = Enumerable.Range(0, 300).Select(n => paths[n % paths.Length]).ToList();
        var texts = await Task.WhenAll(all.Select(path => _page.GetAsync(path)));
        Assert.Equal(all.Select(path => expected[path]), texts);
    }

    [Fact]
    public async Task A_page_that_closes_answers_nobody_and_waits_for_nobody()
    {
        var readers = new ReaderPool(_page.Ledger);
        var read = await readers.ReadAsync(async ledger => (await ledger.Pages!.Days()).Count);
        Assert.True(read > 0);
        readers.Dispose();
        await Assert.ThrowsAsync<Bot.Ledger.LedgerException>(() => readers.MakeAsync(() => 1));
    }
}
