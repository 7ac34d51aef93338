using Bot.Arxiv;
using Bot.Feed;
using Bot.Ledger;
using Bot.Options;
using Bot.PaperPages;
using Bot.Pipeline;
using Bot.Pipeline.Archive;
using Bot.Pipeline.Listings;
using Bot.Pipeline.Sending;
using Bot.Publisher;
using Bot.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Bot;

/// <summary>The one place that puts the parts together, feature by feature.</summary>
public static class BotHost
{
    /// <summary>How long the host waits at a SIGTERM: the post in flight gets eight seconds of it.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(9.5);

    /// <summary>A host that runs the bot once it is started.</summary>
    /// <param name="options">Checked settings.</param>
    /// <param name="mode">Service, once or recover.</param>
    /// <param name="ledger">Opened for this process; the caller closes it after the host.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logging">Where logs go; to stderr by default.</param>
    public static IHost Build(
        BotOptions options,
        RunMode mode,
        ILedger ledger,
        TimeProvider clock,
        Action<ILoggingBuilder>? logging = null
    )
    {
        var builder = new HostApplicationBuilder(
            new HostApplicationBuilderSettings { DisableDefaults = true, ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Configuration.AddConfiguration(BotSettings.Sources());
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        (logging ?? LogToStderr)(builder.Logging);
        builder
            .Services.AddBasics(options, ledger, clock)
            .AddFeed(options, mode)
            .AddArchive(options)
            .AddDelivery(options, mode)
            .AddPaperPages(options)
            .AddWorker(mode)
            .AddModel(options, mode)
            .AddWeb(options, mode);
        return builder.Build();
    }

    /// <summary>What every part may ask for: settings, ledger, clock, and how the run ends.</summary>
    private static IServiceCollection AddBasics(
        this IServiceCollection services,
        BotOptions options,
        ILedger ledger,
        TimeProvider clock
    ) =>
        services
            .Configure<HostOptions>(host =>
            {
                host.ShutdownTimeout = ShutdownTimeout;
                // A lingering reader of the status page must not keep the worker from hearing of the stop.
                host.ServicesStopConcurrently = true;
            })
            .AddSingleton(options)
            .AddSingleton(clock)
            .AddSingleton(ledger)
            .AddSingleton<RunResult>();

    /// <summary>Reads arXiv's listings, at arXiv's pace, and queues toots.</summary>
    private static IServiceCollection AddFeed(this IServiceCollection services, BotOptions options, RunMode mode) =>
        services
            .AddSingleton(new ArxivCalendar(new Random(Environment.ProcessId)))
            .AddSingleton(provider => new ArxivGate(
                ArxivTurn.Of(options, mode, provider.Ledger().Accounts, provider.Clock())
            ))
            .AddSingleton(provider => new ArxivFeed(
                Client(options),
                options.Feed,
                provider.GetRequiredService<ArxivGate>(),
                provider.Clock()
            ))
            .AddSingleton<Intake>();

    /// <summary>Finds in arXiv's archive what the feeds missed, where the settings name an archive.</summary>
    private static IServiceCollection AddArchive(this IServiceCollection services, BotOptions options) =>
        options.Feed.ArchiveUrl is not { } url
            ? services
            : services
                .AddSingleton(provider => new OaiArchive(
                    Client(options),
                    url,
                    provider.GetRequiredService<ArxivGate>(),
                    provider.Clock()
                ))
                .AddSingleton<ArchiveIntake>()
                .AddSingleton<GapRepair>()
                .AddSingleton<WithdrawalNotices>()
                .AddSingleton<ArchiveNews>()
                .AddSingleton<Backfill>();

    /// <summary>Sends queued toots: one session for each account.</summary>
    private static IServiceCollection AddDelivery(this IServiceCollection services, BotOptions options, RunMode mode) =>
        services.AddSingleton<IReadOnlyList<AccountSession>>(provider =>
        {
            var shared = new SessionContext(
                provider.Ledger(),
                options.LookFirstAfter,
                provider.Clock(),
                provider.GetRequiredService<ILogger<AccountSession>>()
            );
            return [.. options.Accounts.Select(account => Session(options, account, mode, shared))];
        });

    /// <summary>Indexes papers for the readers' pages, and draws cards where those have an address.</summary>
    private static IServiceCollection AddPaperPages(this IServiceCollection services, BotOptions options)
    {
        services.AddSingleton<PaperIndexer>();
        return (options.Web.PublicUrl ?? options.Web.Url) is null ? services : services.AddSingleton<CardPictures>();
    }

    /// <summary>
    /// Background work: <see cref="ServiceLoops"/> for <c>run</c>, <see cref="RunOnce"/> for <c>run --once</c>.
    /// </summary>
    private static IServiceCollection AddWorker(this IServiceCollection services, RunMode mode) =>
        services
            .AddSingleton<BotContext>()
            .AddSingleton<ArxivReading>()
            .AddSingleton<PageUpkeep>()
            .AddSingleton<ServiceLoops>()
            .AddSingleton<RunOnce>()
            .AddHostedService(provider => ActivatorUtilities.CreateInstance<BotWorker>(provider, mode));

    /// <summary>Background work of the service: asks a language model about new papers, where one is set.</summary>
    private static IServiceCollection AddModel(this IServiceCollection services, BotOptions options, RunMode mode) =>
        mode != RunMode.Service || options.Model is not { } model
            ? services
            : services.AddHostedService(provider =>
                ActivatorUtilities.CreateInstance<ModelWorker>(provider, model, () => Client(options))
            );

    /// <summary>
    /// Background work of the service: the readers' and the operator's pages, where an address is set.
    /// </summary>
    private static IServiceCollection AddWeb(this IServiceCollection services, BotOptions options, RunMode mode) =>
        mode != RunMode.Service || options.Web.Url is not { } url
            ? services
            : services.AddHostedService(provider =>
                ActivatorUtilities.CreateInstance<WebServer>(
                    provider,
                    url,
                    (Action<string>)provider.GetRequiredService<RunResult>().Fail
                )
            );

    private static AccountSession Session(
        BotOptions options,
        AccountOptions account,
        RunMode mode,
        SessionContext shared
    )
    {
        AccountSession? session = null;
        var client = new MastodonClient(
            Client(options, account.Instance),
            account.AccessToken,
            RetryPolicy.Reads(shared.Clock),
            shared.Clock,
            onRequest: () => session?.CountRequestAsync() ?? ValueTask.CompletedTask
        )
        {
            Quotes = account.Quotes,
        };
        var pace = new Pace(options.Pace, spreads: mode == RunMode.Service, account.PostsPerThreeHours);
        session = new AccountSession(account, client, pace, shared);
        return session;
    }

    private static HttpClient Client(BotOptions options, Uri? baseAddress = null) =>
        HttpClients.Create(HttpClients.UserAgent(options), baseAddress);

    private static ILedger Ledger(this IServiceProvider provider) => provider.GetRequiredService<ILedger>();

    private static TimeProvider Clock(this IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static void LogToStderr(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd HH:mm:ss ";
            console.UseUtcTimestamp = true;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
    }
}
