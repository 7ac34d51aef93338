using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>
/// Makes rows of one account's finds, given oldest first. A toot that the ledger still had queued (it was restored
/// from a back-up) becomes sent: the timeline has it.
/// </summary>
/// <param name="ledger">In a transaction.</param>
/// <param name="account">The account's row.</param>
/// <param name="category">For finds that do not tell theirs.</param>
/// <param name="now">The time.</param>
internal sealed class Adoption(SqliteLedger ledger, long account, string category, DateTimeOffset now)
{
    private readonly LedgerDatabase _database = ledger.Database;
    private readonly Dictionary<string, (long Thread, ArxivId Paper, int Part)> _parts = [];
    private long _lastThread = ledger.NextThread(account) - 1;
    private DateOnly _date = DateOnly.FromDateTime(now.UtcDateTime);

    /// <summary>A row that a find becomes.</summary>
    private sealed record Row
    {
        public required long Thread { get; init; }
        public int Part { get; init; } = 1;
        public required string Identity { get; init; }
        public required TootKind Kind { get; init; }
        public required string Category { get; init; }
        public ArxivId? Paper { get; init; }
    }

    /// <summary>Returns how many toots the ledger did not know as sent: 0 or 1.</summary>
    public int Adopt(FoundToot find)
    {
        _date = find.Date ?? _date;
        return find switch
        {
            { Retold: var (kind, papers) } => AdoptCrossListsOrReplacements(find, kind, papers),
            { Listed.Count: > 0 } => AdoptList(find),
            { InReplyTo: not null, Paper: { } withdrawn } => AdoptWithdrawal(find, withdrawn),
            { InReplyTo: null } => AdoptArticleOrSummary(find),
            _ => AdoptReply(find),
        };
    }

    private int AdoptCrossListsOrReplacements(
        FoundToot find,
        TootKind kind,
        IReadOnlyList<(ArxivId Paper, int Version)> papers
    )
    {
        var thread = ++_lastThread;
        if (papers.Count == 0)
        {
            return 0;
        }

        var (first, version) = papers[0];
        var isList = kind != TootKind.Replacement;
        var row = new Row
        {
            Thread = thread,
            Identity = isList ? TootIdentity.OfKind(kind, first, version) : TootIdentity.Replaced(first, version),
            Kind = kind,
            Category = category,
            Paper = first,
        };
        var unknown = Insert(find, row);
        if (isList)
        {
            InsertListed(row, papers);
        }

        return unknown;
    }

    // A paper that the ledger had queued in another way has been said in this list, with all its parts.
    private int AdoptList(FoundToot find)
    {
        var row = new Row
        {
            Thread = ++_lastThread,
            Identity = TootIdentity.List(find.Listed[0]),
            Kind = TootKind.List,
            Category = find.Category ?? CategoryOf(find.InReplyTo) ?? category,
            Paper = find.Listed[0],
        };
        var unknown = Insert(find, row);
        foreach (var paper in find.Listed)
        {
            _database.Execute(
                $"""
                UPDATE outbox
                SET state = 'seen'
                WHERE account = $account AND arxiv_id = $paper AND kind = 'abstract' AND {SqliteLedger.InHand}
                """,
                ("$account", account),
                ("$paper", paper)
            );
        }

        InsertListed(row, [.. find.Listed.Select(paper => (paper, 0))]);
        return unknown;
    }

    private int AdoptWithdrawal(FoundToot find, ArxivId paper) =>
        Insert(
            find,
            new Row
            {
                Thread = ++_lastThread,
                Identity = TootIdentity.Withdrawn(paper),
                Kind = TootKind.Withdrawal,
                Category = category,
                Paper = paper,
            }
        );

    private int AdoptArticleOrSummary(FoundToot find)
    {
        var thread = ++_lastThread;
        if (find.Paper is { } paper)
        {
            _parts[find.StatusId] = (thread, paper, 1);
        }

        return Insert(
            find,
            new Row
            {
                Thread = thread,
                Identity = find.Paper is { } id
                    ? TootIdentity.Article(id)
                    : TootIdentity.Summary(find.Category!, find.Date!.Value),
                Kind = find.Paper is null ? TootKind.Summary : TootKind.Article,
                Category = find.Category ?? category,
                Paper = find.Paper,
            }
        );
    }

