using System.IO.Compression;
using System.Net;
using System.Text;
using Bot.Tests.Support;
using Bot.Web;

namespace Bot.Tests.Web;

/// <summary>What browsers and web servers in between may rely on: tags, encodings, conditions, heads.</summary>
public sealed class HttpTests : IAsyncLifetime
{
    private ReadersPage _page = null!;

    public async ValueTask InitializeAsync() => _page = await ReadersPage.StartAsync();

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    [Fact]
    public async Task Each_encoding_is_the_same_text_under_a_tag_of_its_own()
    {
        var tags = new HashSet<string>();
        var plain = await _page.GetAsync("/");
        foreach (
            var (accepted, encoding) in new[]
            {
                ("", ""),
                ("gzip, deflate", "gzip"),
                ("gzip, br;q=0.9", "br"),
                ("br;q=0, gzip", "gzip"),
                ("identity", ""),
            }
        )
        {
            using var response = await AskAsync("/", accepted);
            Assert.Equal(encoding, string.Concat(response.Content.Headers.ContentEncoding));
            Assert.Equal("Accept-Encoding", response.Headers.Vary.Single());
            await using var body = await response.Content.ReadAsStreamAsync();
            await using Stream text = encoding switch
            {
                "br" => new BrotliStream(body, CompressionMode.Decompress),
                "gzip" => new GZipStream(body, CompressionMode.Decompress),
                _ => body,
            };
            using var reader = new StreamReader(text, Encoding.UTF8);
            Assert.Equal(plain, await reader.ReadToEndAsync());
            Assert.False(response.Headers.ETag!.IsWeak);
            tags.Add(response.Headers.ETag.Tag);
        }

        Assert.Equal(3, tags.Count);
    }

    [Fact]
    public async Task Who_has_it_already_is_sent_nothing_until_it_changes()
    {
        using var first = await AskAsync("/", "br");
        var tag = first.Headers.ETag!.Tag;
        Assert.Equal(TimeSpan.FromMinutes(1), first.Headers.CacheControl!.MaxAge);
        using var again = await AskAsync("/", "br", $"\"other\", {tag}");
        Assert.Equal(
            (HttpStatusCode.NotModified, tag, 0),
            (again.StatusCode, again.Headers.ETag!.Tag, (await again.Content.ReadAsByteArrayAsync()).Length)
        );
        await _page.RecordAsync(SampleListings.Feed(SampleListings.Item("2506.02005", title: "One More")));
        _page.Clock.Advance(OutputCache.LeastAge);
        using var changed = await AskAsync("/", "br", tag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Contains("One More", await _page.GetAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_day_changes_a_page_even_when_the_ledger_does_not()
    {
        Assert.DoesNotContain(
            "arXiv announces nothing on weekends",
            await _page.GetAsync("/"),
            StringComparison.Ordinal
        );
        _page.Clock.Advance(TimeSpan.FromDays(5));
        Assert.Contains("arXiv announces nothing on weekends", await _page.GetAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_is_the_page_without_its_body()
    {
        using var head = await _page.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/"));
        using var page = await _page.Http.GetAsync("/");
        Assert.Equal(
            (page.StatusCode, page.Content.Headers.ContentLength, page.Headers.ETag),
            (head.StatusCode, head.Content.Headers.ContentLength, head.Headers.ETag)
        );
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task The_style_may_be_kept_for_ever_since_its_name_changes_with_it()
    {
        var html = await _page.GetAsync("/");
        var path = html.Split("<link rel=\"stylesheet\" href=\"")[1].Split('"')[0];
        using var style = await _page.Http.GetAsync(path);
        Assert.Equal(
            ("text/css", "public, max-age=31536000, immutable"),
            (style.Content.Headers.ContentType!.MediaType!, style.Headers.GetValues("Cache-Control").Single())
        );
    }

    [Fact]
    public async Task Answers_for_programs_may_be_read_by_pages_of_other_sites()
    {
        foreach (var path in new[] { "/api/v1/days", "/feed.json", "/feed.atom" })
        {
            using var response = await _page.Http.GetAsync(path);
            Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        }
    }

    private Task<HttpResponseMessage> AskAsync(string path, string accepted, string? known = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accepted.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        }

        if (known is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        }

        return _page.Http.SendAsync(request);
    }
}
