using System.IO.Compression;
using System.Text.Json;
using Bot.Arxiv;
using Bot.Composer;
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

    [Theory]
    [InlineData(TootStyle.Readable)]
    [InlineData(TootStyle.Classic)]
    public void Readers_see_what_was_composed_and_no_links_or_tags_but_ours(TootStyle style)
    {
        var papers = Papers().ToList();
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
            $"{style}, {papers.Count} papers unguarded: {linked} with wrong links, {tagged} with wrong tags or mentions, "
                + $"{changed} whose text changed; guarded: none, {(double)longer / papers.Count:0.0} characters longer"
        );
    }

    // The collection has no categories, which is where most wrong links come from: of a listing of cs.LG, a fifth are
    // papers of others.
    private static IEnumerable<Announcement> Papers()
    {
        string[] others = ["cs.AI", "stat.ML", "cs.CL", "math.OC", "cond-mat.dis-nn", "quant-ph"];
        using var lines = new StreamReader(
            new GZipStream(File.OpenRead(SharedData.Path("papers-cs-lg-25k.jsonl.gz")), CompressionMode.Decompress)
        );
        for (var at = 0; lines.ReadLine() is { } line; at++)
        {
            var row = JsonSerializer.Deserialize<Row>(line, JsonSerializerOptions.Web)!;
            yield return Samples.Paper(row.Title, row.Creator, row.Abstract) with
            {
                Id = ArxivId.Parse(row.Id[..row.Id.LastIndexOf('v')]),
                Categories = at % 5 == 0 ? [others[at / 5 % others.Length], "cs.LG"] : ["cs.LG"],
            };
        }
    }
}
