using Bot.Arxiv;
using Bot.Composer;
using Bot.Feed;
using Bot.Ledger;
using Bot.Options;
using Bot.Pipeline.Days;
using Bot.Pipeline.Sending;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline.Listings;

/// <summary>
/// Reads a category's feed, and turns what it announces into queued toots. <see cref="Delivery"/> sends them later.
/// </summary>
/// <remarks>
/// <para>
/// An announcement's way: the feed is read, unless arXiv says by its ETag that it has not changed. The announcements
/// are compared with those in the ledger, and from what is unseen the day is judged (<see cref="DayBook"/>). Each
/// account that reads the category composes what it has to say (<see cref="ListingComposer"/>). Then all of it is
/// recorded.
/// </para>
/// <para>
/// What is on disk: nothing of a reading until its one transaction, which holds the announcements, the composed toots
/// with their final text, the judged days and the ETag. If the power fails before it, the next reading finds everything
/// unseen. If it fails after it, the toots are queued, and no reading queues them again: each toot's identity is in the
/// outbox once per account.
/// </para>
/// <para>
/// It never gives up: a feed that fails is asked again at the times of <see cref="ArxivCalendar"/>, and never reported
/// as a day without papers. The operator reads of it in the log and in <c>status</c>. Items that cannot be read are
/// left out, each with a warning.
/// </para>
/// </remarks>
/// <param name="feed">Where listings are read.</param>
/// <param name="ledger">Where they are recorded.</param>
/// <param name="options">The accounts and what they want.</param>
/// <param name="clock">The time.</param>
/// <param name="log">For the operator.</param>
public sealed class Intake(ArxivFeed feed, ILedger ledger, BotOptions options, TimeProvider clock, ILogger<Intake> log)
{
    /// <summary>A broken feed may have thousands of broken items.</summary>
    private const int MostRejectedLogged = 20;

    private readonly DaySurvey _survey = new(ledger.Pages, options);
    private readonly ListingComposer _composer = new(ledger, options, log);

    /// <summary>Every category that a known account reads, with its readers.</summary>
    public static List<(string Category, IReadOnlyList<AccountSession> Readers)> ReadersByCategory(
        IEnumerable<AccountSession> accounts
    ) =>
        [
            .. accounts
                .Where(account => account.AccountId is not null)
                .SelectMany(account =>
                    account.Options.Categories.Select(category => (Category: category, Account: account))
                )
                .GroupBy(one => one.Category, one => one.Account)
                .Select(group => (group.Key, (IReadOnlyList<AccountSession>)[.. group])),
        ];

    /// <summary>The set of accounts that a feed is read for, as the ledger keeps it beside the ETag.</summary>
    public static string ReaderSet(IEnumerable<AccountSession> readers) =>
        string.Join(' ', readers.Select(reader => reader.AccountId).Order());

    /// <summary>Reads a category's feed once and records what it tells.</summary>
    /// <param name="category">The category.</param>
    /// <param name="readers">All known accounts that read it.</param>
    /// <param name="cancellation">Stops the reading; a record is not left half written.</param>
    /// <returns>Null when all is well, else what is wrong with the feed.</returns>
    public async Task<string?> LookAsync(
        string category,
        IReadOnlyList<AccountSession> readers,
        CancellationToken cancellation
    )
    {
        var known = await ledger.Intake.Feed(category);
        // The ETag of a reading for other accounts would hide the listing from one that joined since.
        var etag = known.Readers == ReaderSet(readers) ? known.ETag : null;
        switch (await feed.ReadAsync(category, etag, cancellation))
        {
            case FeedAnswer.Unchanged:
                var (history, now) = await TodayAsync(category);
                await ledger.Intake.FeedUnchanged(category, DayBook.Unchanged(history, now), now);
                log.LogInformation("{Category}: nothing new since the last look", category);
                return await AskElsewhereAsync(category, readers, cancellation);
            case FeedAnswer.Failed failed:
                return await FailedAsync(category, failed.Message);
            case FeedAnswer.Read read:
                return await RecordAsync(category, read, readers)
                    ?? await AskElsewhereAsync(category, readers, cancellation);
            default:
                throw new InvalidOperationException("a feed answer of an unknown kind");
        }
    }

