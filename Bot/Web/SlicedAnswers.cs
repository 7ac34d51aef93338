using Microsoft.AspNetCore.Http;

namespace Bot.Web;

/// <summary>
/// Sends answers so that a slow reader costs little: by the slice, since the web server copies whatever it is given and
/// keeps it until the reader has taken it; and of different answers only so much at a time, since each stays in memory
/// as long as one reader is at it, whether the cache still has it or not.
/// </summary>
internal sealed class SlicedAnswers
{
    /// <summary>What one reader who takes nothing makes the web server keep, with as much again in its own.</summary>
    internal const int Slice = 16 * 1024;

    /// <summary>Bytes of different answers that are on their way at once.</summary>
    private const long MostBytes = 32_000_000;

    private readonly Dictionary<byte[], int> _readers = [];
    private readonly Lock _gate = new();
    private long _bytes;

    /// <summary>Sends a text whole.</summary>
    /// <returns>False, and nothing is sent, when too much else is on its way.</returns>
    public async Task<bool> TryAsync(HttpResponse response, byte[] body, CancellationToken cancellation)
    {
        if (!Begin(body))
        {
            return false;
        }

        try
        {
            response.ContentLength = body.Length;
            for (var at = 0; at < body.Length; at += Slice)
            {
                await response.Body.WriteAsync(body.AsMemory(at, Math.Min(Slice, body.Length - at)), cancellation);
            }
        }
        finally
        {
            End(body);
        }

        return true;
    }

    private bool Begin(byte[] body)
    {
        lock (_gate)
        {
            var isOnItsWay = _readers.TryGetValue(body, out var readers);
            if (!isOnItsWay && _bytes > 0 && _bytes + body.Length > MostBytes)
            {
                return false;
            }

            _bytes += isOnItsWay ? 0 : body.Length;
            _readers[body] = readers + 1;
            return true;
        }
    }

    private void End(byte[] body)
    {
        lock (_gate)
        {
            if (--_readers[body] == 0)
            {
                _readers.Remove(body);
                _bytes -= body.Length;
            }
        }
    }
}
