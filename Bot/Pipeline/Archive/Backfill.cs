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
/// oldest first, behind every new listing. Each takes its article's identity in the outbox, so it is not told again.
/// </summary>
public sealed class Backfill(
    OaiArchive archive,
    IReadOnlyList<AccountSession> accounts,
    ILedger ledger,
    TimeProvider clock
)
{
    /// <summary>
    /// Posted one by one, so many take ten days within Mastodon's limits; in lists, one day. More at once is a mistake
    /// rather than a wish.
    /// </summary>
    public const int MostPapers = 3000;

    /// <summary>Younger papers are left to the feeds and to catching up.</summary>
    private const int DaysOfFeeds = 2;

    /// <summary>As in <see cref="ArchiveIntake"/>: an evening's announcement may bear an earlier date in UTC.</summary>
    private const int Overlap = 3;

    /// <summary>The last day that may be asked for.</summary>
    public static DateOnly Latest(DateTimeOffset now) => ArxivDay.Of(now).AddDays(-DaysOfFeeds);

    /// <summary>
    /// Reads all that was asked for, and only then queues it, each account and category in one transaction. If the
    /// archive does not answer to the end, nothing is queued.
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
                .ReadersByCategory(accounts)
                .Where(one => order.Category is null || one.Category == order.Category)
        )
        {
            if (await ReadAsync(category, order, result, cancellation) is not { } papers)
            {
                return;
            }

            foreach (var reader in readers)
            {
                plans.Add((reader, category, await UnsaidAsync(reader, papers)));
            }
        }

        var tooMany = plans
            .GroupBy(plan => plan.Account, plan => plan.Papers.Count)
            .FirstOrDefault(papers => papers.Sum() > MostPapers);
        if (tooMany is not null)
        {
            result.Fail(
                $"{tooMany.Key.Options}: {tooMany.Sum()} papers are more than "
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

            var queued = order.IsDryRun
                ? "; dry run, nothing was queued"
                : await QueueAndTellAsync(account, category, papers, order);
            if (queued is null)
            {
                result.Fail(
                    $"{account.Options}: {category}: the ledger changed meanwhile, so nothing was queued; ask again"
                );
                return;
            }

            result.Say($"{account.Options}: {category}: {papers.Count} papers that it has not told{queued}");
        }
    }

    private async ValueTask<List<ArchivedPaper>> UnsaidAsync(AccountSession account, List<ArchivedPaper> papers)
    {
        var said = await ledger.Intake.Said(
            account.AccountId!.Value,
            papers.ConvertAll(paper => TootIdentity.Article(paper.Id))
        );
        return papers.FindAll(paper => !said.All.Contains(TootIdentity.Article(paper.Id)));
    }

    // What was queued, in words; empty for nothing. Null when the ledger changed meanwhile.
    private async ValueTask<string?> QueueAndTellAsync(
        AccountSession account,
        string category,
        List<ArchivedPaper> papers,
        BackfillOrder order
    )
    {
        if (papers.Count == 0)
        {
            return "";
        }

        var how = order.As ?? (account.Options.AllowsLists ? CatchUp.List : CatchUp.Toot);
        if (await QueueAsync(await account.SnapshotAsync(), category, papers, how) is not { } toots)
        {
            return null;
        }

        return toots > 0
            ? $"; {toots} toots queued: `run` delivers them within the account's pace and limits, behind every new "
                + "listing"
            : "";
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

    // Null when the archive did not answer to the end. Its dates are those of a paper's last change, so everything that
    // changed since the first day must be asked for.
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
                // It may have been held by moderation until now: then the next feed brings it.
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

    // How many toots; null when the ledger changed meanwhile.
    private async ValueTask<int?> QueueAsync(
        AccountSnapshot account,
        string category,
        List<ArchivedPaper> papers,
        CatchUp how
    )
    {
        var now = clock.GetUtcNow();
        var threads = how == CatchUp.List ? InLists(account, category, papers) : OneByOne(account, papers);
        var move = await ledger.Recovery.CaughtUp(
            new LatePapers
            {
                Category = category,
                Date = papers[^1].EarliestAnnouncement!.Value,
                Threads = threads,
                PerDay = papers.CountBy(paper => paper.EarliestAnnouncement!.Value).ToDictionary(),
                Now = now,
                SpreadUntil = account.Record.SpreadUntil,
                Backfilled =
                [
                    .. papers.Select(paper =>
                        (paper, AnnouncementWindow.LastDay(paper.EarliestAnnouncement!.Value, paper.Datestamp, now))
                    ),
                ],
            }
        );
        return move == Move.NotAsExpected ? null : threads.Sum(thread => thread.Toots.Count);
    }

    private static List<QueuedThread> InLists(AccountSnapshot account, string category, List<ArchivedPaper> papers) =>
        [
            .. account
                .Composer.CatchUp(
                    category,
                    papers[0].EarliestAnnouncement!.Value,
                    papers[^1].EarliestAnnouncement!.Value,
                    papers.ConvertAll(paper => paper.ToAnnouncement())
                )
                .Select(list => new QueuedThread(account.Record, null, [list.Toot], OutboxState.Queued)
                {
                    Listed = list.Papers,
                }),
        ];

    private static List<QueuedThread> OneByOne(AccountSnapshot account, List<ArchivedPaper> papers) =>
        papers.ConvertAll(one =>
        {
            var paper = one.ToAnnouncement();
            var toots = account
                .Composer.Article(paper)
                .Select(toot => toot with { Visibility = account.Options.QuietVisibility });
            return new QueuedThread(account.Record, paper, [.. toots], OutboxState.Queued);
        });
}
