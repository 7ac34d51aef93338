using Bot.Ledger;

namespace Bot.Tests.Support;

/// <summary>What befalls a writing call of a store.</summary>
public enum StoreFault
{
    None,

    /// <summary>The process dies, and nothing was written.</summary>
    DieBefore,

    /// <summary>It dies when all is written, and never hears of that.</summary>
    DieAfter,

    /// <summary>It dies in the call: whether that was done nobody knows.</summary>
    DieWithin,

    /// <summary>Nothing is written, and the ledger says so.</summary>
    FullDisk,

    /// <summary>Another program holds the ledger, which says so.</summary>
    Locked,

    /// <summary>It takes its time.</summary>
    Slow,
}

/// <summary>Decides what befalls the calls of one process's ledger; from its death on none of them gets through.</summary>
internal abstract class StoreFaults
{
    /// <summary>From then on every call fails.</summary>
    public abstract bool IsDead { get; }

    /// <summary>Asked before each call that writes.</summary>
    /// <param name="write">The method's name.</param>
    public abstract StoreFault Next(string write);

    /// <summary>From now on the process is dead.</summary>
    public abstract void Die(StoreFault fault, string write);

    /// <summary>Whether a call that the process dies within is done.</summary>
    public virtual bool IsDoneWithin => false;

    /// <summary>What a slow call waits for.</summary>
    public virtual void Pass() { }
}

/// <summary>What a process that is dead would have met, had it gone on.</summary>
public sealed class DeadProcessException(string when) : Exception($"the process died {when}");
