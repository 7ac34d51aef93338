using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Bot.PaperPages;
using Microsoft.AspNetCore.Http;

namespace Bot.Tests.Support;

/// <summary>A made-up language model on loopback, which answers as a test wants.</summary>
internal sealed class FakeModel(Func<string, string> answer) : IAsyncDisposable
{
    private RecordingServer _server = null!;

    public Uri Url => _server.Url;
    public IEnumerable<string> Paths => _server.Paths;
    public ConcurrentQueue<string> Asked { get; } = new();
    public ConcurrentQueue<string> Authorizations { get; } = new();
    public string Fault { get; set; } = "";

    public static async Task<FakeModel> StartAsync(Func<string, string> answer, string fault = "")
    {
        var model = new FakeModel(answer) { Fault = fault };
        model._server = await RecordingServer.StartAsync((_, http) => model.AnswerAsync(http));
        return model;
    }

    /// <summary>The answer that says a text.</summary>
    public static string Completion(string text) =>
        new JsonObject
        {
            ["choices"] = new JsonArray(
                new JsonObject
                {
                    ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
                }
            ),
        }.ToJsonString();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task HungUpAsync(HttpContext http)
    {
        var hungUp = new TaskCompletionSource();
        await using var told = http.RequestAborted.Register(hungUp.SetResult);
        await hungUp.Task;
    }

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var asked = await reader.ReadToEndAsync();
        Asked.Enqueue(asked);
        Authorizations.Enqueue(http.Request.Headers.Authorization.ToString());
        switch (Fault)
        {
            case "500" or "429":
                http.Response.StatusCode = (int)Enum.Parse<HttpStatusCode>(Fault);
                await http.Response.WriteAsync($"no, not with {http.Request.Headers.Authorization}");
                break;
            case "redirect":
                http.Response.Redirect(new Uri(Url, "elsewhere").AbsoluteUri);
                break;
            case "cut":
                http.Abort();
                break;
            case "slow":
                await HungUpAsync(http);
                break;
            case "no-choices":
                await http.Response.WriteAsync("""{"error":{"message":"overloaded"}}""");
                break;
            case "gzip" or "br":
                http.Response.Headers.ContentEncoding = Fault;
                await http.Response.WriteAsync("xxxxxxxxxxxxxxxxxxxxxxxx");
                break;
            case "endless":
                await http.Response.WriteAsync(Completion(new string('x', 300_000)));
                break;
            default:
                await http.Response.WriteAsync(answer(asked));
                break;
        }
    }
}
