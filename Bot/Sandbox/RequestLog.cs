using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Bot.Sandbox;

/// <summary>
/// One request as it came in. <see cref="Answered"/> is null while it waits and 0 when its connection was cut.
/// </summary>
internal sealed class LoggedRequest(HttpRequest request, DateTimeOffset at)
{
    private readonly JsonObject _seen = new()
    {
        ["method"] = request.Method,
        ["path"] = request.Path.Value,
        ["query"] = request.QueryString.Value,
        ["userAgent"] = Header(request, "User-Agent"),
        ["idempotencyKey"] = Header(request, "Idempotency-Key"),
        ["contentLength"] = request.ContentLength,
        ["transferEncoding"] = Header(request, "Transfer-Encoding"),
        ["ifNoneMatch"] = Header(request, "If-None-Match"),
        // Whether, not what: a log is no place for a token.
        ["authorization"] = request.Headers.ContainsKey("Authorization"),
        ["at"] = at.ToString("O"),
    };

    public int? Answered { get; set; }

    public JsonObject ToJson()
    {
        var json = _seen.DeepClone().AsObject();
        json["answered"] = Answered;
        return json;
    }

    private static string? Header(HttpRequest request, string name) =>
        request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;
}

/// <summary>The latest requests, newest last.</summary>
internal sealed class RequestLog
{
    /// <summary>
    /// Two weeks of rehearsal stay below it; it only keeps a forgotten sandbox from filling the memory.
    /// </summary>
    private const int Most = 20_000;

    private readonly Queue<LoggedRequest> _requests = new();

    public void Add(LoggedRequest request)
    {
        _requests.Enqueue(request);
        if (_requests.Count > Most)
        {
            _requests.Dequeue();
        }
    }

    public void Clear() => _requests.Clear();

    public JsonArray ToJson() => new([.. _requests.Select(one => (JsonNode)one.ToJson())]);
}
