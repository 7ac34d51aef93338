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
    /// <summary>Where readers find it, by the addresses that Mastodon gives its toots.</summary>
    public string? Url => StatusId is null ? null : $"https://{Host}/@{Acct}/{StatusId}";

    internal string Identity =>
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

public sealed partial class SqliteLedger
{
    /// <summary>Keeps what another program has posted until the account is registered, and takes it over then.</summary>
    /// <returns>How many of them were not imported before.</returns>
    public int Import(IEnumerable<ImportedToot> toots) =>
        _database.InTransaction(() =>
            toots.Sum(toot =>
                _database.Execute(
                    """
                    INSERT INTO imported (
                        host, acct, identity, kind, category, date, arxiv_id, part, status_id, url, sent_at
                    )
                    VALUES ($host, $acct, $identity, $kind, $category, $date, $paper, $part, $status, $url, $sent)
                    ON CONFLICT DO NOTHING
                    """,
                    ("$host", toot.Host.ToLowerInvariant()),
                    ("$acct", toot.Acct.ToLowerInvariant()),
                    ("$identity", toot.Identity),
                    ("$kind", toot.Kind),
                    ("$category", toot.Category),
                    ("$date", ArxivDay.Of(toot.SentAt)),
                    ("$paper", toot.Paper),
                    ("$part", toot.Part),
                    ("$status", toot.StatusId),
                    ("$url", toot.Url),
                    ("$sent", toot.SentAt)
                )
            )
        );

    // The account's id is known now. What it has in its outbox already stays as it is. Its timeline is still read by
    // the recovery of a new account: the other program may have posted since.
    private void TakeOver(long account, string host, string acct, DateTimeOffset now)
    {
        var numbers = new Dictionary<string, long>();
        var thread = _database.Number(
            "SELECT coalesce(max(thread), 0) FROM outbox WHERE account = $account",
            ("$account", account)
        );
        var rows = _database.Query(
            "SELECT * FROM imported WHERE host = $host AND acct = $acct AND taken = 0 ORDER BY sent_at, part",
            row => (Identity: row.Text("identity"), Paper: row.MaybeText("arxiv_id"), Kind: row.Word<TootKind>("kind")),
            ("$host", host.ToLowerInvariant()),
            ("$acct", acct.ToLowerInvariant())
        );
        foreach (var (identity, paper, kind) in rows)
        {
            var isOfThread = paper is not null && kind is TootKind.Article or TootKind.Abstract;
            var number = isOfThread && numbers.TryGetValue(paper!, out var known) ? known : ++thread;
            if (isOfThread)
            {
                numbers[paper!] = number;
            }
            _database.Execute(
                """
                INSERT INTO outbox (
                    account, thread, part, parts, identity, revision, key, kind, category, date, arxiv_id, version,
                    text, spoiler_text, visibility, language, tags, characters, abstract_start, state, status_id,
                    url, queued_at, sent_at, action, target
                )
                SELECT $account, $thread, part, part, identity, 0, '', kind, category, date, arxiv_id, 0, '', '',
                    'public', '', '', 0, 0, CASE WHEN status_id IS NULL THEN 'seen' ELSE 'sent' END, status_id,
                    url, $now, sent_at, $action, $target
                FROM imported
                WHERE host = $host AND acct = $acct AND identity = $identity
                ON CONFLICT (account, identity) DO NOTHING
                """,
                ("$account", account),
                ("$thread", number),
                ("$now", now),
                ("$action", kind.IsBoost() ? TootAction.Boost : TootAction.Post),
                // A boost for a new version passed on the other program's own toot about it, which has no identity here.
                ("$target", kind == TootKind.CrossListBoost ? TootIdentity.Article(ArxivId.Parse(paper!)) : null),
                ("$host", host.ToLowerInvariant()),
                ("$acct", acct.ToLowerInvariant()),
                ("$identity", identity)
            );
        }

        _database.Execute(
            "UPDATE imported SET taken = 1 WHERE host = $host AND acct = $acct AND taken = 0",
            ("$host", host.ToLowerInvariant()),
            ("$acct", acct.ToLowerInvariant())
        );
    }
}
