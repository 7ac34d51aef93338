using Bot.Arxiv;
using Bot.Ledger;
using Bot.Pipeline.Days;

namespace Bot.Pipeline.Listings;

/// <summary>
/// Which of a feed's papers an account toots as new: each paper once, under whatever date its feed came. And whether a
/// summary with their number comes before them: only when that number is true.
/// </summary>
public static class NewPaperRules
{
    /// <summary>A summary may come before a listing of which at most this share was said already.</summary>
    private const double MostSaid = 0.1;

    /// <summary>The papers that an account of this category is about: new ones whose primary category it is.</summary>
    public static List<Announcement> Papers(IEnumerable<Announcement> announcements) =>
        [.. announcements.Where(paper => paper.Type == AnnounceType.New)];

    /// <summary>Those whose article is not in the account's outbox yet, in whatever state.</summary>
    public static List<Announcement> Unsaid(List<Announcement> papers, HashSet<string> said) =>
        papers.FindAll(paper => !said.Contains(TootIdentity.Article(paper.Id)));

    /// <summary>Whether a summary may announce this many papers: only of a whole listing, and only once.</summary>
    public static bool IsSummaryDue(
        DayVerdict verdict,
        string category,
        int papers,
        int unsaid,
        HashSet<string> said
    ) =>
        verdict.IsListing
        && unsaid > 0
        && papers - unsaid <= MostSaid * papers
        && !said.Contains(TootIdentity.Summary(category, verdict.ListingDay));
}
