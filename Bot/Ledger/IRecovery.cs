using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>
/// What was lost: toots that the ledger lacks and a timeline or another program's records have, and papers that no feed
/// brought and the archive has.
/// </summary>
public interface IRecovery
{
    /// <summary>An account's timeline is to be read (again) before anything else is posted.</summary>
    /// <param name="account">The account.</param>
    /// <param name="from">
    /// Not before this. Null for as soon as may be; then what was found so far is dropped. Either way the reading
    /// begins at the newest toot.
    /// </param>
    ValueTask Demanded(long account, DateTimeOffset? from);

    /// <summary>
    /// Keeps a page of finds, newest first, and how far the reading has come, so that an interrupted one goes on there.
    /// A status that is there already is kept once.
    /// </summary>
    ValueTask Found(long account, IReadOnlyList<FoundToot> toots, string cursor);

    /// <summary>
    /// All that was found becomes sent toots, oldest first (<see cref="Adoption"/>), and the account's recovery is
    /// finished. Before, lists of every kind in hand give up their identities to the finds
    /// (<see cref="TootIdentity.SetBack"/>), and are queued as if never tried, with <see cref="int.MaxValue"/>
    /// characters, to be composed anew: what they have to say may be on the timeline, grouped in another way.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="category">For finds that do not tell theirs.</param>
    /// <param name="now">The time.</param>
    /// <returns>How many toots the ledger did not know as sent.</returns>
    ValueTask<int> Adopted(long account, string category, DateTimeOffset now);

    /// <summary>What tells whether another bot has said an identity.</summary>
    [Reads]
    ValueTask<IdentityTraces> Traces(long account, string identity);

    /// <summary>The identity of the part that answers a status of ours in its thread; null when none does.</summary>
    [Reads]
    ValueTask<string?> ReplyTo(long account, string statusId);

    /// <summary>
    /// Keeps what another program has posted until its account is registered: by host and handle in small letters, and
    /// identity.
    /// </summary>
    /// <returns>How many of the toots were not imported before.</returns>
    ValueTask<int> Imported(IReadOnlyList<ImportedToot> toots);

    /// <summary>How far the archive's changes in a category were read.</summary>
    [Reads]
    ValueTask<HarvestRecord> Harvest(string category);

    /// <summary>A list of the archive's changes is asked for from its beginning.</summary>
    ValueTask HarvestBegan(string category, DateOnly from, DateTimeOffset now);

    /// <summary>
    /// A page's papers and the place of the next page, together; without a next one the harvest is finished. A paper
    /// that some account has not in its outbox, that is new in the category and not too old, is kept whole; of others
    /// the archive's facts, if the ledger knows the paper. Onto facts that are there: an unknown category or first day
    /// does not replace a known one, the version is the greater, the last feed and the time of noting stay, all else is
    /// the new. What is covered begins with the earliest day ever asked from, and ends with the day, in UTC, on which
    /// the finished harvest began. A page ends the tries and the wait, the last one the failures too.
    /// </summary>
    ValueTask HarvestRead(HarvestPage page, DateTimeOffset now);

    /// <summary>
    /// The archive gave no page: one more failure, and one more try at the position, which begins at none when it is
    /// not kept. What the archive gave before stays true.
    /// </summary>
    ValueTask HarvestFailed(string category, HarvestFailure failure, DateTimeOffset now);

    /// <summary>
    /// What the archive has announced in a category and an account has not in its outbox, in whatever form; oldest
    /// first, then by id. Only of days after its first listing; after a lost ledger, after the newest toot found, since
    /// what was deleted from the timeline, or told by no toot, counts as said. None before any listing. Only papers of
    /// which the ledger has the archive's newest version, and none that the archive has deleted. What was caught up is
    /// no first listing.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="category">The category.</param>
    /// <param name="after">And only of days after this one.</param>
    [Reads]
    ValueTask<IReadOnlyList<MissingPaper>> Missing(long account, string category, DateOnly after);

    /// <summary>
    /// Papers are told late, together with what that tells of their days. Their articles' identities are taken, and so
    /// are their days' summaries: whatever a feed shows later, no number is told of a day that was caught up. Numbers
    /// of papers are added to days that somebody has looked at.
    /// </summary>
    /// <returns>As for <see cref="IIntake.Recorded"/>, whose remarks on notes and numbers hold here too.</returns>
    ValueTask<Move> CaughtUp(LatePapers papers);

