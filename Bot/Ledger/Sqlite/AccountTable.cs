using Microsoft.Data.Sqlite;

namespace Bot.Ledger.Sqlite;

/// <summary>The rows of accounts.</summary>
internal sealed class AccountTable(SqliteDatabase database)
{
    public AccountRecord Read(long id) =>
        database.Query("SELECT * FROM account WHERE id = $id", ReadRow, ("$id", id))[0];

    /// <summary>Within a transaction: reads a row, and writes what became of it.</summary>
    public void Change(long id, Func<AccountRecord, AccountRecord> change)
    {
        var before = Read(id);
        var account = change(before);
        if (account == before)
        {
            return;
        }

        database.Execute(
            """
            UPDATE account
            SET not_before = $notBefore, throttles = $throttles, blocked_since = $blockedSince,
                blocked_reason = $blockedReason, next_check = $nextCheck, last_refused = $lastRefused,
                last_error = $lastError, slowest_answer = $slowestAnswer
            WHERE id = $id
            """,
            ("$id", id),
            ("$notBefore", account.NotBefore),
            ("$throttles", account.Throttles),
            ("$blockedSince", account.BlockedSince),
            ("$blockedReason", account.BlockedReason),
            ("$nextCheck", account.NextCheck),
            ("$lastRefused", account.LastRefused),
            ("$lastError", account.LastError),
            ("$slowestAnswer", (long)account.SlowestAnswer.TotalMilliseconds)
        );
    }

    /// <summary>Accounts that have something queued of some threads spread it until a time.</summary>
    public void Spread(IEnumerable<QueuedThread> threads, DateTimeOffset? until)
    {
        foreach (
            var account in threads
                .Where(thread => thread.State == OutboxState.Queued)
                .Select(thread => thread.Account.Id)
                .Distinct()
        )
        {
            database.Execute(
                "UPDATE account SET spread_until = $until WHERE id = $account",
                ("$account", account),
                ("$until", until)
            );
        }
    }

    public static AccountRecord ReadRow(SqliteDataReader row) =>
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
            SlowestAnswer = TimeSpan.FromMilliseconds(row.Long("slowest_answer")),
            SpreadUntil = row.Time("spread_until"),
            BlockedSince = row.Time("blocked_since"),
            BlockedReason = row.MaybeText("blocked_reason"),
            NextCheck = row.Time("next_check"),
            LastRefused = row.MaybeLong("last_refused"),
            LastError = row.MaybeText("last_error"),
        };
}
