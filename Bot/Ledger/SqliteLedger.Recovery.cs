using System.Globalization;
using Bot.Arxiv;
using Microsoft.Data.Sqlite;

namespace Bot.Ledger;

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
                    ("$listed", ListedOf(toot))
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
            var adoption = new Adoption(this, account, category, now);
            var unknown = finds.Sum(adoption.Adopt);
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
    /// What lists in hand still had to say may be on the timeline, grouped in another way. They give up their
    /// identities to the finds, and their length is set beyond any limit so that they are composed anew before they go
    /// out.
    /// </summary>
    private void SetListsBack(long account) =>
        _database.Execute(
            $"""
            UPDATE outbox
            SET state = 'queued', first_claim = NULL, identity = identity || '/before ' || id, characters = $endless
            WHERE account = $account AND kind IN ('list', 'crosslists', 'replacements') AND {InHand}
            """,
            ("$account", account),
            ("$endless", int.MaxValue)
        );

    private static string ListedOf(FoundToot toot) =>
        toot.Retold is { } retold
            ? string.Join(' ', retold.Papers.Select(one => $"{one.Paper}v{one.Version}"))
            : string.Join(' ', toot.Listed);

    private static FoundToot ReadFound(SqliteDataReader row)
    {
        var listed = row.Text("listed").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = new FoundToot(
            row.Text("status_id"),
            row.MaybeText("in_reply_to"),
            row.MaybeText("url"),
            row.MaybeText("arxiv_id") is { } id ? ArxivId.Parse(id) : null,
            row.MaybeText("category"),
            row.MaybeText("date") is null ? null : row.Date("date")
        );
        return row.MaybeText("kind") is null
            ? found with
            {
                Listed = [.. listed.Select(ArxivId.Parse)],
            }
            : found with
            {
                Retold = (row.Word<TootKind>("kind"), [.. listed.Select(ReadVersion)]),
            };
    }

    private static (ArxivId Paper, int Version) ReadVersion(string paperAndVersion)
    {
        var v = paperAndVersion.LastIndexOf('v');
        return (
            ArxivId.Parse(paperAndVersion[..v]),
            int.Parse(paperAndVersion[(v + 1)..], CultureInfo.InvariantCulture)
        );
    }

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
}
