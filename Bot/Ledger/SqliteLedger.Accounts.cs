using Microsoft.Data.Sqlite;

namespace Bot.Ledger;

public sealed partial class SqliteLedger
{
    /// <summary>The name of the service's last sign of life among the times.</summary>
    private const string Alive = "alive";

    /// <summary>
    /// Records what an instance said about the account behind a token, and returns what is known of it. What another
    /// program posted with the account becomes part of its outbox.
    /// </summary>
    public AccountRecord RegisterAccount(VerifiedAccount verified, DateTimeOffset now) =>
        _database.InTransaction(() =>
        {
            _database.Execute(
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
            var account = _database.Query(
                "SELECT * FROM account WHERE host = $host AND remote_id = $remoteId",
                ReadAccount,
                ("$host", verified.Host),
                ("$remoteId", verified.RemoteId)
            )[0];
            TakeOver(account.Id, verified.Host, verified.Acct, now);
            return account;
        });

    public AccountRecord Account(long id) =>
        _database.Query("SELECT * FROM account WHERE id = $id", ReadAccount, ("$id", id))[0];

    /// <summary>
    /// The account that a name in the settings last stood for on an instance, for use while the instance cannot be
    /// asked. Null when there is none whose recovery is finished.
    /// </summary>
    public AccountRecord? LastKnownAccount(Uri instance, string label) =>
        _database
            .Query(
                """
                SELECT * FROM account
                WHERE instance = $instance AND label = $label AND recovered_at IS NOT NULL
                ORDER BY id DESC LIMIT 1
                """,
                ReadAccount,
                ("$instance", instance.AbsoluteUri),
                ("$label", label)
            )
            .FirstOrDefault();

    public void SetLimits(long account, TootLimits limits) =>
        _database.Execute(
            """
            UPDATE account
            SET max_characters = $max, characters_per_url = $perUrl, length_rule = $rule
            WHERE id = $account
            """,
            ("$account", account),
            ("$max", limits.MaxCharacters),
            ("$perUrl", limits.CharactersPerUrl),
            ("$rule", limits.RuleName)
        );

    /// <summary>Delivery of this account pauses until the instance knows it again.</summary>
    public void LockOut(long account, string reason, DateTimeOffset now, DateTimeOffset nextCheck) =>
        _database.Execute(
            """
            UPDATE account
            SET blocked_since = coalesce(blocked_since, $now), blocked_reason = $reason, next_check = $nextCheck,
                last_error = $reason
            WHERE id = $account
            """,
            ("$account", account),
            ("$reason", reason),
            ("$now", now),
            ("$nextCheck", nextCheck)
        );

    public void Unlock(long account) =>
        _database.Execute(
            "UPDATE account SET blocked_since = NULL, blocked_reason = NULL, next_check = NULL WHERE id = $account",
            ("$account", account)
        );

    /// <summary>Charges a budget's window with so many.</summary>
    public void Spend(long account, string budget, DateTimeOffset window, int count) =>
        _database.Execute(
            """
            INSERT INTO spent (account, budget, window, count)
            VALUES ($account, $budget, $window, $count)
            ON CONFLICT (account, budget) DO UPDATE SET
                count = CASE WHEN window = excluded.window THEN count ELSE 0 END + excluded.count,
                window = excluded.window
            """,
            ("$account", account),
            ("$budget", budget),
            ("$window", window),
            ("$count", count)
        );

    /// <summary>What a budget's window has been charged with.</summary>
    public int Spent(long account, string budget, DateTimeOffset window) =>
        (int)
            _database.Number(
                """
                SELECT coalesce(sum(count), 0) FROM spent
                WHERE account = $account AND budget = $budget AND window = $window
                """,
                ("$account", account),
                ("$budget", budget),
                ("$window", window)
            );

    /// <summary>Why an account of the settings could not be verified; a null reason when it was.</summary>
    public void RecordTrouble(string name, string? reason, DateTimeOffset now) =>
        _ = reason is null
            ? _database.Execute("DELETE FROM trouble WHERE name = $name", ("$name", name))
            : _database.Execute(
                """
                INSERT INTO trouble (name, since, reason)
                VALUES ($name, $now, $reason)
                ON CONFLICT (name) DO UPDATE SET reason = excluded.reason
                """,
                ("$name", name),
                ("$now", now),
                ("$reason", reason)
            );

    /// <summary>For a start, which looks at every account again: the settings may have changed.</summary>
    public void ClearTroubles() => _database.Execute("DELETE FROM trouble");

    /// <summary>When a named thing was last done; null for never.</summary>
    public DateTimeOffset? LastTime(string name) =>
        _database
            .Query("SELECT at FROM last_done WHERE name = $name", row => row.Time("at"), ("$name", name))
            .FirstOrDefault();

    public void RecordTime(string name, DateTimeOffset now) =>
        _database.Execute(
            "INSERT INTO last_done (name, at) VALUES ($name, $now) ON CONFLICT (name) DO UPDATE SET at = excluded.at",
            ("$name", name),
            ("$now", now)
        );

    /// <summary>The service is alive now.</summary>
    public void RecordAlive(DateTimeOffset now) => RecordTime(Alive, now);

    /// <summary>The service ends in order: a watchdog need not wait for its next sign of life.</summary>
    public void RecordStopped() => _database.Execute("DELETE FROM last_done WHERE name = $name", ("$name", Alive));

    private static AccountRecord ReadAccount(SqliteDataReader row) =>
        new()
        {
            Id = row.Long("id"),
            Host = row.Text("host"),
            RemoteId = row.Text("remote_id"),
            Label = row.Text("label"),
            Acct = row.Text("acct"),
            Limits = TootLimits.Of(row.Int("max_characters"), row.Int("characters_per_url"), row.Text("length_rule")),
            Server = row.Text("server"),
            RecoveredAt = row.Time("recovered_at"),
            RecoverFrom = row.Time("recover_from"),
            RecoverCursor = row.MaybeText("recover_cursor"),
            NotBefore = row.Time("not_before"),
            Throttles = row.Int("throttles"),
            SpreadUntil = row.Time("spread_until"),
            BlockedSince = row.Time("blocked_since"),
            BlockedReason = row.MaybeText("blocked_reason"),
            NextCheck = row.Time("next_check"),
            LastRefused = row.MaybeLong("last_refused"),
            LastError = row.MaybeText("last_error"),
        };
}
