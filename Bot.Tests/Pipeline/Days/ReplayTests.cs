using System.Globalization;
using System.Text;
using System.Text.Json;
using Bot.Arxiv;
using Bot.Feed;
using Bot.Pipeline.Days;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Days;

/// <summary>
/// The verb <c>replay</c>: on a made-up fortnight, and on years of real announcements where those are at hand.
/// </summary>
public sealed class ReplayTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");
    private readonly StringBuilder _rows = new(
        "category\tfile_date\tid_with_version\tannounce_type\tprimary\titem_pubDate\n"
    );

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_history_is_told_day_by_day_and_each_paper_is_posted_once()
    {
        Day("06-09", 1, 20);
        Day("06-10", 21, 20);
        Day("06-11", 21, 20); // stale
        Day("06-12", 41, 30);
        Day("06-12", 41, 33, fileDay: "06-13"); // three joined it: the archive took that day's feed twice
        Day("06-14", 90, 10); // so Friday's never came, and Saturday's copy brings it
        Row("06-16", 200, "cross", primary: "cs.CV");
        Day("06-16", 201, 5);
        Day("06-19", 300, 5); // Juneteenth itself has the listing of the evening before

        var (exitCode, output) = await ReplayAsync();
        var (_, json) = await ReplayAsync("--json", "--category", "cs.LG");

        Assert.Equal(
            (12, "complete"),
            (
                json.TrimEnd().Split('\n').Length,
                JsonDocument.Parse(json.Split('\n')[0]).RootElement.GetProperty("state").GetString()
            )
        );
        Assert.Equal(
            """
            category	day	state	new	late	posted	repeated
            cs.LG	2025-06-09	complete	20	0	20	0
            cs.LG	2025-06-10	complete	20	0	20	0
            cs.LG	2025-06-11	stale	20	0	0	20
            cs.LG	2025-06-12	complete	33	3	33	30
            cs.LG	2025-06-13	late	0	0	0	0
            cs.LG	2025-06-14	stale	10	0	10	0
            cs.LG	2025-06-15	weekend	0	0	0	0
            cs.LG	2025-06-16	complete	5	0	5	0
            cs.LG	2025-06-17	quiet	0	0	0	0
            cs.LG	2025-06-18	quiet	0	0	0	0
            cs.LG	2025-06-19	complete	5	0	5	0
            """,
            string.Join('\n', output.Split('\n').Take(12).Select(line => line[..line.LastIndexOf('\t')]))
        );
        Assert.StartsWith(
            "all categories: 93 papers announced as new, 93 posted once, 0 posted twice, 6 summaries, 0 false; days ",
            output.Split('\n')[12],
            StringComparison.Ordinal
        );
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public void Years_of_real_announcements_are_posted_once_each_and_no_summary_is_false()
    {
        var (stale, empty) = (
            Story("stale-feeds.tsv", category: 0, day: 5),
            Story("empty-weekdays.tsv", category: 2, day: 0)
        );
        var replay = new Replay(AnnouncementTable.Read(SharedData.Path("announcements-4cats.tsv.gz")));
        var days = replay.Run().ToDictionary(day => (day.Category, day.Day));

        Assert.Empty(replay.Audit.FalseSummaries);
        Assert.Equal((replay.Audit.Announced, 0), (replay.Audit.PostedOnce, replay.Audit.PostedTwice));
        Assert.True(replay.Audit.Announced > 190_000);
        Assert.Equal(69, stale.Count);
        Assert.All(stale, day => Assert.Equal((DayState.Stale, 0), (days[day].State, days[day].Posted)));
        // Two days were empty everywhere without a holiday; two feeds were empty when the other categories' were not.
        Assert.All(
            empty,
            day =>
                Assert.Equal(
                    Unexplained.Contains(day.Day) ? DayState.Quiet
                        : LoneEmpty.Contains(day) ? DayState.Late
                        : DayState.Holiday,
                    days[day].State
                )
        );
    }

    private static readonly DateOnly[] Unexplained = [new(2024, 5, 23), new(2024, 10, 9)];
    private static readonly (string, DateOnly)[] LoneEmpty = [("cs.AI", new(2024, 3, 5)), ("cs.CV", new(2024, 5, 13))];

    private static HashSet<(string Category, DateOnly Day)> Story(string file, int category, int day) =>
        [
            .. File.ReadLines(SharedData.Path($"stories/{file}"))
                .Skip(1)
                .Select(line => line.Split('\t'))
                .Select(cells => (ArxivCategories.Spelling(cells[category].Replace('-', '.'))!, Date(cells[day]))),
        ];

    // "Thu, 13 Jun 2024 00:00:00 -0400" or "2024-06-13".
    private static DateOnly Date(string text) =>
        text.Contains(',', StringComparison.Ordinal)
            ? DateOnly.ParseExact(text[5..16], "dd MMM yyyy", CultureInfo.InvariantCulture)
            : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<(int ExitCode, string Output)> ReplayAsync(params string[] more)
    {
        var table = Path.Combine(_folder.FullName, "history.tsv");
        await File.WriteAllTextAsync(table, _rows.ToString());
        var (exitCode, output, _) = await BotProcess.RunAsync(
            new Dictionary<string, string>(),
            ["replay", "--announcements", table, .. more]
        );
        return (exitCode, output);
    }

    private void Day(string day, int first, int papers, string? fileDay = null)
    {
        for (var n = first; n < first + papers; n++)
        {
            Row(day, n, fileDay: fileDay);
        }
    }

    private void Row(string day, int number, string type = "new", string primary = "cs.LG", string? fileDay = null)
    {
        var date = Date($"2025-{day}");
        var feedDate = fileDay is null ? date : Date($"2025-{fileDay}");
        _rows.Append(
            CultureInfo.InvariantCulture,
            $"cs-lg\t{feedDate.AddDays(1):yyyy-MM-dd}\t2506.{number:00000}v1\t{type}\t{primary}\t"
                + $"{date:ddd, dd MMM yyyy} 00:00:00 -0400\n"
        );
    }
}
