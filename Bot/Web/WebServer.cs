using Bot.Ledger;
using Bot.Options;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bot.Web;

/// <summary>
/// A read-only window on the ledger: pages for readers, <c>/status</c> for the operator, <c>/health</c> for watchdogs
/// (200 or 503, JSON).
/// </summary>
public sealed class WebServer(
    Uri url,
    BotOptions options,
    ILedger ledger,
    TimeProvider clock,
    Action<string> onFailure,
    IHostApplicationLifetime lifetime,
    ILogger<WebServer> log
) : BackgroundService
{
    /// <summary>More readers at once are a crawl; whoever comes then is turned away and comes again.</summary>
    private const int MostConnections = 500;

    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Where it listens, once it does: a port of 0 in the settings means any free one.</summary>
    public Task<Uri> Listening => _listening.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }
        );
        // Only Bot:Web:Url decides where it listens, not ASPNETCORE_URLS or a Kestrel section.
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        // A reader who holds a connection open must not delay the shutdown.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // What one connection may make the server keep. Requests have no bodies, and answers are sent by the slice.
            kestrel.Limits.MaxRequestBufferSize = 64 * 1024;
            kestrel.Limits.MaxResponseBufferSize = SlicedAnswers.Slice;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
        });
        await using var web = builder.Build();
        web.Urls.Add(url.GetLeftPart(UriPartial.Authority));
        using var readers = Open();
        if (readers is null)
        {
            return;
        }

        var root = options.Web.PublicUrl ?? url;
        var site = new SiteHandler(
            new OutputCache(readers, clock),
            new SiteAddresses(new SiteLinks(root), options.Web.SubscribeUrl),
            new KnownHosts(options.Web with { Url = url }),
            async () => (await ledger.Accounts.Report()).WithAlarms(clock.GetUtcNow()),
            clock,
            log
        );
        web.Run(site.HandleAsync);
        try
        {
            await WarmUpAsync(site, readers, stoppingToken);
            await web.StartAsync(stoppingToken);
            _listening.TrySetResult(new Uri(web.Urls.First()));
            log.LogInformation("Readers' page at {Url}", web.Urls.First());
            if (!SettingsReader.IsLoopback(url))
            {
                log.LogWarning(
                    "The operator's page has no password: whoever reaches {Url} can read /status and "
                        + "/health. Set Bot:Web:Url to an address of loopback, behind a web server that keeps the "
                        + "two to you, if that is not meant",
                    web.Urls.First()
                );
            }

            var tidying = site.TidyAsync(stoppingToken);
            await web.WaitForShutdownAsync(stoppingToken);
            await tidying;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A bot that silently lost its watchdog's page is worse than one that says so and stops.
            onFailure(
                $"the readers' page cannot listen at {url} ({e.Message}); set Bot:Web:Url to a free address "
                    + $"on this machine, or to nothing"
            );
            log.LogCritical("The readers' page cannot listen at {Url}: {Error}", url, e.Message);
            lifetime.StopApplication();
        }
    }

    // Null, and the bot stops, when the ledger cannot be read or shows no pages.
    private ReaderPool? Open()
    {
        try
        {
            return new ReaderPool(ledger);
        }
        catch (LedgerException e)
        {
            onFailure($"the readers' page cannot be shown: {e.Message}");
            log.LogCritical("The readers' page cannot be shown: {Error}", e.Message);
            lifetime.StopApplication();
            return null;
        }
    }

    // Runs beside the bot's own start. A failure has no consequence here: the parts that need the ledger report what is
    // wrong with it.
    private async Task WarmUpAsync(SiteHandler site, ReaderPool readers, CancellationToken stop)
    {
        try
        {
            await Task.Run(() => site.WarmUpAsync(readers), stop);
        }
        catch (LedgerException e)
        {
            log.LogWarning("The readers' page starts cold: {Error}", e.Message);
        }
    }
}
