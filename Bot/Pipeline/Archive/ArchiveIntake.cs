using Bot.Arxiv;
using Bot.Feed;
using Bot.Ledger;
using Bot.Pipeline.Listings;
using Bot.Pipeline.Sending;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline.Archive;

/// <summary>
/// Reads what has changed in arXiv's archive, category by category and a page at a time, so that no feed waits for more
/// than one page. How far it has come is in the ledger: a restart goes on there.
/// </summary>
public sealed class ArchiveIntake(
    OaiArchive archive,
    ArchiveNews news,
    ILedger ledger,
    TimeProvider clock,
    ILogger<ArchiveIntake> log
)
{
    /// <summary>
    /// Each list begins so many days before the end of the last one, since that may have missed papers: an announcement
    /// reaches the archive hours after the feed, arXiv's cache keeps "nothing yet" until midnight UTC, and a record
    /// that changes between two pages can push another one across. The first list goes back as far.
    /// </summary>
    private const int Overlap = 3;

    /// <summary>Between two lists: arXiv's archive changes once a day.</summary>
    private static readonly TimeSpan Usually = TimeSpan.FromDays(1);

    /// <summary>Between two lists while days are missing.</summary>
    private static readonly TimeSpan WhileDaysAreMissing = TimeSpan.FromHours(1);

    /// <summary>After the first page that failed; doubled for each in a row.</summary>
    private static readonly TimeSpan FirstPatience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan LongestPatience = TimeSpan.FromHours(6);

    /// <summary>
    /// After so many failures in a row a page is given up, and the list is asked for from its beginning: the position
    /// may be what is bad.
    /// </summary>
    private const int MostTries = 3;

    /// <summary>The category to ask for next and when; null when nobody reads any.</summary>
    public async ValueTask<(string Category, IReadOnlyList<AccountSession> Readers, DateTimeOffset At)?> NextAsync(
        IEnumerable<AccountSession> accounts
    )
    {
        var now = clock.GetUtcNow();
        (string Category, IReadOnlyList<AccountSession> Readers, DateTimeOffset At)? next = null;
        foreach (var (category, readers) in Intake.ReadersByCategory(accounts))
        {
            var at = await NextTimeAsync(category, now);
            if (next is null || at < next.Value.At)
            {
                next = (category, readers, at);
            }
        }

        return next;
    }

    /// <summary>
    /// Asks for one page and notes it. When the list ends with it, what accounts have not told yet is queued.
    /// </summary>
    public async Task ReadPageAsync(
        string category,
        IReadOnlyList<AccountSession> readers,
        CancellationToken cancellation
    )
    {
        var harvest = await BeginOrGoOnAsync(category, clock.GetUtcNow());
        var position = harvest.Position is { } place
            ? new ArchivePosition(place.Token, place.Page, place.Expires)
            : null;
        ArchiveAnswer? answer = null;
        await foreach (
            var page in archive.ReadAsync(new ArchiveQuery(category, harvest.From!.Value), position, cancellation)
        )
        {
            answer = page;
            break;
        }

        switch (answer)
        {
            case ArchiveAnswer.Page page:
                await NoteAsync(category, readers, page);
                break;
            case ArchiveAnswer.Expired expired:
                await FailedAsync(category, harvest, expired.Message, notBefore: null, keepsPosition: false);
                break;
            case ArchiveAnswer.Failed failed:
                await FailedAsync(
                    category,
                    harvest,
                    failed.Message,
                    failed.NotBefore,
                    harvest.Tries + 1 < MostTries && harvest.Position?.Page is null or < OaiArchive.MaxPages
                );
                break;
            default:
                throw new InvalidOperationException("an archive's answer of an unknown kind");
        }

        await news.QueueAsync(category, readers);
    }

    private async ValueTask<DateTimeOffset> NextTimeAsync(string category, DateTimeOffset now)
    {
        var harvest = await ledger.Recovery.Harvest(category);
        if (harvest.From is not null || harvest.Failures > 0)
        {
            return harvest.NotBefore ?? now;
        }

        if (harvest.FinishedAt is not { } finished || finished > now)
        {
            return now;
        }

        var today = ArxivDay.Of(now);
        var history = await ledger.Intake.Days(category, GapRepair.Oldest(today));
        if (history.On(today) is { State: DayState.Complete or DayState.Holiday, Since: var since } && since > finished)
        {
            return now;
        }

        return finished + (GapRepair.Missed(history, today).Count > 0 ? WhileDaysAreMissing : Usually);
    }

    private async ValueTask<HarvestRecord> BeginOrGoOnAsync(string category, DateTimeOffset now)
    {
        var harvest = await ledger.Recovery.Harvest(category);
        if (harvest.From is not null)
        {
            return harvest;
        }

        var reached = harvest.CoveredTo ?? await FirstMissedAsync(category, now);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        await ledger.Recovery.HarvestBegan(category, (reached < today ? reached : today).AddDays(-Overlap), now);
        return await ledger.Recovery.Harvest(category);
    }

    // Today, in UTC, for none.
    private async ValueTask<DateOnly> FirstMissedAsync(string category, DateTimeOffset now)
    {
        var today = ArxivDay.Of(now);
        var history = await ledger.Intake.Days(category, GapRepair.Oldest(today));
        return GapRepair.Missed(history, today).FirstOrDefault(DateOnly.FromDateTime(now.UtcDateTime));
    }

    private async ValueTask NoteAsync(string category, IReadOnlyList<AccountSession> readers, ArchiveAnswer.Page page)
    {
        var now = clock.GetUtcNow();
        var undated = page
            .Papers.Where(paper => !paper.Deleted && paper.EarliestAnnouncement is null)
            .Select(paper => $"{paper.Id}: no readable time of version 1, so nobody can tell whether it is new")
            .ToList();
        foreach (var reason in page.Rejected.Concat(undated))
        {
            log.LogWarning("{Category} in the archive: left out {Reason}", category, reason);
        }

        var papers = page
            .Papers.Select(paper =>
                (paper, AnnouncementWindow.LastDay(paper.EarliestAnnouncement ?? paper.Datestamp, paper.Datestamp, now))
            )
            .ToList();
        await ledger.Recovery.HarvestRead(
            new HarvestPage
            {
                Category = category,
                Papers = papers,
                Accounts = [.. readers.Select(reader => reader.AccountId!.Value)],
                Since = GapRepair.Oldest(ArxivDay.Of(now)),
                LeftOut = [.. page.Rejected, .. undated],
                Next = page.Next is { } next ? new HarvestPosition(next.Token, next.Page, next.Expires) : null,
            },
            now
        );
        log.LogInformation(
            "{Category} in the archive: {Papers} changed papers{More}",
            category,
            papers.Count,
            page.Next is null ? "" : ", and more to come"
        );
    }

    // The waits double, unless arXiv names one.
    private async ValueTask FailedAsync(
        string category,
        HarvestRecord harvest,
        string error,
        DateTimeOffset? notBefore,
        bool keepsPosition
    )
    {
        var now = clock.GetUtcNow();
        var patience = FirstPatience * Math.Pow(2, Math.Min(harvest.Failures, 16));
        var until = notBefore ?? now + (patience < LongestPatience ? patience : LongestPatience);
        await ledger.Recovery.HarvestFailed(category, new HarvestFailure(error, until, keepsPosition), now);
        log.LogWarning(
            "{Category}: the archive cannot be read, next try {Until:yyyy-MM-dd HH:mm} UTC: {Error}",
            category,
            until,
            error
        );
    }
}
