using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bot.Sandbox;

/// <summary>A request, read to its end, so that it can be worked on even after its sender has left.</summary>
internal sealed class Call
{
    private readonly IReadOnlyDictionary<string, string> _fields;
    private readonly IQueryCollection _query;
    private readonly IHeaderDictionary _headers;
    private readonly RouteValueDictionary _route;

    private readonly ILookup<string, string> _lists;

    private Call(
        HttpRequest request,
        byte[] body,
        IReadOnlyDictionary<string, string>? fields,
        ILookup<string, string> lists
    )
    {
        Method = request.Method;
        Path = request.Path.Value ?? "";
        Body = body;
        IsReadable = fields is not null;
        HasLength = request.ContentLength is not null;
        _fields = fields ?? new Dictionary<string, string>(StringComparer.Ordinal);
        _lists = lists;
        _query = request.Query;
        _headers = request.Headers;
        _route = new RouteValueDictionary(request.RouteValues);
    }

    public string Method { get; }

    public string Path { get; }

    public byte[] Body { get; }

    /// <summary>False when the body claims to be JSON and is none.</summary>
    public bool IsReadable { get; }

    public bool HasLength { get; }

    /// <summary>What the token stands for; null without one that is known.</summary>
    public Grant? Grant { get; set; }

    /// <summary>Whoever the token belongs to; null without one.</summary>
    public Account? Account => Grant?.Account;

    /// <summary>A post is answered, but its status does not come into the world.</summary>
    public bool IsPhantom { get; set; }

    /// <summary>How long the server goes on working on it when its sender has left.</summary>
    public TimeSpan Work { get; set; }

    /// <summary>A value from the path, such as <c>id</c>.</summary>
    public string Route(string name) => _route[name]?.ToString() ?? "";

    public string? Query(string name) => _query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>The values of a list, as Rails reads <c>name[]</c>.</summary>
    public IReadOnlyList<string> QueryList(string name) =>
        _query.TryGetValue($"{name}[]", out var values) ? [.. values.OfType<string>()] : [];

    public IEnumerable<string> QueryNames => _query.Keys;

    public bool Flag(string name) => Query(name) is "true" or "1";

    /// <summary>A value from the body, JSON or form; null when it is not there.</summary>
    public string? Field(string name) => _fields.GetValueOrDefault(name);

    /// <summary>The values of a list in the body: JSON's array, or a form's <c>name[]</c>.</summary>
    public IEnumerable<string> Fields(string name) => _lists[name].Concat(_lists[name + "[]"]);

    /// <summary>Whether JSON has such a list, be it empty.</summary>
    public bool HasList(string name) => Parse(Body)?[name] is JsonArray;

    /// <summary>What a form brought as <c>file</c>; null when it did not.</summary>
    public (byte[] Bytes, string ContentType)? File { get; private init; }

    public string? Header(string name) => _headers.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>The token after <c>Bearer</c>; null when there is none.</summary>
    public string? Token =>
        Header("Authorization") is { } header && header.StartsWith("Bearer ", StringComparison.Ordinal)
            ? header["Bearer ".Length..].Trim()
            : null;

    public static async Task<Call> ReadAsync(HttpRequest request)
    {
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync();
            return new Call(
                request,
                [],
                form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal),
                form.SelectMany(pair => pair.Value.Select(value => (pair.Key, value)))
                    .ToLookup(one => one.Key, one => one.value ?? "")
            )
            {
                File = form.Files.GetFile("file") is { } file
                    ? (await BytesAsync(file.OpenReadStream()), file.ContentType)
                    : null,
            };
        }

        var body = await BytesAsync(request.Body);
        var isJson = request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true;
        return new Call(
            request,
            body,
            isJson && body.Length > 0 ? FieldsOf(body) : new Dictionary<string, string>(StringComparer.Ordinal),
            ListsOf(isJson ? Parse(body) : null)
        );
    }

    private static async Task<byte[]> BytesAsync(Stream stream)
    {
        using var buffer = new MemoryStream();
        await stream.CopyToAsync(buffer);
        return buffer.ToArray();
    }

    /// <summary>The body as a JSON object; null when it is none.</summary>
    public JsonObject? Json() => Parse(Body);

    // Numbers and booleans become the text a form would have carried: ids are sent either way.
    private static Dictionary<string, string>? FieldsOf(byte[] body) =>
        Parse(body)
            ?.Where(pair => pair.Value is JsonValue)
            .ToDictionary(pair => pair.Key, pair => pair.Value!.ToString(), StringComparer.Ordinal);

    private static ILookup<string, string> ListsOf(JsonObject? body) =>
        (body ?? [])
            .Where(pair => pair.Value is JsonArray)
            .SelectMany(pair => pair.Value!.AsArray().Select(one => (pair.Key, Value: one?.ToString() ?? "")))
            .ToLookup(one => one.Key, one => one.Value);

    private static JsonObject? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
