using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>An answer ready to be sent, compressed when first asked for that way.</summary>
internal sealed class CachedAnswer
{
    /// <summary>In bytes. Compression gains nothing on shorter texts.</summary>
    private const int LeastToCompress = 600;

    private readonly byte[] _plain;
    private readonly Lazy<byte[]> _brotli;
    private readonly Lazy<byte[]> _gzip;
    private readonly string _tag;

    public CachedAnswer(SiteAnswer answer)
    {
        Answer = answer;
        _plain = answer.Bytes ?? Encoding.UTF8.GetBytes(answer.Body);
        _brotli = new(() => Compressed(stream => new BrotliStream(stream, answer.Compression)));
        _gzip = new(() => Compressed(stream => new GZipStream(stream, answer.Compression)));
        _tag = Convert.ToHexStringLower(SHA256.HashData(_plain))[..24];
    }

    public SiteAnswer Answer { get; }

    /// <summary>Of the plain text.</summary>
    public int Length => _plain.Length;

    public bool IsCompressed => Answer.Bytes is null && _plain.Length >= LeastToCompress;

    /// <summary>The text as sent.</summary>
    /// <param name="encoding"><c>br</c>, <c>gzip</c> or empty.</param>
    public byte[] Body(string encoding) =>
        encoding switch
        {
            "br" => _brotli.Value,
            "gzip" => _gzip.Value,
            _ => _plain,
        };

    /// <summary>Each encoding's bytes have a tag of their own, as strong tags must.</summary>
    public string Tag(string encoding) => $"\"{_tag}{(encoding.Length > 0 ? "-" : "")}{encoding}\"";

    private byte[] Compressed(Func<Stream, Stream> compressor)
    {
        using var memory = new MemoryStream();
        using (var stream = compressor(memory))
        {
            stream.Write(_plain);
        }

        return memory.ToArray();
    }
}

/// <summary>
/// Caches answers by path and query. An answer stays valid until the ledger is written to or the day changes, and for
/// some seconds in any case. The cache reads through connections of its own that cannot write, so readers and the bot
/// never wait for each other.
/// </summary>
internal sealed class OutputCache(ReaderPool readers, TimeProvider clock)
{
    /// <summary>
    /// While toots go out, the ledger changes several times a second. Readers hardly notice that a page is a little
    /// older.
    /// </summary>
    internal static readonly TimeSpan LeastAge = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Bytes kept at most. A day's page takes half a million bytes, and some more compressed.
    /// </summary>
    private const long MostBytes = 64_000_000;

    private sealed record Entry(
        (long Changes, DateOnly Today) State,
        DateTimeOffset Made,
        Lazy<Task<CachedAnswer>> Answer
    );

    private readonly ConcurrentDictionary<string, Entry> _entries = new();
    private long _bytes;

    public async Task<CachedAnswer> GetAsync(string question, DateOnly today, Func<ILedger, Task<SiteAnswer>> make)
    {
        var now = clock.GetUtcNow();
        if (
            _entries.TryGetValue(question, out var entry)
            && entry.State.Today == today
            && now - entry.Made < LeastAge
            && now >= entry.Made
        )
        {
            return await entry.Answer.Value;
        }
        // Read before the answer is made. A write meanwhile then makes the answer outdated at once; the other order
        // would keep an outdated answer.
        var state = (await readers.VersionAsync(), today);
        if (entry is not null && entry.State == state)
        {
            return await entry.Answer.Value;
        }

        if (Interlocked.Read(ref _bytes) > MostBytes)
        {
            Forget();
        }
        // When a listing is in, many readers ask at once. One request makes the page; the others wait for it.
        var fresh = new Entry(state, now, new Lazy<Task<CachedAnswer>>(() => MakeAsync(make)));
        entry = _entries.AddOrUpdate(question, fresh, (_, other) => other.State == state ? other : fresh);
        try
        {
            return await entry.Answer.Value;
        }
        catch
        {
            _entries.TryRemove(new KeyValuePair<string, Entry>(question, entry));
            throw;
        }
    }

    private async Task<CachedAnswer> MakeAsync(Func<ILedger, Task<SiteAnswer>> make)
    {
        // Out of the Lazy's lock, in which the others would wait with their threads.
        await Task.Yield();
        var answer = new CachedAnswer(await readers.ReadAsync(make));
        Interlocked.Add(ref _bytes, 2L * answer.Length);
        return answer;
    }

    // Simply all: there is no telling which will be asked for again, and they are soon made anew.
    private void Forget()
    {
        _entries.Clear();
        Interlocked.Exchange(ref _bytes, 0);
    }
}
