using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Bot.Ledger;
using Bot.Ledger.Memory;
using Bot.Ledger.Sqlite;

namespace Bot.Tests.Support;

/// <summary>
/// A kind of ledger that the tests can run on. The variable TOOTPRINT_TEST_ENGINE chooses between <c>sqlite</c> and
/// <c>memory</c>; a ledger's path is its name on either.
/// </summary>
public abstract class TestEngine
{
    /// <summary>A ledger that lies at such a path outlives the loss of the one that it is a copy of.</summary>
    public const string EndOfBackUps = ".backup";

    private const string Variable = "TOOTPRINT_TEST_ENGINE";

    private TestEngine() { }

    public static TestEngine Sqlite { get; } = new SqliteEngine();

    public static TestEngine Memory { get; } = new MemoryEngine();

    /// <summary>The one that the variable chooses.</summary>
    public static TestEngine Default { get; } =
        Environment.GetEnvironmentVariable(Variable) switch
        {
            null or "" or "sqlite" => Sqlite,
            "memory" => Memory,
            var other => throw new InvalidOperationException($"{Variable} is '{other}', not 'sqlite' or 'memory'"),
        };

    public static IReadOnlyList<TestEngine> All { get; } = [Sqlite, Memory];

    /// <summary>For tests on each of them.</summary>
    public static TestEngine Named(string name) => All.Single(engine => engine.ToString() == name);

    /// <summary>Skips a test that is about the ledger's file, where the tests run on ledgers that have none.</summary>
    /// <param name="why">What it does with the file.</param>
    public static void NeedsFile(string why) => Assert.SkipWhen(Default != Sqlite, $"needs a ledger's file: {why}");

    /// <summary>Skips a test that is about what readers see, where the tests run on ledgers without.</summary>
    public static void NeedsPages() =>
        Assert.SkipWhen(Default != Sqlite, "needs readers' pages, which only a file has");

    public abstract ILedger Open(string path, TimeProvider clock);

    public abstract ILedger OpenToRead(string path);

    /// <summary>The next start finds no ledger there.</summary>
    public abstract void Lose(string path);

    /// <summary>A copy that does not know that it is one, of a ledger that nobody writes; what is there is gone.</summary>
    public abstract void Copy(string from, string to);

    /// <summary>A copy that knows that it is one, so that its accounts' timelines are read.</summary>
    public abstract void BackUp(string path, string copy);

    /// <summary>What a ledger's outbox holds.</summary>
    internal abstract IReadOnlyList<SeenRow> Rows(string path);

    private sealed class SqliteEngine : TestEngine
    {
        public override string ToString() => "sqlite";

        public override ILedger Open(string path, TimeProvider clock) => SqliteLedger.Open(path, clock);

        public override ILedger OpenToRead(string path) => SqliteLedger.OpenToRead(path);

        public override void Lose(string path)
        {
            foreach (
                var file in Directory
                    .GetFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + "*")
                    .Where(file => !file.EndsWith(EndOfBackUps, StringComparison.Ordinal))
            )
            {
                File.Delete(file);
            }
        }

        public override void Copy(string from, string to) => File.Copy(from, to, overwrite: true);

        public override void BackUp(string path, string copy) => SqliteLedger.BackUp(path, copy);

        internal override IReadOnlyList<SeenRow> Rows(string path) => SeenRow.OfFile(path);
    }

    private sealed class MemoryEngine : TestEngine
    {
        private readonly ConcurrentDictionary<string, MemoryDisk> _disks = [];

        public override string ToString() => "memory";

        public override ILedger Open(string path, TimeProvider clock) =>
            MemoryLedger.Open(_disks.GetOrAdd(path, name => new MemoryDisk(name)), clock);

        public override ILedger OpenToRead(string path) => MemoryLedger.OpenToRead(Disk(path));

        public override void Lose(string path) => _disks.TryRemove(path, out _);

        public override void Copy(string from, string to) => _disks[to] = CopyOf(Disk(from).State, to);

        public override void BackUp(string path, string copy)
        {
            var state = Disk(path).State;
            var feeds = state.Feeds.ToImmutableSortedDictionary(
                feed => feed.Key,
                feed => feed.Value with { Record = feed.Value.Record with { ETag = null } },
                state.Feeds.KeyComparer
            );
            var disk = _disks[copy] = CopyOf(state with { Feeds = feeds }, copy);
            using var ledger = MemoryLedger.Open(disk, TimeProvider.System);
            foreach (var account in state.Accounts.Keys)
            {
                ledger.Recovery.Demanded(account, from: null).Now();
            }
        }

        internal override IReadOnlyList<SeenRow> Rows(string path) => SeenRow.Of(Disk(path).State);

        private MemoryDisk Disk(string path) =>
            _disks.GetValueOrDefault(path) ?? throw new LedgerException($"there is no ledger at {path} yet");

        private static MemoryDisk CopyOf(DiskState state, string name)
        {
            var disk = new MemoryDisk(name);
            State(disk) = state;
            return disk;
        }

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_state")]
        private static extern ref DiskState State(MemoryDisk disk);
    }
}
