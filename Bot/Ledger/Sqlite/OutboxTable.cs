using Bot.Arxiv;
using Microsoft.Data.Sqlite;

namespace Bot.Ledger.Sqlite;

/// <summary>The rows of the outbox: one way in, one way from state to state, one way out.</summary>
internal sealed class OutboxTable(SqliteDatabase database)
{
    /// <summary>
    /// A query that asks for this and the account alone has to name the index: SQLite has no statistics here and would
    /// read all that was ever sent.
    /// </summary>
    public const string InHand = "state IN ('queued', 'sending')";

    /// <summary>Of several accounts' toots about one paper the account's own, else the first.</summary>
    public const string TargetStatus = """
        SELECT said.status_id
        FROM outbox AS said
            JOIN account AS owner ON owner.id = said.account
            JOIN account AS mine ON mine.host = owner.host
        WHERE said.identity = outbox.target
            AND said.status_id IS NOT NULL
            AND said.state = 'sent'
            AND mine.id = outbox.account
            AND (said.account = mine.id OR outbox.action <> 'edit')
        ORDER BY said.account <> mine.id, said.id LIMIT 1
        """;

    private const string Entries = $"""
        SELECT
            outbox.*,
            CASE
                WHEN kind = 'abstract' THEN (
                    SELECT parent.status_id FROM outbox AS parent
                    WHERE parent.account = outbox.account
                        AND parent.thread = outbox.thread
                        AND parent.part = outbox.part - 1
                )
                WHEN kind = 'list' AND alone = 0 THEN (
                    SELECT parent.status_id FROM outbox AS parent
                    WHERE parent.account = outbox.account
                        AND parent.identity = 'summary/' || outbox.category || '/' || outbox.date
                )
                WHEN kind = 'withdrawal' AND action = 'post' THEN (
                    SELECT parent.status_id FROM outbox AS parent
                    WHERE parent.account = outbox.account AND parent.identity = 'article/' || outbox.arxiv_id
                )
            END AS parent_status_id,
            CASE WHEN state = 'sending' THEN target_id ELSE ({TargetStatus}) END AS target_status
        FROM outbox
        """;

