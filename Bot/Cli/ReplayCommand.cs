using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Arxiv;
using Bot.Feed;
using Bot.Pipeline.Days;
using Bot.Text.Sentences;

namespace Bot.Cli;

/// <summary><c>replay</c>: what the bot would have said, day by day, on a history of announcements.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var table = new Option<FileInfo>("--announcements")
        {
            Description =
                "The history: tab-separated category, file_date, id_with_version, announce_type, primary, "
                + "item_pubDate (.tsv, .tsv.gz)",
            Required = true,
        };
        table.AcceptExistingOnly();
        var category = new Option<string?>("--category")
        {
            Description = "Only this category's days; the others are still known from",
        };
        var json = new Option<bool>("--json") { Description = "One JSON object per day and line, the totals last" };
        var command = new Command(
            "replay",
            "Tell what the bot would have said on a history of announcements, and what it would have known "
                + "of each day. Contacts nobody.\n\nExamples:\n  Bot replay --announcements history.tsv.gz\n  Bot "
                + "replay --announcements history.tsv.gz --category cs.LG --json"
        )
        {
            table,
            category,
            json,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                var asked = parsed.GetValue(category);
                if (asked is not null && ArxivCategories.Spelling(asked) is null)
                {
                    await Console.Error.WriteLineAsync($"arXiv has no category '{asked}'; write one such as cs.LG");
                    return CommandLine.WrongUse;
                }

                try
                {
                    var replay = new Replay(AnnouncementTable.Read(parsed.GetRequiredValue(table).FullName));
                    await using var output = new StreamWriter(Console.OpenStandardOutput());
                    var days = replay
                        .Run()
                        .Where(day => asked is null || day.Category == ArxivCategories.Spelling(asked));
                    await (
                        parsed.GetValue(json)
                            ? WriteJsonAsync(output, days, replay.Audit)
                            : WriteTextAsync(output, days, replay.Audit)
                    );
                    return
                        replay.Audit is { PostedTwice: 0, FalseSummaries.Count: 0 }
                        && replay.Audit.PostedOnce == replay.Audit.Announced
                        ? CommandLine.Done
                        : CommandLine.Failed;
                }
                catch (FeedFormatException e)
                {
                    await Console.Error.WriteLineAsync(e.Message);
                    return CommandLine.Failed;
                }
            }
        );
        return command;
    }

    // The audit is complete once the days have been read.
    private static async Task WriteTextAsync(StreamWriter output, IEnumerable<ReplayDay> days, ReplayAudit audit)
    {
        await output.WriteLineAsync("category\tday\tstate\tnew\tlate\tposted\trepeated\treason");
        foreach (var day in days)
        {
            await output.WriteLineAsync(
                $"{day.Category}\t{day.Day:yyyy-MM-dd}\t{Word(day.State)}\t{day.New}\t{day.Late}\t{day.Posted}\t"
                    + $"{day.Repeated}\t{day.Reason}"
            );
        }

        var states = audit.States.Select(one => $"{Word(one.Key)} {one.Value}");
        var wrong = audit.FalseSummaries.Select(one => $"; FALSE {one}");
        await output.WriteLineAsync(
            $"all categories: {audit.Announced} papers announced as new, {audit.PostedOnce} posted once, "
                + $"{audit.PostedTwice} posted twice, {audit.Summaries} summaries, {audit.FalseSummaries.Count} "
                + $"false; days {string.Join(", ", states)}{string.Concat(wrong)}"
        );
    }

    private static async Task WriteJsonAsync(StreamWriter output, IEnumerable<ReplayDay> days, ReplayAudit audit)
    {
        foreach (var day in days)
        {
            var line = new ReplayLine(
                day.Category,
                day.Day,
                Word(day.State),
                day.New,
                day.Late,
                day.Posted,
                day.Repeated,
                day.Reason
            );
            await output.WriteLineAsync(JsonSerializer.Serialize(line, ReplayJson.Readable.ReplayLine));
        }

        var totals = new ReplayTotals(
            audit.Announced,
            audit.PostedOnce,
            audit.PostedTwice,
            audit.Summaries,
            audit.FalseSummaries,
            audit.States.ToDictionary(one => Word(one.Key), one => one.Value)
        );
        await output.WriteLineAsync(JsonSerializer.Serialize(totals, ReplayJson.Readable.ReplayTotals));
    }

    private static string Word(DayState state) => state.ToString().ToLowerInvariant();
}

internal sealed record ReplayLine(
    string Category,
    DateOnly Day,
    string State,
    int New,
    int Late,
    int Posted,
    int Repeated,
    string Reason
);

internal sealed record ReplayTotals(
    int Announced,
    int PostedOnce,
    int PostedTwice,
    int Summaries,
    IReadOnlyList<string> FalseSummaries,
    IReadOnlyDictionary<string, int> States
);

[JsonSerializable(typeof(ReplayLine))]
[JsonSerializable(typeof(ReplayTotals))]
internal sealed partial class ReplayJson : JsonSerializerContext
{
    public static ReplayJson Readable { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
