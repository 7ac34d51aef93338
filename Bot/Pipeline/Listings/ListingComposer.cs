using Bot.Arxiv;
using Bot.Composer;
using Bot.Ledger;
using Bot.Options;
using Bot.Pipeline.Sending;
using Microsoft.Extensions.Logging;

namespace Bot.Pipeline.Listings;

/// <summary>
/// Composes what one account has to say of a listing: the summary, the new papers, the cross-lists and the new
/// versions, less what is in its outbox already. Nothing is written to the ledger here.
/// </summary>
/// <param name="ledger">What was said before.</param>
/// <param name="options">All accounts and what they want.</param>
/// <param name="log">For the operator, of an account's first listing.</param>
public sealed class ListingComposer(ILedger ledger, BotOptions options, ILogger log)
{
    private readonly SisterAccounts _sisters = new(options.Accounts);
    private readonly DaySurvey _survey = new(ledger.Pages, options);
    private readonly SimilarToots _similar = new(ledger.Intake);

    /// <summary>
    /// Takes in the articles that were queued before, to link to similar ones. Called before a listing is composed, so
    /// that its papers are not compared with each other.
    /// </summary>
    public ValueTask TakeInEarlierArticlesAsync() => _similar.CatchUpAsync();

    /// <summary>The threads to be put in the account's outbox, in their order.</summary>
    /// <param name="listing">What arXiv announced.</param>
    /// <param name="reader">The account.</param>
    /// <param name="now">The time, from which the end of a first listing is reckoned.</param>
    public async ValueTask<List<QueuedThread>> ComposeAsync(
        ReadListing listing,
        AccountSnapshot reader,
        DateTimeOffset now
    )
    {
        var account = reader.Record;
        var papers = _sisters.IsAnnouncer(reader.Options, listing.Category)
            ? NewPaperRules.Papers(listing.Announcements)
            : [];
        var before = await ledger.Intake.Said(account.Id, Identities(listing));
        var standing = await ledger.Intake.Standing(account.Id, listing.Category, listing.Date);
        var said = before.All.ToHashSet();
        List<QueuedThread> threads = [];
        if (standing.IsOnlyRecovered)
        {
            threads.AddRange(await ContinueAfterLostLedgerAsync(listing, papers, before.Recovered, said, reader));
        }

        var unsaid = NewPaperRules.Unsaid(papers, said);
        var followUps = await FollowUpsAsync(listing, said, reader);
        if (unsaid.Count + followUps.Count == 0)
        {
            return threads;
        }

        var articles = await NewPaperThreadsAsync(unsaid, reader);
        var ends = await LastPostAtAsync(articles, reader, now);
        var state = standing.IsFirst
            ? StateOfFirstListing(listing.Category, unsaid.Count, ends, reader)
            : OutboxState.Queued;
        threads.AddRange(
            followUps.Select(one => new QueuedThread(account, one.Paper, one.Toots, state)
            {
                Listed = one.Listed,
                Target = one.ActsOn is { } id ? TootIdentity.Article(id) : null,
                Reason = one.Reason,
            })
        );
        if (unsaid.Count == 0)
        {
            return threads;
        }

        if (NewPaperRules.IsSummaryDue(listing.Verdict, listing.Category, papers.Count, unsaid.Count, said))
        {
            int? lists =
                reader.Options.NewPapers == NewPapers.Toot ? null : articles.Count(thread => thread.Listed.Count > 0);
            var notes = await _survey.NotesAsync(listing.Category, listing.Date, unsaid, reader.Options);
            var summary = reader.Composer.Summary(
                new ListingSummary(listing.Category, listing.Date, unsaid.Count)
                {
                    // Without a pace all go out at once, and an end that is now is over before anybody reads it.
                    Until = ends > now ? ends : null,
                    Lists = lists,
                    Notes = notes,
                }
            );
            threads.Add(new QueuedThread(account, null, [summary], state));
        }

        threads.AddRange(state == OutboxState.Seen ? AsSeen(unsaid, reader) : articles);
        return threads;
    }

    private static IReadOnlyList<string> Identities(ReadListing listing) =>
        [
            .. listing.Announcements.Select(paper => TootIdentity.Article(paper.Id)),
            TootIdentity.Summary(listing.Category, listing.Date),
            .. CrossListsAndReplacements.Identities(listing.Category, listing.Date, listing.Announcements),
        ];

