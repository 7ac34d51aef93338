namespace Bot.Ledger;

/// <summary>Toots that a server took: which of them are pinned, and whether they are really there.</summary>
public interface ISentToots
{
    /// <summary>
    /// The summary sent last since a time of which nobody has said yet whether it is pinned, and the pinned ones of its
    /// category; null when there is none.
    /// </summary>
    [Reads]
    ValueTask<SummaryToPin?> SummaryToPin(long account, DateTimeOffset since);

    /// <summary>What became of pinning a summary.</summary>
    ValueTask PinTried(long summary, PinState state);

    /// <summary>
    /// A toot that speaks for a listing's toots of its kind: of all Sent summaries, lists and first parts of articles
    /// with a status id that this ledger has claimed itself, the one that was sent first since a time, where of its category
    /// and date none of its kind has been looked at and none was missing. Null when there is none.
    /// </summary>
    /// <param name="account">Registered.</param>
    /// <param name="since">What was sent before is passed over.</param>
    [Reads]
    ValueTask<SentSample?> SampleToLookAt(long account, DateTimeOffset since);

    /// <summary>What a look for a toot has found.</summary>
    ValueTask LookedAt(long entry, Presence presence);

    /// <summary>A toot that was looked for and is missing: the one with the lowest number, null for none.</summary>
    [Reads]
    ValueTask<SentSample?> Missing(long account);

    /// <summary>The operator knows of the missing toots of an account: they are <see cref="Presence.Known"/>.</summary>
    ValueTask MissingKnown(long account);
}

/// <summary>A toot that the server took.</summary>
/// <param name="Id">The entry's number.</param>
/// <param name="StatusId">On the server, by its answer.</param>
/// <param name="Url">Where readers find it, by the server's answer; null when it did not say.</param>
/// <param name="Identity">Which toot it is.</param>
/// <param name="Category">Of whose listing.</param>
/// <param name="Date">Of which day's listing.</param>
public sealed record SentSample(long Id, string StatusId, string? Url, string Identity, string Category, DateOnly Date);

/// <summary>What a look for a toot that the server took has found.</summary>
public enum Presence
{
    /// <summary>It is there.</summary>
    There,

    /// <summary>It is not: nothing of its account is sent until the operator has seen to it.</summary>
    Missing,

    /// <summary>It was missing, and the operator knows.</summary>
    Known,
}
