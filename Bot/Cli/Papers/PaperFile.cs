using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Arxiv;

namespace Bot.Cli.Papers;

/// <summary>A paper in a file of papers.</summary>
/// <param name="Id">With or without version.</param>
internal sealed record PaperLine(string? Id, string? Title, string? Abstract, IReadOnlyList<string>? Categories);

/// <summary>A file with one JSON object per line for each paper (<c>.jsonl</c>, <c>.jsonl.gz</c>).</summary>
internal static class PaperFile
{
    /// <summary>The papers, line by line.</summary>
    /// <exception cref="PaperFileException">
    /// The file cannot be read, or a line is no paper; says which and why.
    /// </exception>
    public static IEnumerable<PaperLine> Read(FileInfo file)
    {
        using var lines = new StreamReader(Open(file));
        for (var at = 1; Next(lines, file) is { } line; at++)
        {
            if (line.Trim().Length > 0)
            {
                yield return Parse(line, $"{file.Name}, line {at}");
            }
        }
    }

    /// <summary>The identifier without its version, and the version, 0 when there is none.</summary>
    /// <exception cref="PaperFileException">It is no identifier of arXiv's.</exception>
    public static (ArxivId Id, int Version) IdOf(PaperLine paper, FileInfo file)
    {
        var text = paper.Id ?? "";
        var mark = text.LastIndexOf('v');
        var version = mark > 0 && int.TryParse(text.AsSpan(mark + 1), out var number) ? number : 0;
        return ArxivId.TryParse(version > 0 ? text[..mark] : text, out var id)
            ? (id, version)
            : throw new PaperFileException(
                $"{file.Name}: '{text}' is no arXiv identifier; write \"id\": \"2506.06280\" or \"2506.06280v1\""
            );
    }

    private static PaperLine Parse(string line, string place)
    {
        try
        {
            return JsonSerializer.Deserialize(line, PaperJson.Default.PaperLine) is { Title: not null } paper
                ? paper
                : throw new PaperFileException($"{place} has no \"title\"");
        }
        catch (JsonException e)
        {
            throw new PaperFileException(
                $"{place} is no JSON object with texts for id, title and abstract ({e.Message})",
                e
            );
        }
    }

    private static Stream Open(FileInfo file)
    {
        var stream = file.OpenRead();
        return file.Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(stream, CompressionMode.Decompress)
            : stream;
    }

    private static string? Next(StreamReader lines, FileInfo file)
    {
        try
        {
            return lines.ReadLine();
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new PaperFileException($"'{file}' cannot be read: {e.Message}", e);
        }
    }
}

/// <summary>A file of papers that cannot be used.</summary>
internal sealed class PaperFileException(string message, Exception? inner = null) : Exception(message, inner);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PaperLine))]
internal sealed partial class PaperJson : JsonSerializerContext;
