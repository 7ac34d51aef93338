using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>
/// Boosts and edits: rows that act on the toot of another row, which may not be there yet and may be gone.
/// </summary>
public sealed partial class SqliteLedger
{
    /// <summary>
    /// Nothing is left to act on: settled, with the parts behind it, and never tried again. The server refused nothing,
    /// so this says nothing against the account.
    /// </summary>
    public void MarkGone(OutboxEntry entry, string reason) =>
        _database.InTransaction(() =>
        {
            Note(entry, reason);
            MustMove(
                _database.Execute(
                    "UPDATE outbox SET state = 'gone', error = $reason WHERE id = $id AND state = 'sending'",
                    ("$id", entry.Id),
                    ("$reason", reason)
                ),
                entry
            );
            return _database.Execute(
                $"""
                UPDATE outbox
                SET state = 'gone', error = $reason
                WHERE account = $account AND thread = $thread AND part > $part AND {InHand}
                """,
                ("$account", entry.AccountId),
                ("$thread", entry.Thread),
                ("$part", entry.Toot.Part),
                ("$reason", reason)
            );
        });

    /// <summary>
    /// Boosts and edits that have waited for their toot since before a time are settled as gone. Returns how many.
    /// </summary>
    public int GiveUpWaiting(long account, DateTimeOffset queuedBefore) =>
        _database.Execute(
            $"""
            UPDATE outbox INDEXED BY outbox_in_hand
            SET state = 'gone', error = 'no toot to act on came in time'
            WHERE account = $account
                AND {InHand}
                AND state = 'queued'
                AND target IS NOT NULL
                AND queued_at < $before
                AND ({TargetStatus}) IS NULL
            """,
            ("$account", account),
            ("$before", queuedBefore)
        );

    /// <summary>How many boosts and edits wait for a toot that is not there yet.</summary>
    public int CountAwaitingTarget(long account) =>
        (int)
            _database.Number(
                $"""
                SELECT count(*) FROM outbox INDEXED BY outbox_in_hand
                WHERE account = $account
                    AND {InHand}
                    AND state = 'queued'
                    AND target IS NOT NULL
                    AND ({TargetStatus}) IS NULL
                """,
                ("$account", account)
            );

    /// <summary>The accounts in whose outbox something waits for a toot.</summary>
    public IReadOnlyList<long> AccountsAwaiting(string identity) =>
        _database.Query(
            "SELECT DISTINCT account FROM outbox WHERE target IS NOT NULL AND state = 'queued' AND target = $identity",
            row => row.Long("account"),
            ("$identity", identity)
        );

    /// <summary>
    /// Whether any account of ours on an instance tells of a paper in a toot of its own, which may be still in hand.
    /// </summary>
    public bool HasArticle(string host, ArxivId paper) =>
        _database.Number(
            """
            SELECT EXISTS (
                SELECT 1 FROM account JOIN outbox ON outbox.account = account.id AND outbox.identity = $identity
                WHERE account.host = $host AND outbox.state IN ('queued', 'sending', 'sent')
            )
            """,
            ("$identity", TootIdentity.Article(paper)),
            ("$host", host)
        ) == 1;

    /// <summary>
    /// Where the account, or another of ours on its instance, has told of a paper; null when nowhere.
    /// </summary>
    public string? ArticleUrl(AccountRecord account, ArxivId paper) => ArticleUrl(account, paper, "");

    private string? ArticleUrl(AccountRecord account, ArxivId paper, string only) =>
        _database
            .Query(
                $"""
                SELECT outbox.url AS url FROM outbox JOIN account AS owner ON owner.id = outbox.account
                WHERE outbox.identity = $identity
                    AND outbox.status_id IS NOT NULL
                    AND outbox.state = 'sent'
                    AND owner.host = $host {only}
                ORDER BY outbox.account <> $account, outbox.id LIMIT 1
                """,
                row => row.MaybeText("url"),
                ("$identity", TootIdentity.Article(paper)),
                ("$host", account.Host),
                ("$account", account.Id)
            )
            .FirstOrDefault();

    /// <summary>
    /// Papers that have an article of some account, sent or on its way, queued after a row; the oldest first, of many
    /// only the newest.
    /// </summary>
    public IReadOnlyList<(long Row, Announcement Paper)> Articles(long after, int most) =>
        _database.Query(
            """
            SELECT *
            FROM (
                SELECT outbox.id AS row, paper.*
                FROM outbox JOIN paper ON paper.arxiv_id = outbox.arxiv_id AND paper.version = outbox.version
                WHERE outbox.id > $after
                    AND outbox.kind = 'article'
                    AND outbox.part = 1
                    AND outbox.state IN ('queued', 'sending', 'sent')
                ORDER BY outbox.id DESC LIMIT $most
            )
            ORDER BY row
            """,
            row => (row.Long("row"), ReadPaper(row)),
            ("$after", after),
            ("$most", most)
        );

    /// <summary>
    /// Where the account, or another of ours on its instance, has told of each of some papers, in their order, so that
    /// everybody can follow the link; not of those that were withdrawn.
    /// </summary>
    public IEnumerable<string> ArticleUrls(AccountRecord account, IEnumerable<ArxivId> papers) =>
        papers
            .Where(paper =>
                _database.Number(
                    "SELECT EXISTS (SELECT 1 FROM archived WHERE arxiv_id = $paper AND withdrawn_version IS NOT NULL)",
                    ("$paper", paper)
                ) == 0
            )
            .Select(paper => ArticleUrl(account, paper, "AND outbox.visibility IN ('public', 'unlisted')"))
            .OfType<string>();

    /// <summary>
    /// The paper as the account's own toot about it tells it, edits included; null when there is no such toot, or its
    /// paper is not known.
    /// </summary>
    public Announcement? PaperAsTold(long account, ArxivId paper)
    {
        var versions = _database.Query(
            """
            SELECT kind, version FROM outbox
            WHERE account = $account
                AND (identity = $identity OR identity GLOB $edits)
                AND action IN ('post', 'edit')
                AND kind IN ('article', 'replacementedit')
                AND state IN ('queued', 'sending', 'sent')
            """,
            row => (Kind: row.Word<TootKind>("kind"), Version: row.Int("version")),
            ("$account", account),
            ("$identity", TootIdentity.Article(paper)),
            ("$edits", TootIdentity.Replaced(paper, 0)[..^1] + "*")
        );
        return versions.Exists(one => one.Kind == TootKind.Article)
            ? Paper(paper, versions.Max(one => one.Version))
            : null;
    }

    /// <summary>When an account last boosted the toot of an identity; null for never.</summary>
    public DateTimeOffset? BoostedAt(long account, string target) =>
        _database
            .Query(
                """
                SELECT max(sent_at) AS at FROM outbox
                WHERE account = $account AND target = $target AND action = 'boost' AND state = 'sent'
                """,
                row => row.Time("at"),
                ("$account", account),
                ("$target", target)
            )
            .FirstOrDefault();

    // Some servers give an edited status another id; the next look must know it, and whoever boosts it.
    private void Edited(OutboxEntry edit, string statusId) =>
        _database.Execute(
            """
            UPDATE outbox
            SET status_id = $statusId
            WHERE account = $account AND identity = $target AND state = 'sent'
            """,
            ("$statusId", statusId),
            ("$account", edit.AccountId),
            ("$target", edit.Target)
        );
}
