using Bot.Arxiv;
using Bot.Pipeline.Listings;

namespace Bot.Ledger;

/// <summary>A toot of ours that was found on the timeline.</summary>
/// <param name="StatusId">Its id there.</param>
/// <param name="InReplyTo">The status it answers.</param>
/// <param name="Url">Where readers find it.</param>
/// <param name="Paper">For an article, and for a reply that says it was withdrawn.</param>
/// <param name="Category">For a summary.</param>
/// <param name="Date">For a summary.</param>
public sealed record FoundToot(
    string StatusId,
    string? InReplyTo,
    string? Url,
    ArxivId? Paper,
    string? Category,
    DateOnly? Date
)
{
    /// <summary>For a list, its papers.</summary>
    public IReadOnlyList<ArxivId> Listed { get; init; } = [];

    /// <summary>For what tells of cross-lists or new versions, its kind and its papers.</summary>
    public (TootKind Kind, IReadOnlyList<(ArxivId Paper, int Version)> Papers)? Retold { get; init; }
}

public sealed partial class SqliteLedger
{
    /// <summary>Has the timeline read (again) before anything else is posted; null for as soon as may be.</summary>
    public void DemandRecovery(long account, DateTimeOffset? from) =>
        _database.InTransaction(() =>
        {
            if (from is null)
            {
                _database.Execute("DELETE FROM found WHERE account = $account", ("$account", account));
            }

            return _database.Execute(
                """
                UPDATE account
                SET recovered_at = NULL, recover_from = $from, recover_cursor = NULL
                WHERE id = $account
                """,
                ("$account", account),
                ("$from", from)
            );
        });

    /// <summary>
    /// Keeps a page of finds, newest first, and how far the reading has come, so that an interrupted one goes on there.
    /// </summary>
    public void RecordFound(long account, IReadOnlyList<FoundToot> toots, string cursor) =>
        _database.InTransaction(() =>
        {
            var place = _database.Number(
                "SELECT coalesce(max(place), 0) FROM found WHERE account = $account",
                ("$account", account)
            );
            foreach (var toot in toots)
            {
                _database.Execute(
                    """
                    INSERT INTO found (
                        account, place, status_id, in_reply_to, url, arxiv_id, category, date, listed, kind
                    )
                    VALUES ($account, $place, $status, $parent, $url, $paper, $category, $date, $listed, $kind)
                    ON CONFLICT DO NOTHING
                    """,
                    ("$kind", toot.Retold?.Kind),
                    ("$account", account),
                    ("$place", ++place),
                    ("$status", toot.StatusId),
                    ("$parent", toot.InReplyTo),
                    ("$url", toot.Url),
                    ("$paper", toot.Paper),
                    ("$category", toot.Category),
                    ("$date", toot.Date),
                    (
                        "$listed",
                        toot.Retold is { } retold
                            ? string.Join(' ', retold.Papers.Select(one => $"{one.Paper}v{one.Version}"))
                            : string.Join(' ', toot.Listed)
                    )
                );
            }

            return _database.Execute(
                "UPDATE account SET recover_cursor = $cursor WHERE id = $account",
                ("$account", account),
                ("$cursor", cursor)
            );
        });

