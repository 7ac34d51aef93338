using System.Globalization;

namespace Bot.Ledger;

/// <summary>
/// One process per ledger. The lock is the operating system's, on the file <c>ledger.db.lock</c>: any death frees it, even
/// kill -9, and a stopped process keeps it.
/// </summary>
internal sealed class LedgerLock : IDisposable
{
    private readonly FileStream _file;

    private LedgerLock(FileStream file) => _file = file;

    /// <exception cref="LedgerException">Another process holds it; says which. Or the file cannot be written.</exception>
    public static LedgerLock Take(string ledgerPath, DateTimeOffset now)
    {
        var path = ledgerPath + ".lock";
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new LedgerException($"the lock file {path} cannot be written; give the bot's user write access to the folder, or set Bot:Ledger:Path to another place", e);
        }
        catch (IOException e) when (File.Exists(path) && Holder(path) is { Length: > 0 } holder)
        {
            throw new LedgerException($"the ledger {ledgerPath} is in use by {holder}; stop that one first, or give this one a ledger of its own (Bot:Ledger:Path)", e);
        }
        catch (IOException e)
        {
            throw new LedgerException($"the lock file {path} cannot be made ({e.Message}); check that the folder exists, may be written and has space", e);
        }

        file.SetLength(0);
        file.Write(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"process {Environment.ProcessId} on {Environment.MachineName}, since {now:yyyy-MM-dd HH:mm:ss} UTC\n")));
        file.Flush();
        return new LedgerLock(file);
    }

    // Opened without asking for a lock of our own, so that it can be read while another process holds one.
    private static string Holder(string path)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return reader.ReadLine() ?? "another process";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // The file stays: deleting it would let a second process lock a new file of that name while a third waits on the old one.
    public void Dispose() => _file.Dispose();
}
