using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Arxiv;

namespace Bot.Ledger.Sqlite;

/// <summary>Lists of texts as columns and parameters: JSON arrays.</summary>
internal static class JsonTexts
{
    public static string Of(IEnumerable<string> texts) =>
        JsonSerializer.Serialize([.. texts], LedgerJson.Default.StringArray);

    public static string Of(IEnumerable<ArxivId> papers) => Of(papers.Select(paper => paper.Value));

    /// <summary>As the file writes them.</summary>
    public static string Of(IEnumerable<TootAction> actions) =>
        Of(actions.Select(action => action.ToString().ToLowerInvariant()));

    public static string[] Read(string json) => JsonSerializer.Deserialize(json, LedgerJson.Default.StringArray)!;
}

[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(IndexedTopic[]))]
internal sealed partial class LedgerJson : JsonSerializerContext;
