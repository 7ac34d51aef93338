using Bot.Arxiv;
using Bot.Ledger;
using Bot.Text.Latex;
using Bot.Text.Safety;

namespace Bot.Pipeline.Listings;

/// <summary>
/// What was tooted of a listing's papers before, as far as that is known; a preview knows nothing. Of one paper, the
/// ledger tells it in an <see cref="EarlierToot"/>.
/// </summary>
public sealed record EarlierToots
{
    /// <summary>
    /// Whether any account of ours on the instance has an article toot of the paper; null when not known.
    /// </summary>
    public required Func<ArxivId, bool?> HasToot { get; init; }

    /// <summary>The address of that toot; null when there is none, or it is not known.</summary>
    public required Func<ArxivId, string?> TootOf { get; init; }

    /// <summary>Whether the account has boosted that toot.</summary>
    public required Func<ArxivId, bool> WasBoosted { get; init; }

    /// <summary>Whether the account's own article toot shows another title or abstract than this version has.</summary>
    public required Func<Announcement, bool> IsEditDue { get; init; }

    /// <summary>
    /// Whether a version withdraws its paper. That is told as a withdrawal, and not as a new version.
    /// </summary>
    public required Func<Announcement, bool> IsWithdrawn { get; init; }

    /// <summary>For a preview, which has no ledger.</summary>
    public static EarlierToots Unknown { get; } =
        new()
        {
            HasToot = _ => null,
            TootOf = _ => null,
            WasBoosted = _ => false,
            IsEditDue = _ => true,
            IsWithdrawn = paper => Withdrawal.Replaces(paper.Abstract),
        };

    /// <summary>What the ledger knows.</summary>
    /// <param name="known">Of each paper that may be told; one of which nothing is known may be missing.</param>
    /// <param name="hearsOfWithdrawals">Whether the archive is read, which is what withdrawals are told from.</param>
    public static EarlierToots Of(IReadOnlyDictionary<ArxivId, EarlierToot> known, bool hearsOfWithdrawals)
    {
        return new()
        {
            HasToot = id => On(id)?.HasArticle ?? false,
            TootOf = id => On(id)?.Url,
            WasBoosted = id => On(id)?.BoostedAt is not null,
            IsEditDue = paper => On(paper.Id)?.AsTold is { } told && ShowsOtherText(told, paper),
            IsWithdrawn = paper =>
                (hearsOfWithdrawals && Withdrawal.Replaces(paper.Abstract))
                || On(paper.Id)?.Archived?.Withdrawal?.Version >= paper.Version,
        };

        EarlierToot? On(ArxivId id) => known.GetValueOrDefault(id);
    }

    // Only letters and digits as readers see them are compared. A comma, or another spelling of the same formula, is
    // not worth an edit, which notifies everybody who boosted.
    private static bool ShowsOtherText(Announcement told, Announcement paper) =>
        told.Version < paper.Version
        && (
            LettersAndDigits(told.Title) != LettersAndDigits(paper.Title)
            || LettersAndDigits(told.Abstract) != LettersAndDigits(paper.Abstract)
        );

    private static string LettersAndDigits(string text) =>
        string.Concat(LatexText.Render(text).Text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
