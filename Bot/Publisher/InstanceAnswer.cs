using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Bot.Publisher;

/// <summary>An answer read whole, within bounds: no server can make the bot swallow more than it asked for.</summary>
internal sealed partial record InstanceAnswer(HttpStatusCode Status, string Body, HttpResponseMessage Response)
{
    /// <summary>A page of forty statuses at Mastodon's 5,000 characters each, with room for markup.</summary>
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>
    /// The longest window of any known server (Mastodon's for posts). A later time is that of a clock which differs
    /// from ours.
    /// </summary>
    private static readonly TimeSpan LongestWindow = TimeSpan.FromHours(3);

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Whether a name and a password are asked for, as a proxy does and no API of the fediverse.</summary>
    public bool AsksForPassword => Response.Headers.WwwAuthenticate.Any(way => way.Scheme is "Basic" or "Digest");

    /// <exception cref="HttpRequestException">The connection broke.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async Task<InstanceAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        try
        {
            while (body.Length < MaxBytes && (read = await stream.ReadAsync(buffer, cancellation)) > 0)
            {
                body.Write(buffer, 0, read);
            }
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            // The one is what gzip throws, the other what brotli throws.
            throw new IOException($"the answer's compression is damaged ({e.Message})", e);
        }

        return new InstanceAnswer(
            response.StatusCode,
            Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length),
            response
        );
    }

    /// <summary>Null when the body is no JSON object: an HTML page of some proxy, for one.</summary>
    public JsonFields? Json() => JsonFields.Of(Body);

    /// <summary>Null when the body is no JSON list of objects.</summary>
    public IReadOnlyList<JsonFields>? JsonList() => JsonFields.ListOf(Body);

    /// <summary>A short line for an operator; never with a token in it, whatever the server echoes.</summary>
    public string Say(string token)
    {
        var text =
            Json()?.Text("error")
            ?? Whitespace().Replace(Markup.Without(Body.Length > 2000 ? Body[..2000] : Body, " "), " ").Trim();
        if (token.Length > 0)
        {
            text = text.Replace(token, "***");
        }

        if (text.Length == 0)
        {
            return $"HTTP {(int)Status}";
        }

        return $"HTTP {(int)Status}: {(text.Length > 200 ? text[..200] + "..." : text)}";
    }

    /// <summary>
    /// When the server lets us post again: X-RateLimit-Reset (ISO 8601 on Mastodon and GoToSocial, elsewhere seconds
    /// since 1970), else Retry-After.
    /// </summary>
    public DateTimeOffset? RetryAt(DateTimeOffset now)
    {
        if (Reset(now) is { } reset)
        {
            return reset;
        }

        return Response.Headers.RetryAfter switch
        {
            { Delta: { } delta } when delta > TimeSpan.Zero => now + delta,
            { Date: { } date } when date > now => date,
            _ => null,
        };
    }

    /// <summary>The end of the rate window when this answer says that nothing is left in it.</summary>
    public DateTimeOffset? FullUntil(DateTimeOffset now) => Header("X-RateLimit-Remaining") == "0" ? Reset(now) : null;

    private DateTimeOffset? Reset(DateTimeOffset now)
    {
        if (TimeOf(Header("X-RateLimit-Reset")) is not { } time || time <= now)
        {
            return null;
        }

        return time < now + LongestWindow ? time : now + LongestWindow;
    }

    private static DateTimeOffset? TimeOf(string? written)
    {
        var culture = CultureInfo.InvariantCulture;
        if (int.TryParse(written, NumberStyles.None, culture, out var seconds))
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        return DateTimeOffset.TryParse(written, culture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    private string? Header(string name) => Response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}
