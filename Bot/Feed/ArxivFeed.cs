using System.Net;
using Bot.Options;
using Polly;
using Polly.Retry;

namespace Bot.Feed;

/// <summary>
/// Asks arXiv for a category's feed, politely: through the gate, and conditional where an ETag is known.
/// </summary>
/// <param name="http">Redirects off, a User-Agent with a contact, decompression on.</param>
/// <param name="options">Where to ask.</param>
/// <param name="gate">Every request passes it, retries too.</param>
/// <param name="clock">For time-outs and the waits between tries.</param>
public sealed class ArxivFeed(HttpClient http, FeedOptions options, ArxivGate gate, TimeProvider clock)
{
    /// <summary>
    /// arXiv builds a feed on the first request after midnight, which takes it some seconds; the reference waits 60.
    /// </summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(60);

    private readonly ResiliencePipeline<Attempt> _retries = new ResiliencePipelineBuilder<Attempt>
    {
        TimeProvider = clock,
    }
        .AddRetry(
            new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromSeconds(2),
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { Passing: true }),
            }
        )
        .Build();

    /// <param name="category">As arXiv spells it.</param>
    /// <param name="etag">From the last reading, or null for the whole feed.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public async Task<FeedAnswer> ReadAsync(string category, string? etag, CancellationToken cancellation)
    {
        var url = Usual(category);
        var attempt = await _retries.ExecuteAsync(
            async token => await gate.PassAsync(asking => AskAsync(url, category, etag, asking), token),
            cancellation
        );
        return attempt.Answer;
    }

    /// <summary>
    /// Asks once for the same listing at another address, which may have the day's own while the usual one is stale.
    /// </summary>
    public async Task<FeedAnswer> ReadElsewhereAsync(string category, Uri address, CancellationToken cancellation) =>
        (await gate.PassAsync(asking => AskAsync(address, category, etag: null, asking), cancellation)).Answer;

    /// <summary>The other addresses of a category's listing that the settings allow, in their order.</summary>
    public IEnumerable<Uri> Elsewhere(string category) =>
        options
            .WhenStale.Select(other =>
                other switch
                {
                    OtherAddress.Atom => new Uri(FeedOptions.OtherForm(options.BaseUrl)!, category),
                    OtherAddress.LowerCase => Usual(category.ToLowerInvariant()),
                    _ => Usual($"{category}+{category}"),
                }
            )
            .Where(address => address != Usual(category));

    private Uri Usual(string query) => new(options.BaseUrl, query);

    /// <param name="Answer">What came of it.</param>
    /// <param name="Passing">True for a trouble that may be over in seconds.</param>
    private readonly record struct Attempt(FeedAnswer Answer, bool Passing = false);

    private async Task<Attempt> AskAsync(Uri url, string category, string? etag, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(AnswerTimeout, clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            // arXiv's ETags lack the quotes that RFC 9110 asks for, so the typed header would refuse them.
            if (etag is not null)
            {
                request.Headers.TryAddWithoutValidation("If-None-Match", etag);
            }

            using var response = await http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                patience.Token
            );
            if (response.StatusCode == HttpStatusCode.NotModified && etag is not null)
            {
                return new(new FeedAnswer.Unchanged());
            }

            if (response.StatusCode != HttpStatusCode.OK)
            {
                return await RefusalAsync(url, response, patience.Token);
            }

            await using var body = await response.Content.ReadAsStreamAsync(patience.Token);
            var document = await FeedParser.ParseAsync(body, category, cancellation: patience.Token);
            return new(
                new FeedAnswer.Read(
                    document,
                    response.Headers.NonValidated.TryGetValues("ETag", out var values) ? values.ToString() : null
                )
            );
        }
        // A damaged gzip answer throws InvalidDataException, a damaged brotli one InvalidOperationException.
        catch (Exception e) when (e is FeedFormatException or InvalidDataException or InvalidOperationException)
        {
            return Failed(url, e.Message, passing: true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Failed(url, $"{Innermost(e).Message}; check the network, the bot asks again later", passing: true);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed(
                url,
                $"no whole answer within {AnswerTimeout.TotalSeconds:0} s; the bot asks again later",
                passing: true
            );
        }
    }

    private static async Task<Attempt> RefusalAsync(
        Uri url,
        HttpResponseMessage response,
        CancellationToken cancellation
    )
    {
        var status = $"HTTP {(int)response.StatusCode}";
        switch (response.StatusCode)
        {
            case HttpStatusCode.TooManyRequests or HttpStatusCode.Forbidden:
                return Failed(
                    url,
                    $"{status}: arXiv turns the bot away; raise Bot:Feed:MinimumInterval, set "
                        + "Bot:Feed:Contact, and see that no other program on this address asks arXiv"
                );
            case >= HttpStatusCode.InternalServerError:
                return Failed(
                    url,
                    $"{status}: arXiv has trouble; nothing to do, the bot asks again later",
                    passing: true
                );
            case >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest:
                return Failed(
                    url,
                    $"{status}: the feed has moved to {response.Headers.Location}; set Bot:Feed:BaseUrl to "
                        + "the new place if you trust it"
                );
            default:
                return Failed(
                    url,
                    $"{status}{await ReasonAsync(response, cancellation)}; check the account's Categories and "
                        + "Bot:Feed:BaseUrl"
                );
        }
    }

    // A wrong category gets 400 with a valid feed whose description says what is wrong.
    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            var start = new byte[16 * 1024];
            var read = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
            await FeedParser.ParseAsync(new MemoryStream(start, 0, read), asked: null, cancellation: cancellation);
            return "";
        }
        catch (FeedFormatException e)
            when (e.InnerException is null && e.Message.StartsWith("arXiv answers", StringComparison.Ordinal))
        {
            return $": {e.Message}";
        }
        catch (Exception e)
            when (e
                    is FeedFormatException
                        or HttpRequestException
                        or IOException
                        or InvalidDataException
                        or InvalidOperationException
            )
        {
            return ""; // the status alone has to do: the body explains nothing
        }
    }

    private static Attempt Failed(Uri url, string message, bool passing = false) =>
        new(new FeedAnswer.Failed($"{url}: {message}"), passing);

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
