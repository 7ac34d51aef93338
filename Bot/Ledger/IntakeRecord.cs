using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>What is known of a category's feed.</summary>
/// <param name="ETag">Of the last feed that was read; null when it must be read whole.</param>
/// <param name="Readers">For which accounts it was read: an ETag says nothing to an account that joined later.</param>
/// <param name="CheckedAt">When arXiv was last asked.</param>
/// <param name="FailedSince">Since when it has failed; null when the last answer was good.</param>
/// <param name="Error">The last failure.</param>
public sealed record FeedRecord(
    string? ETag,
    string Readers,
    DateTimeOffset? CheckedAt,
    DateTimeOffset? FailedSince,
    string? Error
);

/// <summary>All that one reading of a feed changes.</summary>
public sealed record IntakeRecord
{
    public required string Category { get; init; }
    public required DateOnly Date { get; init; }

    /// <summary>Never recorded before for this category.</summary>
    public required IReadOnlyList<Announcement> Unseen { get; init; }

    public required IReadOnlyList<QueuedThread> Threads { get; init; }
    public required string? ETag { get; init; }
    public required string Readers { get; init; }
    public required IReadOnlyList<string> Rejected { get; init; }

    /// <summary>What the reading tells of this day and others.</summary>
    public required IReadOnlyList<DayNote> Days { get; init; }
    public required DateTimeOffset Now { get; init; }

    /// <summary>Until when the threads' accounts spread their toots; null to go as fast as the pace allows.</summary>
    public required DateTimeOffset? SpreadUntil { get; init; }

    /// <summary>The listing as a picture; null when there is nothing to draw.</summary>
    public PictureRecord? Picture { get; init; }
}

/// <summary>A paper's toots (or a summary) on their way into the outbox.</summary>
/// <param name="Account">Whose toots they are.</param>
/// <param name="Paper">Null for a summary.</param>
/// <param name="Toots">In the order of their parts.</param>
/// <param name="State">Queued, or seen when it is only noted.</param>
/// <param name="Continues">
/// Whether the paper's first parts were found on the timeline, so that these are the rest of their thread.
/// </param>
public sealed record QueuedThread(
    AccountRecord Account,
    Announcement? Paper,
    IReadOnlyList<Toot> Toots,
    OutboxState State,
    bool Continues = false
)
{
    /// <summary>The papers that a list carries, in its order: with it they count as said.</summary>
    public IReadOnlyList<Announcement> Listed { get; init; } = [];

    /// <summary>
    /// The identity of the toot that boosts and edits act on: an edit on one of the account's own, a boost on that of
    /// any of our accounts on the same instance.
    /// </summary>
    public string? Target { get; init; }

    /// <summary>Why they are made, in words for the operator.</summary>
    public string? Reason { get; init; }
}
