using System.Net;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json.Nodes;
using Bot.Feed;
using Bot.Options;
using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>Spoilt feeds, names of papers and names of hosts, as a stranger thought of them.</summary>
public sealed class StrangersFeedsTests : IAsyncLifetime
{
    private ReadersPage _page = null!;

    public async ValueTask InitializeAsync() => _page = await ReadersPage.StartAsync();

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    [Theory]
    [InlineData("\u2028\u2029")]
    [InlineData("\u0085\u000B")]
    [InlineData("\u2060\u180E")]
    [InlineData("\uFEFF\u3000\uFEFF \u200E")]
    [InlineData("\u001A\u001C")]
    [InlineData("\u007F\u009F")]
    public async Task What_is_blank_before_the_declaration_is_passed_over(string before)
    {
        Assert.Equal(2, (await FeedAsync(before + Listing("A title"))).Announcements.Count);
        Assert.Equal(2, (await FeedAsync(before + Forms.Atom(Listing("A title")))).Announcements.Count);
    }

    [Theory]
    [InlineData("A&mdash;title", "A\u2014title")]
    [InlineData("A&alpha;&Omega;title", "A\u03B1\u03A9title")]
    [InlineData("A&NoSuch;title", "A&NoSuch;title")]
    [InlineData("A&#xDFFF;title", "A\uFFFDtitle")]
    [InlineData("A&#xFFFFFFFFFF;title", "A&#xFFFFFFFFFF;title")]
    [InlineData("A &#38;lt; title", "A &lt; title")]
    [InlineData("A <![CDATA[& <b> \u0001]]> title", "A & <b> \uFFFD title")]
    [InlineData("AT&T &amp R&D&", "AT&T &amp R&D&")]
    [InlineData("A&#-5;&#x;&#0x41;title", "A&#-5;&#x;&#0x41;title")]
    [InlineData("A&#9;&#13;title", "A\t\rtitle")]
    public async Task A_spoilt_title_is_all_that_changes(string title, string expected)
    {
        foreach (var atom in new[] { false, true })
        {
            var document = await FeedAsync(Listing(title, atom));
            Assert.Equal([expected, "Another"], document.Announcements.Select(paper => paper.Title));
            Assert.Empty(document.Rejected);
        }
    }

    [Theory]
    [InlineData("<dc:creator><![CDATA[Ada Lovelace]]></dc:creator><dc:creator>Alan Turing</dc:creator>")]
    [InlineData("<dc:creator>Ada Lovelace,</dc:creator>\n<dc:creator>, Alan Turing</dc:creator>")]
    [InlineData("<dc:creator>\n  Ada Lovelace,\n  Alan\u00A0Turing\n</dc:creator>")]
    [InlineData("<dc:creator> </dc:creator><dc:creator xml:lang=\"en\">Ada\fLovelace, Alan Turing</dc:creator>")]
    [InlineData("<c:creator xmlns:c=\"http://purl.org/dc/elements/1.1\">Ada Lovelace, Alan Turing</c:creator>")]
    [InlineData("<c:creator xmlns:c=\"http://www.purl.org/dc/elements/1.1/\">Ada Lovelace, Alan Turing</c:creator>")]
    public async Task All_authors_are_read(string creators)
    {
        foreach (var atom in new[] { false, true })
        {
            var feed = Listing("A title", atom)
                .Replace("<dc:creator>Ada Lovelace, Alan Turing</dc:creator>", creators, StringComparison.Ordinal);
            Assert.Contains(creators, feed, StringComparison.Ordinal);
            var authors = (await FeedAsync(feed)).Announcements[0].Authors;
            Assert.Equal(["Ada Lovelace", "Alan Turing"], authors.Select(name => name.Replace('\u00A0', ' ')));
        }
    }

    [Theory]
    [InlineData("http://arxiv.org/schemas/atom", "https://www.arxiv.org/schemas/atom")]
    [InlineData("http://arxiv.org/schemas/atom", "HTTPS://arXiv.org/schemas/atom/")]
    [InlineData("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/elements/1.1")]
    [InlineData("http://www.w3.org/2005/Atom", "https://www.w3.org/2005/atom")]
    [InlineData("http://purl.org/dc/elements/1.1/", "https://PURL.org/DC/elements/1.1")]
    public async Task A_namespace_that_moved_is_the_same(string before, string after)
    {
        foreach (var atom in new[] { false, true })
        {
            var feed = Listing("A title", atom).Replace("Announce Type: new", "", StringComparison.Ordinal);
            var moved = await FeedAsync(feed.Replace($"\"{before}\"", $"\"{after}\"", StringComparison.Ordinal));
            Assert.Equivalent(await FeedAsync(feed), moved, strict: true);
            Assert.Equal(2, moved.Announcements.Count);
        }
    }

    [Theory]
    [InlineData("ARXIV:2506.02001")]
    [InlineData("2506.02001V3.PDF")]
    [InlineData("arXiv:2506.02001.pdf")]
    [InlineData("%202506.02001v1")]
    [InlineData("arXiv:%202506.02001v4")]
    public async Task An_address_as_people_write_it_leads_to_the_paper(string id)
    {
        using var page = await _page.Http.GetAsync($"/paper/{id}");
        Assert.Equal(HttpStatusCode.SeeOther, page.StatusCode);
        Assert.EndsWith("/paper/2506.02001", $"{page.Headers.Location}", StringComparison.Ordinal);
        Assert.Equal("2506.02001", (string)JsonNode.Parse(await _page.GetAsync($"/api/v1/papers/{id}"))!["id"]!);
    }

