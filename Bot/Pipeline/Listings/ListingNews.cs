using Bot.Arxiv;
using Bot.Ledger;
using Bot.Pipeline.Days;

namespace Bot.Pipeline.Listings;

/// <summary>
/// What an account has to say of a feed: each new paper once, under whatever date it comes, and the listing's number
/// when that is true.
/// </summary>
public static class ListingNews
{
    /// <summary>A summary may come before a listing of which at most so much has been said already.</summary>
    private const double FewSaid = 0.1;

    /// <summary>The papers that an account of this category is about: new ones whose primary category it is.</summary>
    public static List<Announcement> Papers(IEnumerable<Announcement> announcements) =>
        [.. announcements.Where(paper => paper.Type == AnnounceType.New)];

    /// <summary>Those that the account has not in its outbox already.</summary>
    public static List<Announcement> Unsaid(List<Announcement> papers, HashSet<string> said) =>
        papers.FindAll(paper => !said.Contains(TootIdentity.Article(paper.Id)));

    /// <summary>Whether a summary may announce so many papers: only before a whole listing, and only one.</summary>
    public static bool IsSummaryDue(Verdict verdict, string category, int papers, int unsaid, HashSet<string> said) =>
        verdict.IsListing
        && unsaid > 0
        && papers - unsaid <= FewSaid * papers
        && !said.Contains(TootIdentity.Summary(category, verdict.Of));
}
