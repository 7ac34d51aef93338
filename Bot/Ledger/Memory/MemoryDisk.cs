using System.Globalization;

namespace Bot.Ledger.Memory;

/// <summary>
/// What a ledger in memory keeps its data on. It survives the ledgers that are opened on it, as a file survives
/// processes.
/// </summary>
/// <param name="name">For people.</param>
public sealed class MemoryDisk(string name = "in memory")
{
    private readonly Lock _gate = new();
    private DiskState _state = DiskState.Empty;
    private MemoryAccess? _writer;
    private DateTimeOffset _takenAt;

    /// <summary>For people.</summary>
    public string Name { get; } = name;

    /// <summary>All data as of now.</summary>
    internal DiskState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    /// <exception cref="LedgerException">Somebody else has it to write.</exception>
    internal void Take(MemoryAccess writer, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_writer is not null)
            {
                throw new LedgerException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the ledger {Name} is in use since {_takenAt:yyyy-MM-dd HH:mm:ss} UTC; end that use first, "
                            + $"or give this one a ledger of its own"
                    )
                );
            }

            (_writer, _takenAt) = (writer, now);
        }
    }

    internal void Release(MemoryAccess writer)
    {
        lock (_gate)
        {
            _writer = _writer == writer ? null : _writer;
        }
    }

    /// <summary>
    /// One transaction: what the work leaves in its draft becomes the data, unless it fails or finds that the ledger is
    /// not as expected.
    /// </summary>
    internal T Write<T>(Func<Draft, T> work)
    {
        lock (_gate)
        {
            var draft = new Draft(_state);
            var result = work(draft);
            if (result is not Move.NotAsExpected)
            {
                _state = draft.State;
            }

            return result;
        }
    }
}
