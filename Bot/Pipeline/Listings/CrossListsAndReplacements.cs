using Bot.Arxiv;
using Bot.Composer;
using Bot.Ledger;
using Bot.Options;

namespace Bot.Pipeline.Listings;

/// <summary>Something that an account says beside its new papers.</summary>
/// <param name="Paper">What it is about; null for a list.</param>
/// <param name="Toots">What is done, in order.</param>
public sealed record SecondaryToots(Announcement? Paper, IReadOnlyList<Toot> Toots)
{
    public IReadOnlyList<Announcement> Listed { get; init; } = [];

    /// <summary>The paper whose article is boosted or edited.</summary>
    public ArxivId? ActsOn { get; init; }

    public string? Reason { get; init; }
}

/// <summary>
/// What an account says of a listing's cross-lists and new versions: each once, whichever way the settings ask for.
/// </summary>
/// <param name="account">Whose words they are.</param>
/// <param name="composer">Its composer.</param>
/// <param name="family">Who else tells.</param>
/// <param name="past">What was told before.</param>
public sealed class CrossListsAndReplacements(
    AccountOptions account,
    TootComposer composer,
    SisterAccounts sisters,
    EarlierToots earlier
)
{
    /// <summary>
    /// What each announcement that may be retold is known by; another program, from which an account moved in, may have
    /// noted the day alone.
    /// </summary>
    public static IEnumerable<string> Identities(
        string category,
        DateOnly date,
        IEnumerable<Announcement> announcements
    ) =>
        announcements
            .SelectMany(paper =>
                new[]
                {
                    TootIdentity.CrossListed(paper.Id),
                    TootIdentity.Replaced(paper.Id, paper.Version),
                    TootIdentity.ReplacedOn(paper.Id, date),
                }
            )
            .Append(TootIdentity.ListsOf(TootKind.CrossLists, category, date))
            .Append(TootIdentity.ListsOf(TootKind.Replacements, category, date));

    /// <param name="category">Whose listing it is.</param>
    /// <param name="date">Of the listing.</param>
    /// <param name="announcements">In its order.</param>
    /// <param name="said">What the account has said already, articles too; what is said now is added.</param>
    public IReadOnlyList<SecondaryToots> Of(
        string category,
        DateOnly date,
        IReadOnlyList<Announcement> announcements,
        ISet<string> said
    ) => [.. CrossListed(category, date, announcements, said), .. Replaced(category, date, announcements, said)];

    private IEnumerable<SecondaryToots> CrossListed(
        string category,
        DateOnly date,
        IReadOnlyList<Announcement> announcements,
        ISet<string> said
    )
    {
        if (
            account.CrossLists == CrossLists.Off
            || said.Contains(TootIdentity.ListsOf(TootKind.CrossLists, category, date))
        )
        {
            return [];
        }

        var isAnnouncer = sisters.IsAnnouncer(account, category);
        var papers = announcements
            .Where(paper =>
                (paper.Type == AnnounceType.Cross || (paper.Type == AnnounceType.New && !isAnnouncer))
                && !sisters.Toots(account, paper.Categories[0])
                && !said.Contains(TootIdentity.Article(paper.Id))
                && (
                    account.CrossLists == CrossLists.List
                    || sisters.AnyToots(account, paper.Categories[0])
                    || earlier.HasToot(paper.Id) == true
                )
                && said.Add(TootIdentity.CrossListed(paper.Id))
            )
            .ToList();
        return account.CrossLists == CrossLists.List
            ? Lists(TootKind.CrossLists, category, date, papers)
            : papers.Select(paper =>
                Boost(TootKind.CrossListBoost, paper, $"cross-listed to {category} on {date:yyyy-MM-dd}")
            );
    }

    // Of papers that are only cross-listed here a list names the new versions; their toots belong to another account.
    private IEnumerable<SecondaryToots> Replaced(
        string category,
        DateOnly date,
        IReadOnlyList<Announcement> announcements,
        ISet<string> said
    )
    {
        if (said.Contains(TootIdentity.ListsOf(TootKind.Replacements, category, date)))
        {
            return [];
        }

        var (mode, isAnnouncer) = (account.Replacements, sisters.IsAnnouncer(account, category));
        var papers = announcements
            .Where(paper =>
                (paper.Type, mode) switch
                {
                    (AnnounceType.Replace, Replacements.Toot) => isAnnouncer,
                    (AnnounceType.Replace, Replacements.Boost) => isAnnouncer && earlier.HasToot(paper.Id) != false,
                    (AnnounceType.Replace, Replacements.Edit) => isAnnouncer && earlier.IsEditDue(paper),
                    (AnnounceType.Replace or AnnounceType.ReplaceCross, Replacements.List) => true,
                    _ => false,
                }
                && !earlier.IsWithdrawn(paper)
                && !said.Contains(TootIdentity.ReplacedOn(paper.Id, date))
                && said.Add(TootIdentity.Replaced(paper.Id, paper.Version))
            )
            .ToList();
        return mode switch
        {
            Replacements.Toot => papers.Select(paper => new SecondaryToots(
                paper,
                [composer.Replacement(paper, earlier.TootOf(paper.Id))]
            )),
            Replacements.Boost => papers.Select(paper =>
                Boost(TootKind.ReplacementBoost, paper, $"version {paper.Version} announced on {date:yyyy-MM-dd}")
            ),
            Replacements.Edit => papers.Select(paper => new SecondaryToots(
                paper,
                [composer.Edited(paper, NoteOf(paper.Version), earlier.Similar(paper))]
            )
            {
                ActsOn = paper.Id,
                Reason = $"version {paper.Version} announced on {date:yyyy-MM-dd}",
            }),
            Replacements.List => Lists(TootKind.Replacements, category, date, papers),
            _ => [],
        };
    }

    /// <summary>What an article edited for a new version begins with.</summary>
    public static string NoteOf(int version) => $"v{version}: ";

    private SecondaryToots Boost(TootKind kind, Announcement paper, string reason)
    {
        var boost = new Toot
        {
            Kind = kind,
            Action = TootAction.Boost,
            Text = "",
            Visibility = account.Visibility,
            Language = account.Language,
            Tags = [],
            Characters = 0,
        };
        // Readers saw the first boost on another day; only one that is made anew comes to their timelines again.
        IReadOnlyList<Toot> toots = earlier.WasBoosted(paper.Id)
            ? [boost with { Action = TootAction.Unboost, Parts = 2 }, boost with { Part = 2, Parts = 2 }]
            : [boost];
        return new SecondaryToots(paper, toots) { ActsOn = paper.Id, Reason = reason };
    }

    private IEnumerable<SecondaryToots> Lists(
        TootKind kind,
        string category,
        DateOnly date,
        List<Announcement> papers
    ) =>
        papers.Count == 0
            ? []
            : composer
                .Lists(new SecondaryListing(kind, category, date), papers, earlier.TootOf)
                .Select(list => new SecondaryToots(null, [list.Toot]) { Listed = list.Papers });
}
