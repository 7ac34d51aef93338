using Bot.Publisher;

namespace Bot.Pipeline.Sending;

/// <summary>
/// What a server's answer, or a look at the server, means for the toot in flight. The set is closed, and
/// <see cref="Settlement"/> is the one place where each of them is written to the ledger.
/// </summary>
public abstract record Consequence
{
    private Consequence() { }

    /// <summary>The server has just taken it.</summary>
    public sealed record Accepted(PostOutcome.Posted Answer) : Consequence;

    /// <summary>It had arrived already, as a look at the server showed.</summary>
    public sealed record Found(OwnStatus Status) : Consequence;

    /// <summary>No byte of it has left: it goes back to the queue as if it had not been claimed.</summary>
    public sealed record NeverLeft(string Reason) : Consequence;

    /// <summary>It may have arrived: it stays in flight until a look can tell.</summary>
    public sealed record InDoubt(string Reason) : Consequence;

    /// <summary>The look failed, so it stays in flight until the next one.</summary>
    /// <param name="At">When to look again.</param>
    /// <param name="Reason">Shown to the operator.</param>
    public sealed record LookAgain(DateTimeOffset At, string Reason) : Consequence;

    /// <summary>
    /// The look did not find it, but the server may still be at work on it and its keys may not hold: it stays in
    /// flight until the next look.
    /// </summary>
    /// <param name="At">When to look again.</param>
    public sealed record NotThereYet(DateTimeOffset At) : Consequence;

    /// <summary>The look found that it did not arrive: it may be tried again with the same key.</summary>
    public sealed record NotThere : Consequence;

    /// <summary>The looks of a whole day found nothing and every try was answered doubtfully: no more tries.</summary>
    public sealed record GivenUp : Consequence;

    /// <summary>HTTP 429: back to the queue, and the account waits.</summary>
    /// <param name="Until">The end of the wait.</param>
    /// <param name="Throttles">How many such answers without a time came in a row.</param>
    public sealed record Throttled(DateTimeOffset Until, int Throttles) : Consequence;

    /// <summary>
    /// The summary that a list answers was deleted on the server: the list goes out as a toot of its own.
    /// </summary>
    public sealed record SummaryDeleted(string Reason) : Consequence;

    /// <summary>
    /// The toot that a boost, an edit or a reply acts on was deleted on the server: nothing is left to do.
    /// </summary>
    public sealed record TargetDeleted(string Reason) : Consequence;

    /// <summary>A summary was refused together with its picture: it goes out without.</summary>
    public sealed record PictureRefused(string Reason) : Consequence;

    /// <summary>A boost or an edit was refused. That says nothing about the account.</summary>
    public sealed record ActionRefused(string Reason) : Consequence;

    /// <summary>
    /// A withdrawal cannot be told by an edit on this server: it is told by a reply in the edit's place.
    /// </summary>
    public sealed record ToldByReply(string Reason) : Consequence;

    /// <summary>
    /// A post was refused: it is set aside, with a second try after all others if this was the first.
    /// </summary>
    public sealed record PostRefused(string Reason) : Consequence;

    /// <summary>
    /// A second toot was refused right after another, so the trouble is the account's or the server's.
    /// </summary>
    /// <param name="Earlier">The ledger's number of the toot that was refused before.</param>
    /// <param name="Reason">As the server put it.</param>
    public sealed record TwoRefusedInARow(long Earlier, string Reason) : Consequence;

    /// <summary>The server now allows less text than this toot has.</summary>
    public sealed record TooLong(TootLimits Limits) : Consequence;

    /// <summary>The server does not want this account at the moment: delivery pauses.</summary>
    public sealed record LockedOut(string Reason) : Consequence;
}
