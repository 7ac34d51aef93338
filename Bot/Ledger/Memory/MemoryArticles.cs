using Bot.Arxiv;

namespace Bot.Ledger.Memory;

/// <summary>What was tooted of papers, and what is known of them.</summary>
internal static class MemoryArticles
{
    /// <summary>Null for a paper that nobody here has heard of.</summary>
    public static EarlierToot? EarlierToot(this DiskState state, AccountRecord account, ArxivId paper)
    {
        return !state.Knows(paper)
            ? null
            : new EarlierToot
            {
                HasArticle = state.HasArticle(account.Host, paper),
                Url = state.ArticleUrl(account, paper),
                BoostedAt = state
                    .Rows(account.Id)
                    .Of(paper)
                    .Where(row =>
                        row is { State: OutboxState.Sent, Entry.Toot.Action: TootAction.Boost }
                        && row.Entry.Target == TootIdentity.Article(paper)
                    )
                    .Max(row => row.Entry.SentAt),
                AsTold = state.AsTold(account.Id, paper),
                Archived = state.Archived.GetValueOrDefault(paper)?.Facts,
            };
    }

    /// <summary>Where everybody can read what was told of a paper that stands; null when nowhere.</summary>
    public static string? OpenArticleUrl(this DiskState state, AccountRecord account, ArxivId paper) =>
        state.Archived.GetValueOrDefault(paper)?.Facts.Withdrawal is null
            ? state
                .Said(account, TootIdentity.Article(paper))
                .FirstOrDefault(row => row.Entry.Toot.Visibility is TootVisibility.Public or TootVisibility.Unlisted)
                ?.Entry.Url
            : null;

    /// <summary>Of many only the newest, the oldest of these first.</summary>
    public static IReadOnlyList<QueuedArticle> QueuedArticles(this DiskState state, long after, int most) =>
        [
            .. state
                .Accounts.Values.SelectMany(account => account.Rows.All)
                .Where(row => row.Id > after && row is { Kind: TootKind.Article, Part: 1 } && IsTold(row))
                .Select(row => (row.Id, Paper: state.Paper(row.Entry.Paper!.Value, row.Entry.Version)))
                .Where(one => one.Paper is not null)
                .OrderByDescending(one => one.Id)
                .Take(most)
                .Reverse()
                .Select(one => new QueuedArticle(one.Id, one.Paper!)),
        ];

    /// <summary>
    /// A withdrawn paper as its article told it last; null when there is no article, or the paper stands.
    /// </summary>
    public static WithdrawnPaper? WithdrawnPaper(this DiskState state, MemoryRow? article)
    {
        if (article?.Entry.Paper is not { } paper)
        {
            return null;
        }

        // An article may have been edited for a new version; one that was found on the timeline tells of none.
        var told = state
            .Rows(article.Entry.AccountId)
            .Of(paper)
            .Where(row => row is { State: OutboxState.Sent, Kind: TootKind.Article or TootKind.ReplacementEdit })
            .Max(row => (int?)row.Entry.Version);
        var versions = state.Papers.GetValueOrDefault(paper);
        var version =
            (told is { } last ? versions?.GetValueOrDefault(last) : null) ?? versions?.Values.FirstOrDefault();
        return version is not null && state.Archived.GetValueOrDefault(paper)?.Facts.Withdrawal is { } withdrawal
            ? new WithdrawnPaper(state.Show(article), version, withdrawal)
            : null;
    }

    private static bool Knows(this DiskState state, ArxivId paper) =>
        state.Papers.ContainsKey(paper)
        || state.Accounts.Values.Any(account =>
            account
                .Rows.Of(paper)
                .Any(row =>
                    row.Entry.Identity == TootIdentity.Article(paper)
                    || row.Entry.Identity == TootIdentity.CrossListed(paper)
                    || row.Entry.Target == TootIdentity.Article(paper)
                )
        );

    private static bool HasArticle(this DiskState state, string host, ArxivId paper) =>
        state.Accounts.Values.Any(account =>
            account.Record.Host == host && account.Rows.Of(TootIdentity.Article(paper)) is { } row && IsTold(row)
        );

    private static Announcement? AsTold(this DiskState state, long account, ArxivId paper)
    {
        var told = state
            .Rows(account)
            .Of(paper)
            .Where(row => IsTold(row) && (IsArticleOf(row, paper) || row.Kind == TootKind.ReplacementEdit))
            .ToList();
        return told.Exists(row => row.Kind == TootKind.Article)
            ? state.Paper(paper, told.Max(row => row.Entry.Version))
            : null;
    }

    private static bool IsArticleOf(MemoryRow row, ArxivId paper) =>
        row.Kind == TootKind.Article && row.Entry.Identity == TootIdentity.Article(paper);

    private static bool IsTold(MemoryRow row) => row.IsInHand || row.State == OutboxState.Sent;
}
