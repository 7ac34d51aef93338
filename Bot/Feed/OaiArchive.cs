using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Bot.Arxiv;
using Polly;
using Polly.Retry;

namespace Bot.Feed;

/// <summary>
/// arXiv's archive (OAI-PMH), the second source beside the feeds: which papers have changed since a day, with versions
/// and comments. It fills what a feed left out, and it alone tells of withdrawals.
/// </summary>
/// <param name="http">Redirects off, a User-Agent with a contact, decompression on.</param>
/// <param name="baseUrl">Where to ask, without a query.</param>
/// <param name="gate">The feed's own: arXiv allows one connection and one interval for both.</param>
/// <param name="clock">For the waits between tries.</param>
public sealed class OaiArchive(HttpClient http, Uri baseUrl, ArxivGate gate, TimeProvider clock)
{
    /// <summary>
    /// All of cs.LG's twenty years are 100 pages of 2,500; a list that goes on beyond this does not end.
    /// </summary>
    public const int MaxPages = 400;

    /// <summary>A page is some 10 MB, which the archive gathers from its database while we wait.</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromMinutes(2);

    /// <summary>What arXiv asks for beyond this is not waited for here: the caller has better to do.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private readonly ResiliencePipeline<Attempt> _retries = new ResiliencePipelineBuilder<Attempt>
    {
        TimeProvider = clock,
    }
        .AddRetry(
            new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = 3,
                Delay = TimeSpan.FromSeconds(5),
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { Passing: true }),
                // The archive's way to slow its harvesters down: 503 with the seconds to wait.
                DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Result.Wait),
            }
        )
        .Build();

    /// <summary>
    /// The papers that changed in these days, page by page. The stream ends with the last page, or with the first
    /// answer that is no page.
    /// </summary>
    /// <param name="query">What to ask for; a position stands for its own.</param>
    /// <param name="from">A page's <see cref="ArchiveAnswer.Page.Next"/>, or null for the beginning.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async IAsyncEnumerable<ArchiveAnswer> ReadAsync(
        ArchiveQuery query,
        ArchivePosition? from = null,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        var position = from;
        for (var page = from?.Page ?? 0; page < MaxPages; page++)
        {
            var answer = await AskAsync(
                position is null ? Url(query) : Url(("verb", "ListRecords"), ("resumptionToken", position.Token)),
                page,
                cancellation
            );
            if (answer is ArchiveAnswer.Page { Next: { } repeated } && repeated.Token == position?.Token)
            {
                answer = new ArchiveAnswer.Failed(
                    $"{baseUrl}: page {page + 1} leads to itself; nothing of it is used. Ask again later "
                        + "without a position"
                );
            }

            yield return answer;
            if (answer is not ArchiveAnswer.Page { Next: { } next })
            {
                yield break;
            }

            position = next;
        }

        yield return new ArchiveAnswer.Failed(
            $"{baseUrl}: the list goes on after {MaxPages} pages; ask for fewer days at a time"
        );
    }

    /// <summary>One paper: a page with it, or an empty one when arXiv has none of that identifier.</summary>
    public async Task<ArchiveAnswer> ReadAsync(ArxivId id, CancellationToken cancellation)
    {
        var answer = await AskAsync(
            Url(("verb", "GetRecord"), ("metadataPrefix", "arXivRaw"), ("identifier", $"oai:arXiv.org:{id}")),
            0,
            cancellation
        );
        return answer is ArchiveAnswer.Page page && page.Papers.Any(paper => paper.Id != id)
            ? new ArchiveAnswer.Failed(
                $"{baseUrl}: {id} was asked for, but the answer is {page.Papers[0].Id}; wait for arXiv's "
                    + "cache to clear, or see what answers there"
            )
            : answer;
    }

    /// <param name="Answer">What came of it.</param>
    /// <param name="Passing">True for a trouble that may be over soon.</param>
    /// <param name="Wait">How long arXiv wants to be left alone.</param>
    private readonly record struct Attempt(ArchiveAnswer Answer, bool Passing = false, TimeSpan? Wait = null);

    private async Task<ArchiveAnswer> AskAsync(Uri url, int page, CancellationToken cancellation)
    {
        var attempt = await _retries.ExecuteAsync(
            async token => await gate.PassAsync(asking => TryAsync(url, page, asking), token),
            cancellation
        );
        return attempt.Answer;
    }

    private async Task<Attempt> TryAsync(Uri url, int page, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(AnswerTimeout);
        try
        {
            using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return Refusal(url, response);
            }

            await using var body = await response.Content.ReadAsStreamAsync(patience.Token);
            return new(Answer(url, await OaiParser.ParseAsync(body, patience.Token), page));
        }
        // A damaged gzip answer throws InvalidDataException, a damaged brotli one InvalidOperationException.
        catch (Exception e) when (e is FeedFormatException or InvalidDataException or InvalidOperationException)
        {
            return Failed(url, e.Message, passing: true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Failed(url, $"{e.GetBaseException().Message}; check the network, ask again later", passing: true);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed(
                url,
                $"no whole answer within {AnswerTimeout.TotalSeconds:0} s; ask again later",
                passing: true
            );
        }
    }

    private static ArchiveAnswer Answer(Uri url, OaiDocument document, int page) =>
        document.ErrorCode switch
        {
            null => new ArchiveAnswer.Page(
                document.Papers,
                document.Rejected,
                document.Token is { } token ? new ArchivePosition(token, page + 1, document.Expires) : null
            ),
            "noRecordsMatch" or "idDoesNotExist" => new ArchiveAnswer.Page([], [], null),
            "badResumptionToken" => new ArchiveAnswer.Expired(
                $"{url}: arXiv does not know this position any more ({document.ErrorText}); ask again without one"
            ),
            var code => new ArchiveAnswer.Failed(
                $"{url}: arXiv answers {code}: {document.ErrorText}; check the category, the days (not in the "
                    + "future) and Bot:Archive:BaseUrl"
            ),
        };

    private Attempt Refusal(Uri url, HttpResponseMessage response)
    {
        var status = $"HTTP {(int)response.StatusCode}";
        var wait = Wait(response);
        var isShort = wait is null || wait <= LongestWait;
        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests or HttpStatusCode.Forbidden => Failed(
                url,
                $"{status}: arXiv turns the bot away; raise Bot:Feed:MinimumInterval, set Bot:Feed:Contact, "
                    + "and see that no other program on this address asks arXiv",
                wait is not null && isShort,
                wait
            ),
            >= HttpStatusCode.InternalServerError => Failed(
                url,
                $"{status}: arXiv has trouble or is busy; nothing to do, ask again later",
                isShort,
                wait
            ),
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => Failed(
                url,
                $"{status}: the archive has moved to {response.Headers.Location}; set Bot:Archive:BaseUrl to "
                    + "the new place if you trust it"
            ),
            _ => Failed(url, $"{status}; check Bot:Archive:BaseUrl"),
        };
    }

    private TimeSpan? Wait(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private Attempt Failed(Uri url, string message, bool passing = false, TimeSpan? wait = null) =>
        new(
            new ArchiveAnswer.Failed($"{url}: {message}", wait is null ? null : clock.GetUtcNow() + wait),
            passing,
            wait
        );

    private Uri Url(ArchiveQuery query) =>
        Url(
            ("verb", "ListRecords"),
            ("metadataPrefix", "arXivRaw"),
            ("set", query.Category is null ? null : OaiSet.Of(query.Category)),
            ("from", Day(query.From)),
            ("until", query.Until is { } until ? Day(until) : null)
        );

    private Uri Url(params IEnumerable<(string Name, string? Value)> parts) =>
        new UriBuilder(baseUrl)
        {
            Query = string.Join(
                '&',
                parts
                    .Where(part => part.Value is not null)
                    .Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}")
            ),
        }.Uri;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
