using Bot.Arxiv;
using Bot.Feed;
using Bot.Ledger;
using Bot.Options;
using Bot.Pipeline.Listings;
using Bot.Pipeline.Sending;

namespace Bot.Pipeline.Archive;

/// <summary>What an operator wants to have told late.</summary>
/// <param name="From">
/// The first day whose papers are told: the first feed that can have brought them, as derived from version 1's time.
/// </param>
/// <param name="To">The last such day.</param>
/// <param name="Category">Null for all that each account reads.</param>
/// <param name="As">Null for lists where the account's settings allow them, else toots.</param>
/// <param name="IsDryRun">Count, queue nothing.</param>
public sealed record BackfillOrder(DateOnly From, DateOnly To, string? Category, CatchUp? As, bool IsDryRun);

/// <summary>
/// Queues papers of days long past, as arXiv's archive has them, for each account that has not told them: unlisted,
/// oldest first, behind every new listing. Each takes its article's identity, so that nothing tells it again.
/// </summary>
public sealed class Backfill(
    OaiArchive archive,
    IReadOnlyList<AccountSession> accounts,
    SqliteLedger ledger,
    TimeProvider clock
)
{
    /// <summary>
    /// Ten days' toots within Mastodon's limits, or a day's worth of lists; more at once is a mistake rather than a
    /// wish.
    /// </summary>
    public const int MostPapers = 3000;

    /// <summary>What is younger the feeds may still bring, and catching up does.</summary>
    private const int DaysOfFeeds = 2;

    /// <summary>As in <see cref="ArchiveIntake"/>: an evening's announcement may bear an earlier date in UTC.</summary>
    private const int Overlap = 3;

    /// <summary>The last day that may be asked for.</summary>
    public static DateOnly Latest(DateTimeOffset now) => ArxivDay.Of(now).AddDays(-DaysOfFeeds);

    /// <summary>
    /// Reads first and queues then, each account and category in one transaction; what cannot be read is told of in no
    /// part.
    /// </summary>
    public async Task RunAsync(BackfillOrder order, RunResult result, CancellationToken cancellation)
    {
        foreach (var account in accounts)
        {
            if (await VerifiedAsync(account, cancellation))
            {
                continue;
            }

            result.Fail($"{account.Options}: {account.Trouble}; nothing was queued");
            return;
        }

        var plans = new List<(AccountSession Account, string Category, List<ArchivedPaper> Papers)>();
        foreach (
            var (category, readers) in Intake
                .Readings(accounts)
                .Where(reading => order.Category is null || reading.Category == order.Category)
        )
        {
            if (await ReadAsync(category, order, result, cancellation) is not { } papers)
            {
                return;
            }

            foreach (var reader in readers)
            {
                var said = ledger.Said(reader.Record.Id, papers.Select(paper => TootIdentity.Article(paper.Id)));
                plans.Add((reader, category, papers.FindAll(paper => !said.Contains(TootIdentity.Article(paper.Id)))));
            }
        }

        if (
            plans
                .GroupBy(plan => plan.Account)
                .FirstOrDefault(one => one.Sum(plan => plan.Papers.Count) > MostPapers) is
            { } tooMany
        )
        {
            result.Fail(
                $"{tooMany.Key.Options}: {tooMany.Sum(plan => plan.Papers.Count)} papers are more than "
                    + $"{MostPapers} at once; ask for fewer days, or one --category. Nothing was queued"
            );
            return;
        }

        foreach (var (account, category, papers) in plans)
        {
            foreach (var day in papers.CountBy(paper => paper.EarliestAnnouncement!.Value))
            {
                result.Say($"{account.Options}: {category} {day.Key:yyyy-MM-dd} {day.Value}");
            }

            var toots =
                order.IsDryRun || papers.Count == 0
                    ? 0
                    : Queue(
                        account,
                        category,
                        papers,
                        order.As ?? (account.Options.AllowsLists ? CatchUp.List : CatchUp.Toot)
                    );
            result.Say(
                $"{account.Options}: {category}: {papers.Count} papers that it has not "
                    + $"told{(order.IsDryRun ? "; dry run, nothing was queued" : toots > 0 ? $"; {toots} toots queued: `run` delivers them within the account's pace and limits, behind every new listing" : "")}"
            );
        }
    }

    private async Task<bool> VerifiedAsync(AccountSession account, CancellationToken cancellation)
    {
        while (!await account.VerifyAsync(cancellation))
        {
            if (account.RetryAt is not { } at)
            {
                return false;
            }

            await clock.Until(at, cancellation);
        }

        return true;
    }

    // Null when the archive did not answer to the end. Its days are those of the last change, so all that changed since
    // must be asked for.
    private async Task<List<ArchivedPaper>?> ReadAsync(
        string category,
        BackfillOrder order,
        RunResult result,
        CancellationToken cancellation
    )
    {
        var papers = new Dictionary<ArxivId, ArchivedPaper>();
        var (withdrawn, fresh) = (0, 0);
        var today = ArxivDay.Of(clock.GetUtcNow());
        await foreach (
            var answer in archive.ReadAsync(
                new ArchiveQuery(category, order.From.AddDays(-Overlap)),
                cancellation: cancellation
            )
        )
        {
            if (answer is not ArchiveAnswer.Page page)
            {
                result.Fail(
                    $"{category}: "
                        + $"{(answer as ArchiveAnswer.Failed)?.Message ?? (answer as ArchiveAnswer.Expired)?.Message}; "
                        + "nothing was queued"
                );
                return null;
            }

            foreach (
                var paper in page.Papers.Where(paper =>
                    !paper.Deleted
                    && paper.Categories[0] == category
                    && paper.EarliestAnnouncement >= order.From
                    && paper.EarliestAnnouncement <= order.To
                )
            )
            {
                if (paper.Withdrawal is not null)
                {
                    withdrawn++;
                }
                // Held until now, perhaps: then it is the next feed's.
                else if (paper.Versions.Count == 1 && paper.Datestamp >= today.AddDays(-DaysOfFeeds))
                {
                    fresh++;
                }
                else
                {
                    papers[paper.Id] = paper;
                }
            }
        }

        if (withdrawn > 0)
        {
            result.Say($"{category}: {withdrawn} papers were withdrawn since, and are left out");
        }

        if (fresh > 0)
        {
            result.Say(
                $"{category}: {fresh} papers changed in the last {DaysOfFeeds} days and may be announced only "
                    + "now; they are left to the feeds"
            );
        }

        return
        [
            .. papers
                .Values.OrderBy(paper => paper.EarliestAnnouncement)
                .ThenBy(paper => paper.Id.Value, StringComparer.Ordinal),
        ];
    }

    private int Queue(AccountSession account, string category, List<ArchivedPaper> papers, CatchUp how)
    {
        var now = clock.GetUtcNow();
        var announcements = papers.ConvertAll(paper => paper.ToAnnouncement());
        List<QueuedThread> threads =
            how == CatchUp.List
                ?
                [
                    .. account
                        .Composer.CatchUp(
                            category,
                            papers[0].EarliestAnnouncement!.Value,
                            papers[^1].EarliestAnnouncement!.Value,
                            announcements
                        )
                        .Select(list => new QueuedThread(account.Record, null, [list.Toot], OutboxState.Queued)
                        {
                            Listed = list.Papers,
                        }),
                ]
                : announcements.ConvertAll(paper => new QueuedThread(
                    account.Record,
                    paper,
                    [
                        .. account
                            .Composer.Article(paper)
                            .Select(toot => toot with { Visibility = account.Options.QuietVisibility }),
                    ],
                    OutboxState.Queued
                ));
        ledger.Backfill(
            new IntakeRecord
            {
                Category = category,
                Date = papers[^1].EarliestAnnouncement!.Value,
                Unseen = [],
                Threads = threads,
                ETag = null,
                Readers = "",
                Rejected = [],
                Days = [],
                Now = now,
                SpreadUntil = account.Record.SpreadUntil,
            },
            [
                .. papers.Select(paper =>
                    (paper, FeedWindow.Last(paper.EarliestAnnouncement!.Value, paper.Datestamp, now))
                ),
            ]
        );
        return threads.Sum(thread => thread.Toots.Count);
    }
}
