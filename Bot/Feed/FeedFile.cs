using System.IO.Compression;

namespace Bot.Feed;

/// <summary>A feed from a file (<c>.xml</c> or <c>.xml.gz</c>) or from an address.</summary>
public static class FeedFile
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(60);

    // Room for the 25,000 papers of a rehearsal; a listing is a hundredth of it.
    private const long MaxBytes = FeedParser.MaxCharactersOfFile;

    /// <param name="source">A path or an http(s) address.</param>
    /// <param name="http">For addresses.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="FeedFormatException">It cannot be had; says why.</exception>
    public static async Task<MemoryStream> ReadAsync(string source, HttpClient http, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(AnswerTimeout);
        try
        {
            if (Address(source) is not { } address)
            {
                return await UnpackAsync(File.OpenRead(source), cancellation);
            }

            using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw new FeedFormatException($"{source} answers HTTP {(int)response.StatusCode}; check the address");
            }

            return await UnpackAsync(await response.Content.ReadAsStreamAsync(patience.Token), patience.Token);
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or ArgumentException
                        or HttpRequestException
                        or InvalidDataException
                        or InvalidOperationException
            )
        {
            throw new FeedFormatException($"'{source}' cannot be read: {e.Message}", e);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new FeedFormatException(
                $"{source} gave no whole answer within {AnswerTimeout.TotalSeconds:0} s; try again later"
            );
        }
    }

    private static Uri? Address(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : null;

    // Told by its first two bytes: a file's name may lie, and so may a server's headers.
    private static async Task<MemoryStream> UnpackAsync(Stream stream, CancellationToken cancellation)
    {
        await using (stream)
        {
            var start = new byte[2];
            var got = await stream.ReadAtLeastAsync(start, 2, throwOnEndOfStream: false, cancellation);
            using var whole = new MemoryStream();
            whole.Write(start, 0, got);
            await CopyAsync(stream, whole, cancellation);
            whole.Position = 0;
            var unpacked = new MemoryStream();
            if (got == 2 && start is [0x1f, 0x8b])
            {
                await using var gzip = new GZipStream(whole, CompressionMode.Decompress);
                await CopyAsync(gzip, unpacked, cancellation);
            }
            else
            {
                await CopyAsync(whole, unpacked, cancellation);
            }

            unpacked.Position = 0;
            return unpacked;
        }
    }

    private static async Task CopyAsync(Stream from, MemoryStream to, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, cancellation)) > 0)
        {
            if (to.Length + read > MaxBytes)
            {
                throw new InvalidDataException($"it is larger than {MaxBytes / 1024 / 1024} MB");
            }

            to.Write(buffer, 0, read);
        }
    }
}
