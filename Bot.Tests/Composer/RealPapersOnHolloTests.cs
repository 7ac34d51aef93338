using System.IO.Compression;
using System.Text.Json;
using Bot.Arxiv;
using Bot.Composer;
using Bot.Feed;
using Bot.Options;
using Bot.Tests.Support;
using Bot.Text;

namespace Bot.Tests.Composer;

/// <summary>
/// What Hollo's readers see of many real papers, where a collection of them lies beside the project; elsewhere they say
/// that they were skipped.
/// </summary>
[Trait("Category", "Slow")]
public class RealPapersOnHolloTests(ITestOutputHelper output)
{
    private static TootLimits Hollo { get; } = new(10_000, 256, LengthRule.Stricter) { Markup = MarkupRule.Markdown };

    private sealed record Row(string Id, string Title, string Creator, string Abstract);

    [Fact]
    public void Readers_see_every_paper_of_a_collection_as_it_was_composed() =>
        Check("readable, a collection", TootStyle.Readable, Papers());

    [Fact]
    public void Readers_see_toots_in_the_classic_style_as_they_were_composed() =>
        Check("classic, a fifth of the collection", TootStyle.Classic, Papers().Where((_, at) => at % 5 == 0));

    [Fact]
    public async Task Readers_see_the_papers_of_real_feeds_as_they_were_composed()
    {
        var papers = new List<Announcement>();
        foreach (
            var file in Directory
                .GetFiles(SharedData.Path("feeds"), "*-cs-lg.xml.gz")
                .Order()
                .Where((_, at) => at % 4 == 0)
        )
        {
            await using var stream = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
            papers.AddRange((await FeedParser.ParseAsync(stream, asked: null)).Announcements);
        }

        Check(
            "readable, feeds of cs.LG with its cross-lists",
            TootStyle.Readable,
            papers.DistinctBy(paper => paper.Id)
        );
    }

    private void Check(string name, TootStyle style, IEnumerable<Announcement> source)
    {
        var papers = source.ToList();
        var account = Samples.Account() with { Style = style };
        var plain = new TootComposer(account, Hollo with { Markup = MarkupRule.None });
        var guarded = new TootComposer(account, Hollo);
        var (linked, tagged, changed, longer) = (0, 0, 0, 0L);
        foreach (var paper in papers)
        {
            var meant = plain.Article(paper)[0].Text;
            var sent = guarded.Article(paper)[0].Text;
            var bare = HolloReader.Of(meant, meant);
            linked += bare.SeesLinks ? 0 : 1;
            tagged += bare.SeesTags ? 0 : 1;
            changed += bare.SeesText ? 0 : 1;
            longer += sent.Length - meant.Length;

            var reader = HolloReader.Of(sent, meant);
            Assert.Equal(reader.Meant, reader.Seen);
            Assert.Equal(reader.Marks.Links, reader.Shown.Links);
            Assert.Equal(reader.Marks.Tags, reader.Shown.Tags);
            Assert.Empty(reader.Shown.Mentions);
        }

        output.WriteLine(
            $"{name}: {papers.Count} papers unguarded: {linked} with wrong links, {tagged} with wrong tags or mentions, "
                + $"{changed} whose text changed; guarded: none, {(double)longer / papers.Count:0.0} characters longer"
        );
    }

    private static IEnumerable<Announcement> Papers()
    {
        using var lines = new StreamReader(
            new GZipStream(File.OpenRead(SharedData.Path("papers-cs-lg-25k.jsonl.gz")), CompressionMode.Decompress)
        );
        while (lines.ReadLine() is { } line)
        {
            var row = JsonSerializer.Deserialize<Row>(line, JsonSerializerOptions.Web)!;
            yield return Samples.Paper(row.Title, row.Creator, row.Abstract) with
            {
                Id = ArxivId.Parse(row.Id[..row.Id.LastIndexOf('v')]),
            };
        }
    }
}
