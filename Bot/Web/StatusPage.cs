using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Bot.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bot.Web;

/// <summary>A read-only window on the ledger: <c>/</c> for people, <c>/health</c> for watchdogs (200 or 503, JSON).</summary>
public sealed class StatusPage(Uri url, SqliteLedger ledger, TimeProvider clock, RunResult result, IHostApplicationLifetime lifetime, ILogger<StatusPage> log) : BackgroundService
{
    private const string Style = ":root{color-scheme:light dark}body{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse}td,th{padding:.2rem .8rem .2rem 0;text-align:right}td:first-child,th:first-child{text-align:left}.bad{color:#c33;font-weight:600}";

    // Nothing but our own style is ever loaded or run, whatever a feed or a server has brought into the page's words.
    private static readonly (string Name, string Value)[] Headers =
    [
        ("Content-Security-Policy", $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-store"),
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        // Nothing but Bot:Web:Url says where it listens, neither ASPNETCORE_URLS nor a Kestrel section.
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        // A reader who holds a connection open must not hold up the end.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using var web = builder.Build();
        web.Use((http, next) =>
        {
            foreach (var (name, value) in Headers) http.Response.Headers[name] = value;
            return next(http);
        });
        web.Urls.Add(url.GetLeftPart(UriPartial.Authority));
        web.MapGet("/health", Health);
        web.MapGet("/", () => Results.Content(Page(ledger.Report(clock.GetUtcNow())), "text/html; charset=utf-8"));
        try
        {
            await web.StartAsync(stoppingToken);
            log.LogInformation("Status page at {Url}", web.Urls.First());
            if (!SettingsReader.IsLoopback(url)) log.LogWarning("The status page has no password: whoever reaches {Url} can read it. Set Bot:Web:Url to an address of loopback if that is not meant", web.Urls.First());
            await web.WaitForShutdownAsync(stoppingToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A bot that silently lost its watchdog's page is worse than one that says so and stops.
            result.Fail($"the status page cannot listen at {url} ({e.Message}); set Bot:Web:Url to a free address on this machine, or to nothing");
            log.LogCritical("The status page cannot listen at {Url}: {Error}", url, e.Message);
            lifetime.StopApplication();
        }
    }

    private IResult Health()
    {
        var report = ledger.Report(clock.GetUtcNow());
        return Results.Json(report, LedgerReportJson.Default.LedgerReport, statusCode: report.Alarms.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static string Page(LedgerReport report)
    {
        var text = new StringBuilder("<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'><meta http-equiv=refresh content=30><title>Tootprint</title>")
            .Append("<style>").Append(Style).Append("</style>")
            .Append("<h1>Tootprint</h1>");
        foreach (var alarm in report.Alarms) text.Append("<p class=bad>").Append(Safe(alarm));
        foreach (var account in report.Accounts)
        {
            text.Append("<h2>").Append(Safe(account.Account)).Append("</h2>");
            if (account.BlockedReason is { } reason) text.Append("<p class=bad>Locked out: ").Append(Safe(reason));
            text.Append("<table><tr><th>listing<th>announced<th>queued<th>in flight<th>sent<th>refused");
            foreach (var listing in account.Listings)
                text.Append($"<tr><td>{Safe(listing.Category)} {listing.Date:yyyy-MM-dd}<td>{listing.Announced}<td>{listing.Queued}<td>{listing.Sending}<td>{listing.Sent}<td>{listing.Refused}");
            text.Append("</table>");
        }

        foreach (var trouble in report.Troubles) text.Append($"<p class=bad>{Safe(trouble.Name)}: not delivered since {trouble.Since:yyyy-MM-dd HH:mm} UTC: {Safe(trouble.Reason)}");
        foreach (var feed in report.Feeds)
        {
            text.Append($"<p>Feed {Safe(feed.Category)}: last asked {feed.CheckedAt:yyyy-MM-dd HH:mm} UTC");
            if (feed.Error is { } error) text.Append($", <span class=bad>failing since {feed.FailedSince:yyyy-MM-dd HH:mm} UTC</span>: {Safe(error)}");
            foreach (var day in report.Days.Where(day => day.Category == feed.Category))
                text.Append($"<br>{day.Date:ddd yyyy-MM-dd}: <span{(day.IsWrong ? " class=bad" : "")}>{day.State.ToString().ToLowerInvariant()}</span> since {day.Since:yyyy-MM-dd HH:mm} UTC, {day.Announced} new{(day.Late > 0 ? $", {day.Late} of them late" : "")}{(day.CaughtUp > 0 ? $", {day.CaughtUp} caught up" : "")}: {Safe(day.Message)}");
            foreach (var missed in report.Missed.Where(one => one.Category == feed.Category)) text.Append($"<br><span class=bad>{Safe(missed.ToString())}</span>");
            foreach (var harvest in report.Archive.Where(one => one.Category == feed.Category))
            {
                text.Append($"<br>{Safe(harvest.ToString())}");
                if (harvest.Error is { } wrong) text.Append($", <span class=bad>failing since {harvest.FailedSince:yyyy-MM-dd HH:mm} UTC</span>: {Safe(wrong)}");
            }
        }

        return text.Append("</html>").ToString();
    }

    private static string Safe(string text) => HtmlEncoder.Default.Encode(text);
}
