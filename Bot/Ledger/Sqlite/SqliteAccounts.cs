namespace Bot.Ledger.Sqlite;

/// <inheritdoc cref="IAccounts"/>
internal sealed class SqliteAccounts(SqliteDatabase database, AccountTable accounts, OutboxTable outbox, DayTable days)
    : IAccounts
{
    /// <summary>A smaller step is an ordinary correction of the clock and changes nothing.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    private readonly ReportReader _reports = new(database, days);
    private readonly ImportTable _imports = new(database);

    public ValueTask<AccountRecord> Registered(VerifiedAccount verified, DateTimeOffset now) =>
        ValueTask.FromResult(
            database.InTransaction(() =>
            {
                Insert(verified);
                var account = database.Query(
                    "SELECT * FROM account WHERE host = $host AND remote_id = $remoteId",
                    AccountTable.ReadRow,
                    ("$host", verified.Host),
                    ("$remoteId", verified.RemoteId)
                )[0];
                // What it has in its outbox already stays as it is. Its timeline is still read by the recovery of a new
                // account: the other program may have posted since.
                var imported = _imports.Take(verified.Host, verified.Acct);
                foreach (var row in OutboxPlan.Imported(account.Id, imported, outbox.LastThread(account.Id), now))
                {
                    outbox.Insert(row);
                }

                return account;
            })
        );

    public ValueTask<AccountRecord> Account(long id) => ValueTask.FromResult(accounts.Read(id));

    public ValueTask<AccountRecord?> LastKnown(Uri instance, string label) =>
        ValueTask.FromResult(
            database
                .Query(
                    """
                    SELECT * FROM account
                    WHERE instance = $instance AND label = $label AND recovered_at IS NOT NULL
                    ORDER BY id DESC LIMIT 1
                    """,
                    AccountTable.ReadRow,
                    ("$instance", instance.AbsoluteUri),
                    ("$label", label)
                )
                .FirstOrDefault()
        );

    public ValueTask LimitsChanged(long account, TootLimits limits) =>
        Done(
            database.Execute(
                """
                UPDATE account
                SET max_characters = $max, characters_per_url = $perUrl, length_rule = $rule
                WHERE id = $account
                """,
                ("$account", account),
                ("$max", limits.MaxCharacters),
                ("$perUrl", limits.CharactersPerUrl),
                ("$rule", limits.RuleName)
            )
        );

    public ValueTask LockedOut(long account, LockOut lockOut) =>
        Change(account, one => Transitions.LockedOut(one, lockOut));

    public ValueTask Unlocked(long account) => Change(account, Transitions.Unlocked);

    public ValueTask Charged(long account, BudgetWindow window, int count) =>
        Done(
            database.Execute(
                """
                INSERT INTO spent (account, budget, window, count)
                VALUES ($account, $budget, $window, $count)
                ON CONFLICT (account, budget) DO UPDATE SET
                    count = CASE WHEN window = excluded.window THEN count ELSE 0 END + excluded.count,
                    window = excluded.window
                """,
                ("$account", account),
                ("$budget", window.Budget),
                ("$window", window.Start),
                ("$count", count)
            )
        );

    public ValueTask<int> Charges(long account, BudgetWindow window) =>
        ValueTask.FromResult(
            (int)
                database.Number(
                    """
                    SELECT coalesce(sum(count), 0) FROM spent
                    WHERE account = $account AND budget = $budget AND window = $window
                    """,
                    ("$account", account),
                    ("$budget", window.Budget),
                    ("$window", window.Start)
                )
        );

    public ValueTask TroubleChanged(string name, string? reason, DateTimeOffset now) =>
        Done(
            reason is null
                ? database.Execute("DELETE FROM trouble WHERE name = $name", ("$name", name))
                : database.Execute(
                    """
                    INSERT INTO trouble (name, since, reason)
                    VALUES ($name, $now, $reason)
                    ON CONFLICT (name) DO UPDATE SET reason = excluded.reason
                    """,
                    ("$name", name),
                    ("$now", now),
                    ("$reason", reason)
                )
        );

    public ValueTask TroublesCleared() => Done(database.Execute("DELETE FROM trouble"));

    public ValueTask<DateTimeOffset?> DoneAt(string what) => ValueTask.FromResult(ReadDone(what));

    public ValueTask Done(string what, DateTimeOffset now) => Done(WriteDone(what, now));

    public ValueTask Forgotten(string what) =>
        Done(database.Execute("DELETE FROM last_done WHERE name = $name", ("$name", what)));

    public ValueTask<TimeSpan?> ClockSeen(DateTimeOffset now) =>
        ValueTask.FromResult(
            database.InTransaction(() =>
            {
                var back = ReadDone(LastDone.Clock) - now is { } by && by > Slack ? by : (TimeSpan?)null;
                if (back is { } shift)
                {
                    ShiftWaits((long)shift.TotalMilliseconds);
                }

                WriteDone(LastDone.Clock, now);
                return back;
            })
        );

    public ValueTask<LedgerReport> Report() => ValueTask.FromResult(database.Reading(_reports.Read));

    public ValueTask<TootTotals> Totals(DateTimeOffset since) =>
        ValueTask.FromResult(
            database.Query(
                // Accounts first, which CROSS JOIN says, or the index is read whole.
                """
                SELECT
                    (
                        SELECT count(*)
                        FROM account
                            CROSS JOIN outbox INDEXED BY outbox_sent
                                ON outbox.account = account.id AND sent_at >= $since
                    ) AS sent,
                    (SELECT count(*) FROM outbox INDEXED BY outbox_refused WHERE state = 'refused') AS refused
                """,
                row => new TootTotals(row.Int("sent"), row.Int("refused")),
                ("$since", since)
            )[0]
        );

    private ValueTask Change(long account, Func<AccountRecord, AccountRecord> change) =>
        Done(
            database.InTransaction(() =>
            {
                accounts.Change(account, change);
                return 0;
            })
        );

    private static ValueTask Done(int _) => ValueTask.CompletedTask;

    private DateTimeOffset? ReadDone(string what) =>
        database
            .Query("SELECT at FROM last_done WHERE name = $name", row => row.Time("at"), ("$name", what))
            .FirstOrDefault();

    private int WriteDone(string what, DateTimeOffset now) =>
        database.Execute(
            "INSERT INTO last_done (name, at) VALUES ($name, $now) ON CONFLICT (name) DO UPDATE SET at = excluded.at",
            ("$name", what),
            ("$now", now)
        );

    private void ShiftWaits(long milliseconds)
    {
        database.Execute(
            """
            UPDATE account
            SET not_before = not_before - $by, spread_until = spread_until - $by,
                next_check = next_check - $by, recover_from = recover_from - $by
            """,
            ("$by", milliseconds)
        );
        database.Execute(
            $"""
            UPDATE outbox
            SET claimed_at = claimed_at - $by, look_at = look_at - $by
            WHERE {OutboxTable.InHand}
            """,
            ("$by", milliseconds)
        );
    }

    private void Insert(VerifiedAccount verified) =>
        database.Execute(
            """
            INSERT INTO account (
                host, remote_id, instance, label, acct, server, max_characters, characters_per_url, length_rule
            )
            VALUES ($host, $remoteId, $instance, $label, $acct, $server, $max, $perUrl, $rule)
            ON CONFLICT (host, remote_id) DO UPDATE SET
                instance = excluded.instance, label = excluded.label, acct = excluded.acct,
                server = excluded.server, max_characters = excluded.max_characters,
                characters_per_url = excluded.characters_per_url, length_rule = excluded.length_rule
            """,
            ("$host", verified.Host),
            ("$remoteId", verified.RemoteId),
            ("$instance", verified.Instance.AbsoluteUri),
            ("$label", verified.Label),
            ("$acct", verified.Acct),
            ("$server", verified.Server),
            ("$max", verified.Limits.MaxCharacters),
            ("$perUrl", verified.Limits.CharactersPerUrl),
            ("$rule", verified.Limits.RuleName)
        );
}
