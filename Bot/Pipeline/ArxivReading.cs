using Bot.Arxiv;
using Bot.Ledger;
using Bot.Pipeline.Archive;
using Bot.Pipeline.Listings;
using Bot.Pipeline.Sending;

namespace Bot.Pipeline;

/// <summary>A category that is to be read next.</summary>
/// <param name="Category">As arXiv spells it.</param>
/// <param name="Readers">The known accounts that read it.</param>
/// <param name="At">When it may be read.</param>
public sealed record NextReading(string Category, IReadOnlyList<AccountSession> Readers, DateTimeOffset At);

/// <summary>All that the bot reads of arXiv: the categories' feeds and, where it is set, the archive's pages.</summary>
/// <param name="intake">Reads and records feeds.</param>
/// <param name="calendar">Knows when a feed is worth another look.</param>
/// <param name="ledger">Knows when each feed was read last, and for whom.</param>
/// <param name="archive">Null when the archive is not read; then <paramref name="news"/> is null too.</param>
/// <param name="news">Queues what the archive has and no feed brought.</param>
public sealed class ArxivReading(
    Intake intake,
    ArxivCalendar calendar,
    ILedger ledger,
    ArchiveIntake? archive = null,
    ArchiveNews? news = null
)
{
    /// <summary>The feed to be read next; null when no account is known yet.</summary>
    public async ValueTask<NextReading?> NextFeedAsync(IEnumerable<AccountSession> accounts, DateTimeOffset now)
    {
        NextReading? next = null;
        foreach (var (category, readers) in Intake.ReadersByCategory(accounts))
        {
            var at = await NextLookAsync(category, readers, now);
            if (next is null || at < next.At)
            {
                next = new NextReading(category, readers, at);
            }
        }

        return next;
    }

    /// <summary>
    /// The archive's page to be read next; null when no account is known yet, or the archive is not read.
    /// </summary>
    public async ValueTask<NextReading?> NextPageAsync(IEnumerable<AccountSession> accounts) =>
        archive is not null && await archive.NextAsync(accounts) is { } page
            ? new NextReading(page.Category, page.Readers, page.At)
            : null;

    /// <summary>Reads a feed, and queues what is known from the archive by now.</summary>
    /// <returns>Null when all is well, else what is wrong with the feed.</returns>
    public async Task<string?> ReadFeedAsync(
        string category,
        IReadOnlyList<AccountSession> readers,
        CancellationToken stop
    )
    {
        var trouble = await intake.LookAsync(category, readers, stop);
        if (news is not null)
        {
            await news.QueueAsync(category, readers);
        }

        return trouble;
    }

    /// <summary>Reads one page of the archive.</summary>
    public Task ReadPageAsync(NextReading page, CancellationToken stop) =>
        archive!.ReadPageAsync(page.Category, page.Readers, stop);

    // For an account that has joined since the last reading, the feed was not read yet: then it is due at once.
    private async ValueTask<DateTimeOffset> NextLookAsync(
        string category,
        IReadOnlyList<AccountSession> readers,
        DateTimeOffset now
    )
    {
        var today = ArxivDay.Of(now);
        var feed = await ledger.Intake.Feed(category);
        var history = await ledger.Intake.Days(category, today);
        var isFailing = feed.FailedSince is not null;
        var wasReadForAll = feed.Readers == Intake.ReaderSet(readers) || isFailing;
        return calendar.NextLook(now, wasReadForAll ? feed.CheckedAt : null, isFailing, history.StateOf(today));
    }
}
