using Bot.Arxiv;

namespace Bot.Ledger.Memory;

/// <inheritdoc/>
internal sealed class MemoryIntake(MemoryAccess disk) : IIntake
{
    /// <summary>So many items that could not be used are kept for the operator.</summary>
    private const int MostRejected = 20;

    private static readonly FeedRecord NeverRead = new(null, "", null, null, null);

    public ValueTask<FeedRecord> Feed(string category) =>
        disk.Read(state => state.Feeds.GetValueOrDefault(category)?.Record ?? NeverRead);

    public ValueTask<DayHistory> Days(string category, DateOnly from) =>
        disk.Read(state => state.History(category, from));

    public ValueTask<IReadOnlyList<DateOnly?>> FirstSeen(string category, IReadOnlyList<Announcement> announcements) =>
        disk.Read(state =>
            (IReadOnlyList<DateOnly?>)
                [
                    .. announcements.Select(one =>
                        state
                            .Announcements.GetValueOrDefault(one.Id, [])
                            .Where(seen => seen.Category == category && seen.Type == one.Type && IsOf(seen, one))
                            .Min(seen => (DateOnly?)seen.Date)
                    ),
                ]
        );

    public ValueTask<int> CountSeenElsewhere(string category, IReadOnlyList<ArxivId> ids, DateOnly before) =>
        disk.Read(state =>
            ids.Distinct()
                .Count(paper =>
                    state
                        .Announcements.GetValueOrDefault(paper, [])
                        .Exists(seen => seen.Category != category && seen.Date < before)
                )
        );

    public ValueTask<SaidBefore> Said(long account, IReadOnlyList<string> identities) =>
        disk.Read(state =>
        {
            var rows = identities.Select(state.Rows(account).Of).OfType<MemoryRow>().ToList();
            return new SaidBefore(
                rows.Select(row => row.Entry.Identity).ToHashSet(),
                rows.Where(row => row.IsRecovered).Select(row => row.Entry.Identity).ToHashSet()
            );
        });

    public ValueTask<ListingStanding> Standing(long account, string category, DateOnly date) =>
        disk.Read(state =>
        {
            var rows = state.Rows(account);
            var ofCategory = rows.All.Where(row => row.Entry.Category == category);
            return new ListingStanding(
                IsFirst: !ofCategory.Any(row => !row.Entry.CaughtUp),
                IsOnlyRecovered: rows.All.Any(row => row.IsRecovered)
                    && !ofCategory.Any(row =>
                        row.Entry.Date == date && !row.IsRecovered && row.Kind != TootKind.Withdrawal
                    )
            );
        });

    public ValueTask<int> CountRecoveredParts(long account, ArxivId paper) =>
        disk.Read(state =>
            state.Rows(account).Of(paper).Count(row => row is { IsOfArticle: true, State: OutboxState.Sent })
        );

    public ValueTask<IReadOnlyDictionary<ArxivId, EarlierToot>> EarlierToots(
        AccountRecord account,
        IReadOnlyList<ArxivId> papers
    ) =>
        disk.Read(state =>
        {
            var earlier = new Dictionary<ArxivId, EarlierToot>();
            foreach (var paper in papers)
            {
                if (state.EarlierToot(account, paper) is { } known)
                {
                    earlier[paper] = known;
                }
            }

            return (IReadOnlyDictionary<ArxivId, EarlierToot>)earlier;
        });

    public ValueTask<IReadOnlyList<string>> ArticleUrls(AccountRecord account, IReadOnlyList<ArxivId> papers) =>
        disk.Read(state =>
            (IReadOnlyList<string>)[.. papers.Select(paper => state.OpenArticleUrl(account, paper)).OfType<string>()]
        );

    public ValueTask<IReadOnlyList<QueuedArticle>> Articles(long after, int most) =>
        disk.Read(state => state.QueuedArticles(after, most));

    public ValueTask<PictureRecord?> Picture(string category, DateOnly date) =>
        disk.Read(state => state.Pictures.GetValueOrDefault((category, date)));

    public ValueTask<Move> Recorded(IntakeRecord record) =>
        disk.Write(draft =>
        {
            foreach (var announcement in record.Unseen)
            {
                draft.KeepPaper(announcement);
                draft.Announce(record.Category, record.Date, announcement);
            }

            var told = record.Threads.SelectMany(thread => thread.Listed.Append(thread.Paper));
            foreach (var paper in told.OfType<Announcement>())
            {
                draft.KeepPaper(paper);
            }

            foreach (var thread in record.Threads)
            {
                var listing = (record.Category, record.Date);
                if (!draft.TryInsert(OutboxPlan.Thread(thread, listing, NumberOf(draft, thread), record.Now)))
                {
                    return Move.NotAsExpected;
                }
            }

            draft.Spread(record.Threads, record.SpreadUntil);
            draft.NoteDays(record.Category, record.Days, record.Now);
            if (record.Picture is { } picture)
            {
                draft.KeepPicture(picture);
            }

            NoteFeed(draft, record);
            return Move.Moved;
        });

    public ValueTask FeedUnchanged(string category, IReadOnlyList<DayNote> notes, DateTimeOffset now) =>
        disk.Do(draft =>
        {
            draft.NoteDays(category, notes, now);
            if (draft.State.Feeds.GetValueOrDefault(category) is { } feed)
            {
                var record = feed.Record with { CheckedAt = now.Kept(), FailedSince = null, Error = null };
                Put(draft, category, feed with { Record = record });
            }
        });

    public ValueTask FeedFailed(string category, string error, IReadOnlyList<DayNote> notes, DateTimeOffset now) =>
        disk.Do(draft =>
        {
            draft.NoteDays(category, notes, now);
            var feed = draft.State.Feeds.GetValueOrDefault(category) ?? new MemoryFeed(NeverRead, []);
            var record = feed.Record with
            {
                CheckedAt = now.Kept(),
                FailedSince = feed.Record.FailedSince ?? now.Kept(),
                Error = error,
            };
            Put(draft, category, feed with { Record = record });
        });

    // A stale copy may show a later version of a new paper or cross-list.
    private static bool IsOf(MemoryAnnouncement seen, Announcement one) =>
        one.Type is AnnounceType.New or AnnounceType.Cross || seen.Version == one.Version;

    private static long NumberOf(Draft draft, QueuedThread thread) =>
        thread is { Continues: true, Paper: { } paper }
            ? draft
                .Rows(thread.Account.Id)
                .Of(paper.Id)
                .Where(row => row is { IsOfArticle: true, State: OutboxState.Sent })
                .Select(row => row.Entry.Thread)
                .DefaultIfEmpty()
                .Max()
            : draft.NextThread(thread.Account.Id);

    private static void NoteFeed(Draft draft, IntakeRecord record)
    {
        var last = draft.State.Feeds.GetValueOrDefault(record.Category)?.LastListing;
        var feed = new MemoryFeed(
            new FeedRecord(record.ETag, record.Readers, record.Now.Kept(), null, null),
            [.. record.Rejected.Take(MostRejected)]
        )
        {
            LastListing = record.Unseen.Count > 0 && !(last > record.Date) ? record.Date : last,
        };
        Put(draft, record.Category, feed);
    }

    private static void Put(Draft draft, string category, MemoryFeed feed) =>
        draft.State = draft.State with { Feeds = draft.State.Feeds.SetItem(category, feed) };
}
