using System.Net;
using System.Net.Http.Headers;
using Polly;

namespace Bot.Publisher;

/// <summary>
/// One account's requests to its instance. The token leaves in the Authorization header only, and only to that
/// instance.
/// </summary>
/// <param name="http">
/// Its base address is the instance; redirects off (a token must not travel), a User-Agent set.
/// </param>
/// <param name="token">The account's access token.</param>
/// <param name="retries">For reads.</param>
/// <param name="clock">For time-outs and for the times in rate-limit headers.</param>
/// <param name="onRequest">Awaited before each request, retries too, so that somebody can count them.</param>
internal sealed class MastodonConnection(
    HttpClient http,
    string token,
    ResiliencePipeline retries,
    TimeProvider clock,
    Func<ValueTask> onRequest
)
{
    /// <summary>
    /// Ten seconds for a read with all its tries: long enough for a busy server, short enough for a SIGTERM.
    /// </summary>
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The instance's address.</summary>
    public Uri Instance => http.BaseAddress!;

    public TimeProvider Clock => clock;

    /// <summary>
    /// An answer in a short line for an operator, without the token; one that sends us elsewhere or away with where or
    /// until when.
    /// </summary>
    public string Say(InstanceAnswer answer) =>
        answer switch
        {
            { Status: >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest } => SayRedirect(answer),
            { Status: HttpStatusCode.TooManyRequests } when answer.RetryAt(clock.GetUtcNow()) is { } until =>
                $"the instance asks to wait until {until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC (HTTP 429)",
            _ => answer.Say(token),
        };

    /// <summary>A server's word on itself, short and without the token.</summary>
    public string Clean(string word)
    {
        var plain = string.Concat(word.Where(c => !char.IsControl(c)));
        plain = token.Length > 0 ? plain.Replace(token, "***") : plain;
        return plain.Length > 60 ? plain[..60] + "..." : plain;
    }

    // No redirect is followed, since the token would go along. Of the target no more is told than its server: all else
    // may be anything.
    private string SayRedirect(InstanceAnswer answer)
    {
        var status = $"HTTP {(int)answer.Status}";
        if (answer.Response.Headers.Location is not { } location)
        {
            return $"{status}, which is no answer; see what stands between the bot and {Instance.Host}";
        }

        var what = answer.Response.RequestMessage?.Method == HttpMethod.Get ? "requests" : "posts";
        // As it was written: by itself a path would be taken for a file's address.
        var isAddress = Uri.TryCreate(Instance, location.OriginalString, out var target);
        var isOwn = isAddress && target!.Authority == Instance.Authority && target.Scheme == Instance.Scheme;
        if (!isAddress || isOwn || target!.Scheme is not ("http" or "https") || target.Host.Length == 0)
        {
            return $"{status}: the instance sends {what} on to another address{(isOwn ? " of its own" : "")}, as for a "
                + "log-in; check that Instance names a Mastodon-compatible server, and what stands before it";
        }

        return $"{status}: the instance sends {what} on to {Clean(target.Authority)}; set Instance to the server's own "
            + $"address, such as {Clean($"{target.Scheme}://{target.Authority}")}";
    }

    /// <summary>What broke a connection, in a short line without the token.</summary>
    public string Say(Exception e)
    {
        while (e.InnerException is { } inner)
        {
            e = inner;
        }

        return token.Length > 0 ? e.Message.Replace(token, "***") : e.Message;
    }

    /// <summary>Reads a path, up to three times within ten seconds.</summary>
    /// <returns>The answer, whatever its status; or null, and why there is none.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<(InstanceAnswer? Answer, string? Trouble)> GetAsync(string path, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(ReadTimeout, clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            var answer = await retries.ExecuteAsync(
                static async (read, stop) =>
                {
                    await read.Connection.CountAsync();
                    using var request = read.Connection.Request(HttpMethod.Get, read.Path);
                    return await read.Connection.ExchangeAsync(request, stop);
                },
                (Connection: this, Path: path),
                patience.Token
            );
            return (answer, null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (null, $"{Instance.Host} cannot be reached: {Say(e)}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, $"{Instance.Host} gave no answer within {ReadTimeout.TotalSeconds:0} s");
        }
    }

    /// <summary>Sends a request once.</summary>
    /// <exception cref="HttpRequestException">The connection broke.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">There was no answer in time.</exception>
    public async Task<InstanceAnswer> SendAsync(HttpRequestMessage request, CancellationToken patience)
    {
        await CountAsync();
        return await ExchangeAsync(request, patience);
    }

    /// <summary>A request of this account.</summary>
    /// <exception cref="InvalidOperationException">The path leads to another server.</exception>
    public HttpRequestMessage Request(HttpMethod method, string path)
    {
        var url = new Uri(Instance, path);
        if (url.GetLeftPart(UriPartial.Authority) != Instance.GetLeftPart(UriPartial.Authority))
        {
            throw new InvalidOperationException($"the token is for {Instance.Host} alone, not for {url.Host}");
        }

        var request = new HttpRequestMessage(method, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd("application/json");
        return request;
    }

    private ValueTask CountAsync() => onRequest();

    private async Task<InstanceAnswer> ExchangeAsync(HttpRequestMessage request, CancellationToken patience)
    {
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience);
        return await InstanceAnswer.ReadAsync(response, patience);
    }
}
