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
    SqliteLedger ledger,
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
    public (string Category, IReadOnlyList<AccountSession> Readers, DateTimeOffset At)? Next(
        IEnumerable<AccountSession> accounts
    )
    {
        var now = clock.GetUtcNow();
        return Intake
            .ReadersByCategory(accounts)
            .Select(one => (one.Category, one.Readers, At: NextTime(one.Category, now)))
            .OrderBy(one => one.At)
            .Cast<(string, IReadOnlyList<AccountSession>, DateTimeOffset)?>()
            .FirstOrDefault();
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
        var harvest = BeginOrGoOn(category, clock.GetUtcNow());
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
                Note(category, readers, page);
                break;
            case ArchiveAnswer.Expired expired:
                Failed(category, harvest, expired.Message, notBefore: null, keepsPosition: false);
                break;
            case ArchiveAnswer.Failed failed:
                Failed(
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

        news.Queue(category, readers);
    }

    private DateTimeOffset NextTime(string category, DateTimeOffset now)
    {
        var harvest = ledger.Harvest(category);
        if (harvest.From is not null || harvest.Failures > 0)
        {
            return harvest.NotBefore ?? now;
        }

        if (harvest.FinishedAt is not { } finished || finished > now)
        {
            return now;
        }

        var today = ArxivDay.Of(now);
        if (
            ledger.DayStateSince(category, today) is (DayState.Complete or DayState.Holiday, var since)
            && since > finished
        )
        {
            return now;
        }

        return finished + (GapRepair.Missed(ledger, category, today).Count > 0 ? WhileDaysAreMissing : Usually);
    }

    private HarvestRecord BeginOrGoOn(string category, DateTimeOffset now)
    {
        var harvest = ledger.Harvest(category);
        if (harvest.From is not null)
        {
            return harvest;
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var firstMissed = GapRepair.Missed(ledger, category, ArxivDay.Of(now)).FirstOrDefault(today);
        var reached = harvest.CoveredTo ?? firstMissed;
        ledger.BeginHarvest(category, (reached < today ? reached : today).AddDays(-Overlap), now);
        return ledger.Harvest(category);
    }

    private void Note(string category, IReadOnlyList<AccountSession> readers, ArchiveAnswer.Page page)
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
        ledger.RecordHarvestPage(
            new HarvestPage
            {
                Category = category,
                Papers = papers,
                Accounts = [.. readers.Select(reader => reader.Record.Id)],
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
    private void Failed(
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
        ledger.HarvestFailed(category, error, until, keepsPosition, now);
        log.LogWarning(
            "{Category}: the archive cannot be read, next try {Until:yyyy-MM-dd HH:mm} UTC: {Error}",
            category,
            until,
            error
        );
    }
}