    /// <summary>
    /// Turns what was found into sent toots, oldest first, in one transaction. Returns how many the ledger did not know
    /// as sent.
    /// </summary>
    public int FinishRecovery(long account, string category, DateTimeOffset now) =>
        _database.InTransaction(() =>
        {
            var finds = _database.Query(
                "SELECT * FROM found WHERE account = $account ORDER BY place DESC",
                ReadFound,
                ("$account", account)
            );
            SetListsBack(account);
            var thread = _database.Number(
                "SELECT coalesce(max(thread), 0) FROM outbox WHERE account = $account",
                ("$account", account)
            );
            var date = DateOnly.FromDateTime(now.UtcDateTime);
            var parts = new Dictionary<string, (long Thread, ArxivId Paper, int Part)>();
            var unknown = 0;
            foreach (var find in finds)
            {
                date = find.Date ?? date;
                if (find.Retold is not null)
                {
                    unknown += AdoptSecondary(account, ++thread, find, category, date, now);
                }
                else if (find.Listed.Count > 0)
                {
                    unknown += AdoptList(
                        account,
                        ++thread,
                        find,
                        find.Category ?? CategoryOf(account, find.InReplyTo) ?? category,
                        date,
                        now
                    );
                }
                else if (find is { InReplyTo: not null, Paper: { } withdrawn })
                {
                    unknown += Adopt(
                        account,
                        ++thread,
                        part: 1,
                        TootIdentity.Withdrawn(withdrawn),
                        find,
                        TootKind.Withdrawal,
                        category,
                        date,
                        withdrawn,
                        now
                    );
                }
                else if (find.InReplyTo is null)
                {
                    thread++;
                    if (find.Paper is { } paper)
                    {
                        parts[find.StatusId] = (thread, paper, 1);
                    }

                    var identity = find.Paper is { } id
                        ? TootIdentity.Article(id)
                        : TootIdentity.Summary(find.Category!, find.Date!.Value);
                    unknown += Adopt(
                        account,
                        thread,
                        part: 1,
                        identity,
                        find,
                        find.Paper is null ? TootKind.Summary : TootKind.Article,
                        find.Category ?? category,
                        date,
                        find.Paper,
                        now
                    );
                }
                else if (
                    (parts.TryGetValue(find.InReplyTo, out var found) ? found : PartOf(account, find.InReplyTo)) is
                    { } parent
                )
                {
                    var part = parent with { Part = parent.Part + 1 };
                    parts[find.StatusId] = part;
                    unknown += Adopt(
                        account,
                        part.Thread,
                        part.Part,
                        TootIdentity.Article(part.Paper, part.Part),
                        find,
                        TootKind.Abstract,
                        category,
                        date,
                        part.Paper,
                        now
                    );
                }
            }

            _database.Execute("DELETE FROM found WHERE account = $account", ("$account", account));
            _database.Execute(
                """
                UPDATE account
                SET recovered_at = $now, recover_from = NULL, recover_cursor = NULL
                WHERE id = $account
                """,
                ("$account", account),
                ("$now", now)
            );
            return unknown;
        });

    /// <summary>
    /// True when all that the account has said of a listing was found on its timeline, so that the listing may be half
    /// said.
    /// </summary>
    public bool IsOnlyRecovered(long account, string category, DateOnly date) =>
        _database.Number(
            """
            SELECT EXISTS (SELECT 1 FROM outbox WHERE account = $account AND recovered = 1)
                AND NOT EXISTS (
                    SELECT 1 FROM outbox
                    WHERE account = $account
                        AND category = $category
                        AND date = $date
                        AND recovered = 0
                        AND kind <> 'withdrawal'
                )
            """,
            ("$account", account),
            ("$category", category),
            ("$date", date)
        ) == 1;

    /// <summary>Which of these were found on the timeline, and are not known from having said them.</summary>
    public HashSet<string> RecoveredIdentities(long account, IEnumerable<string> identities) =>
        _database
            .Query(
                """
                SELECT identity FROM outbox
                WHERE account = $account
                    AND recovered = 1
                    AND identity IN (SELECT value FROM json_each($identities))
                """,
                row => row.Text("identity"),
                ("$account", account),
                ("$identities", Json(identities))
            )
            .ToHashSet();

    /// <summary>How many parts of a recovered paper's thread were found; none when a list told of it.</summary>
    public int CountRecoveredParts(long account, ArxivId paper) =>
        (int)
            _database.Number(
                """
                SELECT count(*) FROM outbox
                WHERE account = $account
                    AND arxiv_id = $paper
                    AND kind IN ('article', 'abstract')
                    AND state = 'sent'
                """,
                ("$account", account),
                ("$paper", paper)
            );

    private long RecoveredThread(long account, ArxivId paper) =>
        _database.Number(
            """
            SELECT max(thread) FROM outbox
            WHERE account = $account AND arxiv_id = $paper AND kind IN ('article', 'abstract') AND state = 'sent'
            """,
            ("$account", account),
            ("$paper", paper)
        );

    /// <summary>
    /// The status that said it at the first try, so that this ledger's bot cannot have said it a second time; null when
    /// there is none.
    /// </summary>
    public string? StatusSentAtFirstTry(long account, string identity) =>
        _database
            .Query(
                """
                SELECT status_id FROM outbox
                WHERE account = $account
                    AND identity = $identity
                    AND state = 'sent'
                    AND rounds = 0
                    AND recovered = 0
                """,
                row => row.MaybeText("status_id"),
                ("$account", account),
                ("$identity", identity)
            )
            .FirstOrDefault();

