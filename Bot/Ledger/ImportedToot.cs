using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>A toot that another program has posted with an account that is ours from now on.</summary>
/// <param name="Host">The instance, with its port where that is not the usual one.</param>
/// <param name="Acct">The account's name there; its id is known only once the instance was asked.</param>
/// <param name="Kind">
/// A summary, an article, a reply that continues one, or what tells of cross-lists and new versions.
/// </param>
/// <param name="Category">Whose listing it told.</param>
/// <param name="SentAt">When.</param>
/// <param name="StatusId">
/// Its id on the instance; null when the record of it is torn: then it is known as said, and no more.
/// </param>
/// <param name="Paper">For all but a summary and lists, of which the other program noted no papers.</param>
/// <param name="Part">From 1, the article itself; its replies count on, and so do a day's lists.</param>
public sealed record ImportedToot(
    string Host,
    string Acct,
    TootKind Kind,
    string Category,
    DateTimeOffset SentAt,
    string? StatusId,
    ArxivId? Paper,
    int Part = 1
)
{
    /// <summary>Where readers find it, by the addresses that Mastodon gives its toots, unless it is known.</summary>
    public string? Url
    {
        get => field ?? (StatusId is null ? null : $"https://{Host}/@{Acct}/{StatusId}");
        init;
    }

    /// <summary>What it is known by (<see cref="TootIdentity"/>), unless that was noted before.</summary>
    internal string Identity
    {
        get => field ?? OwnIdentity;
        init;
    }

    private string OwnIdentity =>
        (Kind, Paper) switch
        {
            (TootKind.CrossListBoost, { } paper) => TootIdentity.CrossListed(paper),
            (TootKind.Replacement or TootKind.ReplacementBoost, { } paper) => TootIdentity.ReplacedOn(
                paper,
                ArxivDay.Of(SentAt)
            ),
            (TootKind.CrossLists or TootKind.Replacements, _) => TootIdentity.ListsOf(
                Kind,
                Category,
                ArxivDay.Of(SentAt),
                Part
            ),
            (_, { } paper) => TootIdentity.Article(paper, Part),
            _ => TootIdentity.Summary(Category, ArxivDay.Of(SentAt)),
        };
}
