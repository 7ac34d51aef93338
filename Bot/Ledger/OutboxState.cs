namespace Bot.Ledger;

/// <summary>
/// Where a toot is on its way: Queued, Sending, and then one of the others. Sent, Seen and Gone are final: nothing is
/// posted of them any more, though one may turn out to be Sent when the timeline is read. SetAside is final after a
/// second refusal, or when the server never answered clearly.
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
    /// Refused, or never answered clearly; shown to the operator with the reason. A first refusal gets a second try
    /// when all others are out, then it is final.
    /// </summary>
    SetAside,

    /// <summary>
    /// Final: never to be posted by itself. It was there before the account began, a list carries it, another program
    /// has said it, its paper was withdrawn, or its day was caught up without it.
    /// </summary>
    Seen,

    /// <summary>
    /// Final: there is nothing left to do. The toot to boost or edit is no longer on the server, or never came to be;
    /// or the archive says something else by now.
    /// </summary>
    Gone,
}
