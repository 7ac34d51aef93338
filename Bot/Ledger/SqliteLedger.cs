using System.Runtime.CompilerServices;

namespace Bot.Ledger;

/// <summary>
/// What the bot knows for certain: accounts, listings, papers, and the outbox with the state of every toot. One SQLite
/// file, one process, one writer. Every method is one transaction: it happens whole or not at all.
/// </summary>
/// <remarks>Any method may throw <see cref="LedgerException"/>; then nothing may be posted.</remarks>
public sealed partial class SqliteLedger : IDisposable
{
    private readonly LedgerDatabase _database;
    private readonly LedgerLock? _lock;

    private SqliteLedger(LedgerDatabase database, LedgerLock? @lock, string path)
    {
        _database = database;
        _lock = @lock;
        Path = path;
    }

    public string Path { get; }

    internal LedgerDatabase Database => _database;

    /// <summary>
    /// Opens the ledger for this process alone, checks the file (<see cref="FileCheck"/>) and brings it up to date;
    /// makes it when there is none.
    /// </summary>
    /// <exception cref="LedgerException">It cannot be used; says why and what to do.</exception>
    public static SqliteLedger Open(string path, TimeProvider clock)
    {
        MakeFolder(path);
        var @lock = LedgerLock.Take(path, clock.GetUtcNow());
        try
        {
            return new SqliteLedger(
                LedgerDatabase.OpenToWrite(path, new FileCheck(path, @lock.AfterDeath, clock.GetUtcNow())),
                @lock,
                path
            );
        }
        catch (Exception e)
        {
            @lock.Release(inOrder: e is not LedgerException { IsDamage: true });
            throw;
        }
    }

    /// <summary>Opens the ledger to read, also while the bot runs.</summary>
    /// <exception cref="LedgerException">There is none, or it cannot be read.</exception>
    public static SqliteLedger OpenToRead(string path)
    {
        if (!File.Exists(path))
        {
            throw new LedgerException(
                $"there is no ledger at {path} yet; start `run` once, or set Bot:Ledger:Path to the right file"
            );
        }

        return new SqliteLedger(LedgerDatabase.OpenToRead(path), @lock: null, path);
    }

    /// <summary>
    /// Copies the ledger to a new file, also while the bot runs. A bot that starts with the copy first reads its
    /// timeline for what was said since.
    /// </summary>
    /// <exception cref="LedgerException">There is no good copy; says why.</exception>
    public static void BackUp(string path, string file) => LedgerBackup.Write(path, file);

    /// <summary>Which process has a ledger, or died with it; null for none. Takes no lock.</summary>
    public static string? HolderOf(string path) => LedgerLock.HolderOf(path);

    public void Dispose()
    {
        _database.Dispose();
        _lock?.Release(inOrder: !_database.FoundDamage);
    }

    private static void MakeFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException(
                $"the folder of the ledger {path} cannot be made ({e.Message}); make it yourself and give it "
                    + "to the bot's user, or set Bot:Ledger:Path",
                e
            );
        }
    }

    // A transition that moves no row means that the outbox is not as the caller believes: better to stop than to post
    // on a false belief.
    private static void MustMove(int rows, OutboxEntry entry, [CallerMemberName] string transition = "")
    {
        if (rows != 1)
        {
            throw new InvalidOperationException(
                $"{transition} moved {rows} rows of {entry.Identity}: the outbox is not in the expected state"
            );
        }
    }
}
