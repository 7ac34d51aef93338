using Bot.Arxiv;
using Bot.Ledger;
using Bot.Text.Latex;
using Bot.Text.Safety;

namespace Bot.Pipeline.Listings;

/// <summary>What was told of papers before, as far as that is known; a preview knows nothing.</summary>
public sealed record EarlierToots
{
    /// <summary>
    /// Whether any account of ours on the instance has told of the paper in a toot of its own; null when not known.
    /// </summary>
    public required Func<ArxivId, bool?> HasToot { get; init; }

    /// <summary>Where.</summary>
    public required Func<ArxivId, string?> TootOf { get; init; }

    /// <summary>Whether the account has boosted that toot.</summary>
    public required Func<ArxivId, bool> WasBoosted { get; init; }

    /// <summary>Whether a toot of the account's own is there that tells another title or abstract.</summary>
    public required Func<Announcement, bool> IsEditDue { get; init; }

    /// <summary>Links to toots about similar papers, the nearest first.</summary>
    public Func<Announcement, IReadOnlyList<string>> Similar { get; init; } = _ => [];

    /// <summary>
    /// Whether a version is the withdrawal of its paper: that is told as such, and is no new version.
    /// </summary>
    public required Func<Announcement, bool> IsWithdrawn { get; init; }

    public static EarlierToots Unknown { get; } =
        new()
        {
            HasToot = _ => null,
            TootOf = _ => null,
            WasBoosted = _ => false,
            IsEditDue = _ => true,
            IsWithdrawn = paper => Withdrawal.Replaces(paper.Abstract),
        };

    /// <param name="account">Whose past.</param>
    /// <param name="ledger">What is known of it.</param>
    /// <param name="hearsOfWithdrawals">Whether the archive is asked, from which withdrawals are told.</param>
    public static EarlierToots Of(AccountRecord account, SqliteLedger ledger, bool hearsOfWithdrawals) =>
        new()
        {
            HasToot = id => ledger.HasArticle(account.Host, id),
            TootOf = id => ledger.ArticleUrl(account, id),
            WasBoosted = id => ledger.BoostedAt(account.Id, TootIdentity.Article(id)) is not null,
            IsEditDue = paper => ledger.PaperAsTold(account.Id, paper.Id) is { } told && IsOther(told, paper),
            IsWithdrawn = paper =>
                (hearsOfWithdrawals && Withdrawal.Replaces(paper.Abstract))
                || ledger.Archived(paper.Id)?.Withdrawal?.Version >= paper.Version,
        };

    // Letters and digits as readers see them: a comma or another spelling of the same formula is no news, and editing
    // notifies people.
    private static bool IsOther(Announcement told, Announcement paper) =>
        told.Version < paper.Version
        && (Letters(told.Title) != Letters(paper.Title) || Letters(told.Abstract) != Letters(paper.Abstract));

    private static string Letters(string text) =>
        string.Concat(LatexText.Render(text).Text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
