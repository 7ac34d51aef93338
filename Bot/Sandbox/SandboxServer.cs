using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bot.Sandbox;

/// <summary>
/// A small Mastodon and a small arXiv on loopback, for the demo, rehearsals and tests. On request it misbehaves as real
/// servers do, see <see cref="FaultKinds"/> and <see cref="SandboxSettings"/>. Nothing leaves the machine.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly Holds _holds;

    private SandboxServer(WebApplication web, Holds holds, Uri url) => (_web, _holds, Url) = (web, holds, url);

    /// <summary>Where it listens, such as <c>http://127.0.0.1:41234/</c>.</summary>
    public Uri Url { get; }

    /// <summary>The token of the bot's account, <c>tootprint</c>.</summary>
    public string BotToken { get; } = Accounts.BotToken;

    /// <summary>The token of a second user, <c>reader</c>.</summary>
    public string ReaderToken { get; } = Accounts.ReaderToken;

    /// <summary>
    /// Nine real papers of 9 June 2025 exactly as arXiv's feed announced them; served as cs.LG until told otherwise.
    /// </summary>
    public static byte[] SampleListing => Resources.Bytes("sample-listing.xml");

    public static async Task<SandboxServer> StartAsync(
        SandboxOptions options,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }
        );
        // Neither the bot's settings nor ASPNETCORE_URLS may move the sandbox off loopback, and Ctrl+C is the bot's to
        // handle.
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, Guest>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });

        var web = builder.Build();
        var holds = new Holds(clock);
        var world = new World(SandboxSettings.From(options), clock) { Kept = options.KeptAs ?? (text => text) };
        var routes = new Routes(web, new Gate(world, holds));
        MastodonApi.Map(routes, world);
        ArxivSite.Map(routes, world);
        OaiSite.Map(routes, world);
        Pages.Map(routes, world);
        Controls.Map(routes, world, holds);

        try
        {
            await web.StartAsync(cancellation);
        }
        catch
        {
            // Most likely the port is taken; the caller says so, nothing may be left behind.
            await web.DisposeAsync();
            holds.Dispose();
            throw;
        }

        var address = web
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Single();
        world.Url = address.TrimEnd('/');
        world.Feeds.Set("cs.LG", SampleListing);
        return new SandboxServer(web, holds, new Uri(address));
    }

    public async ValueTask DisposeAsync()
    {
        // First, because held requests would delay the shutdown.
        await _holds.EndAsync();
        await _web.StopAsync(CancellationToken.None);
        await _web.DisposeAsync();
        _holds.Dispose();
    }

    // The sandbox lives in someone else's process: it starts and ends when told, never by a signal.
    private sealed class Guest : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
