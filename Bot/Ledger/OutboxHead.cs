using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>What one step of an account's delivery needs.</summary>
/// <param name="Account">The account.</param>
/// <param name="Entry">The toot that is next; null when nothing can be sent.</param>
/// <param name="Unsent">
/// How many toots are queued or in flight, this one included, and those that wait for the toot that they act on.
/// </param>
public sealed record OutboxHead(AccountRecord Account, OutboxEntry? Entry, int Unsent);

/// <summary>How long what cannot be sent is waited for.</summary>
/// <param name="QueuedBefore">A boost or edit that was queued earlier has waited too long for its toot.</param>
/// <param name="SecondTryAt">Toots that were refused once are tried again no sooner.</param>
public sealed record QueuePatience(DateTimeOffset QueuedBefore, DateTimeOffset SecondTryAt);

/// <summary>What was done when nothing could be sent.</summary>
/// <param name="Gone">How many boosts and edits were given up.</param>
/// <param name="HasSecondTry">Whether anything is queued for its second try.</param>
public sealed record QueueEnd(int Gone, bool HasSecondTry);

/// <summary>Unsent toots that are composed anew together, and what they are composed from.</summary>
public sealed record UnsentToots
{
    /// <summary>For a toot that is not in hand any more.</summary>
    public static UnsentToots None { get; } = new() { Entries = [], Days = default };

    /// <summary>
    /// For lists, those of the same kind and listing that are certainly not posted, in the order of threads; else the
    /// toot itself and the never tried parts of its thread, in the order of parts. One in flight that is not the toot
    /// asked about is left out: it may be there.
    /// </summary>
    public required IReadOnlyList<OutboxEntry> Entries { get; init; }

    /// <summary>
    /// For lists, the papers of the Seen rows in their threads, in their order; else the one paper. Only those of which
    /// the ledger has that very version.
    /// </summary>
    public IReadOnlyList<Announcement> Papers { get; init; } = [];

    /// <summary>The first and the last day of the papers that the thread tells; without papers, of the toots.</summary>
    public required (DateOnly First, DateOnly Last) Days { get; init; }

    /// <summary>For a summary: how many lists its listing has, those that catch up not counted.</summary>
    public int Lists { get; init; }

    /// <summary>
    /// For a <see cref="TootKind.List"/>: the summary of its listing as long as it is queued and was never tried; null
    /// after that.
    /// </summary>
    public OutboxEntry? Summary { get; init; }

    /// <summary>For a withdrawal: what it is about; null when the archive has taken it back.</summary>
    public WithdrawnPaper? Withdrawn { get; init; }

    /// <summary>
    /// For what tells of cross-lists and new versions: where each paper was tooted (<see cref="EarlierToot.Url"/>);
    /// those that were not are missing.
    /// </summary>
    public IReadOnlyDictionary<ArxivId, string> Urls { get; init; } = new Dictionary<ArxivId, string>();
}

/// <summary>A thread's unsent toots, composed anew.</summary>
/// <param name="Account">Whose they are.</param>
/// <param name="Old">In hand; of one thread.</param>
/// <param name="Fresh">In their place.</param>
/// <param name="Now">The time.</param>
public sealed record RecomposedThread(
    AccountRecord Account,
    IReadOnlyList<OutboxEntry> Old,
    IReadOnlyList<Toot> Fresh,
    DateTimeOffset Now
);

/// <summary>A listing's unsent lists, composed anew.</summary>
/// <param name="Old">In hand, in the order of threads.</param>
/// <param name="Fresh">In their place; each has one toot and its papers.</param>
/// <param name="Now">The time.</param>
public sealed record RecomposedLists(
    IReadOnlyList<OutboxEntry> Old,
    IReadOnlyList<QueuedThread> Fresh,
    DateTimeOffset Now
);

/// <summary>A summary that may be pinned to its account's profile.</summary>
/// <param name="Id">The entry's number.</param>
/// <param name="StatusId">On the server.</param>
/// <param name="Pinned">The earlier summaries of its category that are pinned now.</param>
public sealed record SummaryToPin(long Id, string StatusId, IReadOnlyList<PinnedSummary> Pinned);

/// <param name="Id">The entry's number.</param>
/// <param name="StatusId">On the server.</param>
public sealed record PinnedSummary(long Id, string StatusId);

/// <summary>What became of pinning a summary to its account's profile.</summary>
public enum PinState
{
    /// <summary>It is there.</summary>
    Pinned,

    /// <summary>It was, until a newer one took its place.</summary>
    Past,

    /// <summary>The server did not want it, or gave no clear answer. It is not asked again.</summary>
    Failed,
}