    [Theory]
    [InlineData("https://www.arxiv.org/abs/2506.02001")]
    [InlineData("https://arxiv.org/pdf/2506.02001v1#page=3")]
    [InlineData("<https://arxiv.org/abs/2506.02001>")]
    [InlineData("doi:10.48550/arXiv.2506.02001")]
    [InlineData("DOI: 10.48550/ARXIV.2506.02001")]
    [InlineData("https://dx.doi.org/10.48550/arxiv.2506.02001")]
    [InlineData("arXiv:2506.02001v1 [cs.LG] 9 Jun 2025")]
    [InlineData("http://arxiv.org/abs/2506.02001/")]
    [InlineData("(arXiv:2506.02001)")]
    [InlineData("2506.02001.")]
    [InlineData("https://arxiv.org/abs/arXiv:2506.02001")]
    [InlineData("\u201C2506.02001\u201D")]
    [InlineData("arXiv 2506.02001")]
    [InlineData("oai:arXiv.org:2506.02001")]
    [InlineData("[arXiv:2506.02001v2 [cs.LG]]")]
    public async Task A_search_for_an_identifier_finds_its_paper(string words)
    {
        var query = $"?q={Uri.EscapeDataString(words)}";
        var found = JsonNode.Parse(await _page.GetAsync($"/api/v1/papers{query}"))!;
        Assert.Equal(1, (int)found["total"]!);
        Assert.Equal("2506.02001", (string)found["papers"]![0]!["id"]!);
    }

    [Theory]
    [InlineData("arXiv:math.GT/0309136v1")]
    [InlineData("https://arxiv.org/abs/math.GT/0309136v2")]
    [InlineData("https://arxiv.org/pdf/math.GT/0309136.pdf")]
    [InlineData("https://doi.org/10.48550/arXiv.math.GT/0309136")]
    [InlineData("MATH.gt/0309136")]
    [InlineData("math/0309136")]
    public async Task An_old_identifier_is_found_too(string words)
    {
        await _page.RecordAsync(
            SampleListings.Feed(SampleListings.Item("math/0309136", title: "An Old Paper"), date: new(2025, 6, 10))
        );
        _page.Clock.Advance(TimeSpan.FromMinutes(1));
        var found = JsonNode.Parse(await _page.GetAsync($"/api/v1/papers?q={Uri.EscapeDataString(words)}"))!;
        Assert.Equal(1, (int)found["total"]!);
        Assert.Equal("math/0309136", (string)found["papers"]![0]!["id"]!);
    }

    [Theory]
    [InlineData("/search?q=x", "bot.lan.evil.example", false)]
    [InlineData("/api/v1/papers", "evil-bot.lan", false)]
    [InlineData("/status", "192.168.1.7.nip.io", false)]
    [InlineData("/health", "evil.example.:80", false)]
    [InlineData("/", "sub.papers.example", false)]
    [InlineData("/feed.xml", "localhost.example:8080", false)]
    [InlineData("/status", "xn--papers-example", false)]
    [InlineData("/status", "[::ffff:127.0.0.1]:80", true)]
    [InlineData("/status", "LOCALHOST.:8080", true)]
    [InlineData("/status", "TootPrint", true)]
    [InlineData("/status", "bot.lan.:8080", true)]
    [InlineData("/status", "10.0.0.5:8080", true)]
    [InlineData("/status", "papers.example:8443", true)]
    public async Task A_strangers_name_is_refused_and_ours_are_answered(string path, string host, bool isOurs)
    {
        using var answer = await _page.Http.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } }
        );
        Assert.Equal(isOurs ? HttpStatusCode.OK : HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData(0x186, "606")]
    [InlineData(0x1FF, "777")]
    [InlineData(0x104, "404")]
    [InlineData(0x192, "622")]
    [InlineData(0x1B0, "660")]
    [InlineData(0x1C0, null)] // 0700
    [InlineData(0x120, null)] // 0440
    [InlineData(0x1E8, null)] // 0750
    [UnsupportedOSPlatform("windows")]
    public void A_token_file_is_judged_by_who_can_read_or_change_it(int mode, string? words)
    {
        var file = Path.Combine(_page.Folder, "token");
        File.WriteAllText(file, "secret");
        File.SetUnixFileMode(file, (UnixFileMode)mode);
        File.CreateSymbolicLink(Path.Combine(_page.Folder, "first"), file);
        File.CreateSymbolicLink(Path.Combine(_page.Folder, "second"), Path.Combine(_page.Folder, "first"));
        foreach (var name in new[] { "token", "second" })
        {
            var exposure = PrivateFiles.Exposure(Path.Combine(_page.Folder, name));
            Assert.Equal(words is null, exposure is null);
            Assert.Contains(words ?? "", exposure ?? "", StringComparison.Ordinal);
        }
    }

    private static string Listing(string title, bool atom = false)
    {
        var feed = SampleListings.Feed(
            SampleListings.Item("2506.00001", title: "TITLE") + SampleListings.Item("2506.00002", title: "Another")
        );
        return (atom ? Forms.Atom(feed) : feed).Replace("TITLE", title, StringComparison.Ordinal);
    }

    private static async Task<FeedDocument> FeedAsync(string feed)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(feed));
        return await FeedParser.ParseAsync(stream, "cs.LG");
    }
}
