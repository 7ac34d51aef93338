using Bot.Arxiv;
using Bot.Options;

namespace Bot.Pipeline.Listings;

/// <summary>
/// The accounts of one bot. On one instance, each paper has an article toot from one of them only.
/// </summary>
public sealed class SisterAccounts(IReadOnlyList<AccountOptions> accounts)
{
    /// <summary>
    /// Whether an account toots the new papers of a category that it reads. False for an alias such as math.IT of
    /// cs.IT, when another account on the same instance reads cs.IT: then the papers belong to that account, and count
    /// as cross-listed here.
    /// </summary>
    public bool IsAnnouncer(AccountOptions account, string category) =>
        !ArxivCategories.IsAlias(category)
        || !Neighbours(account)
            .Any(other =>
                other != account
                && other.Categories.Any(one => !ArxivCategories.IsAlias(one) && ArxivCategories.Same(one, category))
            );

    /// <summary>Whether the account reads a category, under any of its names, and toots its new papers.</summary>
    public bool Toots(AccountOptions account, string category) =>
        account.Categories.Any(one => ArxivCategories.Same(one, category) && IsAnnouncer(account, one));

    /// <summary>
    /// Whether any account on the same instance toots its papers one by one, so that they can be boosted.
    /// </summary>
    public bool AnyToots(AccountOptions account, string category) =>
        Neighbours(account).Any(other => other.NewPapers == NewPapers.Toot && Toots(other, category));

    private IEnumerable<AccountOptions> Neighbours(AccountOptions account) =>
        accounts.Where(other => other.Instance?.Authority == account.Instance?.Authority);
}
