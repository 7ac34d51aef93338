using System.Globalization;
using System.Text.Json;
using Bot.Arxiv;
using Bot.Ledger;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Bot.Web;

/// <summary>Between HTTP and the site: methods, headers, conditions, encodings.</summary>
internal sealed class SiteHandler(
    OutputCache cache,
    SiteAddresses addresses,
    KnownHosts hosts,
    Func<Task<LedgerReport>> report,
    TimeProvider clock,
    ILogger log
)
{
    /// <summary>
    /// No scripts, nothing loaded from other sites, no frames: markup that slipped through escaping could do nothing.
    /// </summary>
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'";

    private const int WarmUpRounds = 3;

    private static readonly Dictionary<string, string> NoQuery = [];

    /// <summary>What we compress with, the best first.</summary>
    private static readonly string[] Encodings = ["br", "gzip"];

    private readonly SlicedAnswers _sending = new();
    private readonly Tidying _tidying = new();
    private readonly string _root = addresses.Links.To("/").TrimEnd('/');

    /// <summary>
    /// Makes each kind of page a few times and drops it. Otherwise the first readers after a start would wait for the
    /// runtime to compile.
    /// </summary>
    public async Task WarmUpAsync(ReaderPool readers)
    {
        var now = clock.GetUtcNow();
        if (await readers.ReadAsync(ledger => NewestAsync(new PageContext(ledger, addresses, now))) is not { } paper)
        {
            return;
        }

        var search = new Dictionary<string, string> { ["q"] = "learning the" };
        (string Path, Dictionary<string, string> Query)[] pages =
        [
            ("/", NoQuery),
            ($"/paper/{paper.Id}", NoQuery),
            ("/search", search),
            ($"/day/{paper.Date:yyyy-MM-dd}", NoQuery),
            ($"/category/{paper.Categories[0]}", NoQuery),
            ("/feed.atom", NoQuery),
            ("/api/v1/days", NoQuery),
        ];
        foreach (var (path, query) in Enumerable.Repeat(pages, WarmUpRounds).SelectMany(round => round))
        {
            await readers.ReadAsync(async ledger =>
            {
                var answer = new CachedAnswer(
                    await Site.AnswerAsync(new PageContext(ledger, addresses, now), path, query)
                );
                return (answer.Body("br"), answer.Tag("br"), answer.Body("gzip"));
            });
        }
    }

    /// <summary>Runs beside the answering, until it is told to stop.</summary>
    public Task TidyAsync(CancellationToken stop) => _tidying.RunAsync(stop);

    public async Task HandleAsync(HttpContext http)
    {
        _tidying.Note();
        var response = http.Response;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers.ContentSecurityPolicy = Policy;
        if (!hosts.Has(http.Request.Host.Host))
        {
            await SendAsync(
                http,
                SiteAnswer.Text(
                    "This page is not known by that name. Its operator can add the name to Bot:Web:Hosts.\n",
                    StatusCodes.Status421MisdirectedRequest
                )
            );
            return;
        }

        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = "GET, HEAD";
            return;
        }

        try
        {
            await AnswerAsync(http);
        }
        catch (LedgerException e)
        {
            // Readers are told to come again; the reason is for the operator's log.
            log.LogWarning("{Path} cannot be answered: {Error}", http.Request.Path, e.Message);
            if (response.HasStarted)
            {
                throw;
            }

            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            response.Headers.RetryAfter = "60";
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested)
        {
            // The web server answers 500 and keeps no log of its own.
            log.LogError(e, "{Path} cannot be answered, and should be", http.Request.Path);
            throw;
        }
    }

    private static async Task<IndexedPaper?> NewestAsync(PageContext context)
    {
        if (await context.Pages.Days() is not [var newest, ..])
        {
            return null;
        }

        var (papers, _) = await context.Pages.Find(new PaperQuery { Date = newest.Date, Take = 1 });
        return papers is [var paper] ? paper : null;
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var path = Within(http.Request.Path.Value ?? "/");
        switch (path)
        {
            case "/health":
                var now = await report();
                await SendAsync(
                    http,
                    SiteAnswer.Json(
                        JsonSerializer.Serialize(now, LedgerReportJson.Default.LedgerReport),
                        now.Alarms.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
                    )
                );
                return;
            case "/status":
                http.Response.Headers.ContentSecurityPolicy = StatusPage.Policy;
                await SendAsync(http, SiteAnswer.Page(StatusPage.Page(await report())));
                return;
        }

        var query = http.Request.Query.ToDictionary(
            one => one.Key,
            one => one.Value.ToString(),
            StringComparer.Ordinal
        );
        var time = clock.GetUtcNow();
        var accepted = http.Request.Headers.AcceptEncoding;
        await SendAsync(
            http,
            await cache.GetAsync(
                SiteQuery.CacheKey(path, query),
                ArxivDay.Of(time),
                answer => answer.IsCompressed ? Encoding(accepted) : "",
                ledger => Site.AnswerAsync(new PageContext(ledger, addresses, time), path, query)
            )
        );
    }

    // A reverse proxy may or may not pass on the folder of the public address.
    private string Within(string path)
    {
        if (
            _root.Length > 0
            && path.StartsWith(_root, StringComparison.Ordinal)
            && (path.Length == _root.Length || path[_root.Length] == '/')
        )
        {
            path = path[_root.Length..];
        }

        var trimmed = path.TrimEnd('/');
        return trimmed.Length > 0 ? trimmed : "/";
    }

    private Task SendAsync(HttpContext http, SiteAnswer answer)
    {
        http.Response.Headers.CacheControl = "no-store";
        return WriteAsync(http, answer, new CachedAnswer(answer).Body(""));
    }

    private Task SendAsync(HttpContext http, (CachedAnswer Answer, string Encoding, byte[] Body) made)
    {
        var (cached, encoding, body) = made;
        var (request, response, answer) = (http.Request, http.Response, cached.Answer);
        if (cached.IsCompressed)
        {
            response.Headers.Vary = "Accept-Encoding";
        }

        if (answer.IsForAll)
        {
            response.Headers.AccessControlAllowOrigin = "*";
        }

        if (answer.Location is { } location)
        {
            response.Headers.Location = location;
        }

        response.Headers.CacheControl = answer.Status == 200 ? Cacheable(answer.MaxAge) : "no-cache";
        if (answer.Status == 200)
        {
            var tag = cached.Tag(encoding);
            response.Headers.ETag = tag;
            if (Matches(request.Headers.IfNoneMatch, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }

        if (encoding.Length > 0)
        {
            response.Headers.ContentEncoding = encoding;
        }

        return WriteAsync(http, answer, body);
    }

    private static string Cacheable(TimeSpan maxAge)
    {
        var seconds = maxAge.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return $"public, max-age={seconds}{(maxAge > TimeSpan.FromDays(30) ? ", immutable" : "")}";
    }

    private async Task WriteAsync(HttpContext http, SiteAnswer answer, byte[] body)
    {
        var response = http.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        if (HttpMethods.IsHead(http.Request.Method))
        {
            response.ContentLength = body.Length;
        }
        else if (!await _sending.TryAsync(response, body, http.RequestAborted))
        {
            response.Clear();
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            response.Headers.RetryAfter = "10";
        }
    }

    /// <summary>The best encoding that the reader accepts: <c>br</c>, <c>gzip</c> or empty for none.</summary>
    private static string Encoding(StringValues accepted)
    {
        var taken = accepted
            .SelectMany(one => (one ?? "").Split(','))
            .Select(one => one.Split(';'))
            .Where(one =>
                one.Length == 1
                || !one[1]
                    .Replace(" ", "", StringComparison.Ordinal)
                    .TrimEnd('0')
                    .TrimEnd('.')
                    .Equals("q=", StringComparison.Ordinal)
            )
            .Select(one => one[0].Trim())
            .ToList();
        return Encodings.FirstOrDefault(one => taken.Contains(one, StringComparer.OrdinalIgnoreCase)) ?? "";
    }

    // A reverse proxy that compresses by itself makes our tags weak. They still name the same content.
    private static bool Matches(StringValues known, string tag) =>
        known
            .SelectMany(one => (one ?? "").Split(','))
            .Select(one => one.Trim())
            .Any(one => one == "*" || one == tag || one == "W/" + tag);
}
