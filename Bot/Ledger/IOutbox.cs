namespace Bot.Ledger;

/// <summary>
/// Toots on their way to a server. The methods that say what came of one are named by the event; what each changes in
/// the toot and in its account is decided by <see cref="Transitions"/>, for all engines.
/// </summary>
/// <remarks>
/// The outbox admits each identity once per account (<see cref="TootIdentity"/>). A toot that is Sent, Seen or Gone is
/// never queued again.
/// </remarks>
public interface IOutbox
{
    /// <summary>What one step of an account's delivery needs, as of one moment.</summary>
    /// <remarks>
    /// <para>
    /// <see cref="OutboxHead.Entry"/> is the toot in flight; else, of the queued ones, the one with the lowest
    /// precedence, then thread, then part. A boost or edit that waits for its toot is passed over, and so is what is
    /// held, with the parts behind it in its thread.
    /// </para>
    /// <para>
    /// An entry is given with <see cref="OutboxEntry.ParentStatusId"/> and <see cref="OutboxEntry.TargetStatusId"/>
    /// filled in; a parent in whatever state gives its status id, null for none. The parent is, for an Abstract, the
    /// part before it in its thread; for a List that does not stand alone, the summary of its category and date; for a
    /// Withdrawal that is posted, the article of its paper. The target of a queued boost or edit is the Sent toot of
    /// its identity, with a status id, of an account on the same host: the account's own before others, then the oldest
    /// row; an edit acts on the account's own only. Once claimed, it is the one that was claimed for.
    /// </para>
    /// </remarks>
    /// <param name="account">Registered.</param>
    /// <param name="held">Actions that may not be next; none of the toot in flight.</param>
    [Reads]
    ValueTask<OutboxHead> Head(long account, params IReadOnlyList<TootAction> held);

    /// <summary>Which of some statuses are those of toots of an account, in whatever state.</summary>
    [Reads]
    ValueTask<IReadOnlySet<string>> KnownStatuses(long account, IReadOnlyList<string> statusIds);

    /// <summary>
    /// How many of some actions were accepted from a time until before another. Toots that were found on a timeline do
    /// not count, imported ones do.
    /// </summary>
    /// <remarks>Later ones than now are those of a clock that was set back since; so a window has two ends.</remarks>
    [Reads]
    ValueTask<int> CountSent(
        long account,
        IReadOnlyList<TootAction> actions,
        DateTimeOffset since,
        DateTimeOffset until
    );

    /// <summary>How many queued boosts and edits wait for a toot that is not there yet.</summary>
    [Reads]
    ValueTask<int> CountAwaiting(long account);

    /// <summary>
    /// The accounts in whose outbox something queued acts on the toot of an identity, be it there or not.
    /// </summary>
    [Reads]
    ValueTask<IReadOnlyList<long>> AccountsAwaiting(string identity);

    /// <summary>
    /// Queued toots that were never tried and are longer than a limit, by thread and part: of each thread the first
    /// such part, and one for all lists of a kind, category and date together (a list that catches up stands for
    /// itself).
    /// </summary>
    [Reads]
    ValueTask<IReadOnlyList<OutboxEntry>> TooLong(long account, int characters);

    /// <summary>
    /// All that is needed to compose anew a toot that is certainly not posted, with the unsent toots that belong to it.
    /// </summary>
    /// <param name="entry">In hand; for another one what else is unsent, or <see cref="UnsentToots.None"/>.</param>
    [Reads]
    ValueTask<UnsentToots> Unsent(OutboxEntry entry);

    /// <summary>
    /// Notes, before the first byte leaves, that a queued toot is sent: from here on only a look at the server can tell
    /// whether it is there. The last known time of the clock moves forward with it, as by
    /// <see cref="IAccounts.ClockSeen"/>, but never back. What a boost or an edit acts on is settled with the claim.
    /// </summary>
    /// <param name="entry">Queued.</param>
    /// <param name="claim">By whom and when.</param>
    /// <returns>Not as expected also while another toot of the account is in flight.</returns>
    ValueTask<Move> Claimed(OutboxEntry entry, Claim claim);

    /// <summary>
    /// It is on the server. For an edit, the toot that it acted on gets the status id too: some servers give an edited
    /// status another one.
    /// </summary>
    /// <param name="entry">As it was claimed.</param>
    /// <param name="acceptance">What the server said.</param>
    ValueTask<Move> Sent(OutboxEntry entry, Acceptance acceptance);

    /// <summary>Its answer was doubtful, or the look failed: it stays in flight.</summary>
    /// <param name="entry">As it was claimed.</param>
    /// <param name="doubt">Why.</param>
    ValueTask<Move> Doubted(OutboxEntry entry, Doubt doubt);

    /// <summary>It is certainly not there, and goes back to the queue.</summary>
    /// <param name="entry">As it was claimed.</param>
    /// <param name="putBack">Why, and what else changes.</param>
    ValueTask<Move> PutBack(OutboxEntry entry, PutBack putBack);

    /// <summary>It is set aside, with the parts in hand behind it in its thread, those of a greater number.</summary>
    /// <param name="entry">As it was claimed.</param>
    /// <param name="setAside">Why.</param>
    ValueTask<Move> SetAside(OutboxEntry entry, SetAside setAside);

    /// <summary>It goes back to the queue as it was before the claim, and its account is locked out.</summary>
    /// <remarks>
    /// With <see cref="LockOut.AlsoPutBack"/>, the rows that are set aside in that toot's thread, from its part on,
    /// become <see cref="Transitions.Forgiven"/>.
    /// </remarks>
    /// <param name="entry">As it was claimed.</param>
    /// <param name="lockOut">Why.</param>
    ValueTask<Move> LockedOut(OutboxEntry entry, LockOut lockOut);

    /// <summary>
    /// What it acts on is gone: it is settled as Gone, with the parts in hand behind it in its thread. The server
    /// refused nothing, so the account goes on; the reason is its last trouble.
    /// </summary>
    /// <param name="entry">As it was claimed.</param>
    /// <param name="reason">Shown to the operator.</param>
    ValueTask<Move> TargetGone(OutboxEntry entry, string reason);

    /// <summary>
    /// Nothing of an account can be sent. Boosts and edits that have waited for their toot too long are settled as Gone
    /// (<see cref="Transitions.WaitedTooLong"/>). All rows that are set aside in a thread go back to the queue
    /// (<see cref="Transitions.SecondTry"/>) where the most often refused of them was refused less often than
    /// <see cref="Transitions.MostRefusals"/>. If any did, the account's next toot is not before
    /// <see cref="QueuePatience.SecondTryAt"/>.
    /// </summary>
    ValueTask<QueueEnd> Drained(long account, QueuePatience patience);

    /// <summary>
    /// Newly composed toots are in the place of unsent ones: the old rows are deleted, the new ones have their thread,
    /// the next revision and new keys (<see cref="OutboxPlan"/>).
    /// </summary>
    /// <returns>Not as expected when one of the old is not in hand, or a new identity is taken.</returns>
    ValueTask<Move> Recomposed(RecomposedThread thread);

    /// <summary>
    /// Lists composed anew are in the place of unsent ones, with the Seen rows in their threads, which note their
    /// papers. Are they more, all rows of the account behind the last old thread, settled ones too, move back by as
    /// many numbers: a thread's number may change here and nowhere else.
    /// </summary>
    /// <returns>As for <see cref="Recomposed"/>.</returns>
    ValueTask<Move> ListsRecomposed(RecomposedLists lists);
}
