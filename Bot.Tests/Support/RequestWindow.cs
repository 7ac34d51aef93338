using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace Bot.Tests.Support;

/// <summary>
/// What a real server says about how much more it will answer. It may count by address, so all who ask it from here
/// share this: a test starts when there is room for the whole of it, because one that is held up in its midst tests
/// something else.
/// </summary>
public sealed class RequestWindow
{
    /// <summary>
    /// Five minutes on Mastodon and GoToSocial; a window that is longer is about something else than requests.
    /// </summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(6);

    private static readonly ConcurrentDictionary<string, RequestWindow> All = new();

    private readonly Lock _sync = new();
    private (int Remaining, DateTimeOffset Reset)? _last;

    public static RequestWindow Of(Uri server) => All.GetOrAdd(server.Authority, _ => new RequestWindow());

    public void Note(HttpResponseMessage answer)
    {
        if (
            Header(answer, "X-RateLimit-Reset") is not { } text
            || !DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var reset
            )
        )
        {
            return;
        }

        var remaining =
            answer.StatusCode == HttpStatusCode.TooManyRequests ? 0
            : int.TryParse(Header(answer, "X-RateLimit-Remaining"), CultureInfo.InvariantCulture, out var left) ? left
            : 0;
        lock (_sync)
        {
            _last = (remaining, reset);
        }
    }

    /// <summary>
    /// Waits for the next window unless this one has room for so many requests; at once where the server states no
    /// limit.
    /// </summary>
    public async Task RoomForAsync(int requests)
    {
        TimeSpan wait;
        lock (_sync)
        {
            wait =
                _last is { } last && last.Remaining < requests
                    ? last.Reset - TimeProvider.System.GetUtcNow()
                    : TimeSpan.Zero;
        }
        // A second more, for a server that rounds.
        if (wait > TimeSpan.Zero && wait < Longest)
        {
            await Task.Delay(wait + TimeSpan.FromSeconds(1), TimeProvider.System);
        }
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
