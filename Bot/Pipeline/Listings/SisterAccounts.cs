using Bot.Arxiv;
using Bot.Options;

namespace Bot.Pipeline.Listings;

/// <summary>The accounts of one bot, who between them tell of each paper once on an instance.</summary>
public sealed class SisterAccounts(IReadOnlyList<AccountOptions> accounts)
{
    /// <summary>
    /// False where a category is only another name of one that another account on the same instance reads, as math.IT
    /// is of cs.IT: its papers are that account's, and count as cross-listed here.
    /// </summary>
    public bool IsAnnouncer(AccountOptions account, string category) =>
        !ArxivCategories.IsAlias(category)
        || !Neighbours(account)
            .Any(other =>
                other != account
                && other.Categories.Any(one => !ArxivCategories.IsAlias(one) && ArxivCategories.Same(one, category))
            );

    /// <summary>Whether the account itself toots the new papers of a category.</summary>
    public bool Toots(AccountOptions account, string category) =>
        account.Categories.Any(one => ArxivCategories.Same(one, category) && IsAnnouncer(account, one));

    /// <summary>Whether any account on the same instance does, so that its toots can be boosted.</summary>
    public bool AnyToots(AccountOptions account, string category) =>
        Neighbours(account).Any(other => other.NewPapers == NewPapers.Toot && Toots(other, category));

    private IEnumerable<AccountOptions> Neighbours(AccountOptions account) =>
        accounts.Where(other => other.Instance?.Authority == account.Instance?.Authority);
}
