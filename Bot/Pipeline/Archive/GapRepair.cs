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
public sealed class GapRepair(SqliteLedger ledger, TimeProvider clock, ILogger<GapRepair> log)
{
    /// <summary>
    /// Older papers are no news to readers of announcements, and a bot that was off for a year would flood its server
    /// for days.
    /// </summary>
    private const int MostDays = 31;

    /// <summary>The first day whose papers are still told.</summary>
    public static DateOnly Oldest(DateOnly today) => today.AddDays(-MostDays);

    /// <summary>The days before today that went by without a listing that anybody saw.</summary>
    public static IReadOnlyList<DateOnly> Missed(SqliteLedger ledger, string category, DateOnly today) =>
        ledger.MissedDays(category, Oldest(today), today);

    /// <summary>Queues what is due. Cheap when nothing is.</summary>
    /// <param name="category">The category.</param>
    /// <param name="readers">Who reads it.</param>
    public void Repair(string category, IReadOnlyList<AccountSession> readers)
    {
        var harvest = ledger.Harvest(category);
        // The archive's list is still being read: half of it would be told in pieces and out of order.
        if (harvest.From is not null)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var today = ArxivDay.Of(now);
        var known = new Dictionary<DateOnly, DayState?>();
        var due = readers.SelectMany(reader => Due(category, reader, today, State)).ToList();
        var told = due.Where(one => one.Thread.State == OutboxState.Queued)
            .SelectMany(one => one.Papers)
            .DistinctBy(paper => paper.Paper.Id)
            .CountBy(paper => paper.Earliest)
            .ToDictionary();
        var notes = Notes(category, harvest, today, State, told);
        if (due.Count == 0 && notes.Count == 0)
        {
            return;
        }

        ledger.CatchUp(
            new IntakeRecord
            {
                Category = category,
                Date = today,
                Unseen = [],
                Threads = [.. due.Select(one => one.Thread)],
                ETag = null,
                Readers = "",
                Rejected = [],
                Days = notes,
                Now = now,
                SpreadUntil = readers.Select(reader => reader.Pace.SpreadUntil(now)).FirstOrDefault(),
            },
            told
        );

        DayState? State(DateOnly day) =>
            known.TryGetValue(day, out var state) ? state : known[day] = ledger.DayStateOf(category, day);
    }

    private List<CatchUpThread> Due(
        string category,
        AccountSession reader,
        DateOnly today,
        Func<DateOnly, DayState?> states
    )
    {
        var account = reader.Record;
        if (ledger.NothingMissingUntil(account.Id, category) is not { } until)
        {
            return [];
        }

        var oldest = Oldest(today).AddDays(-1);
        var after = until > oldest ? until : oldest;
        var papers = ledger
            .MissingPapers(account.Id, category, after)
            .Where(one => AnnouncementWindow.IsOver(one.Earliest, one.LastFeed, today, states))
            .ToList();
        if (papers.Count == 0)
        {
            return [];
        }
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

    private static List<CatchUpThread> Told(string category, AccountSession reader, List<MissingPaper> papers)
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

    private static List<CatchUpThread> InLists(string category, AccountSession reader, List<MissingPaper> papers)
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

    private static CatchUpThread OneByOne(AccountSession reader, MissingPaper one)
    {
        var toots = reader
            .Composer.Article(one.Paper)
            .Select(toot => toot with { Visibility = reader.Options.QuietVisibility });
        return new(new QueuedThread(reader.Record, one.Paper, [.. toots], OutboxState.Queued), [one]);
    }

    private static CatchUpThread Seen(AccountSession reader, MissingPaper one) =>
        new(new QueuedThread(reader.Record, one.Paper, reader.Composer.Article(one.Paper), OutboxState.Seen), [one]);

    // A missed day is closed once the archive was read from before it until after it: by then the archive has all that
    // was announced that day.
    private List<DayNote> Notes(
        string category,
        HarvestRecord harvest,
        DateOnly today,
        Func<DateOnly, DayState?> states,
        Dictionary<DateOnly, int> told
    ) =>
        [
            .. Missed(ledger, category, today)
                .Where(day =>
                    harvest.CoveredFrom < day
                    && harvest.CoveredTo > day
                    && AnnouncementWindow.IsOver(day, today, states)
                )
                .Select(day =>
                    Note(
                        day,
                        ledger.CountCaughtUp(category, day) + told.GetValueOrDefault(day),
                        ledger.CountAnnounced(category, day)
                    )
                ),
        ];

    private static DayNote Note(DateOnly day, int told, int announced) =>
        (told, announced) switch
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
