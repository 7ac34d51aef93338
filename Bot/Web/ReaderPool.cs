using System.Threading.Channels;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>
/// The ledger, opened several times to read, so that a slow search does not block the other pages. Each is for one
/// reader at a time. When all are in use, whoever came first gets the next one.
/// </summary>
internal sealed class ReaderPool : IDisposable
{
    /// <summary>More pages than these are not made at once.</summary>
    private const int Readers = 3;

    private readonly List<ILedger> _all = [];
    private readonly Channel<ILedger> _free = Channel.CreateBounded<ILedger>(Readers);

    // The numbers of two connections cannot be compared, so one of its own is asked every time.
    private readonly ILedger _watch;

    /// <exception cref="LedgerException">The ledger cannot be read, or shows no pages.</exception>
    public ReaderPool(ILedger ledger)
    {
        try
        {
            _ = PageContext.PagesOf(ledger);
            _watch = Open(ledger);
            for (var count = 0; count < Readers; count++)
            {
                _free.Writer.TryWrite(Open(ledger));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>A number that is another one whenever somebody has written.</summary>
    public ValueTask<long> VersionAsync() => PageContext.PagesOf(_watch).Version();

    /// <summary>Has the ledger read as soon as one is free.</summary>
    public async Task<T> ReadAsync<T>(Func<ILedger, Task<T>> read)
    {
        var reader = await _free.Reader.ReadAsync();
        try
        {
            return await read(reader);
        }
        finally
        {
            _free.Writer.TryWrite(reader);
        }
    }

    public void Dispose() => _all.ForEach(reader => reader.Dispose());

    private ILedger Open(ILedger ledger)
    {
        var reader = ledger.OpenToRead();
        _all.Add(reader);
        return reader;
    }
}
