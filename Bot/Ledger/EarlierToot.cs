using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>What of some identities is in an account's outbox.</summary>
/// <param name="All">In whatever state.</param>
/// <param name="Recovered">
/// Those of them that were found on the timeline, and are not known from having said them.
/// </param>
public sealed record SaidBefore(IReadOnlySet<string> All, IReadOnlySet<string> Recovered);

/// <summary>How an account stands to a listing.</summary>
/// <param name="IsFirst">It never had anything to say of the category; what was caught up does not count.</param>
/// <param name="IsOnlyRecovered">
/// It has said nothing of the listing but what was found on its timeline (be that nothing), so that the listing may be
/// half said. Withdrawals do not count. False for an account of which nothing was ever found.
/// </param>
public sealed record ListingStanding(bool IsFirst, bool IsOnlyRecovered);

/// <summary>What was tooted of a paper before, and what the archive says of it.</summary>
public sealed record EarlierToot
{
    /// <summary>
    /// Whether any account of ours on the host tells of it in an article of its own, which is queued, in flight or
    /// sent.
    /// </summary>
    public bool HasArticle { get; init; }

    /// <summary>
    /// Where the sent article of the account, else of the oldest such row of ours on its host, can be read; null for
    /// none, and where that row has no address.
    /// </summary>
    public string? Url { get; init; }

    /// <summary>
    /// When the account last boosted the article, as far as boosts are known with their time; null for never.
    /// </summary>
    public DateTimeOffset? BoostedAt { get; init; }

    /// <summary>
    /// The paper as the account's own article tells it, edits included, be they queued, in flight or sent; null when
    /// there is no such article, or the ledger lacks that version.
    /// </summary>
    public Announcement? AsTold { get; init; }

    /// <summary>Null when the archive was not read of it since the ledger knows it.</summary>
    public ArchivedFacts? Archived { get; init; }
}

/// <summary>A paper that has an article in some account's outbox.</summary>
/// <param name="Mark">Grows with each article that is queued.</param>
/// <param name="Paper">As it was told.</param>
public sealed record QueuedArticle(long Mark, Announcement Paper);