    // What is known of today, and of earlier days that were not looked back at yet.
    private async ValueTask<(DayHistory History, DateTimeOffset Now)> TodayAsync(string category)
    {
        var now = clock.GetUtcNow();
        return (await ledger.Intake.Days(category, ArxivDay.Of(now)), now);
    }

    private async ValueTask<string> FailedAsync(string category, string error)
    {
        var (history, now) = await TodayAsync(category);
        await ledger.Intake.FeedFailed(category, error, DayBook.Failed(history, error, now), now);
        log.LogWarning("{Category}: {Error}", category, error);
        return error;
    }

    // A stale copy lies in the cache of one address, so another address may have the papers. Its answer is recorded
    // like any other when it has an unseen paper. Without one it tells nothing about the day: that address may be stale
    // too.
    private async Task<string?> AskElsewhereAsync(
        string category,
        IReadOnlyList<AccountSession> readers,
        CancellationToken cancellation
    )
    {
        foreach (var address in feed.Elsewhere(category))
        {
            var (history, now) = await TodayAsync(category);
            if (!DayBook.IsStuck(history, now))
            {
                return null;
            }

            var answer = await feed.ReadElsewhereAsync(category, address, cancellation);
            if (answer is not FeedAnswer.Read read || !await HasUnseenAsync(category, read.Document))
            {
                log.LogInformation(
                    "{Category}: {Address} has no more than the usual address{Error}",
                    category,
                    address,
                    answer is FeedAnswer.Failed failed ? $" ({failed.Message})" : ""
                );
                continue;
            }

            log.LogWarning(
                "{Category}: the usual address is stale, {Address} has papers that it lacks",
                category,
                address
            );
            var known = await ledger.Intake.Feed(category);
            if (await RecordAsync(category, read with { ETag = known.ETag }, readers) is { } trouble)
            {
                return trouble;
            }
        }

        return null;
    }

    private async ValueTask<bool> HasUnseenAsync(string category, FeedDocument document)
    {
        var seenOn = await ledger.Intake.FirstSeen(category, document.Announcements);
        return seenOn.Contains(null);
    }

    // Null when it is recorded, else what is wrong.
    private async Task<string?> RecordAsync(
        string category,
        FeedAnswer.Read read,
        IReadOnlyList<AccountSession> readers
    )
    {
        var document = read.Document;
        foreach (var reason in document.Rejected.Take(MostRejectedLogged))
        {
            log.LogWarning("{Category} of {Date:yyyy-MM-dd}: left out {Reason}", category, document.Date, reason);
        }

        var nameless = document.Announcements.Where(paper => paper.Authors.Count == 0).ToList();
        if (nameless.Count > 0)
        {
            log.LogWarning(
                "{Category} of {Date:yyyy-MM-dd}: {Papers} of {All} papers name no authors, such as {Paper}; they are "
                    + "tooted without. If arXiv's page has them, the feed has a new form: look for a newer version",
                category,
                document.Date,
                nameless.Count,
                document.Announcements.Count,
                nameless[0].Id
            );
        }

        var now = clock.GetUtcNow();
        var seenOn = await ledger.Intake.FirstSeen(category, document.Announcements);
        var unseen = document.Announcements.Where((_, at) => seenOn[at] is null).ToList();
        var history = await ledger.Intake.Days(category, FirstDay(document, unseen.Count > 0, now));
        var seen = FeedObservation.Of(
            document,
            seenOn,
            history,
            await CountElsewhereAsync(category, FeedObservation.UnseenPapers(document, seenOn), document.Date)
        );
        var (verdict, days) = DayBook.Read(history, seen, now);
        var listing = new ReadListing(category, verdict.ListingDay, document.Announcements, verdict);
        var threads = await ComposeAsync(listing, readers, now);
        var move = await ledger.Intake.Recorded(
            new IntakeRecord
            {
                Category = category,
                Date = listing.Date,
                Unseen = unseen,
                Threads = threads,
                ETag = read.ETag,
                Readers = ReaderSet(readers),
                Rejected = document.Rejected,
                Days = days,
                Now = now,
                SpreadUntil = readers.Select(reader => reader.Pace.SpreadUntil(now)).FirstOrDefault(),
                Picture =
                    verdict.IsListing && unseen.Count > 0
                        ? _survey.Picture(
                            category,
                            listing.Date,
                            NewPaperRules.Papers(listing.Announcements),
                            history,
                            readers.Select(reader => reader.Options)
                        )
                        : null,
            }
        );
        if (move == Move.NotAsExpected)
        {
            // Noted as a reading that failed, since without a time of the last look the next one would come at once.
            return await FailedAsync(
                category,
                "the ledger changed while the listing was composed, so nothing of it was recorded; it is read again at "
                    + "the next look"
            );
        }

        LogRecorded(listing, unseen.Count, threads);
        return null;
    }

