using System.IO.Compression;
using System.Text.Json;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Archive;

/// <summary>Catching up with ten days of real papers.</summary>
[Trait("Category", "Slow")]
public sealed class RealCatchUpTests(ITestOutputHelper output)
{
    private sealed record Row(
        string Id,
        string Date,
        string Title,
        string Creator,
        string Abstract,
        string[] Categories
    );

    [Theory]
    [InlineData("list")]
    [InlineData("toot")]
    public async Task Ten_days_of_real_papers_are_caught_up(string catchUp)
    {
        // They bear the date of the morning after.
        var rows = Rows()
            .Where(row => row.Categories[0] == "cs.LG")
            .GroupBy(row => DateOnly.Parse(row.Date, System.Globalization.CultureInfo.InvariantCulture).AddDays(-1))
            .Where(day => day.Key >= SampleListings.Monday)
            .OrderBy(day => day.Key)
            .Take(12)
            .ToList();
        await using var gap = await Gap.StartAsync(catchUp, options: new SandboxOptions());
        gap.Rehearsal.Settings["Bot:Accounts:0:PostsPerThreeHours"] = "300";
        gap.Rehearsal.MostLines = 20_000;
        var said = new HashSet<string>();
        var expected = new List<string>();
        foreach (var (at, day) in rows.Index())
        {
            gap.ComeTo(day.Key, 0);
            var fresh = day.DistinctBy(Id).Where(row => said.Add(Id(row))).OrderBy(Id, StringComparer.Ordinal).ToList();
            await gap.Rehearsal.ServeAsync(
                SampleListings.Feed(
                    string.Concat(
                        fresh.Select(row =>
                            SampleListings.Item(
                                Id(row),
                                title: row.Title,
                                creator: row.Creator,
                                categories: string.Join(' ', row.Categories),
                                about: row.Abstract
                            )
                        )
                    ),
                    date: day.Key
                )
            );
            if (at is > 0 and < 11)
            {
                expected.AddRange(fresh.Select(Id));
            }

            if (at == 0)
            {
                await gap.RunAsync(day.Key);
            }
        }

        var before = (await gap.TextsAsync()).Count;
        await gap.Rehearsal.ServeUntilAsync(ledger =>
            ledger.Harvest(Gap.Category) is { From: null, FinishedAt: not null, Failures: 0 }
            && ledger.MissedDays(Gap.Category, rows[0].Key, rows[^1].Key).Count == 0
            && ledger.CountUnsent(account: 1) == 0
        );
        var late = (await gap.Rehearsal.AcceptedAsync())
            .Skip(before)
            .Where(one => (string)one["visibility"]! == "unlisted")
            .Select(one => (string)one["text"]!)
            .ToList();
        output.WriteLine(
            $"{rows[0].Key:yyyy-MM-dd} to {rows[^1].Key:yyyy-MM-dd}: {expected.Count} papers of "
                + $"{rows.Count - 2} days caught up in {late.Count} toots ({catchUp})"
        );
        Assert.Equal(expected, Expect.LinkedPapers(late));

        static string Id(Row row) => row.Id[..row.Id.LastIndexOf('v')];
    }

    private static IEnumerable<Row> Rows()
    {
        using var lines = new StreamReader(
            new GZipStream(File.OpenRead(SharedData.Path("papers-cs-lg-25k.jsonl.gz")), CompressionMode.Decompress)
        );
        while (lines.ReadLine() is { } line)
        {
            yield return JsonSerializer.Deserialize<Row>(line, JsonSerializerOptions.Web)!;
        }
    }
}
