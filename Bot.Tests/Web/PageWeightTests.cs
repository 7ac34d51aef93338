using System.IO.Compression;
using System.Text.Json.Nodes;
using Bot.Arxiv;
using Bot.Feed;
using Bot.Tests.Support;

namespace Bot.Tests.Web;

/// <summary>
/// What a reader is sent of a large day of real papers, with their topics, key points and similar papers.
/// </summary>
[Trait("Category", "Slow")]
public sealed class PageWeightTests
{
    private const int Most = 150_000;

    [Theory]
    [InlineData(150, "gzip")]
    [InlineData(150, "br")]
    [InlineData(320, "gzip")]
    [InlineData(400, "br")]
    public async Task A_large_days_page_stays_light(int papers, string encoding)
    {
        await using var page = new ReadersPage();
        var all = Real(papers + 300).ToList();
        await page.RecordAsync(new FeedDocument("cs.LG", SampleListings.Monday.AddDays(-3), null, all[papers..], []));
        await page.RecordAsync(new FeedDocument("cs.LG", SampleListings.Monday, null, all[..papers], []));
        await page.ServeAsync();
        page.Http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", encoding);
        using var answer = await page.Http.GetAsync("/");
        Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 50_000, Most);
    }

    private static IEnumerable<Announcement> Real(int papers)
    {
        using var lines = new StreamReader(
            new GZipStream(File.OpenRead(SharedData.Path("papers-cs-lg-25k.jsonl.gz")), CompressionMode.Decompress)
        );
        var known = new HashSet<ArxivId>();
        while (known.Count < papers && lines.ReadLine() is { } line)
        {
            var paper = JsonNode.Parse(line)!;
            var id = ArxivId.Parse(((string)paper["id"]!).Split('v')[0]);
            if (!known.Add(id))
            {
                continue;
            }

            yield return new Announcement
            {
                Id = id,
                Version = 1,
                Type = AnnounceType.New,
                Title = (string)paper["title"]!,
                Authors = ((string)paper["creator"]!).Split(", "),
                Abstract = (string)paper["abstract"]!,
                Categories = [.. paper["categories"]!.AsArray().Select(one => (string)one!)],
            };
        }
    }
}
