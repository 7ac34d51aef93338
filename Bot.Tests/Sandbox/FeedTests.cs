using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Xml.Linq;
using Bot.Sandbox;

namespace Bot.Tests.Sandbox;

public sealed class FeedTests
{
    [Fact]
    public void The_sample_is_a_feed_of_nine_new_papers_with_rising_ids()
    {
        var channel = XDocument.Load(new MemoryStream(SandboxServer.SampleListing)).Root!.Element("channel")!;
        Assert.Equal("Mon, 09 Jun 2025 00:00:00 -0400", (string?)channel.Element("pubDate"));
        var ids = channel
            .Elements("item")
            .Select(item => ((string)item.Element("link")!)["https://arxiv.org/abs/".Length..])
            .ToList();
        Assert.Equal(9, ids.Count);
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.All(
            channel.Elements("item").Zip(ids),
            pair =>
                Assert.StartsWith(
                    $"arXiv:{pair.Second}v1 Announce Type: new \nAbstract: ",
                    (string)pair.First.Element("description")!
                )
        );
    }

    [Fact]
    public async Task A_feed_has_a_tag_without_quotes_and_is_not_sent_twice()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var feed = await sandbox.GetAsync("/rss/CS.lg");
        var tag = Convert.ToHexStringLower(SHA256.HashData(SandboxServer.SampleListing));
        Assert.Equal(
            (tag, "application/rss+xml", "max-age=3300"),
            (feed.Header("ETag"), feed.Header("Content-Type"), feed.Header("Cache-Control"))
        );
        Assert.Equal(System.Text.Encoding.UTF8.GetString(SandboxServer.SampleListing), feed.Text);

        foreach (var sent in new[] { tag, $"\"{tag}\"" })
        {
            Assert.Equal((HttpStatusCode.NotModified, ""), await ConditionalAsync(sandbox, sent));
        }