    // The first day that a reading asks about. Only a listing that is new has its picture drawn.
    private static DateOnly FirstDay(FeedDocument document, bool hasUnseen, DateTimeOffset now)
    {
        var (today, before) = (ArxivDay.Of(now), ListingDays.Before(document.Date));
        var first = hasUnseen ? DaySurvey.FirstShown(before) : before;
        return first < today ? first : today;
    }

    private async ValueTask<int> CountElsewhereAsync(string category, IReadOnlyList<ArxivId> unseen, DateOnly date) =>
        unseen.Count == 0 ? 0 : await ledger.Intake.CountSeenElsewhere(category, unseen, date);

    // Each account as it stands now, for all that it has to say.
    private async ValueTask<List<QueuedThread>> ComposeAsync(
        ReadListing listing,
        IReadOnlyList<AccountSession> readers,
        DateTimeOffset now
    )
    {
        await _composer.TakeInEarlierArticlesAsync();
        var threads = new List<QueuedThread>();
        var holidays = new List<QueuedThread>();
        foreach (var session in readers)
        {
            var reader = await session.SnapshotAsync();
            threads.AddRange(await _composer.ComposeAsync(listing, reader, now));
            var (category, verdict) = (listing.Category, listing.Verdict);
            if (await HolidayToot.DueAsync(category, verdict, reader, ledger.Intake, now) is { } holiday)
            {
                holidays.Add(holiday);
            }
        }

        return [.. threads, .. holidays];
    }

    private void LogRecorded(ReadListing listing, int unseen, List<QueuedThread> threads)
    {
        var queued = threads
            .Where(thread => thread.State == OutboxState.Queued)
            .ToLookup(thread =>
                thread.Toots[0].Kind is TootKind.Summary or TootKind.Article or TootKind.Abstract or TootKind.List
            );
        var (newPapers, others) = (CountPapers(queued[true]), CountPapers(queued[false]));
        log.LogInformation(
            "{Category} of {Date:yyyy-MM-dd}: {Items} items, {Unseen} unseen, {Articles} articles "
                + "queued{Retold}; {State}: {Reason}",
            listing.Category,
            listing.Verdict.Day,
            listing.Announcements.Count,
            unseen,
            newPapers,
            others > 0 ? $" and {others} cross-lists or new versions" : "",
            listing.Verdict.State,
            listing.Verdict.Reason
        );
    }

    private static int CountPapers(IEnumerable<QueuedThread> threads) =>
        threads.Sum(thread => thread.Paper is null ? thread.Listed.Count : 1);
}
