using Microsoft.Data.Sqlite;

namespace Bot.Ledger;

public sealed partial class SqliteLedger
{
    /// <summary>Notes what an instance said about the account behind a token, and returns what is known of it.</summary>
    public AccountRecord Meet(string host, string remoteId, Uri instance, string label, string acct, TootLimits limits) => _database.InTransaction(() =>
    {
        _database.Execute(
            """
            INSERT INTO account (host, remote_id, instance, label, acct, max_characters, characters_per_url)
            VALUES ($host, $remoteId, $instance, $label, $acct, $max, $perUrl)
            ON CONFLICT (host, remote_id) DO UPDATE SET
                instance = excluded.instance, label = excluded.label, acct = excluded.acct,
                max_characters = excluded.max_characters, characters_per_url = excluded.characters_per_url
            """,
            ("$host", host), ("$remoteId", remoteId), ("$instance", instance.AbsoluteUri), ("$label", label), ("$acct", acct), ("$max", limits.MaxCharacters), ("$perUrl", limits.CharactersPerUrl));
        return _database.Query("SELECT * FROM account WHERE host = $host AND remote_id = $remoteId", ReadAccount, ("$host", host), ("$remoteId", remoteId))[0];
    });

    public AccountRecord Account(long id) => _database.Query("SELECT * FROM account WHERE id = $id", ReadAccount, ("$id", id))[0];

    /// <summary>The account that a name in the settings last stood for on an instance; for days when the instance cannot be asked.</summary>
    public AccountRecord? Remembered(Uri instance, string label) =>
        _database.Query("SELECT * FROM account WHERE instance = $instance AND label = $label ORDER BY id DESC LIMIT 1", ReadAccount, ("$instance", instance.AbsoluteUri), ("$label", label)).FirstOrDefault();

    public void SetLimits(long account, TootLimits limits) => _database.Execute(
        "UPDATE account SET max_characters = $max, characters_per_url = $perUrl WHERE id = $account",
        ("$account", account), ("$max", limits.MaxCharacters), ("$perUrl", limits.CharactersPerUrl));

    /// <summary>Delivery of this account pauses until the instance knows it again.</summary>
    public void LockOut(long account, string reason, DateTimeOffset now, DateTimeOffset nextCheck) => _database.Execute(
        "UPDATE account SET blocked_since = coalesce(blocked_since, $now), blocked_reason = $reason, next_check = $nextCheck, last_error = $reason WHERE id = $account",
        ("$account", account), ("$reason", reason), ("$now", now), ("$nextCheck", nextCheck));

    public void LetIn(long account) => _database.Execute(
        "UPDATE account SET blocked_since = NULL, blocked_reason = NULL, next_check = NULL WHERE id = $account", ("$account", account));

    /// <summary>No post before this time, whoever asks and however often the bot restarts.</summary>
    public void Wait(long account, DateTimeOffset until, string? error) => _database.Execute(
        "UPDATE account SET not_before = $until, last_error = coalesce($error, last_error) WHERE id = $account", ("$account", account), ("$until", until), ("$error", error));

    /// <summary>When something was last done that has a pace; null for never.</summary>
    public DateTimeOffset? LastTime(string name) =>
        _database.Query("SELECT at FROM pace WHERE name = $name", row => row.Time("at"), ("$name", name)).FirstOrDefault();

    public void NoteTime(string name, DateTimeOffset now) => _database.Execute(
        "INSERT INTO pace (name, at) VALUES ($name, $now) ON CONFLICT (name) DO UPDATE SET at = excluded.at", ("$name", name), ("$now", now));

    private static AccountRecord ReadAccount(SqliteDataReader row) => new()
    {
        Id = row.Long("id"),
        Host = row.Text("host"),
        RemoteId = row.Text("remote_id"),
        Label = row.Text("label"),
        Acct = row.Text("acct"),
        Limits = new TootLimits(row.Int("max_characters"), row.Int("characters_per_url")),
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
