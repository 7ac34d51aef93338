using System.Globalization;
using Bot.Options;

namespace Bot.Ledger;

/// <summary>
/// One process per ledger. The lock is the operating system's, on the file <c>ledger.db.lock</c>: any death frees it,
/// even kill -9, and a stopped process keeps it. Who holds it stands in <c>ledger.db.owner</c>, because a locked file
/// cannot be read.
/// </summary>
internal sealed class LedgerLock
{
    private readonly FileStream _file;
    private readonly string _owner;

    private LedgerLock(FileStream file, string owner, bool afterDeath)
    {
        _file = file;
        _owner = owner;
        AfterDeath = afterDeath;
    }

    /// <summary>True when the last holder did not end by itself.</summary>
    public bool AfterDeath { get; }

    /// <exception cref="LedgerException">
    /// Another process holds it; says which. Or the file cannot be written.
    /// </exception>
    public static LedgerLock Take(string ledgerPath, DateTimeOffset now)
    {
        var path = ledgerPath + ".lock";
        var owner = ledgerPath + ".owner";
        FileStream? file = null;
        try
        {
            file = PrivateFiles.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var afterDeath = File.Exists(owner);
            using (
                var text = new StreamWriter(PrivateFiles.Open(owner, FileMode.Create, FileAccess.Write, FileShare.Read))
            )
            {
                text.Write(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"process {Environment.ProcessId} on {Environment.MachineName}, since "
                            + $"{now:yyyy-MM-dd HH:mm:ss} UTC\n"
                    )
                );
            }

            return new LedgerLock(file, owner, afterDeath);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new LedgerException(
                $"the lock file {path} cannot be written; give the bot's user write access to the folder, or "
                    + "set Bot:Ledger:Path to another place",
                e
            );
        }
        catch (IOException e) when (file is null && File.Exists(path))
        {
            throw new LedgerException(
                $"the ledger {ledgerPath} is in use by {Holder(owner)}; stop that one first, or give this one "
                    + "a ledger of its own (Bot:Ledger:Path)",
                e
            );
        }
        catch (IOException e)
        {
            file?.Dispose();
            throw new LedgerException(
                $"the lock file {path} cannot be made ({e.Message}); check that the folder exists, may be "
                    + "written and has space",
                e
            );
        }
    }

    /// <summary>
    /// Who holds the ledger, or died with it; null for nobody. Only reads: whoever tries a lock holds it for that
    /// moment.
    /// </summary>
    public static string? HolderOf(string ledgerPath) =>
        File.Exists(ledgerPath + ".owner") ? Holder(ledgerPath + ".owner") : null;

    private static string Holder(string owner)
    {
        try
        {
            return File.ReadAllText(owner).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process"; // it may be starting or ending this very moment
        }
    }

    // The lock's file stays: deleting it would let a second process lock a new file of that name while a third waits on
    // the old one.
    /// <param name="inOrder">
    /// False when the ledger was found damaged: as after a death, the next start has to read all of it.
    /// </param>
    public void Release(bool inOrder)
    {
        if (inOrder)
        {
            File.Delete(_owner);
        }

        _file.Dispose();
    }
}
