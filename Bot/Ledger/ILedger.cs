namespace Bot.Ledger;

/// <summary>
/// What the bot knows for certain: accounts, listings, papers, and the outbox with the state of every toot. Six stores
/// (outbox, sent toots, intake, accounts, recovery, and pages with the index that makes them) say what can be done; an
/// engine says how.
/// </summary>
/// <remarks>
/// <para>
/// Every method of a store is one whole transaction: it happens whole or not at all, and when it returns from a write,
/// that is on the disk. Every answer is finished: nothing is read later. An engine within the process completes each
/// call before it returns, on the caller's thread; one behind a network may wait within. Calls may come from several
/// threads.
/// </para>
/// <para>
/// What a caller decides by what it read may be out of date when it writes. So a write that moves something returns
/// <see cref="Move"/>, and an engine checks within the writing transaction that the ledger is as the caller saw it.
/// </para>
/// <para>
/// What becomes of a toot and its account (<see cref="Transitions"/>), which rows a write makes
/// (<see cref="OutboxPlan"/>), how found toots are taken over (<see cref="Adoption"/>) and which days were missed
/// (<see cref="DayHistory"/>) is decided in pure code, the same for all engines. An entry is "in hand" when it is
/// Queued or Sending, and "never tried" when it is Queued and has no <see cref="OutboxEntry.FirstClaim"/>.
/// </para>
/// <para>
/// Times are kept in UTC to the whole millisecond, and those in a question are cut the same way before they are
/// compared. Texts are ordered by code point. An account's number is that of a registered one; for another one nothing
/// is promised. A paper's text is kept once for each version, as it was first told, and is given back as if it had been
/// announced as new.
/// </para>
/// <para>
/// Any method may throw <see cref="LedgerException"/>: then it did not happen, or nobody knows whether it did, nothing
/// may be posted, and the bot ends. What a server engine can try again, it tries within. An engine in a file sees to it
/// that one process at a time has it to write. One that serves several tells their toots in hand apart by
/// <see cref="OutboxEntry.Holder"/>.
/// </para>
/// </remarks>
public interface ILedger : IDisposable
{
    /// <summary>Where it is, for people: a file's path, or an address without secrets.</summary>
    string Name { get; }

    /// <summary>Toots on their way to a server.</summary>
    IOutbox Outbox { get; }

    /// <summary>Toots that a server took.</summary>
    ISentToots SentToots { get; }

    /// <summary>What arXiv announced, and what was made of it.</summary>
    IIntake Intake { get; }

    /// <summary>Who posts, what each may still do, and how things stand.</summary>
    IAccounts Accounts { get; }

    /// <summary>What was lost: toots that the ledger lacks, and papers that no feed brought.</summary>
    IRecovery Recovery { get; }

    /// <summary>What readers' pages show; null for an engine that shows none.</summary>
    IPages? Pages { get; }

    /// <summary>How papers are made ready for readers; null for an engine that shows none.</summary>
    IPaperIndex? PaperIndex { get; }

    /// <summary>
    /// Opens the same ledger once more, to read: for a thread of its own, also while somebody writes. Methods that do
    /// not bear <see cref="ReadsAttribute"/> fail there.
    /// </summary>
    /// <exception cref="LedgerException">It cannot be read.</exception>
    ILedger OpenToRead();
}

/// <summary>Marks a store's method that changes nothing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadsAttribute : Attribute;

/// <summary>Whether a write has moved what it was to move.</summary>
public enum Move
{
    /// <summary>The ledger was as the caller saw it, and all of the write was done.</summary>
    Moved,

    /// <summary>It was not, because another process or loop was faster. Nothing was written: read again.</summary>
    NotAsExpected,
}
