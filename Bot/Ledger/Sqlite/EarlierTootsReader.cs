using Bot.Arxiv;

namespace Bot.Ledger.Sqlite;

/// <summary>What was tooted of papers before.</summary>
internal sealed class EarlierTootsReader(SqliteDatabase database, PaperTable papers, ArchiveTable archive)
{
    public IReadOnlyDictionary<ArxivId, EarlierToot> Of(AccountRecord account, IReadOnlyList<ArxivId> ids)
    {
        var urls = new ArticleUrls(database, account.Id);
        var known = Known(ids);
        return ids.Distinct()
            .Where(id => known.Contains(id.Value))
            .ToDictionary(
                id => id,
                id => new EarlierToot
                {
                    HasArticle = HasArticle(account.Host, id),
                    Url = urls.Of(id),
                    BoostedAt = BoostedAt(account.Id, id),
                    AsTold = AsTold(account.Id, id),
                    Archived = archive.Read(id),
                }
            );
    }

    public IReadOnlyList<string> PublicUrls(AccountRecord account, IReadOnlyList<ArxivId> ids)
    {
        var urls = new ArticleUrls(database, account.Id);
        return
        [
            .. ids.Where(id => !IsWithdrawn(id))
                .Select(id => urls.Of(id, "AND outbox.visibility IN ('public', 'unlisted')"))
                .OfType<string>(),
        ];
    }

    // Most papers of a listing were never heard of, and need no more questions. Accounts first, which CROSS JOIN says, or
    // the index is read whole for each paper.
    private HashSet<string> Known(IReadOnlyList<ArxivId> ids) =>
        database
            .Query(
                """
                SELECT value AS id FROM json_each($ids) AS asked
                WHERE EXISTS (SELECT 1 FROM paper WHERE paper.arxiv_id = asked.value)
                    OR EXISTS (
                        SELECT 1 FROM account
                            CROSS JOIN outbox ON outbox.account = account.id
                                AND outbox.identity IN ('article/' || asked.value, 'cross/' || asked.value)
                    )
                    OR EXISTS (SELECT 1 FROM outbox WHERE outbox.target = 'article/' || asked.value)
                """,
                row => row.Text("id"),
                ("$ids", JsonTexts.Of(ids))
            )
            .ToHashSet();

    private bool HasArticle(string host, ArxivId paper) =>
        database.Number(
            """
            SELECT EXISTS (
                SELECT 1 FROM account JOIN outbox ON outbox.account = account.id AND outbox.identity = $identity
                WHERE account.host = $host AND outbox.state IN ('queued', 'sending', 'sent')
            )
            """,
            ("$identity", TootIdentity.Article(paper)),
            ("$host", host)
        ) == 1;

    private DateTimeOffset? BoostedAt(long account, ArxivId paper) =>
        database.Query(
            """
            SELECT max(sent_at) AS at FROM outbox
            WHERE account = $account AND target = $target AND action = 'boost' AND state = 'sent'
            """,
            row => row.Time("at"),
            ("$account", account),
            ("$target", TootIdentity.Article(paper))
        )[0];

    private Announcement? AsTold(long account, ArxivId paper)
    {
        var (edits, afterEdits) = TootIdentity.VersionsOf(paper);
        var versions = database.Query(
            """
            SELECT kind, version FROM outbox
            WHERE account = $account
                AND (identity = $identity OR (identity >= $edits AND identity < $afterEdits))
                AND action IN ('post', 'edit')
                AND kind IN ('article', 'replacementedit')
                AND state IN ('queued', 'sending', 'sent')
            """,
            row => (Kind: row.Word<TootKind>("kind"), Version: row.Int("version")),
            ("$account", account),
            ("$identity", TootIdentity.Article(paper)),
            ("$edits", edits),
            ("$afterEdits", afterEdits)
        );
        return versions.Exists(one => one.Kind == TootKind.Article)
            ? papers.Read(paper, versions.Max(one => one.Version))
            : null;
    }

    private bool IsWithdrawn(ArxivId paper) =>
        database.Number(
            "SELECT EXISTS (SELECT 1 FROM archived WHERE arxiv_id = $paper AND withdrawn_version IS NOT NULL)",
            ("$paper", paper)
        ) == 1;
}
