using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Arxiv;
using Bot.Cli.Papers;
using Bot.Options;
using Bot.PaperPages;
using Bot.Text.Terms;

namespace Bot.Cli;

/// <summary><c>classify</c>: the topics of papers, and what their abstracts say in short.</summary>
internal static class ClassifyCommand
{
    public static Command Create()
    {
        var input = new Option<FileInfo>("--input")
        {
            Description =
                "The papers: one JSON object with title, abstract, categories and perhaps id per line "
                + "(.jsonl, .jsonl.gz)",
            Required = true,
        };
        input.AcceptExistingOnly();
        var points = new Option<bool>("--key-points")
        {
            Description = "Also up to four sentences or clauses of each abstract that tell the most",
        };
        var confidence = new Option<bool>("--confidence") { Description = "Also how sure each topic is, from 0 to 1" };
        var command = new Command(
            "classify",
            "Tell what papers are about: one to three topics each, the surest first. Contacts nobody.\n\n"
                + "Examples:\n  Bot classify --input papers.jsonl.gz\n  Bot classify --input papers.jsonl "
                + "--key-points --confidence | jq ."
        )
        {
            input,
            points,
            confidence,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var lexicon = BotSettings.Read(BotSettings.Sources(), forService: false).Accounts[0].Shared.Topics;
                try
                {
                    await using var output = new StreamWriter(Console.OpenStandardOutput());
                    foreach (var paper in PaperFile.Read(parsed.GetRequiredValue(input)))
                    {
                        cancellation.ThrowIfCancellationRequested();
                        var topics = PaperTopics.Of(
                            lexicon,
                            paper.Title!,
                            paper.Abstract ?? "",
                            [.. (paper.Categories ?? []).Select(name => ArxivCategories.Spelling(name) ?? name)]
                        );
                        var line = new ClassifiedLine(
                            paper.Id,
                            paper.Title!,
                            [.. topics.Select(topic => topic.Topic)],
                            parsed.GetValue(confidence)
                                ? [.. topics.Select(topic => Math.Round(topic.Confidence, 2))]
                                : null,
                            parsed.GetValue(points) ? KeyPoints.Of(paper.Title!, paper.Abstract ?? "") : null
                        );
                        await output.WriteLineAsync(
                            JsonSerializer.Serialize(line, ClassifiedJson.Readable.ClassifiedLine)
                        );
                    }

                    return CommandLine.Done;
                }
                catch (PaperFileException e)
                {
                    await Console.Error.WriteLineAsync(e.Message);
                    return CommandLine.Failed;
                }
            }
        );
        return command;
    }
}

/// <param name="Confidence">One for each topic.</param>
internal sealed record ClassifiedLine(
    string? Id,
    string Title,
    IReadOnlyList<string> Topics,
    IReadOnlyList<double>? Confidence,
    IReadOnlyList<string>? KeyPoints
);

[JsonSerializable(typeof(ClassifiedLine))]
internal sealed partial class ClassifiedJson : JsonSerializerContext
{
    public static ClassifiedJson Readable { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
                Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
