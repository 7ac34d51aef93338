namespace Bot.Ledger;

/// <summary>
/// Where a toot is on its way: Queued, Sending, and then one of the others. Sent, Seen and Gone are final. SetAside is
/// final after a second refusal, or when the server never answered clearly.
/// </summary>
public enum OutboxState
{
    /// <summary>Composed, not claimed.</summary>
    Queued,

    /// <summary>Claimed: it may or may not have reached the server. Only a look at the timeline can tell.</summary>
    Sending,

    /// <summary>On the server, with an id. Final: never posted again, whatever becomes of it there.</summary>
    Sent,

    /// <summary>
    /// Refused, or never answered clearly; shown to the operator with the reason. A first refusal gets a second try when
    /// all others are out, then it is final. The ledger's file calls it <c>refused</c>.
    /// </summary>
    SetAside,

    /// <summary>
    /// Final: never to be posted by itself. It was there before the account began, or a list carries it.
    /// </summary>
    Seen,

    /// <summary>
    /// Final: there is nothing to act on. The toot to boost or edit is no longer on the server, or never came to be.
    /// </summary>
    Gone,
}
