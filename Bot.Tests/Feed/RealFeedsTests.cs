using System.IO.Compression;
using System.Text.RegularExpressions;
using Bot.Arxiv;
using Bot.Feed;
using Bot.Tests.Support;

namespace Bot.Tests.Feed;

/// <summary>
/// Real feeds, where the shared data lie beside the project; elsewhere these tests say that they were skipped.
/// </summary>
public sealed partial class RealFeedsTests
{
    [Fact]
    public async Task Every_real_feed_parses_with_the_counts_of_the_announcement_table()
    {
        var folder = SharedData.Path("feeds");
        var files = Directory
            .GetFiles(folder)
            .Where(file => DayFile().IsMatch(Path.GetFileName(file)))
            .ToDictionary(file => Path.GetFileName(file)[..^".xml.gz".Length]);
        var expected = Expected(files.Keys.ToHashSet());
        Assert.True(files.Count > 100);
        foreach (var (name, file) in files)
        {
            await using var stream = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
            var document = await FeedParser.ParseAsync(stream, asked: null);
            Assert.Empty(document.Rejected);
            var counts = document
                .Announcements.GroupBy(one => one.Type)
                .OrderBy(group => group.Key)
                .Select(group => $"{group.Key}={group.Count()}");
            Assert.Equal($"{name}: {expected.GetValueOrDefault(name, "")}", $"{name}: {string.Join(' ', counts)}");
        }
    }

    [Fact]
    public async Task The_real_stale_day_posts_nothing()
    {
        SharedData.Path("feeds");
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(Text("2024-06-13-cs-lg"));
        await rehearsal.RunOnceAsync();
        var first = (await rehearsal.TextsAsync()).Count;
        await rehearsal.ServeAsync(Text("2024-06-14-cs-lg"));
        var result = await rehearsal.RunOnceAsync();

        Assert.Empty(result.Troubles);
        Assert.True(first > 100);
        Assert.Equal(first, (await rehearsal.TextsAsync()).Count);
    }

    private static string Text(string name)
    {
        using var reader = new StreamReader(
            new GZipStream(
                File.OpenRead(Path.Combine(SharedData.Path("feeds"), name + ".xml.gz")),
                CompressionMode.Decompress
            )
        );
        return reader.ReadToEnd();
    }

    private static Dictionary<string, string> Expected(HashSet<string> names)
    {
        var counts = new SortedDictionary<(string Name, AnnounceType Type), int>();
        using var reader = new StreamReader(
            new GZipStream(File.OpenRead(SharedData.Path("announcements-4cats.tsv.gz")), CompressionMode.Decompress)
        );
        while (reader.ReadLine()?.Split('\t') is { } row)
        {
            var name = $"{row[1]}-{row[0]}";
            if (!names.Contains(name))
            {
                continue;
            }

            var key = (
                name,
                Enum.Parse<AnnounceType>(row[3].Replace("-", "", StringComparison.Ordinal), ignoreCase: true)
            );
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return counts
            .GroupBy(one => one.Key.Name)
            .ToDictionary(
                group => group.Key,
                group => string.Join(' ', group.Select(one => $"{one.Key.Type}={one.Value}"))
            );
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d-cs-\w\w\.xml\.gz$")]
    private static partial Regex DayFile();
}
