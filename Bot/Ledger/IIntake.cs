using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>What arXiv announced, what is known of its days, and what was said of its papers.</summary>
public interface IIntake
{
    /// <summary>What is known of a category's feed; of one never read, that.</summary>
    [Reads]
    ValueTask<FeedRecord> Feed(string category);

    /// <summary>
    /// A category's days from one on, and earlier ones that somebody looked at and nobody has looked back at yet;
    /// oldest first. A day from then on with a recorded listing is there even if nobody has looked at it.
    /// </summary>
    [Reads]
    ValueTask<DayHistory> Days(string category, DateOnly from);

    /// <summary>
    /// For each announcement the day under which this category first recorded it; null for one never seen.
    /// </summary>
    /// <remarks>
    /// A new paper or cross-list is known by its id (a stale copy may show a later version), a replacement by id and
    /// version.
    /// </remarks>
    [Reads]
    ValueTask<IReadOnlyList<DateOnly?>> FirstSeen(string category, IReadOnlyList<Announcement> announcements);

    /// <summary>How many of these papers other categories recorded under a day before one.</summary>
    [Reads]
    ValueTask<int> CountSeenElsewhere(string category, IReadOnlyList<ArxivId> ids, DateOnly before);

    /// <summary>Which of some identities an account has in its outbox, in whatever state.</summary>
    [Reads]
    ValueTask<SaidBefore> Said(long account, IReadOnlyList<string> identities);

    /// <summary>How an account stands to a listing.</summary>
    [Reads]
    ValueTask<ListingStanding> Standing(long account, string category, DateOnly date);

    /// <summary>How many parts of a paper's thread are Sent, found ones or not; none when a list told of it.</summary>
    [Reads]
    ValueTask<int> CountRecoveredParts(long account, ArxivId paper);

    /// <summary>
    /// What was tooted of each of some papers. One that the ledger has in no version, of which no account has an
    /// article or a cross-list, and on whose article nothing acts, may be missing.
    /// </summary>
    [Reads]
    ValueTask<IReadOnlyDictionary<ArxivId, EarlierToot>> EarlierToots(
        AccountRecord account,
        IReadOnlyList<ArxivId> papers
    );

    /// <summary>
    /// Where the account, or another of ours on its host, has tooted each of some papers, in their order, for everybody
    /// to follow: public or unlisted, and not of papers that were withdrawn, be they deleted from the archive since.
    /// Those that were not tooted are left out.
    /// </summary>
    [Reads]
    ValueTask<IReadOnlyList<string>> ArticleUrls(AccountRecord account, IReadOnlyList<ArxivId> papers);

    /// <summary>
    /// Papers whose article of some account was queued after a mark, and is queued, in flight or sent; the oldest
    /// first, of many only the newest. Only where the ledger has the version that was told.
    /// </summary>
    /// <param name="after">0 for all, else the <see cref="QueuedArticle.Mark"/> of the last one known.</param>
    /// <param name="most">At most so many.</param>
    [Reads]
    ValueTask<IReadOnlyList<QueuedArticle>> Articles(long after, int most);

    /// <summary>The picture of a category's listing; null when none was drawn.</summary>
    [Reads]
    ValueTask<PictureRecord?> Picture(string category, DateOnly date);

    /// <summary>
    /// Announcements, toots, notes on days and the feed's ETag, together: an ETag that outlived its items would lose
    /// the day.
    /// </summary>
    /// <remarks>
    /// <para>
    /// An announcement that is there already keeps its first day. Threads get the numbers behind the account's last
    /// one; one that continues (<see cref="QueuedThread.Continues"/>) gets that of the paper's Sent article. Accounts
    /// with a queued thread spread their toots until the record's time. Of what was rejected the first twenty are kept.
    /// A picture is kept unless the one there shows more papers.
    /// </para>
    /// <para>
    /// Notes on days: onto a day that is known, late papers add up, an empty feed once seen stays seen, and "since" is
    /// kept while the state is. With every write that takes notes, be there none, all days before today in New York are
    /// looked back at (<see cref="DayRecord.HasEnded"/>).
    /// </para>
    /// </remarks>
    /// <returns>
    /// Not as expected when a toot's identity is in its account's outbox already, so that the threads were composed
    /// from what is no longer so.
    /// </returns>
    ValueTask<Move> Recorded(IntakeRecord record);

    /// <summary>
    /// The feed is the one that was read last; its failure, if any, is over. Of a feed never read only the notes on
    /// days are kept.
    /// </summary>
    ValueTask FeedUnchanged(string category, IReadOnlyList<DayNote> notes, DateTimeOffset now);

    /// <summary>The feed could not be read. A failure that goes on keeps its beginning.</summary>
    ValueTask FeedFailed(string category, string error, IReadOnlyList<DayNote> notes, DateTimeOffset now);
}