    // The next part of an article's thread. A reply to anything else is none of ours.
    private int AdoptReply(FoundToot find)
    {
        var answered = find.InReplyTo!;
        var parent = _parts.TryGetValue(answered, out var found) ? found : PartOf(answered);
        if (parent is not var (thread, paper, part))
        {
            return 0;
        }

        _parts[find.StatusId] = (thread, paper, part + 1);
        return Insert(
            find,
            new Row
            {
                Thread = thread,
                Part = part + 1,
                Identity = TootIdentity.Article(paper, part + 1),
                Kind = TootKind.Abstract,
                Category = category,
                Paper = paper,
            }
        );
    }

    private int Insert(FoundToot find, Row row)
    {
        var moved = TryInsert(find, row);
        if (moved > 0 || ledger.KnowsStatus(account, find.StatusId))
        {
            return moved;
        }

        // Another bot or its operator has said it a second time. The ledger has to know that status as well, or it
        // would take it for a stranger's for ever.
        return TryInsert(
            find,
            row with
            {
                Identity = $"{row.Identity}/again {find.StatusId}",
                Kind = TootKind.Abstract,
            }
        );
    }

    private int TryInsert(FoundToot find, Row row) =>
        _database.Execute(
            """
            INSERT INTO outbox (
                account, thread, part, parts, identity, revision, key, kind, category, date, arxiv_id, version,
                text, spoiler_text, visibility, language, tags, characters, abstract_start, state, status_id, url,
                queued_at, recovered
            )
            VALUES (
                $account, $thread, $part, 1, $identity, 0, '', $kind, $category, $date, $paper, 0,
                '', '', 'public', '', '', 0, 0, 'sent', $status, $url,
                $now, 1
            )
            ON CONFLICT (account, identity) DO UPDATE SET
                state = 'sent', status_id = excluded.status_id, url = excluded.url, error = NULL
            WHERE outbox.state <> 'sent'
            """,
            ("$account", account),
            ("$thread", row.Thread),
            ("$part", row.Part),
            ("$identity", row.Identity),
            ("$kind", row.Kind),
            ("$category", row.Category),
            ("$date", _date),
            ("$paper", row.Paper),
            ("$status", find.StatusId),
            ("$url", find.Url),
            ("$now", now)
        );

    private void InsertListed(Row list, IReadOnlyList<(ArxivId Paper, int Version)> papers)
    {
        foreach (var (at, (paper, version)) in papers.Index())
        {
            _database.Execute(
                """
                INSERT INTO outbox (
                    account, thread, part, parts, identity, revision, key, kind, category, date, arxiv_id, version,
                    text, spoiler_text, visibility, language, tags, characters, abstract_start, state, queued_at,
                    recovered
                )
                VALUES (
                    $account, $thread, $part, 1, $identity, 0, '', $kind, $category, $date, $paper, $version,
                    '', '', 'public', '', '', 0, 0, 'seen', $now,
                    1
                )
                ON CONFLICT (account, identity) DO UPDATE SET
                    state = 'seen', thread = excluded.thread, part = excluded.part, error = NULL
                WHERE outbox.state <> 'sent'
                """,
                ("$account", account),
                ("$thread", list.Thread),
                ("$part", at + 1),
                ("$identity", TootIdentity.Listed(list.Kind, paper, version)),
                ("$kind", list.Kind.KindOfEach()),
                ("$category", list.Category),
                ("$date", _date),
                ("$paper", paper),
                ("$version", version),
                ("$now", now)
            );
        }
    }

    private string? CategoryOf(string? statusId) =>
        statusId is null
            ? null
            : _database
                .Query(
                    "SELECT category FROM outbox WHERE account = $account AND status_id = $status",
                    row => row.Text("category"),
                    ("$account", account),
                    ("$status", statusId)
                )
                .FirstOrDefault();

    // The ledger may know the beginning of a thread whose other parts were said after its back-up.
    private (long Thread, ArxivId Paper, int Part)? PartOf(string statusId) =>
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
}
