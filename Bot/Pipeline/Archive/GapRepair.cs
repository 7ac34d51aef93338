using Bot.Arxiv;
using Bot.Ledger;
using Bot.Options;
using Bot.Pipeline.Sending;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline.Archive;

/// <summary>A thread that tells papers late.</summary>
/// <param name="Thread">For the outbox.</param>
/// <param name="Papers">The papers in it.</param>
internal sealed record CatchUpThread(QueuedThread Thread, IReadOnlyList<MissingPaper> Papers);

/// <summary>
/// Catches up: queues for each account the papers that the archive has and no feed can bring any more. These are papers
/// of days when the bot was off, and papers that a feed left out. Each is told once, oldest first, unlisted, and none
/// from before the account began.
/// </summary>
public sealed class GapRepair(ILedger ledger, TimeProvider clock, ILogger<GapRepair> log)
{
    /// <summary>
    /// Older papers are no news to readers of announcements, and a bot that was off for a year would flood its server
    /// for days.
    /// </summary>
    private const int MostDays = 31;

    /// <summary>The first day whose papers are still told.</summary>
    public static DateOnly Oldest(DateOnly today) => today.AddDays(-MostDays);

    /// <summary>The days before today that went by without a listing that anybody saw.</summary>
    /// <param name="history">The category's days from <see cref="Oldest"/> on.</param>
    /// <param name="today">In New York.</param>
    public static IReadOnlyList<DateOnly> Missed(DayHistory history, DateOnly today) =>
        history.Missed(Oldest(today), today);

    /// <summary>Queues what is due. Cheap when nothing is.</summary>
    /// <param name="category">The category.</param>
    /// <param name="readers">Who reads it.</param>
    public async ValueTask RepairAsync(string category, IReadOnlyList<AccountSession> readers)
    {
        var harvest = await ledger.Recovery.Harvest(category);
        // The archive's list is still being read: half of it would be told in pieces and out of order.
        if (harvest.From is not null)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var today = ArxivDay.Of(now);
        var history = await ledger.Intake.Days(category, Oldest(today));
        var due = new List<CatchUpThread>();
        foreach (var reader in readers)
        {
            due.AddRange(await DueAsync(category, reader, today, history));
        }

        var told = due.Where(one => one.Thread.State == OutboxState.Queued)
            .SelectMany(one => one.Papers)
            .DistinctBy(paper => paper.Paper.Id)
            .CountBy(paper => paper.Earliest)
            .ToDictionary();
        var notes = Notes(harvest, today, history, told);
        if (due.Count == 0 && notes.Count == 0)
        {
            return;
        }

        var move = await ledger.Recovery.CaughtUp(
            new LatePapers
            {
                Category = category,
                Date = today,
                Threads = [.. due.Select(one => one.Thread)],
                PerDay = told,
                Days = notes,
                Now = now,
                SpreadUntil = readers.Select(reader => reader.Pace.SpreadUntil(now)).FirstOrDefault(),
            }
        );
        if (move == Move.NotAsExpected)
        {
            log.LogWarning(
                "{Category}: the ledger changed while late papers were composed, so none was queued; the next reading "
                    + "does it",
                category
            );
        }
    }

    private async ValueTask<List<CatchUpThread>> DueAsync(
        string category,
        AccountSession session,
        DateOnly today,
        DayHistory history
    )
    {
        var missing = await ledger.Recovery.Missing(session.AccountId!.Value, category, Oldest(today).AddDays(-1));
        var papers = missing
            .Where(one => AnnouncementWindow.IsOver(one.Earliest, one.LastFeed, today, history.StateOf))
            .ToList();
        if (papers.Count == 0)
        {
            return [];
        }

        var reader = await session.SnapshotAsync();
        // A withdrawn paper is not told to readers who have not heard of it yet.
        var threads = Told(category, reader, [.. papers.Where(one => !one.IsWithdrawn)])
            .Concat(papers.Where(one => one.IsWithdrawn).Select(one => Seen(reader, one)))
            .ToList();
        var toots = threads.Where(one => one.Thread.State == OutboxState.Queued).Sum(one => one.Thread.Toots.Count);
        var how =
            reader.Options.CatchUp == CatchUp.None
                ? "noted as seen"
                : $"caught up in {toots} toots. To note such papers as seen instead, set "
                    + $"{reader.Options.Key}:CatchUp to none";
        log.LogWarning(
            "{Account}: {Papers} papers of {Category} from {First:yyyy-MM-dd} to {Last:yyyy-MM-dd} came by "
                + "no feed; {How}",
            reader.Options,
            papers.Count,
            category,
            papers[0].Earliest,
            papers[^1].Earliest,
            how
        );
        return threads;
    }

    private static List<CatchUpThread> Told(string category, AccountSnapshot reader, List<MissingPaper> papers)
    {
        if (papers.Count == 0)
        {
            return [];
        }

        return reader.Options.CatchUp switch
        {
            CatchUp.List => InLists(category, reader, papers),
            CatchUp.Toot => papers.ConvertAll(one => OneByOne(reader, one)),
            _ => papers.ConvertAll(one => Seen(reader, one)),
        };
    }

    private static List<CatchUpThread> InLists(string category, AccountSnapshot reader, List<MissingPaper> papers)
    {
        var byId = papers.ToDictionary(one => one.Paper.Id);
        return
        [
            .. reader
                .Composer.CatchUp(
                    category,
                    papers[0].Earliest,
                    papers[^1].Earliest,
                    [.. papers.Select(one => one.Paper)]
                )
                .Select(list => new CatchUpThread(
                    new QueuedThread(reader.Record, null, [list.Toot], OutboxState.Queued) { Listed = list.Papers },
                    [.. list.Papers.Select(paper => byId[paper.Id])]
                )),
        ];
    }

    private static CatchUpThread OneByOne(AccountSnapshot reader, MissingPaper one)
    {
        var toots = reader
            .Composer.Article(one.Paper)
            .Select(toot => toot with { Visibility = reader.Options.QuietVisibility });
        return new(new QueuedThread(reader.Record, one.Paper, [.. toots], OutboxState.Queued), [one]);
    }

    private static CatchUpThread Seen(AccountSnapshot reader, MissingPaper one) =>
        new(new QueuedThread(reader.Record, one.Paper, reader.Composer.Article(one.Paper), OutboxState.Seen), [one]);

    // A missed day is closed once the archive was read from before it until after it: by then the archive has all that
    // was announced that day.
    private static List<DayNote> Notes(
        HarvestRecord harvest,
        DateOnly today,
        DayHistory history,
        Dictionary<DateOnly, int> told
    ) =>
        [
            .. Missed(history, today)
                .Where(day =>
                    harvest.CoveredFrom < day
                    && harvest.CoveredTo > day
                    && AnnouncementWindow.IsOver(day, today, history.StateOf)
                )
                .Select(day => Note(day, history.On(day), told.GetValueOrDefault(day))),
        ];

    private static DayNote Note(DateOnly day, DayRecord? known, int told) =>
        ((known?.CaughtUp ?? 0) + told, known?.Announced ?? 0) switch
        {
            (> 0, 0) => new(
                day,
                DayState.Complete,
                $"no feed brought it; caught up from the archive: {told} papers that were announced then or later"
            ),
            (> 0, _) => new(
                day,
                DayState.Complete,
                $"the feed was not whole; caught up from the archive: {told} papers that were announced then or later"
            ),
            (0, > 0) => new(day, DayState.Complete, "the archive has no papers of it that were not told"),
            _ => new(day, DayState.Quiet, "no feed was seen, and the archive has no papers of it to tell"),
        };
}
