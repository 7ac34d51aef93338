using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>
/// Which rows of the outbox a write makes. Pure, and the same for all engines, which only insert them.
/// </summary>
internal static class OutboxPlan
{
    /// <summary>A thread of a listing, with a row for each paper that a list carries.</summary>
    /// <param name="thread">The toots.</param>
    /// <param name="listing">Whose they are.</param>
    /// <param name="number">The thread's number.</param>
    /// <param name="now">The time.</param>
    public static IEnumerable<OutboxRow> Thread(
        QueuedThread thread,
        (string Category, DateOnly Date) listing,
        long number,
        DateTimeOffset now
    )
    {
        var paper = thread.Listed is [var first, ..] ? first : thread.Paper;
        var place = new OutboxPlace
        {
            Thread = number,
            SummaryIdentity = TootIdentity.Summary(listing.Category, listing.Date),
            Category = listing.Category,
            Date = listing.Date,
            Paper = paper?.Id,
            Version = paper?.Version ?? 0,
            State = thread.State,
            Target = thread.Target,
            Reason = thread.Reason,
            Now = now,
        };
        return thread
            .Toots.Select(toot => OutboxRow.Of(thread.Account, toot, place, revision: 1))
            .Concat(Listed(thread, place));
    }

    /// <summary>
    /// A thread that tells papers late: each row bears its paper's own day, and a list answers nothing.
    /// </summary>
    /// <param name="thread">The toots.</param>
    /// <param name="papers">The order that it belongs to.</param>
    /// <param name="number">The thread's number.</param>
    /// <param name="earliest">
    /// The first day that can have announced a paper; null when the archive does not tell.
    /// </param>
    public static IEnumerable<OutboxRow> LateThread(
        QueuedThread thread,
        LatePapers papers,
        long number,
        Func<ArxivId, DateOnly?> earliest
    ) =>
        Thread(thread, (papers.Category, papers.Date), number, papers.Now)
            .Select(row => Late(row, earliest) with { Precedence = papers.Backfilled.Count > 0 ? 1 : row.Precedence });

    /// <summary>
    /// The summaries of the days of papers that are told late, taken without being said. For one account, whose rows
    /// these are.
    /// </summary>
    public static IEnumerable<OutboxRow> SummariesTaken(
        IReadOnlyList<OutboxRow> late,
        LatePapers papers,
        long number
    ) =>
        late.Where(row => row.Kind == TootKind.Article)
            .Select(row => row.Date)
            .Distinct()
            .Select(day => new OutboxRow
            {
                Account = late[0].Account,
                Thread = number,
                Identity = TootIdentity.Summary(papers.Category, day),
                Kind = TootKind.Summary,
                Category = papers.Category,
                Date = day,
                State = OutboxState.Seen,
                QueuedAt = papers.Now,
                IsCaughtUp = true,
                Precedence = papers.Backfilled.Count > 0 ? 1 : 0,
            });

    /// <summary>Newly composed toots in the place of unsent ones.</summary>
    /// <param name="thread">The toots.</param>
    /// <param name="earliest">As for <see cref="LateThread"/>.</param>
    public static IEnumerable<OutboxRow> Recomposed(RecomposedThread thread, Func<ArxivId, DateOnly?> earliest)
    {
        var (first, revision) = (thread.Old[0], NextRevision(thread.Old));
        var rows = thread.Fresh.Select(toot =>
            OutboxRow.Of(thread.Account, toot, OutboxPlace.Of(first, thread.Now), revision)
        );
        return first.CaughtUp ? rows.Select(row => Late(row, earliest)) : rows;
    }

    /// <summary>
    /// Newly composed lists in the place of unsent ones. They take the threads of these; those that are more get the
    /// numbers behind the last one.
    /// </summary>
    /// <param name="lists">The lists.</param>
    /// <param name="earliest">As for <see cref="LateThread"/>.</param>
    public static IEnumerable<OutboxRow> Recomposed(RecomposedLists lists, Func<ArxivId, DateOnly?> earliest)
    {
        var (old, revision) = (lists.Old, NextRevision(lists.Old));
        var last = old.Max(entry => entry.Thread);
        foreach (var (at, list) in lists.Fresh.Index())
        {
            var place = OutboxPlace.Of(old[0], lists.Now) with
            {
                Thread = at < old.Count ? old[at].Thread : last + 1 + at - old.Count,
                Paper = list.Listed[0].Id,
                Version = list.Listed[0].Version,
            };
            var rows = Listed(list, place).Prepend(OutboxRow.Of(list.Account, list.Toots[0], place, revision));
            foreach (var row in rows)
            {
                yield return old[0].CaughtUp ? Late(row, earliest) : row;
            }
        }
    }

