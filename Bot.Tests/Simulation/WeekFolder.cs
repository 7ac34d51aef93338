namespace Bot.Tests.Simulation;

/// <summary>Where a week's ledger lies: a folder of its own for each file that a death left.</summary>
internal sealed class WeekFolder : IDisposable
{
    private readonly DirectoryInfo _folder;
    private int _copies;

    public WeekFolder(int seed)
    {
        // In memory where there is such a place: a week makes some thousand commits.
        var place = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        _folder = Directory.CreateDirectory(Path.Combine(place, $"tootprint-{Environment.ProcessId}-{seed}"));
        Directory.CreateDirectory(Path.GetDirectoryName(LedgerPath)!);
    }

    public string LedgerPath => Path.Combine(_folder.FullName, $"{_copies}", "ledger.db");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Goes on without a ledger.</summary>
    public void StartAnew()
    {
        _copies++;
        Directory.CreateDirectory(Path.GetDirectoryName(LedgerPath)!);
    }

    /// <summary>
    /// Goes on with what a death leaves: the file and its write-ahead log as they are, at times with a torn page at
    /// the end.
    /// </summary>
    public void GoOnAsKilled(Random chance)
    {
        var old = LedgerPath;
        StartAnew();
        File.Copy(old, LedgerPath);
        if (!File.Exists(old + "-wal"))
        {
            return;
        }

        File.Copy(old + "-wal", LedgerPath + "-wal");
        if (chance.Next(3) > 0)
        {
            return;
        }

        var torn = new byte[chance.Next(1, 5000)];
        chance.NextBytes(torn);
        using var log = File.OpenWrite(LedgerPath + "-wal");
        log.Seek(0, SeekOrigin.End);
        log.Write(torn);
    }
}
