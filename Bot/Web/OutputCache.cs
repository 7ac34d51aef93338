using System.Collections.Concurrent;
using Bot.Ledger;

namespace Bot.Web;

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
    /// Bytes kept at most, compressed ones too. What readers come for, the newest days and the feeds, takes a fifth of
    /// it; a crawler asks for each page once, so that keeping all it asks for would serve nobody.
    /// </summary>
    internal const long MostBytes = 16_000_000;

    /// <summary>What an entry takes besides its texts, some more than less.</summary>
    private const int BytesOfEntry = 1000;

    private sealed class Entry
    {
        /// <summary>When it was last asked for: a number that only grows.</summary>
        public long Used;

        /// <summary>What it holds with all that belongs to it; 0 while it is in the making.</summary>
        public long Bytes;

        public Entry((long Changes, DateOnly Today) state, DateTimeOffset made, Func<Entry, Task<CachedAnswer>> make)
        {
            (State, Made) = (state, made);
            Answer = new(() => make(this));
        }

        public (long Changes, DateOnly Today) State { get; }

        public DateTimeOffset Made { get; }

        public Lazy<Task<CachedAnswer>> Answer { get; }
    }

    private readonly ConcurrentDictionary<string, Entry> _entries = new();
    private readonly Lock _sweep = new();
    private long _bytes;
    private long _uses;

    /// <summary>Bytes that the entries hold now.</summary>
    internal long Bytes => _entries.Sum(one => Interlocked.Read(ref one.Value.Bytes));

    /// <summary>The answer, with its text in the encoding that the reader takes.</summary>
    /// <param name="question">What tells one answer from another.</param>
    /// <param name="today">arXiv's day.</param>
    /// <param name="encoding">Chosen once it is known whether the answer is worth compressing.</param>
    /// <param name="make">Makes the answer.</param>
    public async Task<(CachedAnswer Answer, string Encoding, byte[] Body)> GetAsync(
        string question,
        DateOnly today,
        Func<CachedAnswer, string> encoding,
        Func<ILedger, Task<SiteAnswer>> make
    )
    {
        var entry = await EntryAsync(question, today, make);
        var answer = await MadeAsync(question, entry);
        var chosen = encoding(answer);
        if (answer.Has(chosen) is not { } body)
        {
            body = await readers.MakeAsync(() => answer.Body(chosen));
            Add(entry, body.Length);
        }

        return (answer, chosen, body);
    }

    private async Task<Entry> EntryAsync(string question, DateOnly today, Func<ILedger, Task<SiteAnswer>> make)
    {
        var now = clock.GetUtcNow();
        if (
            _entries.TryGetValue(question, out var entry)
            && entry.State.Today == today
            && now - entry.Made < LeastAge
            && now >= entry.Made
        )
        {
            return entry;
        }

        // Read before the answer is made. A write meanwhile then makes the answer outdated at once; the other order
        // would keep an outdated answer.
        var state = (await readers.VersionAsync(), today);
        if (entry is not null && entry.State == state)
        {
            return entry;
        }

        // When a listing is in, many readers ask at once. One request makes the page; the others wait for it.
        var fresh = new Entry(state, now, made => MakeAsync(question, made, make));
        return _entries.AddOrUpdate(question, fresh, (_, other) => other.State == state ? other : fresh);
    }

    private async Task<CachedAnswer> MadeAsync(string question, Entry entry)
    {
        entry.Used = Interlocked.Increment(ref _uses);
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

    private async Task<CachedAnswer> MakeAsync(string question, Entry entry, Func<ILedger, Task<SiteAnswer>> make)
    {
        // Out of the Lazy's lock, in which the others would wait with their threads.
        await Task.Yield();
        var answer = await readers.ReadAsync(async ledger => new CachedAnswer(await make(ledger)));
        Add(entry, answer.Bytes + (2 * question.Length) + BytesOfEntry);
        return answer;
    }

    // Answers that were replaced are in the sum until the next sweep, which counts anew.
    private void Add(Entry added, long bytes)
    {
        Interlocked.Add(ref added.Bytes, bytes);
        if (Interlocked.Add(ref _bytes, bytes) <= MostBytes)
        {
            return;
        }

        lock (_sweep)
        {
            var held = Bytes;
            // Copied in one step: what counts first and copies then fails when somebody adds in between.
            foreach (var entry in _entries.ToArray().OrderBy(one => one.Value.Used))
            {
                if (held <= MostBytes / 2)
                {
                    break;
                }

                if (_entries.TryRemove(entry))
                {
                    held -= Interlocked.Read(ref entry.Value.Bytes);
                }
            }

            Interlocked.Exchange(ref _bytes, held);
        }
    }
}
