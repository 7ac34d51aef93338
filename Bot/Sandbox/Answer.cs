using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Bot.Sandbox;

/// <summary>A whole answer before any of it is sent, so that a fault can still lose, cut or replace it.</summary>
internal sealed record Answer(int StatusCode, string ContentType, byte[] Body)
{
    private IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>True: sent compressed to clients that accept it.</summary>
    public bool MayZip { get; init; }

    /// <summary>True: the connection is cut in the middle of the body.</summary>
    public bool BreaksOff { get; init; }

    /// <summary>True: the body never ends; filling is sent for as long as the client takes it.</summary>
    public bool NeverEnds { get; init; }

    /// <summary>No answer at all: the connection is cut.</summary>
    public static Answer Cut { get; } = new(0, "", []);

    public static Answer Empty(int statusCode) => new(statusCode, "", []);

    public static Answer Html(int statusCode, string page) =>
        new(statusCode, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page));

    public static Answer JsonText(int statusCode, string json) =>
        new(statusCode, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(json));

    public static Answer Json(JsonNode json, int statusCode = 200)
    {
        using var stream = new MemoryStream();
        // Mastodon sends letters as they are; only an answer that is put into a page would need them escaped.
        using (
            var writer = new Utf8JsonWriter(
                stream,
                new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
        {
            json.WriteTo(writer);
        }

        return new Answer(statusCode, "application/json; charset=utf-8", stream.ToArray());
    }

    public static Answer Error(int statusCode, string message) =>
        Json(new JsonObject { ["error"] = message }, statusCode);

    public static Answer NotFound { get; } = Error(404, "Record not found");

    public Answer With(string name, string value) => this with { Headers = [.. Headers, new(name, value)] };

    public Answer With(IEnumerable<KeyValuePair<string, string>>? headers) =>
        headers is null ? this : this with { Headers = [.. Headers, .. headers] };

    public async Task SendAsync(HttpContext http)
    {
        if (this == Cut)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = StatusCode;
        if (ContentType.Length > 0)
        {
            http.Response.ContentType = ContentType;
        }

        foreach (var (name, value) in Headers)
        {
            http.Response.Headers[name] = value;
        }

        if (StatusCode is 304 or 204 || HttpMethods.IsHead(http.Request.Method))
        {
            return;
        }

        if (NeverEnds)
        {
            await SendEndlesslyAsync(http);
            return;
        }

        var body = MayZip && AcceptsZip(http.Request) ? Zipped(http.Response) : Body;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(BreaksOff ? body.AsMemory(0, body.Length / 2) : body);
        if (!BreaksOff)
        {
            return;
        }

        await http.Response.Body.FlushAsync();
        http.Abort();
    }

    private async Task SendEndlesslyAsync(HttpContext http)
    {
        var end = Body.AsSpan().LastIndexOf("</"u8);
        await http.Response.Body.WriteAsync(end < 0 ? Body : Body.AsMemory(0, end));
        var filling = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<!-- and so on -->\n", 3000)));
        // Stops after some 500 MB, more than any client should take.
        for (var n = 0; n < 10_000 && !http.RequestAborted.IsCancellationRequested; n++)
        {
            await http.Response.Body.WriteAsync(filling);
        }
    }

    private byte[] Zipped(HttpResponse response)
    {
        response.Headers.ContentEncoding = "gzip";
        using var buffer = new MemoryStream();
        using (var zip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            zip.Write(Body);
        }

        return buffer.ToArray();
    }

    private static bool AcceptsZip(HttpRequest request) =>
        request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
}
