using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Bot.Arxiv;
using Bot.Composer;
using Bot.Options;
using Bot.Tests.Support;

namespace Bot.Tests.Composer;

/// <summary>
/// The composer over many real papers, where a collection of them lies beside the project; elsewhere they say that they
/// were skipped.
/// </summary>
[Trait("Category", "Slow")]
public class RealPapersTests(ITestOutputHelper output)
{
    private sealed record Row(string Id, string Title, string Creator, string Abstract);

    [Theory]
    [InlineData(LongAbstract.Shorten)]
    [InlineData(LongAbstract.Thread)]
    public void Real_papers_keep_every_promise(LongAbstract mode)
    {
        var papers = Papers().ToList();
        foreach (var limit in new[] { 300, 500, 5000 })
        {
            var composer = new TootComposer(Samples.Account(mode), Samples.Limit(limit));
            var clock = Stopwatch.StartNew();
            var told = papers.Select(composer.Article).ToList();
            output.WriteLine(
                $"{mode} at {limit}: {papers.Count} papers, {told.Sum(toots => toots.Count)} toots, "
                    + $"{clock.Elapsed.TotalMilliseconds / papers.Count:0.0000} ms per paper"
            );
            for (var at = 0; at < papers.Count; at++)
            {
                Promises.Keep(papers[at], told[at], mode, Samples.Limit(limit));
            }
        }
    }

    [Theory]
    [InlineData(LongAbstract.Shorten)]
    [InlineData(LongAbstract.Thread)]
    public void Real_papers_keep_every_promise_in_the_readable_style(LongAbstract mode)
    {
        var papers = Papers().ToList();
        foreach (var limit in new[] { 60, 100, 200, 300, 500, 1000, 5000, 11_000 })
        {
            var composer = new TootComposer(
                Samples.Account(mode) with
                {
                    Style = TootStyle.Readable,
                },
                Samples.Limit(limit)
            );
            foreach (var paper in papers)
            {
                Promises.KeepReadable(paper, composer.Article(paper), mode, Samples.Limit(limit));
            }
        }
    }

    private static IEnumerable<Announcement> Papers()
    {
        using var lines = new StreamReader(
            new GZipStream(File.OpenRead(SharedData.Path("papers-cs-lg-25k.jsonl.gz")), CompressionMode.Decompress)
        );
        for (var at = 0; lines.ReadLine() is { } line; at++)
        {
            // All of them take half a minute; other tenths were no different.
            if (at % 10 != 0)
            {
                continue;
            }

            var row = JsonSerializer.Deserialize<Row>(line, JsonSerializerOptions.Web)!;
            yield return Samples.Paper(row.Title, row.Creator, row.Abstract) with
            {
                Id = ArxivId.Parse(row.Id[..row.Id.LastIndexOf('v')]),
            };
        }
    }
}
