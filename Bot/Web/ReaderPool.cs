using System.Threading.Channels;
using Bot.Ledger;

namespace Bot.Web;

/// <summary>
/// The ledger, opened several times to read, each by a thread of its own that makes pages and compresses them: so a
/// slow search does not block the other pages, and no more than these few are in the making, whoever asks for how many.
/// The threads yield to the bot's. Whoever came first gets the next one.
/// </summary>
internal sealed class ReaderPool : IDisposable
{
    /// <summary>More pages than these are not made at once.</summary>
    private const int Readers = 2;

    private readonly List<ILedger> _all = [];
    private readonly List<Thread> _makers = [];
    private readonly Channel<Action<ILedger?>> _work = Channel.CreateUnbounded<Action<ILedger?>>();
    private volatile bool _isClosing;

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
                var reader = Open(ledger);
                _makers.Add(new Thread(() => Work(reader)) { IsBackground = true, Name = "pages" });
            }
        }
        catch
        {
            _all.ForEach(reader => reader.Dispose());
            throw;
        }

        _makers.ForEach(maker => maker.Start());
    }

    /// <summary>A number that is another one whenever somebody has written.</summary>
    public ValueTask<long> VersionAsync() => PageContext.PagesOf(_watch).Version();

    /// <summary>Has the ledger read as soon as a maker is free.</summary>
    public Task<T> ReadAsync<T>(Func<ILedger, Task<T>> read)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isTaken = _work.Writer.TryWrite(reader =>
        {
            if (reader is null)
            {
                done.SetException(Closing());
                return;
            }

            try
            {
                done.SetResult(read(reader).GetAwaiter().GetResult());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return isTaken ? done.Task : throw Closing();
    }

    /// <summary>Has something computed that needs no ledger, as soon as a maker is free.</summary>
    public Task<T> MakeAsync<T>(Func<T> make) => ReadAsync(_ => Task.FromResult(make()));

    public void Dispose()
    {
        // What is in the making is finished first: its connection must not be closed under it. What waits is not begun.
        _isClosing = true;
        _work.Writer.TryComplete();
        _makers.ForEach(maker => maker.Join());
        _all.ForEach(reader => reader.Dispose());
    }

    private void Work(ILedger reader)
    {
        Yielding.Begin();
        while (_work.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_work.Reader.TryRead(out var work))
            {
                work(_isClosing ? null : reader);
            }
        }
    }

    private static LedgerException Closing() => new("the readers' page is closing; ask again in a moment");

    private ILedger Open(ILedger ledger)
    {
        var reader = ledger.OpenToRead();
        _all.Add(reader);
        return reader;
    }
}
