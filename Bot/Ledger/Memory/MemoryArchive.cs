using Bot.Arxiv;

namespace Bot.Ledger.Memory;

/// <summary>How far the archive was read, what an account lacks of it, and what is told late.</summary>
internal sealed class MemoryArchive(MemoryAccess disk)
{
    /// <summary>So many records that could not be used are kept for the operator.</summary>
    private const int MostLeftOut = 20;

    public ValueTask<HarvestRecord> Harvest(string category) =>
        disk.Read(state => state.Harvests.GetValueOrDefault(category)?.Record ?? new HarvestRecord());

    public ValueTask Begin(string category, DateOnly from, DateTimeOffset now) =>
        disk.Do(draft =>
        {
            var known = draft.State.Harvests.GetValueOrDefault(category)?.Record ?? new HarvestRecord();
            var record = known with { From = from, BeganAt = now.Kept(), Position = null };
            Put(draft, category, new MemoryHarvest(record, []));
        });

    public ValueTask GoOn(HarvestPage page, DateTimeOffset now) =>
        disk.Do(draft =>
        {
            foreach (var (paper, lastFeed) in page.Papers)
            {
                // Its text is needed until every account has it in its outbox.
                if (
                    !paper.Deleted
                    && paper.Categories[0] == page.Category
                    && paper.EarliestAnnouncement >= page.Since
                    && page.Accounts.Any(account => draft.Rows(account).Of(TootIdentity.Article(paper.Id)) is null)
                )
                {
                    draft.KeepPaper(paper.ToAnnouncement());
                }

                draft.NoteArchived(paper, lastFeed, now);
            }

            if (draft.State.Harvests.GetValueOrDefault(page.Category) is { } harvest)
            {
                var record = page.Next is { } next ? WentOn(harvest.Record, next) : Finished(harvest.Record, now);
                var leftOut = page.LeftOut.Count > 0 ? [.. page.LeftOut.Take(MostLeftOut)] : harvest.LeftOut;
                Put(draft, page.Category, new MemoryHarvest(record, leftOut));
            }
        });

    public ValueTask Fail(string category, HarvestFailure failure, DateTimeOffset now) =>
        disk.Do(draft =>
        {
            if (draft.State.Harvests.GetValueOrDefault(category) is not { } harvest)
            {
                return;
            }

            var (known, keeps) = (harvest.Record, failure.KeepsPosition);
            var record = known with
            {
                Failures = known.Failures + 1,
                Tries = keeps ? known.Tries + 1 : 0,
                FailedSince = known.FailedSince ?? now.Kept(),
                Error = failure.Error,
                NotBefore = failure.NotBefore.Kept(),
                From = keeps ? known.From : null,
                BeganAt = keeps ? known.BeganAt : null,
                Position = keeps ? known.Position : null,
            };
            Put(draft, category, harvest with { Record = record });
        });

    public ValueTask<IReadOnlyList<MissingPaper>> Missing(long account, string category, DateOnly after) =>
        disk.Read(state =>
        {
            var rows = state.Rows(account);
            return NothingMissingUntil(rows, category) is not { } until
                ? (IReadOnlyList<MissingPaper>)[]
                :
                [
                    .. state
                        .Archived.Values.Where(one =>
                            one.Category == category
                            && one.Earliest > after
                            && one.Earliest > until
                            && !one.IsDeleted
                            && rows.Of(TootIdentity.Article(one.Facts.Id)) is null
                        )
                        .OrderBy(one => one.Earliest)
                        .ThenBy(one => one.Facts.Id.Value, StringComparer.Ordinal)
                        .Select(one => (Archived: one, Paper: state.Paper(one.Facts.Id, one.Facts.Version)))
                        .Where(one => one.Paper is not null)
                        .Select(one => new MissingPaper(
                            one.Paper!,
                            one.Archived.Earliest!.Value,
                            one.Archived.LastFeed,
                            one.Archived.Facts.Withdrawal is not null
                        )),
                ];
        });

    public ValueTask<Move> CaughtUp(LatePapers papers) =>
        disk.Write(draft =>
        {
            foreach (var (paper, lastFeed) in papers.Backfilled)
            {
                draft.KeepPaper(paper.ToAnnouncement());
                draft.NoteArchived(paper, lastFeed, papers.Now);
            }

            draft.NoteDays(papers.Category, papers.Days, papers.Now);
            foreach (var (day, count) in papers.PerDay)
            {
                draft.NoteCaughtUp(papers.Category, day, count);
            }

            if (!papers.Threads.GroupBy(thread => thread.Account.Id).All(own => TryInsert(draft, papers, own)))
            {
                return Move.NotAsExpected;
            }

            draft.Spread(papers.Threads, papers.SpreadUntil);
            return Move.Moved;
        });

    // One account's threads. Their days' summaries are taken with them; one that is there already stays as it is.
    private static bool TryInsert(Draft draft, LatePapers papers, IGrouping<long, QueuedThread> threads)
    {
        var late = new List<OutboxRow>();
        foreach (var thread in threads)
        {
            var rows = OutboxPlan.LateThread(thread, papers, draft.NextThread(threads.Key), draft.EarliestOf).ToList();
            if (!draft.TryInsert(rows))
            {
                return false;
            }

            late.AddRange(rows);
        }

        foreach (var summary in OutboxPlan.SummariesTaken(late, papers, draft.NextThread(threads.Key)))
        {
            draft.TryInsert(summary);
        }

        return true;
    }

    // The day up to which nothing of a category is missing: that of the first listing, or of the newest toot found.
    // Null before any listing.
    private static DateOnly? NothingMissingUntil(AccountRows rows, string category)
    {
        var ofCategory = rows.All.Where(row => row.Entry.Category == category).ToList();
        var first = ofCategory.Where(row => !row.Entry.CaughtUp).Min(row => (DateOnly?)row.Entry.Date);
        var found = ofCategory.Where(row => row.IsRecovered).Max(row => (DateOnly?)row.Entry.Date);
        return found > first ? found : first;
    }

    private static HarvestRecord WentOn(HarvestRecord record, HarvestPosition next) =>
        record with
        {
            Position = next with { Expires = next.Expires.Kept() },
            NotBefore = null,
            Tries = 0,
        };

    private static HarvestRecord Finished(HarvestRecord record, DateTimeOffset now) =>
        new()
        {
            CoveredFrom = record.CoveredFrom < record.From ? record.CoveredFrom : record.From,
            CoveredTo = record.BeganAt is { } began ? DateOnly.FromDateTime(began.UtcDateTime) : null,
            FinishedAt = now.Kept(),
        };

    private static void Put(Draft draft, string category, MemoryHarvest harvest) =>
        draft.State = draft.State with { Harvests = draft.State.Harvests.SetItem(category, harvest) };
}
