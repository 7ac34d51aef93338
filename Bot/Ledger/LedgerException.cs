namespace Bot.Ledger;

/// <summary>The ledger cannot be used. The message says why and what to do; until then nothing is posted.</summary>
public sealed class LedgerException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The file itself is bad, so that the next start has to read all of it.</summary>
    internal bool IsDamage { get; init; }
}
