using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Soaking;

/// <summary>
/// What stands between the bot and its server, as a bad proxy would: it loses answers, cuts posts off and refuses
/// readings, and has the clock wait for the server.
/// </summary>
internal sealed class Door : IAsyncDisposable
{
    private const int LosesAnswer = 23;
    private const int Cuts = 41;
    private const int Refuses = 29;

    private static readonly string[] Passed = ["Authorization", "Idempotency-Key", "User-Agent", "Accept"];

    private readonly WebApplication _web;
    private readonly Uri _server;
    private readonly FastClock _clock;

    // As the bot's own: a server may close a connection unannounced.
    private readonly HttpClient _http = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero }
    );
    private int _posts;
    private int _readings;
    private int _lost;

    private Door(WebApplication web, Uri server, FastClock clock) => (_web, _server, _clock) = (web, server, clock);

    /// <summary>What the faults are, for the page.</summary>
    public static string Habits =>
        $"Every {LosesAnswer}rd post loses its answer, every {Cuts}st is cut off before the server has it, "
        + $"and every {Refuses}th reading of a timeline fails";

    /// <summary>Where it listens.</summary>
    public Uri Url => new(_web.Urls.Single());

    /// <summary>Posts whose sender got no answer, whether the server has them or not.</summary>
    public int WithoutAnswer => Volatile.Read(ref _lost);

    public static async Task<Door> OpenAsync(Uri server, FastClock clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var web = builder.Build();
        var door = new Door(web, server, clock);
        web.Run(door.PassAsync);
        await web.StartAsync();
        return door;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _http.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        _clock.Slow();
        try
        {
            var (losesAnswer, cuts, refuses) = Fate(context.Request);
            if (losesAnswer || cuts)
                Interlocked.Increment(ref _lost);
            if (refuses)
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            if (cuts)
                context.Abort();
            if (cuts || refuses)
                return;
            // The server gets what was sent, though its sender may be killed meanwhile.
            using var answer = await _http.SendAsync(await RequestAsync(context.Request));
            var body = await answer.Content.ReadAsByteArrayAsync();
            if (losesAnswer)
                context.Abort();
            else
                await AnswerAsync(context.Response, answer, body);
        }
        catch (HttpRequestException)
        {
            context.Abort();
        }
        finally
        {
            _clock.Hurry();
        }
    }

    private (bool LosesAnswer, bool Cuts, bool Refuses) Fate(HttpRequest request)
    {
        if (!request.Path.Value!.EndsWith("/statuses", StringComparison.Ordinal))
            return default;
        if (request.Method == "GET")
            return (false, false, Interlocked.Increment(ref _readings) % Refuses == 0);
        var post = Interlocked.Increment(ref _posts);
        return (post % LosesAnswer == 0, post % Cuts == 0, false);
    }

    private async Task<HttpRequestMessage> RequestAsync(HttpRequest request)
    {
        var passed = new HttpRequestMessage(
            new HttpMethod(request.Method),
            new Uri(_server, request.GetEncodedPathAndQuery())
        );
        foreach (var name in Passed.Where(request.Headers.ContainsKey))
            passed.Headers.TryAddWithoutValidation(name, request.Headers[name].ToString());
        if (request.ContentType is not { } type)
            return passed;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        passed.Content = new ByteArrayContent(body.ToArray());
        passed.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return passed;
    }

    private async Task AnswerAsync(HttpResponse response, HttpResponseMessage answer, byte[] body)
    {
        response.StatusCode = (int)answer.StatusCode;
        foreach (
            var (name, values) in answer.Headers.Where(header =>
                header.Key.StartsWith("X-RateLimit", StringComparison.OrdinalIgnoreCase)
                || header.Key is "Retry-After" or "Location"
            )
        )
            response.Headers[name] = values.ToArray();
        response.ContentType = answer.Content.Headers.ContentType?.ToString();
        // To the bot the server is here, its nodeinfo too.
        var text = Encoding.UTF8.GetString(body).Replace(_server.Authority, Url.Authority, StringComparison.Ordinal);
        await response.WriteAsync(text);
    }
}
