using Bot.Tests.Support;

namespace Bot.Tests.Simulation;

/// <summary>Where a week's ledger lies: a folder of its own for each file that a death left.</summary>
internal sealed class WeekFolder : IDisposable
{
    private readonly TestEngine _engine;
    private readonly DirectoryInfo _folder;

    // By itself: a week is the same on every engine.
    private readonly Random _chance;
    private int _copies;

    public WeekFolder(int seed, TestEngine engine)
    {
        (_engine, _chance) = (engine, new Random(seed));
        // In memory where there is such a place: a week makes some thousand commits.
        var place = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        _folder = Directory.CreateDirectory(Path.Combine(place, $"tootprint-{Environment.ProcessId}-{seed}-{engine}"));
        Directory.CreateDirectory(Path.GetDirectoryName(LedgerPath)!);
    }

    public string LedgerPath => Path.Combine(_folder.FullName, $"{_copies}", "ledger.db");

    public void Dispose()
    {
        for (; _copies >= 0; _copies--)
        {
            _engine.Lose(LedgerPath);
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>Goes on without a ledger.</summary>
    public void StartAnew()
    {
        _copies++;
        Directory.CreateDirectory(Path.GetDirectoryName(LedgerPath)!);
    }

    /// <summary>
    /// Goes on with what a death leaves: of a ledger in a file, that and its write-ahead log as they are, at times with a
    /// torn page at the end.
    /// </summary>
    public void GoOnAsKilled()
    {
        var old = LedgerPath;
        StartAnew();
        _engine.Copy(old, LedgerPath);
        if (!File.Exists(old + "-wal"))
        {
            return;
        }

        File.Copy(old + "-wal", LedgerPath + "-wal");
        if (_chance.Next(3) > 0)
        {
            return;
        }

        var torn = new byte[_chance.Next(1, 5000)];
        _chance.NextBytes(torn);
        using var log = File.OpenWrite(LedgerPath + "-wal");
        log.Seek(0, SeekOrigin.End);
        log.Write(torn);
    }
}
