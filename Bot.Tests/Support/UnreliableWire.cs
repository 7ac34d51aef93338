using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Bot.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bot.Tests.Support;

/// <summary>What the wire does to one post.</summary>
public enum WireFault
{
    None,

    /// <summary>The connection is cut before the server hears of it.</summary>
    LoseRequest,

    /// <summary>The server answers; the connection is cut before the client hears of it.</summary>
    LoseAnswer,

    /// <summary>The server hears of it late, even if the client has left meanwhile.</summary>
    DelayRequest,

    /// <summary>The client hears the server's answer late.</summary>
    DelayAnswer,
}

/// <summary>
/// A proxy on loopback before any server, real ones too: faults of the network need no server's help. It takes part in
/// nothing but what it is told, and it passes a request on although its sender has died, as a network does.
/// </summary>
public sealed class UnreliableWire : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly HttpClient _server;
    private int _posts;
    private int _actions;

    private UnreliableWire(WebApplication web, Uri server) =>
        (_web, _server) = (web, HttpClients.Create("Tootprint contract test", server));

    public Uri Url { get; private set; } = null!;

    /// <summary>What becomes of the n-th post, from 1.</summary>
    public Func<int, WireFault> Faults { get; set; } = _ => WireFault.None;

    /// <summary>What becomes of the n-th boost, taken-back boost or edit, from 1.</summary>
    public Func<int, WireFault> ActionFaults { get; set; } = _ => WireFault.None;

    public TimeSpan Delay { get; set; }

    /// <summary>What others do with a status between its coming to be and the loss of the answer.</summary>
    public Func<JsonNode, Task> BeforeLoss { get; set; } = _ => Task.CompletedTask;

    /// <summary>
    /// Shown to clients as the server's limit unless its own is smaller. Servers with room for books would never be
    /// sent a thread.
    /// </summary>
    public int? Limit { get; set; }

    /// <summary>Such as <c>GET /api/v2/instance 404</c>, in the order of the answers.</summary>
    public ConcurrentQueue<string> Answers { get; } = new();

    /// <summary>The texts of all posts that came in, also of those that were lost.</summary>
    public ConcurrentQueue<string> Texts { get; } = new();

    public static async Task<UnreliableWire> ToAsync(Uri server)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var wire = new UnreliableWire(builder.Build(), server);
        wire._web.Run(wire.RelayAsync);
        await wire._web.StartAsync();
        wire.Url = new Uri(
            wire._web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()
        );
        return wire;
    }

    /// <summary>The next posts, from the first that comes, get these faults in turn, later ones none.</summary>
    public void FaultNext(params WireFault[] faults)
    {
        var before = Volatile.Read(ref _posts);
        Faults = n => n - before <= faults.Length ? faults[n - before - 1] : WireFault.None;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
        _server.Dispose();
    }

    private async Task RelayAsync(HttpContext context)
    {
        var request = context.Request;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var isPost = HttpMethods.IsPost(request.Method) && request.Path == "/api/v1/statuses";
        if (isPost)
        {
            Texts.Enqueue((string)JsonNode.Parse(body.ToArray())!["status"]!);
        }

        var isAction =
            HttpMethods.IsPut(request.Method)
            || (HttpMethods.IsPost(request.Method) && request.Path.Value!.EndsWith("reblog", StringComparison.Ordinal));
        var fault =
            isPost ? Faults(Interlocked.Increment(ref _posts))
            : isAction ? ActionFaults(Interlocked.Increment(ref _actions))
            : WireFault.None;
        if (fault == WireFault.LoseRequest)
        {
            context.Abort();
            return;
        }

        if (fault == WireFault.DelayRequest)
        {
            await Task.Delay(Delay, TimeProvider.System);
        }

        using var answer = await _server.SendAsync(Copy(request, body.ToArray()));
        RequestWindow.Of(_server.BaseAddress!).Note(answer);
        var content = await answer.Content.ReadAsByteArrayAsync();
        Answers.Enqueue($"{request.Method} {request.Path} {(int)answer.StatusCode}");
        if (fault == WireFault.DelayAnswer)
        {
            await Task.Delay(Delay, TimeProvider.System);
        }

        if (fault == WireFault.LoseAnswer)
        {
            await BeforeLoss(JsonNode.Parse(content)!);
            context.Abort();
        }

        if (!context.RequestAborted.IsCancellationRequested)
        {
            await GiveAsync(context.Response, answer, Limited(request.Path, answer, content));
        }
    }

    private static HttpRequestMessage Copy(HttpRequest request, byte[] body)
    {
        var copy = new HttpRequestMessage(
            new HttpMethod(request.Method),
            (request.Path + request.QueryString.ToUriComponent()).TrimStart('/')
        );
        if (request.ContentLength is not null)
        {
            copy.Content = new ByteArrayContent(body);
            if (request.ContentType is { } type)
            {
                copy.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            }
        }

        string[] passed = ["Authorization", "Accept", "Idempotency-Key"];
        foreach (var name in passed.Where(request.Headers.ContainsKey))
        {
            copy.Headers.TryAddWithoutValidation(name, (string?)request.Headers[name]);
        }

        return copy;
    }

    private static async Task GiveAsync(HttpResponse response, HttpResponseMessage answer, byte[] content)
    {
        response.StatusCode = (int)answer.StatusCode;
        response.ContentType = answer.Content.Headers.ContentType?.ToString();
        foreach (
            var (name, values) in answer.Headers.Where(header =>
                header.Key.StartsWith("X-", StringComparison.OrdinalIgnoreCase)
                || header.Key is "Retry-After" or "Location"
            )
        )
        {
            response.Headers[name] = values.ToArray();
        }

        await response.Body.WriteAsync(content);
    }

    private byte[] Limited(PathString path, HttpResponseMessage answer, byte[] content)
    {
        if (
            Limit is not { } limit
            || !answer.IsSuccessStatusCode
            || !path.Value!.EndsWith("/instance", StringComparison.Ordinal)
        )
        {
            return content;
        }

        var instance = JsonNode.Parse(content)!;
        var limits = instance["configuration"]!["statuses"]!;
        limits["max_characters"] = Math.Min(limit, (int)limits["max_characters"]!);
        return System.Text.Encoding.UTF8.GetBytes(instance.ToJsonString());
    }
}
