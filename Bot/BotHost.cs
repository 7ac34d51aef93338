using System.Collections.Concurrent;
using System.Net;
using System.Reflection;
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

namespace Bot;

/// <summary>The one place that puts the parts together.</summary>
public static class BotHost
{
    /// <summary>How long the host waits at a SIGTERM: the post in flight gets eight seconds of it.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(9.5);

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    public static string Version { get; } =
        typeof(BotHost)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];

    /// <summary>A host that runs the bot once it is started.</summary>
    /// <param name="options">Checked settings.</param>
    /// <param name="mode">Service or once.</param>
    /// <param name="ledger">Opened for this process; the caller closes it after the host.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logging">Where logs go; on stderr by default.</param>
    public static IHost Build(
        BotOptions options,
        RunMode mode,
        SqliteLedger ledger,
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

        var services = builder.Services;
        services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = ShutdownTimeout;
            // A lingering reader of the status page must not keep the worker from hearing of the stop.
            host.ServicesStopConcurrently = true;
        });
        services.AddSingleton(options);
        services.AddSingleton(clock);
        services.AddSingleton(ledger);
        services.AddSingleton<RunResult>();
        services.AddSingleton(new ArxivCalendar(new Random(Environment.ProcessId)));
        services.AddSingleton(provider => new ArxivGate(
            FeedTurn(options, mode, provider.GetRequiredService<SqliteLedger>(), clock)
        ));
        services.AddSingleton(provider => new ArxivFeed(
            Client(Agent(options)),
            options.Feed,
            provider.GetRequiredService<ArxivGate>(),
            clock
        ));
        services.AddSingleton<Intake>();
        services.AddSingleton<PaperIndexer>();
        if ((options.Web.PublicUrl ?? options.Web.Url) is not null)
        {
            services.AddSingleton<CardPictures>();
        }

        if (options.Feed.ArchiveUrl is { } archive)
        {
            services.AddSingleton(provider => new OaiArchive(
                Client(Agent(options)),
                archive,
                provider.GetRequiredService<ArxivGate>(),
                clock
            ));
            services.AddSingleton<ArchiveIntake>();
            services.AddSingleton<GapRepair>();
            services.AddSingleton<WithdrawalNews>();
            services.AddSingleton<Backfill>();
        }
        services.AddSingleton(provider => Accounts(options, mode, provider));
        services.AddSingleton<IHostedService>(provider =>
            ActivatorUtilities.CreateInstance<BotWorker>(provider, mode, options.LookFirstAfter)
        );
        if (mode == RunMode.Service && options.Model is { } model)
        {
            services.AddSingleton<IHostedService>(provider =>
                ActivatorUtilities.CreateInstance<ModelWorker>(provider, model, () => Client(Agent(options)))
            );
        }

        if (mode == RunMode.Service && options.Web.Url is { } url)
        {
            services.AddSingleton<IHostedService>(provider =>
                ActivatorUtilities.CreateInstance<WebServer>(provider, url)
            );
        }

        return builder.Build();
    }

    /// <summary>
    /// Our kind of HTTP client: no redirects (a token must not travel), no cookies, no connection kept after its
    /// answer, because a server that closes one unannounced makes the next post's fate unknown.
    /// </summary>
    public static HttpClient Client(string userAgent, Uri? baseAddress = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.Zero,
            MaxConnectionsPerServer = 1,
            ConnectTimeout = ConnectTimeout,
            AutomaticDecompression = DecompressionMethods.All,
        };
        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, BaseAddress = baseAddress };
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent);
        return client;
    }

    /// <summary>
    /// Who we are and whom to write to: arXiv asks for it, and some servers refuse a client without a name.
    /// </summary>
    public static string Agent(BotOptions options)
    {
        var contact =
            options.Feed.Contact.Length > 0
                ? options.Feed.Contact
                : options.Accounts.FirstOrDefault(account => account.Instance is not null)?.Instance?.ToString()
                    ?? "no contact set";
        return $"Tootprint/{Version} "
            + $"(+{string.Concat(contact.Where(c => c is > ' ' and < (char)127 and not ('(' or ')')))})";
    }

    private static IReadOnlyList<AccountSession> Accounts(BotOptions options, RunMode mode, IServiceProvider provider)
    {
        var clock = provider.GetRequiredService<TimeProvider>();
        var log = provider.GetRequiredService<ILogger<AccountSession>>();
        var taken = new ConcurrentDictionary<string, AccountOptions>();
        return
        [
            .. options.Accounts.Select(account =>
            {
                var pace = new Pace(options.Pace, spreads: mode == RunMode.Service, account.PostsPerThreeHours);
                AccountSession? session = null;
                var client = new MastodonClient(
                    Client(Agent(options), account.Instance),
                    account.AccessToken,
                    RetryPolicy.Reads(clock),
                    clock,
                    onRequest: () => session?.CountRequest()
                );
                session = new AccountSession(
                    account,
                    client,
                    pace,
                    provider.GetRequiredService<SqliteLedger>(),
                    taken,
                    options.LookFirstAfter,
                    clock,
                    log
                );
                return session;
            }),
        ];
    }

    // The pace towards arXiv lives in the ledger: a restart, or ten, asks no faster.
    internal static Func<CancellationToken, Task> FeedTurn(
        BotOptions options,
        RunMode mode,
        SqliteLedger ledger,
        TimeProvider clock
    ) =>
        async cancellation =>
        {
            if (ledger.LastTime("feed") is { } last)
            {
                var next = last + options.Feed.MinimumInterval;
                // A last time in the future is a clock that was set back, not a reason to wait for it.
                if (last <= clock.GetUtcNow())
                {
                    await clock.Until(next, cancellation);
                }
            }

            // Retries too: the wait between two requests may end near midnight.
            if (mode == RunMode.Service || !SettingsReader.IsLoopback(options.Feed.BaseUrl))
            {
                await clock.Until(ArxivCalendar.AwayFromMidnight(clock.GetUtcNow()), cancellation);
            }

            ledger.NoteTime("feed", clock.GetUtcNow());
        };

    private static void LogToStderr(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd HH:mm:ss ";
            console.UseUtcTimestamp = true;
        });
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
    }
}