    /// <summary>The identity of the part that answers a status of ours in its thread; null when none does.</summary>
    public string? ReplyTo(long account, string statusId) =>
        _database
            .Query(
                """
                SELECT answer.identity
                FROM outbox AS parent
                    JOIN outbox AS answer ON answer.account = parent.account
                        AND answer.thread = parent.thread
                        AND answer.part = parent.part + 1
                WHERE parent.account = $account AND parent.status_id = $status AND answer.kind = 'abstract'
                """,
                row => row.Text("identity"),
                ("$account", account),
                ("$status", statusId)
            )
            .FirstOrDefault();

    /// <summary>True when it is still to be said, by itself or in a list, and no byte of that can have left.</summary>
    public bool IsUntried(long account, string identity) =>
        _database.Number(
            """
            SELECT EXISTS (
                SELECT 1 FROM outbox AS one
                WHERE account = $account
                    AND identity = $identity
                    AND (
                        (state = 'queued' AND first_claim IS NULL)
                            OR (
                                state = 'seen'
                                    AND EXISTS (
                                        SELECT 1 FROM outbox AS list
                                        WHERE list.account = one.account
                                            AND list.thread = one.thread
                                            AND list.kind = 'list'
                                            AND list.state = 'queued'
                                            AND list.first_claim IS NULL
                                    )
                            )
                    )
            )
            """,
            ("$account", account),
            ("$identity", identity)
        ) == 1;

    // The ledger may know the beginning of a thread whose other parts were said after its back-up.
    private (long Thread, ArxivId Paper, int Part)? PartOf(long account, string statusId) =>
        _database
            .Query(
                """
                SELECT thread, arxiv_id, part FROM outbox
                WHERE account = $account
                    AND status_id = $status
                    AND kind IN ('article', 'abstract')
                    AND arxiv_id IS NOT NULL
                """,
                row =>
                    ((long, ArxivId, int)?)(row.Long("thread"), ArxivId.Parse(row.Text("arxiv_id")), row.Int("part")),
                ("$account", account),
                ("$status", statusId)
            )
            .FirstOrDefault();

    // A toot that the ledger had queued (a restored back-up) is sent as well, for there it is.
    private int Adopt(
        long account,
        long thread,
        int part,
        string identity,
        FoundToot find,
        TootKind kind,
        string category,
        DateOnly date,
        ArxivId? paper,
        DateTimeOffset now
    ) =>
        TryAdopt(account, thread, part, identity, find, kind, category, date, paper, now) is > 0 and var rows ? rows
        // Said a second time, by another bot or its operator: the ledger has to know that status as well, or it would
        // take it for a stranger's for ever.
        : KnowsStatus(account, find.StatusId) ? 0
        : TryAdopt(
            account,
            thread,
            part,
            $"{identity}/again {find.StatusId}",
            find,
            TootKind.Abstract,
            category,
            date,
            paper,
            now
        );

    private int TryAdopt(
        long account,
        long thread,
        int part,
        string identity,
        FoundToot find,
        TootKind kind,
        string category,
        DateOnly date,
        ArxivId? paper,
        DateTimeOffset now
    ) =>
        _database.Execute(
            """
            INSERT INTO outbox (
                account, thread, part, parts, identity, revision, key, kind, category, date, arxiv_id, version,
                text, spoiler_text, visibility, language, tags, characters, abstract_start, state, status_id, url,
                queued_at, recovered
            )
            VALUES (
                $account, $thread, $part, 1, $identity, 0, '', $kind, $category, $date, $paper, 0, '', '', 'public',
                '', '', 0, 0, 'sent', $status, $url, $now, 1
            )
            ON CONFLICT (account, identity) DO UPDATE SET
                state = 'sent', status_id = excluded.status_id, url = excluded.url, error = NULL
            WHERE outbox.state <> 'sent'
            """,
            ("$account", account),
            ("$thread", thread),
            ("$part", part),
            ("$identity", identity),
            ("$kind", kind),
            ("$category", category),
            ("$date", date),
            ("$paper", paper),
            ("$status", find.StatusId),
            ("$url", find.Url),
            ("$now", now)
        );
}
