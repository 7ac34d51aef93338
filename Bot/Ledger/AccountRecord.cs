namespace Bot.Ledger;

/// <summary>What an instance said about the account behind a token.</summary>
public sealed record VerifiedAccount
{
    /// <summary>The instance, with its port where that is not the usual one.</summary>
    public required string Host { get; init; }

    /// <summary>The account's id there.</summary>
    public required string RemoteId { get; init; }

    /// <summary>The instance's address, as the settings have it.</summary>
    public required Uri Instance { get; init; }

    /// <summary>The account's name in the settings.</summary>
    public required string Label { get; init; }

    /// <summary>The handle without <c>@</c> and host.</summary>
    public required string Acct { get; init; }

    /// <summary>The server program's name.</summary>
    public required string Server { get; init; }

    public required TootLimits Limits { get; init; }
}

/// <summary>
/// An account as the ledger knows it: known by its instance's host and the id that the instance gave.
/// </summary>
public sealed record AccountRecord
{
    public required long Id { get; init; }
    public required string Host { get; init; }
    public required string RemoteId { get; init; }

    /// <summary>The name it was last configured under.</summary>
    public required string Label { get; init; }

    /// <summary>The handle without <c>@</c> and host.</summary>
    public required string Acct { get; init; }

    /// <summary>
    /// As the instance last stated them. Whether it reads markup follows from <see cref="Server"/> and is not kept.
    /// </summary>
    public required TootLimits Limits { get; init; }

    /// <summary>The server program's name, as the publisher told it.</summary>
    public required string Server { get; init; }

    /// <summary>
    /// When it was made sure that the timeline holds nothing of ours that the ledger lacks; null until then.
    /// </summary>
    public DateTimeOffset? RecoveredAt { get; init; }

    /// <summary>When the timeline may be read for that: a toot in flight must have arrived by then.</summary>
    public DateTimeOffset? RecoverFrom { get; init; }

    /// <summary>The oldest status that was read so far.</summary>
    public string? RecoverCursor { get; init; }

    /// <summary>No post before this; null for no wait. Survives restarts, so that a restart keeps manners.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>How many 429 without a time came in a row.</summary>
    public int Throttles { get; init; }

    /// <summary>
    /// How long its server may take over a post, by the slowest of its last answers: it fades by a sixteenth with each
    /// quicker one. To the millisecond, at most <see cref="Transitions.LongestWork"/>.
    /// </summary>
    public TimeSpan SlowestAnswer { get; init; }

    /// <summary>The end of the time over which the listing in hand is spread.</summary>
    public DateTimeOffset? SpreadUntil { get; init; }

    public DateTimeOffset? BlockedSince { get; init; }

    /// <summary>Why delivery is locked out, and what to do; null when it is not.</summary>
    public string? BlockedReason { get; init; }

    /// <summary>When to ask the instance again whether the lock-out is over.</summary>
    public DateTimeOffset? NextCheck { get; init; }

    /// <summary>The entry whose refusal was the last thing that happened; null after any success.</summary>
    public long? LastRefused { get; init; }

    public string? LastError { get; init; }
}
