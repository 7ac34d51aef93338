using Bot.Options;

namespace Bot.Ledger.Sqlite;

/// <summary>The ledger in one SQLite file: one process, one writer.</summary>
public sealed class SqliteLedger : ILedger
{
    private readonly SqliteDatabase _database;
    private readonly LedgerLock? _lock;

    private SqliteLedger(SqliteDatabase database, LedgerLock? @lock, string path)
    {
        (_database, _lock, Name) = (database, @lock, path);
        var accounts = new AccountTable(database);
        var papers = new PaperTable(database);
        var outbox = new OutboxTable(database);
        var days = new DayTable(database);
        var archive = new ArchiveTable(database, papers);
        Outbox = new SqliteOutbox(
            database,
            accounts,
            outbox,
            new SqliteRecomposition(database, outbox, papers, archive)
        );
        SentToots = new SqliteSentToots(database);
        Intake = new SqliteIntake(database, accounts, outbox, papers, days, archive);
        Accounts = new SqliteAccounts(database, accounts, outbox, days);
        Recovery = new SqliteRecovery(database, accounts, outbox, days, archive);
        Pages = new SqlitePages(database, days);
        PaperIndex = new SqlitePaperIndex(database);
    }

    /// <summary>The file's path.</summary>
    public string Name { get; }

    public IOutbox Outbox { get; }

    public ISentToots SentToots { get; }

    public IIntake Intake { get; }

    public IAccounts Accounts { get; }

    public IRecovery Recovery { get; }

    public IPages Pages { get; }

    public IPaperIndex PaperIndex { get; }

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
            MakeFile(path);
            return new SqliteLedger(
                SqliteDatabase.OpenToWrite(path, new FileCheck(path, @lock.AfterDeath, clock.GetUtcNow())),
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

        return new SqliteLedger(SqliteDatabase.OpenToRead(path), @lock: null, path);
    }

    /// <summary>
    /// Copies the ledger to a new file, also while the bot runs. A bot that starts with the copy first reads its
    /// timeline for what was said since.
    /// </summary>
    /// <exception cref="LedgerException">There is no good copy; says why.</exception>
    public static void BackUp(string path, string file) => LedgerBackup.Write(path, file);

    /// <summary>Which process has a ledger, or died with it; null for none. Takes no lock.</summary>
    public static string? HolderOf(string path) => LedgerLock.HolderOf(path);

    public ILedger OpenToRead() => OpenToRead(Name);

    public void Dispose()
    {
        _database.Dispose();
        _lock?.Release(inOrder: !_database.FoundDamage);
    }

    // SQLite would make it readable for whoever the umask allows. What SQLite keeps beside it has the file's own mode.
    private static void MakeFile(string path)
    {
        if (Path.Exists(path))
        {
            return;
        }

        try
        {
            PrivateFiles.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // SQLite meets the same, and has the better words for it.
        }
    }

    private static void MakeFolder(string path)
    {
        try
        {
            PrivateFiles.MakeFolder(Path.GetDirectoryName(path)!);
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
}