    /// <summary>
    /// What is queued of papers that were withdrawn, or stand again, before a byte of it was told is settled: articles
    /// become Seen with the queued abstracts behind them (<see cref="Transitions.WithdrawnUntold"/>), versions up to
    /// the one that withdraws, of whose thread nothing was ever claimed, become Gone
    /// (<see cref="Transitions.VersionWithdraws"/>), and so do withdrawals that were taken back
    /// (<see cref="Transitions.ReinstatedUntold"/>). A record that the archive has deleted withdraws nothing.
    /// </summary>
    ValueTask<WithdrawalsSettled> WithdrawalsSettled(long account);

    /// <summary>
    /// Papers that an account has tooted since a time, each in an article of its own, and that were withdrawn since,
    /// without those whose withdrawal is in the outbox. Of toots that were found on a timeline only withdrawals later
    /// than the finding count: whether earlier ones were told is not known. By thread; each with the newest version
    /// that the account's own toots tell, else the lowest that the ledger has.
    /// </summary>
    [Reads]
    ValueTask<IReadOnlyList<WithdrawnPaper>> UntoldWithdrawals(long account, DateTimeOffset since);

    /// <summary>What is to be said of withdrawn papers is queued, or noted as seen.</summary>
    ValueTask<Move> WithdrawalsQueued(
        AccountRecord account,
        IReadOnlyList<QueuedWithdrawal> withdrawals,
        DateTimeOffset now
    );
}

/// <summary>What tells whether another bot has said an identity.</summary>
/// <param name="IsUntried">
/// It is still to be said, by itself or in a <see cref="TootKind.List"/>, and no byte of that can have left.
/// </param>
/// <param name="SentAtFirstTryAs">
/// The status that said it at the first try, so that this ledger's bot cannot have said it a second time; null when
/// there is none.
/// </param>
public sealed record IdentityTraces(bool IsUntried, string? SentAtFirstTryAs);

/// <summary>That the archive gave no page.</summary>
/// <param name="Error">For the operator.</param>
/// <param name="NotBefore">When to ask again.</param>
/// <param name="KeepsPosition">False when the list must be asked for from its beginning.</param>
public sealed record HarvestFailure(string Error, DateTimeOffset NotBefore, bool KeepsPosition);

/// <summary>Papers that are told late.</summary>
public sealed record LatePapers
{
    public required string Category { get; init; }

    /// <summary>Of the day for which toots without a paper of their own stand.</summary>
    public required DateOnly Date { get; init; }

    public required IReadOnlyList<QueuedThread> Threads { get; init; }

    /// <summary>For each day, of how many papers it is noted that they were caught up.</summary>
    public required IReadOnlyDictionary<DateOnly, int> PerDay { get; init; }

    /// <summary>What that tells of days.</summary>
    public IReadOnlyList<DayNote> Days { get; init; } = [];

    public required DateTimeOffset Now { get; init; }

    /// <summary>Until when the threads' accounts spread their toots; null to go as fast as the pace allows.</summary>
    public required DateTimeOffset? SpreadUntil { get; init; }

    /// <summary>
    /// Papers that an operator has told late, each with the last feed that could have brought it: the ledger takes them
    /// over from here, and their toots go out behind all that is new (precedence 1). Empty when catching up.
    /// </summary>
    public IReadOnlyList<(ArchivedPaper Paper, DateOnly LastFeed)> Backfilled { get; init; } = [];
}

/// <param name="Suppressed">Papers whose articles were noted as seen.</param>
/// <param name="Versions">New versions that withdraw their papers, dropped.</param>
/// <param name="Reinstated">Withdrawals that were taken back, dropped.</param>
public sealed record WithdrawalsSettled(int Suppressed, int Versions, int Reinstated);

/// <param name="Of">The paper and its article.</param>
/// <param name="Toot">An edit of the article, or a reply to it.</param>
/// <param name="IsTold">False when it is only noted.</param>
public sealed record QueuedWithdrawal(WithdrawnPaper Of, Toot Toot, bool IsTold);
