using Bot.Arxiv;

namespace Bot.Ledger.Memory;

/// <summary>Toots that are certainly not posted and are composed anew, because the instance's limits changed.</summary>
internal sealed class MemoryRecomposition(MemoryAccess disk)
{
    private static readonly Dictionary<ArxivId, string> NoUrls = [];

    public ValueTask<IReadOnlyList<OutboxEntry>> TooLong(long account, int characters) =>
        disk.Read(state =>
            (IReadOnlyList<OutboxEntry>)
                [
                    .. state
                        .Rows(account)
                        .InHand.Where(row => row.IsUntried && row.Entry.Toot.Characters > characters)
                        .OrderBy(row => row.Entry.Thread)
                        .ThenBy(row => row.Part)
                        .DistinctBy(row =>
                            row.Kind.IsList() && !row.Entry.CaughtUp
                                ? (row.Kind, row.Entry.Category, row.Entry.Date, Thread: 0L)
                                : (TootKind.Article, "", default(DateOnly), row.Entry.Thread)
                        )
                        .Select(state.Show),
                ]
        );

    public ValueTask<UnsentToots> Unsent(OutboxEntry entry) =>
        disk.Read(state =>
        {
            var (account, rows) = (state.Accounts[entry.AccountId].Record, state.Accounts[entry.AccountId].Rows);
            var unsent = entry.Toot.Kind.IsList()
                ? UnsentLists(rows, entry)
                : rows.OfThread(entry.Thread)
                    .Where(row => row.IsInHand && (row.Id == entry.Id || row.IsUntried))
                    .ToList();
            if (unsent.Count == 0)
            {
                return UnsentToots.None;
            }

            var papers = entry.Toot.Kind.IsList()
                ? unsent
                    .SelectMany(list => rows.OfThread(list.Entry.Thread))
                    .Where(row => row.State == OutboxState.Seen)
                    .Select(row => PaperOf(state, row.Entry))
                : [PaperOf(state, entry)];
            var known = papers.OfType<Announcement>().ToList();
            var isSummary = entry.Toot.Kind == TootKind.Summary;
            return new UnsentToots
            {
                Entries = [.. unsent.Select(state.Show)],
                Papers = known,
                Days = DaysOf(rows, entry),
                Lists = isSummary ? CountLists(rows, entry) : 0,
                Summary = entry.Toot.Kind == TootKind.List ? UntriedSummary(state, rows, entry) : null,
                Withdrawn = entry is { Toot.Kind: TootKind.Withdrawal, Paper: { } withdrawn }
                    ? state.WithdrawnPaper(rows.Of(TootIdentity.Article(withdrawn)))
                    : null,
                Urls = entry.Toot.Kind.TellsNewPapers() ? NoUrls : UrlsOf(state, account, known),
            };
        });

    public ValueTask<Move> Write(RecomposedThread thread) =>
        disk.Write(draft =>
        {
            foreach (var old in thread.Old)
            {
                if (draft.Rows(old.AccountId).Find(old.Id) is not { IsInHand: true } row)
                {
                    return Move.NotAsExpected;
                }

                draft.Delete(row);
            }

            return draft.TryInsert(OutboxPlan.Recomposed(thread, draft.EarliestOf)) ? Move.Moved : Move.NotAsExpected;
        });

    public ValueTask<Move> Write(RecomposedLists lists) =>
        disk.Write(draft =>
        {
            var account = lists.Old[0].AccountId;
            foreach (var old in lists.Old)
            {
                // By its thread's number the papers of a list are found, and it is the caller who names it.
                if (draft.Rows(account).Find(old.Id) is not { IsInHand: true } row || row.Entry.Thread != old.Thread)
                {
                    return Move.NotAsExpected;
                }

                draft.Delete(row);
                foreach (
                    var listed in draft.Rows(account).OfThread(old.Thread).Where(one => one.State == OutboxState.Seen)
                )
                {
                    draft.Delete(listed);
                }
            }

            var more = lists.Fresh.Count - lists.Old.Count;
            if (more > 0)
            {
                foreach (var behind in draft.Rows(account).FromThread(lists.Old.Max(old => old.Thread) + 1))
                {
                    draft.Put(behind, behind.Entry with { Thread = behind.Entry.Thread + more });
                }
            }

            return draft.TryInsert(OutboxPlan.Recomposed(lists, draft.EarliestOf)) ? Move.Moved : Move.NotAsExpected;
        });

    // A list that catches up stands for itself.
    private static List<MemoryRow> UnsentLists(AccountRows rows, OutboxEntry list) =>
        [
            .. rows
                .InHand.Where(row =>
                    row.Kind == list.Toot.Kind
                    && row.Entry.Category == list.Category
                    && row.Entry.Date == list.Date
                    && (row.Id == list.Id || (!row.Entry.CaughtUp && !list.CaughtUp && row.IsUntried))
                )
                .OrderBy(row => row.Entry.Thread),
        ];

    private static Announcement? PaperOf(DiskState state, OutboxEntry entry) =>
        entry.Paper is { } paper ? state.Paper(paper, entry.Version) : null;

    private static (DateOnly First, DateOnly Last) DaysOf(AccountRows rows, OutboxEntry entry)
    {
        var thread = rows.OfThread(entry.Thread).ToList();
        var papers = thread.FindAll(row => row.Kind == TootKind.Article);
        var days = (papers.Count > 0 ? papers : thread)
            .Select(row => row.Entry.Date)
            .DefaultIfEmpty(entry.Date)
            .ToList();
        return (days.Min(), days.Max());
    }

    private static int CountLists(AccountRows rows, OutboxEntry summary) =>
        rows.All.Count(row =>
            row is { Kind: TootKind.List, Entry.CaughtUp: false }
            && row.Entry.Category == summary.Category
            && row.Entry.Date == summary.Date
        );

    private static OutboxEntry? UntriedSummary(DiskState state, AccountRows rows, OutboxEntry list) =>
        rows.Of(TootIdentity.Summary(list.Category, list.Date)) is { IsUntried: true } summary
            ? state.Show(summary)
            : null;

    private static Dictionary<ArxivId, string> UrlsOf(
        DiskState state,
        AccountRecord account,
        IEnumerable<Announcement> papers
    )
    {
        var urls = new Dictionary<ArxivId, string>();
        foreach (var paper in papers)
        {
            if (state.ArticleUrl(account, paper.Id) is { } url)
            {
                urls[paper.Id] = url;
            }
        }

        return urls;
    }
}