        Assert.Equal(HttpStatusCode.OK, (await ConditionalAsync(sandbox, "other")).Item1);
        await sandbox.SetAsync("feedHonoursEtag", false);
        Assert.Equal(HttpStatusCode.OK, (await ConditionalAsync(sandbox, tag)).Item1);
    }

    [Fact]
    public async Task A_listing_is_served_in_both_of_arxivs_forms_whichever_it_was_given_in()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var atom = await sandbox.GetAsync("/atom/cs.LG");
        Assert.Equal((HttpStatusCode.OK, "application/atom+xml"), (atom.Status, atom.Header("Content-Type")));
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(atom.Text))),
            atom.Header("ETag")
        );
        Assert.Equal(9, XDocument.Parse(atom.Text).Root!.Elements("{http://www.w3.org/2005/Atom}entry").Count());

        await sandbox.SendAsync("PUT", "/sandbox/feeds/stat.ML", new StringContent(atom.Text));
        Assert.Equal(atom.Text, (await sandbox.GetAsync("/atom/stat.ML")).Text);
        var (given, turned) = (
            Channel((await sandbox.GetAsync("/rss/cs.LG")).Text),
            Channel((await sandbox.GetAsync("/rss/stat.ML")).Text)
        );
        foreach (var name in new[] { "title", "link", "description", "pubDate" })
        {
            Assert.Equal((string?)given.Element(name), (string?)turned.Element(name));
        }

        foreach (
            var name in new[]
            {
                "title",
                "link",
                "description",
                "guid",
                "category",
                "pubDate",
                "{http://purl.org/dc/elements/1.1/}creator",
            }
        )
        {
            Assert.Equal(
                given.Elements("item").Elements(name).Select(one => one.Value),
                turned.Elements("item").Elements(name).Select(one => one.Value)
            );
        }

        static XElement Channel(string text) => XDocument.Parse(text).Root!.Element("channel")!;
    }

    [Fact]
    public async Task A_test_sets_feeds_plain_or_zipped()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        using var zipped = new MemoryStream();
        await using (var zip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write("<rss>one</rss>"u8);
        }

        using var body = new ByteArrayContent(zipped.ToArray());
        body.Headers.ContentEncoding.Add("gzip");
        await sandbox.SendAsync("PUT", "/sandbox/feeds/cs.LG+stat.ML", body);
        Assert.Equal("<rss>one</rss>", (await sandbox.GetAsync("/rss/cs.LG+stat.ML")).Text);

        await sandbox.SendAsync("PUT", "/sandbox/feeds/cs.LG", new StringContent("<rss><channel><item>broken"));
        Assert.Equal("<rss><channel><item>broken", (await sandbox.GetAsync("/rss/cs.LG")).Text);
        Assert.Equal("<rss><channel><item>broken", (await sandbox.GetAsync("/atom/cs.LG")).Text);
    }

    [Fact]
    public async Task An_empty_feed_is_refused_and_the_old_one_is_served_on()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        using var nothing = new ByteArrayContent([]);
        using var form = new FormUrlEncodedContent([new("<rss></rss>", "")]);
        using var noZip = new StringContent("<rss>one</rss>");
        noZip.Headers.ContentEncoding.Add("gzip");
        foreach (var body in new HttpContent[] { nothing, form, noZip })
        {
            var refused = await sandbox.SendAsync("PUT", "/sandbox/feeds/cs.LG", body);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains("The body", (string)refused.Json["error"]!);
        }

        Assert.Equal(SandboxServer.SampleListing.Length, (await sandbox.GetAsync("/rss/cs.LG")).Text.Length);
    }

    [Fact]
    public async Task An_unknown_query_is_a_400_that_looks_like_a_quiet_day()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.FaultAsync("feed", "400-document", skip: 1);
        foreach (var query in new[] { "cs.XX", "cs.LG" })
        {
            var error = await sandbox.GetAsync($"/rss/{query}");
            Assert.Equal(HttpStatusCode.BadRequest, error.Status);
            var channel = XDocument.Parse(error.Text).Root!.Element("channel")!;
            Assert.StartsWith(
                "Feed error for query: http://rss.arxiv.org/rss/cs.XX",
                (string)channel.Element("title")!
            );
            Assert.Empty(channel.Elements("item"));
        }

        var atom = await sandbox.GetAsync("/atom/cs.XX");
        Assert.Equal((HttpStatusCode.BadRequest, "application/atom+xml"), (atom.Status, atom.Header("Content-Type")));
        Assert.StartsWith(
            "Bad subject class 'XX'",
            (string)XDocument.Parse(atom.Text).Root!.Element("{http://www.w3.org/2005/Atom}subtitle")!
        );
    }

    [Fact]
    public async Task A_feed_can_be_cut_short_or_be_a_page_or_pretend_to_be_unchanged()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        foreach (var kind in new[] { "truncated", "html", "503", "not-modified", "cut-midway" })
        {
            await sandbox.FaultAsync("feed", kind);
        }

        var half = await sandbox.GetAsync("/rss/cs.LG");
        Assert.Equal((HttpStatusCode.OK, SandboxServer.SampleListing.Length / 2), (half.Status, half.Text.Length));
        Assert.Contains("Checking your browser", (await sandbox.GetAsync("/rss/cs.LG")).Text);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await sandbox.GetAsync("/rss/cs.LG")).Status);
        Assert.Equal(HttpStatusCode.NotModified, (await sandbox.GetAsync("/rss/cs.LG")).Status);
        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.GetAsync("/rss/cs.LG"));
    }

    [Fact]
    public async Task A_paper_has_a_page()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        Assert.Contains(
            "<meta property=\"og:title\" content=\"Corrector Sampling in Language Models\">",
            (await sandbox.GetAsync("/abs/2506.06215")).Text
        );
        Assert.Equal(HttpStatusCode.NotFound, (await sandbox.GetAsync("/abs/nlin/0408039")).Status);
    }

    private static async Task<(HttpStatusCode, string)> ConditionalAsync(SandboxUnderTest sandbox, string tag)
    {
        var reply = await sandbox.SendAsync("GET", "/rss/cs.LG", null, null, ("If-None-Match", tag));
        return (reply.Status, reply.Text);
    }
}
