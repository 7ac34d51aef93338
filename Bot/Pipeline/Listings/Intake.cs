using Bot.Arxiv;
using Bot.Feed;
using Bot.Ledger;
using Bot.Options;
using Bot.Pipeline.Days;
using Bot.Pipeline.Sending;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline.Listings;

/// <summary>
/// Reads a category's feed and records it: announcements, composed toots and ETag in one transaction.
/// </summary>
public sealed class Intake(
    ArxivFeed feed,
    SqliteLedger ledger,
    BotOptions options,
    TimeProvider clock,
    ILogger<Intake> log
)
{
    private readonly SisterAccounts _sisters = new(options.Accounts);
    private readonly DayBook _days = new(ledger);
    private readonly DaySurvey _survey = new(ledger, options);
    private readonly SimilarToots _similar = new(ledger);

    /// <summary>Every category that a known account reads, with its readers.</summary>
    public static List<(string Category, IReadOnlyList<AccountSession> Readers)> Readings(
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
    public static string Names(IEnumerable<AccountSession> readers) =>
        string.Join(' ', readers.Select(reader => reader.AccountId).Order());

    /// <returns>Null when all is well, else what is wrong with the feed.</returns>
    public async Task<string?> LookAsync(
        string category,
        IReadOnlyList<AccountSession> readers,
        CancellationToken cancellation
    )
    {
        var known = ledger.Feed(category);
        var names = Names(readers);
        switch (await feed.ReadAsync(category, known.Readers == names ? known.ETag : null, cancellation))
        {
            case FeedAnswer.Unchanged:
                ledger.FeedUnchanged(category, _days.Unchanged(category, clock.GetUtcNow()), clock.GetUtcNow());
                log.LogInformation("{Category}: nothing new since the last look", category);
                await AskElsewhereAsync(category, names, readers, cancellation);
                return null;
            case FeedAnswer.Failed failed:
                ledger.FeedFailed(
                    category,
                    failed.Message,
                    _days.Failed(category, failed.Message, clock.GetUtcNow()),
                    clock.GetUtcNow()
                );
                log.LogWarning("{Category}: {Error}", category, failed.Message);
                return failed.Message;
            case FeedAnswer.Read read:
                Record(category, read, names, readers);
                await AskElsewhereAsync(category, names, readers, cancellation);
                return null;
            default:
                throw new InvalidOperationException("a feed answer of an unknown kind");
        }
    }

    // A stale copy lies in the cache of one address. What another one brings counts by its papers' ids like anything
    // else; an answer without an unseen paper tells nothing about the day, since that address may be stale too, or
    // worse.
    private async Task AskElsewhereAsync(
        string category,
        string names,
        IReadOnlyList<AccountSession> readers,
        CancellationToken cancellation
    )
    {
        foreach (var address in feed.Elsewhere(category))
        {
            if (!_days.IsStuck(category, clock.GetUtcNow()))
            {
                return;
            }

            var answer = await feed.ReadElsewhereAsync(category, address, cancellation);
            if (
                answer is not FeedAnswer.Read read
                || !ledger.SeenOn(category, read.Document.Announcements).Contains(null)
            )
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
            Record(category, read with { ETag = ledger.Feed(category).ETag }, names, readers);
        }
    }

    private void Record(string category, FeedAnswer.Read read, string names, IReadOnlyList<AccountSession> readers)
    {
        var document = read.Document;
        foreach (var reason in document.Rejected.Take(20))
        {
            log.LogWarning("{Category} of {Date}: left out {Reason}", category, document.Date, reason);
        }

        var now = clock.GetUtcNow();
        var seenOn = ledger.SeenOn(category, document.Announcements);
        var unseen = document.Announcements.Where((_, at) => seenOn[at] is null).ToList();
        var (verdict, days) = _days.Read(category, document, seenOn, now);
        // From here on the papers' day counts: a feed may bear the date of another.
        document = document with
        {
            Date = verdict.Of,
        };
        _similar.CatchUp();
        var threads = readers.SelectMany(reader => Compose(category, document, verdict, reader, now)).ToList();
        threads.AddRange(
            readers.Select(reader => HolidayToot.Due(category, verdict, reader, ledger, now)).OfType<QueuedThread>()
        );
        ledger.Record(
            new IntakeRecord
            {
                Category = category,
                Date = document.Date,
                Unseen = unseen,
                Threads = threads,
                ETag = read.ETag,
                Readers = names,
                Rejected = document.Rejected,
                Days = days,
                Now = now,
                SpreadUntil = readers.Select(reader => reader.Pace.SpreadUntil(now)).FirstOrDefault(),
                Picture =
                    verdict.IsListing && unseen.Count > 0
                        ? _survey.Picture(
                            category,
                            document.Date,
                            ListingNews.Papers(document.Announcements),
                            readers.Select(reader => reader.Options)
                        )
                        : null,
            }
        );
        var queued = threads
            .Where(thread => thread.State == OutboxState.Queued)
            .ToLookup(thread => thread.Toots[0].Kind.TellsNewPapers());
        log.LogInformation(
            "{Category} of {Date:yyyy-MM-dd}: {Items} items, {Unseen} unseen, {Articles} articles "
                + "queued{Retold}; {State}: {Reason}",
            category,
            verdict.Day,
            document.Announcements.Count,
            unseen.Count,
            Papers(queued[true]),
            Papers(queued[false]) is > 0 and var retold ? $" and {retold} cross-lists or new versions" : "",
            verdict.State,
            verdict.Reason
        );
    }

    private static int Papers(IEnumerable<QueuedThread> threads) =>
        threads.Sum(thread => thread.Paper is null ? thread.Listed.Count : 1);

    // The feed's new papers, less those that this account has in its outbox already, under whatever date they came.
    private List<QueuedThread> Compose(
        string category,
        FeedDocument document,
        Verdict verdict,
        AccountSession reader,
        DateTimeOffset now
    )
    {
        var account = reader.Record;
        var composer = reader.Composer;
        var papers = _sisters.IsAnnouncer(reader.Options, category) ? ListingNews.Papers(document.Announcements) : [];
        var announced = papers.Count;
        var summary = TootIdentity.Summary(category, document.Date);
        var said = ledger.Said(
            account.Id,
            document
                .Announcements.Select(paper => TootIdentity.Article(paper.Id))
                .Append(summary)
                .Concat(CrossListsAndReplacements.Identities(category, document.Date, document.Announcements))
        );
        List<QueuedThread> threads = [];
        if (ledger.IsOnlyRecovered(account.Id, category, document.Date))
        {
            threads.AddRange(Resume(category, document.Date, papers, said, reader));
        }

        papers = ListingNews.Unsaid(papers, said);
        var earlier = EarlierToots.Of(account, ledger, hearsOfWithdrawals: options.Feed.ArchiveUrl is not null) with
        {
            Similar = paper => _similar.To(paper, reader.Options, account),
        };
        var retold = new CrossListsAndReplacements(reader.Options, composer, _sisters, earlier).Of(
            category,
            document.Date,
            document.Announcements,
            said
        );
        if (papers.Count + retold.Count == 0)
        {
            return threads;
        }

        var following = Following(reader, papers);
        var ends = Ends(reader, following, now);
        var state = ledger.IsFirstListing(account.Id, category)
            ? BeginWith(reader, category, papers.Count, ends)
            : OutboxState.Queued;
        threads.AddRange(
            retold.Select(one => new QueuedThread(account, one.Paper, one.Toots, state)
            {
                Listed = one.Listed,
                Target = one.ActsOn is { } id ? TootIdentity.Article(id) : null,
                Reason = one.Reason,
            })
        );
        if (papers.Count == 0)
        {
            return threads;
        }

        int? lists =
            reader.Options.NewPapers == NewPapers.Toot ? null : following.Count(thread => thread.Listed.Count > 0);
        if (ListingNews.IsSummaryDue(verdict, category, announced, papers.Count, said))
        {
            threads.Add(
                new QueuedThread(
                    account,
                    null,
                    [
                        composer.Summary(
                            category,
                            document.Date,
                            papers.Count,
                            ends,
                            lists,
                            _survey.Notes(category, document.Date, papers, reader.Options)
                        ),
                    ],
                    state
                )
            );
        }

        threads.AddRange(state == OutboxState.Seen ? AsSeen(reader, papers) : following);
        return threads;
    }

    // However it is told, each paper's article is in the ledger: whoever changes NewPapers hears of none a second time.
    private List<QueuedThread> Following(AccountSession reader, List<Announcement> papers) =>
        reader.Options.NewPapers switch
        {
            NewPapers.Toot =>
            [
                .. papers.Select(paper => new QueuedThread(
                    reader.Record,
                    paper,
                    reader.Composer.Article(paper, _similar.To(paper, reader.Options, reader.Record)),
                    OutboxState.Queued
                )),
            ],
            NewPapers.List =>
            [
                .. reader
                    .Composer.Lists(papers)
                    .Select(list => new QueuedThread(reader.Record, null, [list.Toot], OutboxState.Queued)
                    {
                        Listed = list.Papers,
                    }),
            ],
            NewPapers.None => AsSeen(reader, papers),
            _ => throw new InvalidOperationException("papers are told in an unknown way"),
        };

    private static List<QueuedThread> AsSeen(AccountSession reader, IEnumerable<Announcement> papers) =>
        [
            .. papers.Select(paper => new QueuedThread(
                reader.Record,
                paper,
                reader.Composer.Article(paper),
                OutboxState.Seen
            )),
        ];

    // The day in which the ledger was lost. Deleted toots are not on a timeline: in listing order everything up to the
    // newest one found counts as said; and if that one's thread was cut off, it is continued.
    private List<QueuedThread> Resume(
        string category,
        DateOnly date,
        List<Announcement> papers,
        HashSet<string> said,
        AccountSession reader
    )
    {
        var account = reader.Record;
        // One that the ledger has said itself since, with another day's feed, tells nothing of those before it.
        var found = ledger.Recovered(account.Id, papers.Select(paper => TootIdentity.Article(paper.Id)));
        var newest = papers.FindLastIndex(paper => found.Contains(TootIdentity.Article(paper.Id)));
        if (newest < 0)
        {
            return [];
        }

        var threads = AsSeen(reader, papers[..newest].Where(paper => said.Add(TootIdentity.Article(paper.Id))));
        if (said.Add(TootIdentity.Summary(category, date)))
        {
            threads.Add(
                new QueuedThread(
                    account,
                    null,
                    [reader.Composer.Summary(category, date, papers.Count)],
                    OutboxState.Seen
                )
            );
        }

        var parts = ledger.RecoveredParts(account.Id, papers[newest].Id);
        var rest = reader.Composer.Article(papers[newest]).Skip(parts).ToList();
        if (parts > 0 && rest.Count > 0)
        {
            threads.Add(new QueuedThread(account, papers[newest], rest, OutboxState.Queued, Continues: true));
        }

        return threads;
    }

    private static DateTimeOffset Ends(AccountSession reader, List<QueuedThread> following, DateTimeOffset now) =>
        reader.Pace.Ends(
            now,
            following.Where(thread => thread.State == OutboxState.Queued).Sum(thread => thread.Toots.Count) + 1,
            reader.Budgets.PostsSpent(now)
        );

    private OutboxState BeginWith(AccountSession reader, string category, int papers, DateTimeOffset ends)
    {
        if (reader.Options.FirstRun == FirstRun.Seen)
        {
            log.LogInformation(
                "{Account}: first listing, {Papers} papers of {Category} noted as seen; tooting starts with "
                    + "the next listing",
                reader.Options,
                papers,
                category
            );
            return OutboxState.Seen;
        }

        if (reader.Options.NewPapers == NewPapers.None)
        {
            return OutboxState.Queued;
        }

        log.LogWarning(
            "{Account}: first listing. {Papers} papers of {Category} will be tooted from now until "
                + "{End:yyyy-MM-dd HH:mm} UTC. To start with the next listing instead, stop the bot now and set "
                + "{Key}:FirstRun to seen with a fresh ledger",
            reader.Options,
            papers,
            category,
            ends,
            reader.Options.Key
        );
        return OutboxState.Queued;
    }
}
