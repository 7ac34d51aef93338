using System.Globalization;
using System.Text.Json;

namespace Bot.Publisher;

/// <summary>
/// A JSON object of a server, read field by field: one that is missing, or of another kind than it should be, is that
/// field's loss and no other's. Servers differ in how they write ids and flags, so what can be taken is taken.
/// </summary>
/// <param name="element">An object.</param>
internal readonly struct JsonFields(JsonElement element)
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>Null when a text is no JSON object.</summary>
    public static JsonFields? Of(string text) => Root(text) is { } root ? Of(root) : null;

    /// <summary>
    /// The objects of a list, without the elements that are none; null when the text is no JSON list.
    /// </summary>
    public static IReadOnlyList<JsonFields>? ListOf(string text) => Root(text) is { } root ? ListOf(root) : null;

    /// <summary>A text; the digits of a number.</summary>
    public string? Text(string name) => Field(name) is { } field ? TextOf(field) : null;

    /// <summary>What stands in quotation marks there, if anything does: a name or an address is no number.</summary>
    public string? Quoted(string name) =>
        Field(name) is { ValueKind: JsonValueKind.String } field && TextOf(field) is { Length: > 0 } text ? text : null;

    /// <summary>Whether it is true, <c>1</c> or one of these in words.</summary>
    public bool Flag(string name) =>
        Field(name) is { } field
        && (
            field.ValueKind == JsonValueKind.True
            || (TextOf(field) is { } text && (text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase)))
        );

    /// <summary>
    /// A whole number, also as <c>5000.0</c> or in words; null when there is none or it is past all measure.
    /// </summary>
    public long? Number(string name) =>
        decimal.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number == decimal.Truncate(number)
        && number is >= long.MinValue and <= long.MaxValue
            ? (long)number
            : null;

    /// <summary>An object; null for what is none, such as the <c>[]</c> that some languages make of an empty one.</summary>
    public JsonFields? Object(string name) => Field(name) is { } field ? Of(field) : null;

    /// <summary>The objects of a list, without the elements that are none.</summary>
    public IReadOnlyList<JsonFields>? List(string name) => Field(name) is { } field ? ListOf(field) : null;

    /// <summary>The words of a list, or of a text in which blanks stand between them.</summary>
    public IReadOnlyList<string>? Words(string name) =>
        Field(name) switch
        {
            { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() == 0 => [],
            { ValueKind: JsonValueKind.Array } list
                when list.EnumerateArray().Select(TextOf).OfType<string>().ToList() is { Count: > 0 } words => words,
            { ValueKind: JsonValueKind.String } text when TextOf(text) is { } words => words.Split(
                (char[]?)null,
                StringSplitOptions.RemoveEmptyEntries
            ),
            _ => null,
        };

    /// <summary>The names in a list of objects that have one, or of names; what is neither is passed over.</summary>
    public IReadOnlyList<string>? Names(string name) =>
        Field(name) is { ValueKind: JsonValueKind.Array } list
            ?
            [
                .. list.EnumerateArray()
                    .Select(one => Of(one) is { } named ? named.Text("name") : TextOf(one))
                    .OfType<string>(),
            ]
            : null;

    private static JsonElement? Root(string text)
    {
        try
        {
            return JsonElement.Parse(text.TrimStart(ByteOrderMark));
        }
        catch (JsonException)
        {
            return null; // every caller treats "no such JSON" as an answer of its own
        }
    }

    private static JsonFields? Of(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? new JsonFields(element) : null;

    private static IReadOnlyList<JsonFields>? ListOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().Select(Of).OfType<JsonFields>()] : null;

    private JsonElement? Field(string name) => element.TryGetProperty(name, out var field) ? field : null;

    private static string? TextOf(JsonElement field)
    {
        try
        {
            return field.ValueKind switch
            {
                JsonValueKind.String => field.GetString(),
                JsonValueKind.Number => field.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return null; // half of a character that is written as two
        }
    }
}
