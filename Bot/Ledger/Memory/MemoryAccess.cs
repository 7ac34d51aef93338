namespace Bot.Ledger.Memory;

/// <summary>One opened ledger's way to its disk. Each call is one transaction and done when it returns.</summary>
/// <param name="disk">The data.</param>
/// <param name="mayWrite">Whether it was opened to write.</param>
internal sealed class MemoryAccess(MemoryDisk disk, bool mayWrite) : IDisposable
{
    private volatile bool _isClosed;

    public MemoryDisk Disk => disk;

    public ValueTask<T> Read<T>(Func<DiskState, T> look)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        return ValueTask.FromResult(look(disk.State));
    }

    /// <summary>Writes nothing when the result is <see cref="Move.NotAsExpected"/>, or the work fails.</summary>
    /// <exception cref="LedgerException">It was opened to read.</exception>
    public ValueTask<T> Write<T>(Func<Draft, T> work) => ValueTask.FromResult(Written(work));

    /// <inheritdoc cref="Write"/>
    public ValueTask Do(Action<Draft> work)
    {
        _ = Written(draft =>
        {
            work(draft);
            return Move.Moved;
        });
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        _isClosed = true;
        if (mayWrite)
        {
            disk.Release(this);
        }
    }

    private T Written<T>(Func<Draft, T> work)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        return mayWrite
            ? disk.Write(work)
            : throw new LedgerException($"the ledger {disk.Name} cannot be written, because it was opened to read");
    }
}
