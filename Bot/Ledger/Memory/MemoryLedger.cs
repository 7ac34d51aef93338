namespace Bot.Ledger.Memory;

/// <summary>
/// A ledger in memory, for tests. It keeps what the ledger in a file keeps, to the millisecond, and shows nothing to
/// readers. One at a time has a <see cref="MemoryDisk"/> to write; the data stay there when it is closed.
/// </summary>
public sealed class MemoryLedger : ILedger
{
    private readonly MemoryAccess _access;

    private MemoryLedger(MemoryAccess access)
    {
        _access = access;
        Outbox = new MemoryOutbox(access);
        SentToots = new MemorySentToots(access);
        Intake = new MemoryIntake(access);
        Accounts = new MemoryAccounts(access);
        Recovery = new MemoryRecovery(access);
    }

    /// <inheritdoc/>
    public string Name => _access.Disk.Name;

    /// <inheritdoc/>
    public IOutbox Outbox { get; }

    /// <inheritdoc/>
    public ISentToots SentToots { get; }

    /// <inheritdoc/>
    public IIntake Intake { get; }

    /// <inheritdoc/>
    public IAccounts Accounts { get; }

    /// <inheritdoc/>
    public IRecovery Recovery { get; }

    /// <inheritdoc/>
    public IPages? Pages => null;

    /// <inheritdoc/>
    public IPaperIndex? PaperIndex => null;

    /// <summary>Opens a disk's ledger to write, until it is disposed of.</summary>
    /// <exception cref="LedgerException">Somebody has it to write.</exception>
    public static MemoryLedger Open(MemoryDisk disk, TimeProvider clock)
    {
        var access = new MemoryAccess(disk, mayWrite: true);
        disk.Take(access, clock.GetUtcNow());
        return new MemoryLedger(access);
    }

    /// <summary>Opens a disk's ledger to read, also while somebody writes.</summary>
    public static MemoryLedger OpenToRead(MemoryDisk disk) => new(new MemoryAccess(disk, mayWrite: false));

    /// <inheritdoc/>
    public ILedger OpenToRead() => OpenToRead(_access.Disk);

    /// <inheritdoc/>
    public void Dispose() => _access.Dispose();
}