    private async ValueTask<IReadOnlyList<FollowUpToots>> FollowUpsAsync(
        ReadListing listing,
        HashSet<string> said,
        AccountSnapshot reader
    )
    {
        var (category, date, announcements) = (listing.Category, listing.Date, listing.Announcements);
        var mayTell = CrossListsAndReplacements.MayTell(
            reader.Options,
            _sisters.IsAnnouncer(reader.Options, category),
            announcements
        );
        // Most accounts tell of new papers alone: then nothing need be known of the others.
        if (mayTell.Count == 0)
        {
            return [];
        }

        var earlier = EarlierToots.Of(
            await ledger.Intake.EarlierToots(reader.Record, mayTell),
            hearsOfWithdrawals: options.Feed.ArchiveUrl is not null
        );
        var followUps = new CrossListsAndReplacements(reader.Options, reader.Composer, _sisters, earlier);
        var similar = reader.Options.Similar
            ? await _similar.ToAsync(
                followUps.ToEdit(category, date, announcements, said),
                reader.Options,
                reader.Record
            )
            : null;
        return followUps.Compose(category, date, announcements, said, similar);
    }

    // However new papers are told, each one's article takes its place in the outbox. So a change of the setting
    // NewPapers tells no paper a second time.
    private async ValueTask<List<QueuedThread>> NewPaperThreadsAsync(
        List<Announcement> papers,
        AccountSnapshot reader
    ) =>
        reader.Options.NewPapers switch
        {
            NewPapers.Toot => OneByOne(papers, await _similar.ToAsync(papers, reader.Options, reader.Record), reader),
            NewPapers.List =>
            [
                .. reader
                    .Composer.Lists(papers)
                    .Select(list => new QueuedThread(reader.Record, null, [list.Toot], OutboxState.Queued)
                    {
                        Listed = list.Papers,
                    }),
            ],
            NewPapers.None => AsSeen(papers, reader),
            _ => throw new InvalidOperationException("papers are told in an unknown way"),
        };

    private static List<QueuedThread> OneByOne(
        List<Announcement> papers,
        IReadOnlyDictionary<ArxivId, IReadOnlyList<string>> similar,
        AccountSnapshot reader
    )
    {
        var composer = reader.Composer;
        return papers.ConvertAll(paper => new QueuedThread(
            reader.Record,
            paper,
            composer.Article(paper, similar.GetValueOrDefault(paper.Id, [])),
            OutboxState.Queued
        ));
    }

    private static List<QueuedThread> AsSeen(IEnumerable<Announcement> papers, AccountSnapshot reader)
    {
        var composer = reader.Composer;
        return
        [
            .. papers.Select(paper => new QueuedThread(
                reader.Record,
                paper,
                composer.Article(paper),
                OutboxState.Seen
            )),
        ];
    }

    // On the day in which the ledger was lost, the timeline shows which papers were tooted, but not those whose toots
    // were deleted there. So everything up to the newest one found, in listing order, counts as said; and if that one's
    // thread was cut off, it is continued.
    private async ValueTask<List<QueuedThread>> ContinueAfterLostLedgerAsync(
        ReadListing listing,
        List<Announcement> papers,
        IReadOnlySet<string> found,
        HashSet<string> said,
        AccountSnapshot reader
    )
    {
        var account = reader.Record;
        // A paper that was tooted since, from another day's feed, tells nothing of those before it.
        var newest = papers.FindLastIndex(paper => found.Contains(TootIdentity.Article(paper.Id)));
        if (newest < 0)
        {
            return [];
        }

        var threads = AsSeen(papers[..newest].Where(paper => said.Add(TootIdentity.Article(paper.Id))), reader);
        if (said.Add(TootIdentity.Summary(listing.Category, listing.Date)))
        {
            var summary = reader.Composer.Summary(new ListingSummary(listing.Category, listing.Date, papers.Count));
            threads.Add(new QueuedThread(account, null, [summary], OutboxState.Seen));
        }

        var parts = await ledger.Intake.CountRecoveredParts(account.Id, papers[newest].Id);
        var rest = reader.Composer.Article(papers[newest]).Skip(parts).ToList();
        if (parts > 0 && rest.Count > 0)
        {
            threads.Add(new QueuedThread(account, papers[newest], rest, OutboxState.Queued, Continues: true));
        }

        return threads;
    }

    // With the summary before them.
    private static async ValueTask<DateTimeOffset> LastPostAtAsync(
        List<QueuedThread> articles,
        AccountSnapshot reader,
        DateTimeOffset now
    )
    {
        var toots = articles.Where(thread => thread.State == OutboxState.Queued).Sum(thread => thread.Toots.Count);
        return reader.Session.Pace.Ends(now, toots + 1, await reader.Session.Budgets.PostsSpentAsync(now));
    }

    // The setting FirstRun says whether an account's first listing is tooted or only noted.
    private OutboxState StateOfFirstListing(string category, int papers, DateTimeOffset ends, AccountSnapshot reader)
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
