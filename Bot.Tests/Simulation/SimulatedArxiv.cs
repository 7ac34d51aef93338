using System.Net;
using System.Text;
using Bot.Arxiv;
using Bot.Text.Sentences;

namespace Bot.Tests.Simulation;

/// <summary>What can go wrong when arXiv is asked.</summary>
internal enum ArxivFault
{
    None,
    Unreachable,
    NoAnswer,
    Cut,
    Error500,
    Error503AsHtml,
    TooMany429,
    Forbidden403,
    Moved,
    HtmlAs200,
    Truncated,
    ErrorDocument,
    OtherCategory,
}

/// <summary>arXiv's feeds over HTTP, for one week.</summary>
internal sealed class SimulatedArxiv(
    ArxivTruth truth,
    SimulatedTime time,
    Weather<ArxivFault> weather,
    Random chance,
    EventLog log
)
{
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(2.9);

    /// <summary>Some of arXiv's caches compare ETags, some answer in full each time.</summary>
    private readonly bool _knowsETags = chance.Next(2) == 0;

    private readonly Dictionary<string, (FeedCopy Feed, byte[] Body)> _written = [];
    private (DateTimeOffset Time, DateTimeOffset Clock, int Jumps)? _last;

    /// <summary>
    /// The feed that the last request was answered with, whole and sound, or was told that it has already; null when it
    /// was not.
    /// </summary>
    public FeedCopy? Given { get; set; }

    public HttpMessageHandler For(Life life, ClockError error) =>
        new Handler(
            async (request, cancellation) =>
            {
                Mind(life.Clock.GetUtcNow(), error);
                var category = request.RequestUri!.Segments[^1];
                var fault = weather.Draw(time.Now);
                Given = null;
                if (fault == ArxivFault.Unreachable)
                {
                    throw new HttpRequestException("connection refused");
                }

                await life.Wait(TimeSpan.FromMilliseconds(chance.Next(200, 3000)), cancellation);
                if (fault == ArxivFault.NoAnswer)
                {
                    await life.Wait(TimeSpan.FromMinutes(10), cancellation);
                }

                var answer = Answer(category, request, fault);
                if (Given is not null)
                {
                    life.Feed();
                }

                log.Note(time.Now, $"GET {category} {(int)answer.StatusCode} {fault} {Given?.ETag}");
                return answer;
            }
        );

    private HttpResponseMessage Answer(string category, HttpRequestMessage request, ArxivFault fault)
    {
        var feed = truth.Feed(fault == ArxivFault.OtherCategory ? "math.ST" : category, time.Now);
        var body = Written(feed);
        switch (fault)
        {
            case ArxivFault.Error500:
                return Text(HttpStatusCode.InternalServerError, "Internal Server Error");
            case ArxivFault.Error503AsHtml:
                return Text(
                    HttpStatusCode.ServiceUnavailable,
                    "<!DOCTYPE html><html><body>Backend fetch failed</body></html>"
                );
            case ArxivFault.TooMany429:
                return Text(HttpStatusCode.TooManyRequests, "Rate exceeded.");
            case ArxivFault.Forbidden403:
                return Text(HttpStatusCode.Forbidden, "Access denied");
            case ArxivFault.Moved:
                return Text(HttpStatusCode.MovedPermanently, "");
            case ArxivFault.HtmlAs200:
                return Text(
                    HttpStatusCode.OK,
                    "<html><head><title>arXiv is down for maintenance</title></head><body>Back soon.</body></html>"
                );
            case ArxivFault.Truncated:
                return Bytes(body[..chance.Next(1, body.Length - 20)]);
            case ArxivFault.Cut:
                return new HttpResponseMessage(HttpStatusCode.OK)
                {
                    Content = new StreamContent(new CutStream(body[..(body.Length / 2)])),
                };
            case ArxivFault.ErrorDocument:
                return Text(
                    HttpStatusCode.BadRequest,
                    "<rss version=\"2.0\"><channel><title>Feed error for query: "
                        + $"http://rss.arxiv.org/rss/{category}</title><link>http://rss.arxiv.org/rss/{category}</link><description>Bad "
                        + $"subject class '{category}'.</description><pubDate>{feed.Date:ddd, dd MMM yyyy} 00:00:00 "
                        + "-0400</pubDate></channel></rss>"
                );
            case ArxivFault.OtherCategory:
                return Bytes(body);
        }

        Given = feed;
        if (
            _knowsETags
            && request.Headers.NonValidated.TryGetValues("If-None-Match", out var known)
            && known.ToString() == feed.ETag
        )
        {
            return new HttpResponseMessage(HttpStatusCode.NotModified);
        }

        var answer = Bytes(body);
        answer.Headers.TryAddWithoutValidation("ETag", feed.ETag);
        return answer;
    }

    // As the terms ask, and as arXiv's own cache needs it. A clock that drifts back in a wait of three true seconds has
    // seen less of them.
    private void Mind(DateTimeOffset clock, ClockError error)
    {
        if (
            _last is { } last
            && last.Jumps == error.Jumps
            && clock - last.Clock < Apart
            && time.Now - last.Time < Apart
        )
        {
            log.Wrong(time.Now, $"arXiv was asked {(time.Now - last.Time).TotalSeconds:0.0} s after the last time");
        }

        _last = (time.Now, clock, error.Jumps);
        var local = TimeZoneInfo.ConvertTime(clock, ArxivDay.NewYork).TimeOfDay;
        if (local < TimeSpan.FromSeconds(59) || local > TimeSpan.FromDays(1) - TimeSpan.FromSeconds(59))
        {
            log.Wrong(
                time.Now,
                $"arXiv was asked at {local} in New York, so near midnight that it may keep a stale copy"
            );
        }
    }

    private byte[] Written(FeedCopy feed)
    {
        if (!_written.TryGetValue(feed.ETag, out var written))
        {
            _written[feed.ETag] = written = (feed, FeedWriter.Write(feed));
        }

        return written.Body;
    }

    private static HttpResponseMessage Text(HttpStatusCode status, string text) =>
        new(status) { Content = new StringContent(text) };

    private static HttpResponseMessage Bytes(byte[] body) =>
        new(HttpStatusCode.OK) { Content = new ByteArrayContent(body) };
}

/// <summary>A network in memory.</summary>
internal sealed class Handler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    ) => answer(request, cancellationToken);
}

/// <summary>A body whose connection breaks before its end.</summary>
internal sealed class CutStream(byte[] beginning) : MemoryStream(beginning)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = Read(buffer.Span);
        return read > 0 ? ValueTask.FromResult(read) : throw new IOException("connection reset by peer");
    }
}

/// <summary>What happened, in order, and what of it should not have.</summary>
internal sealed class EventLog
{
    private readonly List<string> _lines = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public List<string> Wrongs { get; } = [];

    public IReadOnlyList<string> Lines => _lines;

    public void Note(DateTimeOffset time, string what)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException(
                $"a second thread takes part in the simulation, so no seed would replay: {what}"
            );
        }

        _lines.Add($"{time:MM-dd HH:mm:ss.fff} {what}");
    }

    public void Wrong(DateTimeOffset time, string what)
    {
        Note(time, $"WRONG: {what}");
        Wrongs.Add($"{time:yyyy-MM-dd HH:mm:ss} {what}");
    }

    /// <summary>The same for two runs only if all that happened in them is the same.</summary>
    public string Hash() =>
        Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', _lines)))
        )[..16];
}
