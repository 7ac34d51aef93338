using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>A toot and all that the ledger knows of its fate.</summary>
public sealed record OutboxEntry
{
    public required long Id { get; init; }
    public required long AccountId { get; init; }

    /// <summary>All parts of one paper share a thread; threads are delivered in the order of their numbers.</summary>
    public required long Thread { get; init; }

    public required string Identity { get; init; }
    public required int Revision { get; init; }
    public required string Key { get; init; }
    public required Toot Toot { get; init; }
    public required string Category { get; init; }
    public required DateOnly Date { get; init; }

    /// <summary>Of a list its first.</summary>
    public ArxivId? Paper { get; init; }
    public int Version { get; init; }
    public required OutboxState State { get; init; }

    /// <summary>
    /// The status this toot answers: a part the one before it, a list the summary; null for none, or when the parent
    /// never got an id.
    /// </summary>
    public string? ParentStatusId { get; init; }

    /// <summary>The identity of the toot that a boost or an edit acts on; null for a post.</summary>
    public string? Target { get; init; }

    /// <summary>That toot's status; once claimed, the one that was claimed for.</summary>
    public string? TargetStatusId { get; init; }

    /// <summary>Why a boost or an edit is made, in words; null for a post.</summary>
    public string? Reason { get; init; }

    /// <summary>For a list: it answers no summary, because that is gone from the server.</summary>
    public bool WithoutSummary { get; init; }

    /// <summary>
    /// It tells late what no feed brought in time: unlisted, without a summary, and in no group with other toots.
    /// </summary>
    public bool CaughtUp { get; init; }

    /// <summary>For a summary: it goes out without its picture, because the server refused it with one.</summary>
    public bool WithoutPicture { get; init; }

    /// <summary>The last trouble with it, for the operator; null for none.</summary>
    public string? Error { get; init; }

    /// <summary>Its id on the server; null until it is there.</summary>
    public string? StatusId { get; init; }

    /// <summary>Where readers find it; null until it is there, or when the server did not say.</summary>
    public string? Url { get; init; }

    /// <summary>When it was queued.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>When the server took it; null before, and for one that was found on a timeline.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>
    /// Who has it in flight (<see cref="Claim.Holder"/>); null when it is not. It is settled by its holder alone. An
    /// engine that one process has at a time need not keep it: all that is in flight is
    /// <see cref="Claim.OneMachine"/>'s.
    /// </summary>
    public string? Holder { get; init; }

    /// <summary>
    /// Lower goes first; see <see cref="TootKinds.Precedence"/>. What an operator has told late goes last.
    /// </summary>
    public required int Precedence { get; init; }

    /// <summary>When it was last claimed.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>When it was first claimed; null while no byte of it can have left.</summary>
    public DateTimeOffset? FirstClaim { get; init; }

    /// <summary>When to look at the timeline next, in state <see cref="OutboxState.Sending"/>.</summary>
    public DateTimeOffset? LookAt { get; init; }

    /// <summary>How often the wait before a look was doubled.</summary>
    public int Doublings { get; init; }

    /// <summary>How many looks since it was last claimed did not find it.</summary>
    public int Looks { get; init; }

    /// <summary>How many looks found nothing, each followed by another try.</summary>
    public int Rounds { get; init; }

    /// <summary>How often the server has refused it.</summary>
    public int Refusals { get; init; }
}