    /// <summary>What is to be said of a withdrawn paper.</summary>
    /// <param name="account">Whose article it is.</param>
    /// <param name="withdrawal">What.</param>
    /// <param name="number">The thread's number.</param>
    /// <param name="now">The time.</param>
    public static OutboxRow Withdrawal(
        AccountRecord account,
        QueuedWithdrawal withdrawal,
        long number,
        DateTimeOffset now
    )
    {
        var (of, toot) = (withdrawal.Of, withdrawal.Toot);
        var place = OutboxPlace.Of(of.Said, now) with
        {
            Thread = number,
            Precedence = null,
            State = withdrawal.IsTold ? OutboxState.Queued : OutboxState.Seen,
            Target = toot.Action == TootAction.Edit ? of.Said.Identity : null,
            Reason = $"withdrawn with version {of.Withdrawal.Version}",
        };
        return OutboxRow.Of(account, toot, place, revision: 1);
    }

    /// <summary>What another program has posted with an account that is ours from now on.</summary>
    /// <param name="account">The account's number.</param>
    /// <param name="toots">In the order of their times and parts.</param>
    /// <param name="lastThread">The account's last thread.</param>
    /// <param name="now">The time.</param>
    public static IEnumerable<OutboxRow> Imported(
        long account,
        IEnumerable<ImportedToot> toots,
        long lastThread,
        DateTimeOffset now
    )
    {
        var numbers = new Dictionary<ArxivId, long>();
        foreach (var toot in toots)
        {
            var thread = toot is { Paper: { } of, Kind: TootKind.Article or TootKind.Abstract }
                ? numbers.GetValueOrDefault(of)
                : 0;
            thread = thread > 0 ? thread : ++lastThread;
            if (toot is { Paper: { } paper, Kind: TootKind.Article or TootKind.Abstract })
            {
                numbers[paper] = thread;
            }

            yield return new OutboxRow
            {
                Account = account,
                Thread = thread,
                Part = toot.Part,
                Parts = toot.Part,
                Identity = toot.Identity,
                Kind = toot.Kind,
                Action = toot.Kind.IsBoost() ? TootAction.Boost : TootAction.Post,
                Category = toot.Category,
                Date = ArxivDay.Of(toot.SentAt),
                Paper = toot.Paper,
                Version = 0,
                State = toot.StatusId is null ? OutboxState.Seen : OutboxState.Sent,
                StatusId = toot.StatusId,
                Url = toot.Url,
                QueuedAt = now,
                SentAt = toot.SentAt,
                // A boost for a new version passed on the other program's own toot about it, which has no identity
                // here.
                Target = toot is { Kind: TootKind.CrossListBoost, Paper: { } boosted }
                    ? TootIdentity.Article(boosted)
                    : null,
            };
        }
    }

    private static int NextRevision(IReadOnlyList<OutboxEntry> old) => old.Max(entry => entry.Revision) + 1;

    private static OutboxRow Late(OutboxRow row, Func<ArxivId, DateOnly?> earliest) =>
        row with
        {
            IsCaughtUp = true,
            StandsAlone = row.Kind == TootKind.List,
            Date = (row.Paper is { } paper ? earliest(paper) : null) ?? row.Date,
        };

    // The papers that a list carries count as said with it.
    private static IEnumerable<OutboxRow> Listed(QueuedThread list, OutboxPlace place) =>
        list.Listed.Select(
            (paper, at) =>
                new OutboxRow
                {
                    Account = list.Account.Id,
                    Thread = place.Thread,
                    Part = at + 1,
                    Identity = TootIdentity.Listed(list.Toots[0].Kind, paper.Id, paper.Version),
                    Kind = list.Toots[0].Kind.KindOfEach(),
                    Category = place.Category,
                    Date = place.Date,
                    Paper = paper.Id,
                    Version = paper.Version,
                    State = OutboxState.Seen,
                    QueuedAt = place.Now,
                }
        );
}
