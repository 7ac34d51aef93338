using Bot.Arxiv;
using Bot.Ledger;
using Bot.Options;
using Bot.Pipeline.Sending;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline.Archive;

/// <summary>
/// Tells each account what the archive has and no feed can bring any more: papers of days when the bot was off, and
/// papers that a feed left out. Each once, oldest first, unlisted; never what was before the account began.
/// </summary>
public sealed class GapRepair(SqliteLedger ledger, TimeProvider clock, ILogger<GapRepair> log)
{
    /// <summary>
    /// What is older interests no reader of announcements, and a bot that slept for a year would flood its server for
    /// days.
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
        // Half a list would be told in pieces and out of order.
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
            known.TryGetValue(day, out var state) ? state : known[day] = ledger.StateOf(category, day);
    }

    private List<(QueuedThread Thread, IReadOnlyList<MissingPaper> Papers)> Due(
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

        var after = Oldest(today).AddDays(-1) is var oldest && until > oldest ? until : oldest;
        var papers = ledger
            .Missing(account.Id, category, after)
            .Where(one => FeedWindow.IsOver(one.Earliest, one.LastFeed, today, states))
            .ToList();
        if (papers.Count == 0)
        {
            return [];
        }
        // Who hears of a paper for the first time should not hear of one that is withdrawn.
        var threads = Told(category, reader, [.. papers.Where(one => !one.IsWithdrawn)])
            .Concat(papers.Where(one => one.IsWithdrawn).Select(one => Seen(reader, one)))
            .ToList();
        log.LogWarning(
            "{Account}: {Papers} papers of {Category} from {First:yyyy-MM-dd} to {Last:yyyy-MM-dd} came by "
                + "no feed; {How}",
            reader.Options,
            papers.Count,
            category,
            papers[0].Earliest,
            papers[^1].Earliest,
            reader.Options.CatchUp == CatchUp.None
                ? "noted as seen"
                : "caught up in "
                    + $"{threads.Where(one => one.Thread.State == OutboxState.Queued).Sum(one => one.Thread.Toots.Count)} "
                    + $"toots. To note such papers as seen instead, set {reader.Options.Key}:CatchUp to none"
        );
        return threads;
    }

    private static List<(QueuedThread Thread, IReadOnlyList<MissingPaper> Papers)> Told(
        string category,
        AccountSession reader,
        List<MissingPaper> papers
    )
    {
        if (papers.Count == 0)
        {
            return [];
        }

        switch (reader.Options.CatchUp)
        {
            case CatchUp.List:
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
                        .Select(list =>
                            (
                                new QueuedThread(reader.Record, null, [list.Toot], OutboxState.Queued)
                                {
                                    Listed = list.Papers,
                                },
                                (IReadOnlyList<MissingPaper>)[.. list.Papers.Select(paper => byId[paper.Id])]
                            )
                        ),
                ];
            case CatchUp.Toot:
                return
                [
                    .. papers.Select(one =>
                        (
                            new QueuedThread(
                                reader.Record,
                                one.Paper,
                                [
                                    .. reader
                                        .Composer.Article(one.Paper)
                                        .Select(toot => toot with { Visibility = reader.Options.QuietVisibility }),
                                ],
                                OutboxState.Queued
                            ),
                            (IReadOnlyList<MissingPaper>)[one]
                        )
                    ),
                ];
            default:
                return [.. papers.Select(one => Seen(reader, one))];
        }
    }

    private static (QueuedThread Thread, IReadOnlyList<MissingPaper> Papers) Seen(
        AccountSession reader,
        MissingPaper one
    ) => (new QueuedThread(reader.Record, one.Paper, reader.Composer.Article(one.Paper), OutboxState.Seen), [one]);

    // A missed day is closed once the archive was read from before it until after it; then it has all that was
    // announced that day.
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
                    harvest.CoveredFrom < day && harvest.CoveredTo > day && FeedWindow.IsOver(day, today, states)
                )
                .Select(day =>
                    Note(
                        day,
                        ledger.CaughtUp(category, day) + told.GetValueOrDefault(day),
                        ledger.Announced(category, day)
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
