using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bot.Tests.Support;

/// <summary>A server on loopback that answers what a test wants, and keeps what it was asked.</summary>
public sealed class RecordingServer : IAsyncDisposable
{
    private readonly WebApplication _web;

    private RecordingServer(WebApplication web) => _web = web;

    public Uri Url => new(_web.Urls.First() + "/");

    public ConcurrentQueue<string> Paths { get; } = new();

    public static Task<RecordingServer> StartAsync(Func<string, string, string> answer) =>
        StartAsync(
            (server, http) => http.Response.WriteAsync(answer(http.Request.Path.Value!, server.Url.AbsoluteUri))
        );

    /// <param name="answer">Answers a request.</param>
    /// <param name="listen">Where, when not at any port of loopback.</param>
    public static async Task<RecordingServer> StartAsync(
        Func<RecordingServer, HttpContext, Task> answer,
        Action<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>? listen = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            (listen ?? (options => options.Listen(System.Net.IPAddress.Loopback, 0)))(kestrel)
        );
        var web = builder.Build();
        var server = new RecordingServer(web);
        web.Run(async http =>
        {
            server.Paths.Enqueue(http.Request.Path.Value!);
            await answer(server, http);
        });
        await web.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();
}
