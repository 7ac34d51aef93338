using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bot.Sandbox;

/// <summary>
/// The same answer as a careless server writes it: a byte-order mark before it, ids as numbers, flags as 0 and 1,
/// nothing and other odd elements in lists, empty objects as lists, and links to other things.
/// </summary>
internal static class OddAnswers
{
    public static Answer Of(Answer answer)
    {
        if (!answer.ContentType.StartsWith("application/json", StringComparison.Ordinal))
        {
            return answer;
        }

        var odd = Of(JsonNode.Parse(answer.Body), name: "");
        return answer with
        {
            Body = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(odd?.ToJsonString() ?? "null")],
        };
    }

    private static JsonNode? Of(JsonNode? node, string name) =>
        node switch
        {
            JsonObject { Count: 0 } => new JsonArray(),
            JsonObject many => new JsonObject(many.Select(one => KeyValuePair.Create(one.Key, Of(one.Value, one.Key)))),
            JsonArray { Count: 0 } => new JsonArray([null, "odd"]),
            JsonArray list => new JsonArray([
                null,
                "odd",
                .. list.Select(one => Of(one, "")),
                new JsonObject { ["href"] = 1 },
            ]),
            JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => JsonValue.Create(
                value.GetValue<bool>() ? 1 : 0
            ),
            JsonValue value
                when IsId(name) && long.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var id) =>
                JsonValue.Create(id),
            // Elsewhere a number may come in words.
            JsonValue value when value.GetValueKind() == JsonValueKind.Number => JsonValue.Create($"{value}.0"),
            _ => node?.DeepClone(),
        };

    private static bool IsId(string name) => name == "id" || name.EndsWith("_id", StringComparison.Ordinal);
}
