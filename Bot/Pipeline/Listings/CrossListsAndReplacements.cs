using Bot.Arxiv;
using Bot.Composer;
using Bot.Ledger;
using Bot.Options;

namespace Bot.Pipeline.Listings;

/// <summary>What an account says of a cross-list or of a new version, beside its new papers.</summary>
/// <param name="Paper">What it is about; null for a list.</param>
/// <param name="Toots">
/// The post, boost or edit; a boost that is made anew has two, with the old one taken back first.
/// </param>
public sealed record FollowUpToots(Announcement? Paper, IReadOnlyList<Toot> Toots)
{
    /// <summary>For a list: the papers in it.</summary>
    public IReadOnlyList<Announcement> Listed { get; init; } = [];

    /// <summary>The paper whose article is boosted or edited.</summary>
    public ArxivId? ActsOn { get; init; }

    /// <summary>Why a boost or an edit is made, in words for the operator.</summary>
    public string? Reason { get; init; }
}

/// <summary>
/// What an account says of a listing's cross-lists and new versions: each once, in the way that its settings ask for.
/// </summary>
/// <param name="account">The account and its settings.</param>
/// <param name="composer">Its composer.</param>
/// <param name="sisters">Which accounts toot which papers.</param>
/// <param name="earlier">What was tooted before.</param>
public sealed class CrossListsAndReplacements(
    AccountOptions account,
    TootComposer composer,
    SisterAccounts sisters,
    EarlierToots earlier
)
{
    /// <summary>
    /// The identities under which a listing's cross-lists and new versions may be in the outbox. For an account that
    /// moved in from another program, only the day may have been noted.
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

    /// <summary>
    /// The papers of a listing that an account may have more to say of than their articles: of these it matters what
    /// was tooted before.
    /// </summary>
    public static IReadOnlyList<ArxivId> MayTell(
        AccountOptions account,
        bool isAnnouncer,
        IEnumerable<Announcement> announcements
    ) =>
        [
            .. announcements
                .Where(paper =>
                    paper.Type switch
                    {
                        AnnounceType.New => !isAnnouncer && account.CrossLists != CrossLists.Off,
                        AnnounceType.Cross => account.CrossLists != CrossLists.Off,
                        AnnounceType.Replace => account.Replacements != Replacements.Off,
                        _ => account.Replacements == Replacements.List,
                    }
                )
                .Select(paper => paper.Id),
        ];

    /// <summary>The new versions for which <see cref="Compose"/> would edit their papers' articles.</summary>
    /// <param name="category">Whose listing it is.</param>
    /// <param name="date">Of the listing.</param>
    /// <param name="announcements">In its order.</param>
    /// <param name="said">The identities of what the account has said already.</param>
    public IReadOnlyList<Announcement> ToEdit(
        string category,
        DateOnly date,
        IReadOnlyList<Announcement> announcements,
        IReadOnlySet<string> said
    ) => account.Replacements == Replacements.Edit ? [.. NewVersions(category, date, announcements, said)] : [];

    /// <summary>Composes what has not been said yet: first the cross-lists, then the new versions.</summary>
    /// <param name="category">Whose listing it is.</param>
    /// <param name="date">Of the listing.</param>
    /// <param name="announcements">In its order.</param>
    /// <param name="said">
    /// The identities of what the account has said already, articles too. What is composed now is added.
    /// </param>
    /// <param name="similar">
    /// Links to toots about papers similar to those of <see cref="ToEdit"/>, the nearest first; null for none.
    /// </param>
    public IReadOnlyList<FollowUpToots> Compose(
        string category,
        DateOnly date,
        IReadOnlyList<Announcement> announcements,
        HashSet<string> said,
        IReadOnlyDictionary<ArxivId, IReadOnlyList<string>>? similar = null
    ) =>
        [
            .. ComposeCrossLists(category, date, announcements, said),
            .. ComposeNewVersions(category, date, announcements, said, similar),
        ];

    private IEnumerable<FollowUpToots> ComposeCrossLists(
        string category,
        DateOnly date,
        IReadOnlyList<Announcement> announcements,
        HashSet<string> said
    )
    {
        var mode = account.CrossLists;
        if (mode == CrossLists.Off || said.Contains(TootIdentity.ListsOf(TootKind.CrossLists, category, date)))
        {
            return [];
        }

        var isAnnouncer = sisters.IsAnnouncer(account, category);
        var papers = announcements
            .Where(paper =>
                IsCrossListedHere(paper, isAnnouncer)
                && !said.Contains(TootIdentity.Article(paper.Id))
                && (mode == CrossLists.List || CanBeBoosted(paper))
                && said.Add(TootIdentity.CrossListed(paper.Id))
            )
            .ToList();
        return mode == CrossLists.List
            ? Lists(TootKind.CrossLists, category, date, papers)
            : papers.Select(paper =>
                Boost(TootKind.CrossListBoost, paper, $"cross-listed to {category} on {date:yyyy-MM-dd}")
            );
    }

    // A paper whose primary category the account toots comes as new there, and is no cross-list for its readers.
    private bool IsCrossListedHere(Announcement paper, bool isAnnouncer) =>
        (paper.Type == AnnounceType.Cross || (paper.Type == AnnounceType.New && !isAnnouncer))
        && !sisters.Toots(account, paper.Categories[0]);

    private bool CanBeBoosted(Announcement paper) =>
        sisters.AnyToots(account, paper.Categories[0]) || earlier.HasToot(paper.Id) == true;

    private IEnumerable<FollowUpToots> ComposeNewVersions(
        string category,
        DateOnly date,
        IReadOnlyList<Announcement> announcements,
        HashSet<string> said,
        IReadOnlyDictionary<ArxivId, IReadOnlyList<string>>? similar
    )
    {
        var papers = NewVersions(category, date, announcements, said)
            .Where(paper => said.Add(TootIdentity.Replaced(paper.Id, paper.Version)))
            .ToList();
        return account.Replacements switch
        {
            Replacements.Toot => papers.Select(NewToot),
            Replacements.Boost => papers.Select(paper =>
                Boost(TootKind.ReplacementBoost, paper, ReasonOf(paper, date))
            ),
            Replacements.Edit => papers.Select(paper => Edit(paper, date, similar?.GetValueOrDefault(paper.Id))),
            Replacements.List => Lists(TootKind.Replacements, category, date, papers),
            _ => [],
        };
    }

    private IEnumerable<Announcement> NewVersions(
        string category,
        DateOnly date,
        IReadOnlyList<Announcement> announcements,
        IReadOnlySet<string> said
    )
    {
        if (said.Contains(TootIdentity.ListsOf(TootKind.Replacements, category, date)))
        {
            return [];
        }

        var isAnnouncer = sisters.IsAnnouncer(account, category);
        return announcements.Where(paper =>
            IsToldHere(paper, isAnnouncer)
            && !earlier.IsWithdrawn(paper)
            && !said.Contains(TootIdentity.ReplacedOn(paper.Id, date))
            && !said.Contains(TootIdentity.Replaced(paper.Id, paper.Version))
        );
    }

    // A list also names new versions of papers that are only cross-listed here. Their own toots belong to another
    // account.
    private bool IsToldHere(Announcement paper, bool isAnnouncer) =>
        (paper.Type, account.Replacements) switch
        {
            (AnnounceType.Replace, Replacements.Toot) => isAnnouncer,
            (AnnounceType.Replace, Replacements.Boost) => isAnnouncer && earlier.HasToot(paper.Id) != false,
            (AnnounceType.Replace, Replacements.Edit) => isAnnouncer && earlier.IsEditDue(paper),
            (AnnounceType.Replace or AnnounceType.ReplaceCross, Replacements.List) => true,
            _ => false,
        };

    private static string ReasonOf(Announcement paper, DateOnly date) =>
        $"version {paper.Version} announced on {date:yyyy-MM-dd}";

    private FollowUpToots NewToot(Announcement paper) =>
        new(paper, [composer.Replacement(paper, earlier.TootOf(paper.Id))]);

    private FollowUpToots Edit(Announcement paper, DateOnly date, IReadOnlyList<string>? similar) =>
        new(paper, [composer.Edited(paper, NoteOf(paper.Version), similar)])
        {
            ActsOn = paper.Id,
            Reason = ReasonOf(paper, date),
        };

    /// <summary>What the text of an article begins with that was edited for a new version.</summary>
    public static string NoteOf(int version) => $"v{version}: ";

    private FollowUpToots Boost(TootKind kind, Announcement paper, string reason)
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
        // Readers saw the first boost on another day. Only a boost that is taken back and made anew is shown again.
        IReadOnlyList<Toot> toots = earlier.WasBoosted(paper.Id)
            ? [boost with { Action = TootAction.Unboost, Parts = 2 }, boost with { Part = 2, Parts = 2 }]
            : [boost];
        return new FollowUpToots(paper, toots) { ActsOn = paper.Id, Reason = reason };
    }

    private IEnumerable<FollowUpToots> Lists(
        TootKind kind,
        string category,
        DateOnly date,
        List<Announcement> papers
    ) =>
        papers.Count == 0
            ? []
            : composer
                .Lists(new FollowUpListing(kind, category, date), papers, earlier.TootOf)
                .Select(list => new FollowUpToots(null, [list.Toot]) { Listed = list.Papers });
}
