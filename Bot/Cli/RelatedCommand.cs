using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Arxiv;
using Bot.Cli.Papers;
using Bot.PaperPages;

namespace Bot.Cli;

/// <summary><c>related</c>: the papers of a collection that are nearest to each of some others.</summary>
internal static class RelatedCommand
{
    public static Command Create()
    {
        var corpus = new Option<FileInfo>("--corpus")
        {
            Description =
                "The papers to choose from: one JSON object with id, title and abstract per line (.jsonl, .jsonl.gz)",
            Required = true,
        };
        var queries = new Option<FileInfo>("--queries")
        {
            Description = "The papers to find neighbours for, in the same form",
            Required = true,
        };
        var count = new Option<int>("--count") { Description = "How many for each", DefaultValueFactory = _ => 10 };
        corpus.AcceptExistingOnly();
        queries.AcceptExistingOnly();
        count.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var number) || number is < 1 or > 1000))
            {
                result.AddError("--count is a number from 1 to 1000");
            }
        });
        var command = new Command(
            "related",
            "Find for each paper the nearest ones of a collection, by their words. Contacts nobody.\n\n"
                + "Examples:\n  Bot related --corpus papers.jsonl.gz --queries new.jsonl\n  Bot related --corpus "
                + "papers.jsonl.gz --queries papers.jsonl.gz --count 3 | jq -c .related"
        )
        {
            corpus,
            queries,
            count,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                try
                {
                    await using var output = new StreamWriter(Console.OpenStandardOutput());
                    await WriteAsync(
                        output,
                        parsed.GetRequiredValue(corpus),
                        parsed.GetRequiredValue(queries),
                        parsed.GetValue(count),
                        cancellation
                    );
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

    private static async Task WriteAsync(
        StreamWriter output,
        FileInfo corpus,
        FileInfo queries,
        int count,
        CancellationToken cancellation
    )
    {
        var versions = new Dictionary<ArxivId, int>();
        var papers = RelatedPapers.Of(
            PaperFile
                .Read(corpus)
                .Select(paper =>
                {
                    var (id, version) = PaperFile.IdOf(paper, corpus);
                    versions[id] = version;
                    return (id, paper.Title!, paper.Abstract ?? "");
                })
        );
        foreach (var query in PaperFile.Read(queries))
        {
            cancellation.ThrowIfCancellationRequested();
            var (id, version) = PaperFile.IdOf(query, queries);
            // A later version has another text, so the older version in the collection is its best neighbour.
            var isItself = version <= Math.Max(1, versions.GetValueOrDefault(id));
            var related = papers.To(query.Title!, query.Abstract ?? "", count, isItself ? id : null);
            await output.WriteLineAsync(
                JsonSerializer.Serialize(
                    new RelatedLine(query.Id!, [.. related.Select(one => one.Id.Value)]),
                    RelatedJson.Default.RelatedLine
                )
            );
        }
    }
}

internal sealed record RelatedLine(string Id, IReadOnlyList<string> Related);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RelatedLine))]
internal sealed partial class RelatedJson : JsonSerializerContext;