    /// <summary>Entries by what follows after <c>FROM outbox</c>.</summary>
    public List<OutboxEntry> Read(string where, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        database.Query($"{Entries} {where}", ReadEntry, parameters);

    /// <summary>Inserts a row, unless its account has its identity already. True when it was inserted.</summary>
    public bool Insert(OutboxRow row)
    {
        var toot = row.Toot;
        return database.Execute(
                """
                INSERT INTO outbox (
                    account, thread, part, parts, identity, revision, key, kind, category, date, arxiv_id, version,
                    text, spoiler_text, visibility, language, tags, characters, abstract_start, state, status_id, url,
                    queued_at, sent_at, recovered, alone, action, precedence, target, reason, papers, caught_up
                )
                VALUES (
                    $account, $thread, $part, $parts, $identity, $revision, $key, $kind, $category, $date, $paper,
                    $version, $text, $spoiler, $visibility, $language, $tags, $characters, $start, $state, $status,
                    $url, $queuedAt, $sentAt, $recovered, $alone, $action, $precedence, $target, $reason, $papers,
                    $caughtUp
                )
                ON CONFLICT (account, identity) DO NOTHING
                """,
                ("$account", row.Account),
                ("$thread", row.Thread),
                ("$part", row.Part),
                ("$parts", row.Parts),
                ("$identity", row.Identity),
                ("$revision", row.Revision),
                ("$key", row.Key),
                ("$kind", row.Kind),
                ("$category", row.Category),
                ("$date", row.Date),
                ("$paper", row.Paper),
                ("$version", row.Version),
                // Columns that must not be empty, for rows that only note that something counts as said.
                ("$text", toot?.Text ?? ""),
                ("$spoiler", toot?.SpoilerText ?? ""),
                ("$visibility", toot?.Visibility ?? TootVisibility.Public),
                ("$language", toot?.Language ?? ""),
                ("$tags", string.Join(' ', toot?.Tags ?? [])),
                ("$characters", toot?.Characters ?? 0),
                ("$start", toot?.AbstractStart ?? 0),
                ("$state", row.State),
                ("$status", row.StatusId),
                ("$url", row.Url),
                ("$queuedAt", row.QueuedAt),
                ("$sentAt", row.SentAt),
                ("$recovered", row.IsRecovered ? 1 : 0),
                ("$alone", row.StandsAlone ? 1 : 0),
                ("$action", row.Action),
                ("$precedence", row.Precedence),
                ("$target", row.Target),
                ("$reason", row.Reason),
                ("$papers", toot?.Papers ?? 0),
                ("$caughtUp", row.IsCaughtUp ? 1 : 0)
            ) == 1;
    }

    /// <summary>
    /// Writes what became of a row, if it is still in the state that it was in. Only what changes is written: a clock
    /// that was set back may have moved the row's times meanwhile.
    /// </summary>
    public Move Move(OutboxEntry from, OutboxEntry to)
    {
        var changed = Changing.Where(one => !Equals(one.Value(from), one.Value(to))).ToList();
        (string, object?)[] values =
        [
            ("$id", from.Id),
            ("$from", from.State),
            .. changed.Select(one => ($"${one.Column}", one.Value(to))),
        ];
        // A row may be settled as what it is already, such as a doubt with the same words.
        var sets = changed.Count > 0 ? changed.Select(one => $"{one.Column} = ${one.Column}") : ["state = state"];
        var moved = database.Execute(
            $"UPDATE outbox SET {string.Join(", ", sets)} WHERE id = $id AND state = $from",
            values
        );
        return moved == 1 ? Ledger.Move.Moved : Ledger.Move.NotAsExpected;
    }

    private static readonly (string Column, Func<OutboxEntry, object?> Value)[] Changing =
    [
        ("state", entry => entry.State),
        ("status_id", entry => entry.StatusId),
        ("url", entry => entry.Url),
        ("sent_at", entry => entry.SentAt),
        ("error", entry => entry.Error),
        ("claimed_at", entry => entry.ClaimedAt),
        ("first_claim", entry => entry.FirstClaim),
        ("look_at", entry => entry.LookAt),
        ("doublings", entry => entry.Doublings),
        ("looks", entry => entry.Looks),
        ("rounds", entry => entry.Rounds),
        ("refusals", entry => entry.Refusals),
        ("alone", entry => entry.WithoutSummary ? 1 : 0),
        ("bare", entry => entry.WithoutPicture ? 1 : 0),
    ];

    /// <summary>Deletes rows that are composed anew, if all of them are still in hand.</summary>
    public Move Delete(IEnumerable<OutboxEntry> entries) =>
        entries.All(entry =>
            database.Execute($"DELETE FROM outbox WHERE id = $id AND {InHand}", ("$id", entry.Id)) == 1
        )
            ? Ledger.Move.Moved
            : Ledger.Move.NotAsExpected;

    /// <summary>The number of an account's last thread; 0 for none.</summary>
    public long LastThread(long account) =>
        database.Number("SELECT coalesce(max(thread), 0) FROM outbox WHERE account = $account", ("$account", account));

    /// <summary>How many parts of a paper's article are sent, and the last of their threads; 0 for none.</summary>
    public (int Count, long Thread) SaidParts(long account, ArxivId paper)
    {
        var (from, before) = TootIdentity.PartsOf(paper);
        return database.Query(
            """
            SELECT count(*) AS parts, coalesce(max(thread), 0) AS thread FROM outbox
            WHERE account = $account
                AND identity >= $from
                AND identity < $before
                AND kind IN ('article', 'abstract')
                AND state = 'sent'
            """,
            row => (row.Int("parts"), row.Long("thread")),
            ("$account", account),
            ("$from", from),
            ("$before", before)
        )[0];
    }

    /// <summary>Which of some statuses are those of an account's rows.</summary>
    public HashSet<string> KnownStatuses(long account, IReadOnlyList<string> statusIds) =>
        database
            .Query(
                """
                SELECT status_id FROM outbox
                WHERE account = $account
                    AND status_id IS NOT NULL
                    AND status_id IN (SELECT value FROM json_each($ids))
                """,
                row => row.Text("status_id"),
                ("$account", account),
                ("$ids", JsonTexts.Of(statusIds))
            )
            .ToHashSet();

    private static OutboxEntry ReadEntry(SqliteDataReader row) =>
        new()
        {
            Id = row.Long("id"),
            AccountId = row.Long("account"),
            Thread = row.Long("thread"),
            Identity = row.Text("identity"),
            Revision = row.Int("revision"),
            Key = row.Text("key"),
            Toot = ReadToot(row),
            Category = row.Text("category"),
            Date = row.Date("date"),
            Paper = row.MaybeText("arxiv_id") is { } id ? ArxivId.Parse(id) : null,
            Version = (int)(row.MaybeLong("version") ?? 0),
            State = row.State(),
            Holder = row.State() == OutboxState.Sending ? Claim.OneMachine : null,
            Precedence = row.Int("precedence"),
            ParentStatusId = row.MaybeText("parent_status_id"),
            Target = row.MaybeText("target"),
            TargetStatusId = row.MaybeText("target_status"),
            Reason = row.MaybeText("reason"),
            WithoutSummary = row.Int("alone") == 1,
            CaughtUp = row.Int("caught_up") == 1,
            WithoutPicture = row.Int("bare") == 1,
            Error = row.MaybeText("error"),
            StatusId = row.MaybeText("status_id"),
            Url = row.MaybeText("url"),
            QueuedAt = row.Time("queued_at")!.Value,
            SentAt = row.Time("sent_at"),
            ClaimedAt = row.Time("claimed_at"),
            FirstClaim = row.Time("first_claim"),
            LookAt = row.Time("look_at"),
            Doublings = row.Int("doublings"),
            Looks = row.Int("looks"),
            Rounds = row.Int("rounds"),
            Refusals = row.Int("refusals"),
        };

    private static Toot ReadToot(SqliteDataReader row) =>
        new()
        {
            Kind = row.Word<TootKind>("kind"),
            Action = row.Word<TootAction>("action"),
            Text = row.Text("text"),
            SpoilerText = row.Text("spoiler_text"),
            Visibility = row.Word<TootVisibility>("visibility"),
            Language = row.Text("language"),
            Tags = row.Text("tags").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Part = row.Int("part"),
            Parts = row.Int("parts"),
            AbstractStart = row.Int("abstract_start"),
            Papers = row.Int("papers"),
            Characters = row.Int("characters"),
        };
}
