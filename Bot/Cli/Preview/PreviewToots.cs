using Bot.Arxiv;
using Bot.Composer;
using Bot.Feed;
using Bot.Ledger;
using Bot.Options;
using Bot.Pipeline.Listings;
using Bot.Pipeline.Sending;

namespace Bot.Cli.Preview;

/// <summary>
/// What the accounts of the settings would toot about some feeds, read one after another with an empty ledger.
/// </summary>
internal sealed class PreviewToots(IReadOnlyList<AccountOptions> accounts, TootLimits limits)
{
    private readonly SisterAccounts _sisters = new(accounts);
    private readonly Dictionary<AccountOptions, HashSet<string>> _said = accounts.ToDictionary(
        account => account,
        _ => new HashSet<string>()
    );

    /// <summary>
    /// With one account, it reads every feed. With several, each feed is read by the accounts that have its category.
    /// </summary>
    public IEnumerable<PlannedToot> Of(FeedDocument document, string category) =>
        accounts
            .Where(account => accounts.Count == 1 || account.Categories.Contains(category))
            .SelectMany(account => Of(document, category, account));

    private IEnumerable<PlannedToot> Of(FeedDocument document, string category, AccountOptions account)
    {
        var (composer, said) = (new TootComposer(account, limits), _said[account]);
        var papers = _sisters.IsAnnouncer(account, category)
            ? document
                .Announcements.Where(paper =>
                    paper.Type == AnnounceType.New && said.Add(TootIdentity.Article(paper.Id))
                )
                .ToList()
            : [];
        var lists = account.NewPapers == NewPapers.List ? composer.Lists(papers) : [];
        if (papers.Count > 0)
        {
            yield return new PlannedToot(
                account,
                null,
                composer.Summary(
                    new ListingSummary(category, document.Date, papers.Count)
                    {
                        Lists = account.NewPapers == NewPapers.Toot ? null : lists.Count,
                    }
                ),
                null
            );
        }

        foreach (var list in lists)
        {
            yield return new PlannedToot(account, null, list.Toot, null);
        }

        foreach (var paper in account.NewPapers == NewPapers.Toot ? papers : [])
        {
            foreach (var toot in composer.Article(paper))
            {
                yield return new PlannedToot(account, paper, toot, null);
            }
        }

        foreach (
            var retold in new CrossListsAndReplacements(account, composer, _sisters, EarlierToots.Unknown)
                .Compose(category, document.Date, document.Announcements, said)
                .OrderBy(one => one.Toots[0].Precedence)
        )
        {
            foreach (var toot in retold.Toots)
            {
                yield return new PlannedToot(account, retold.Paper, toot, retold.ActsOn);
            }
        }
    }
}
