namespace Bot.Ledger;

/// <summary>Boosts and edits: rows that act on the toot of another row, which may not be there yet and may be gone.</summary>
public sealed partial class SqliteLedger
{
    /// <summary>
    /// Nothing is left to act on: settled, with the parts behind it, and never tried again. The server refused nothing, so this says
    /// nothing against the account.
    /// </summary>
    public void Gone(OutboxEntry entry, string reason) => _database.InTransaction(() =>
    {
        Note(entry, reason);
        MustMove(_database.Execute("UPDATE outbox SET state = 'gone', error = $reason WHERE id = $id AND state = 'sending'", ("$id", entry.Id), ("$reason", reason)), entry);
        return _database.Execute(
            $"UPDATE outbox SET state = 'gone', error = $reason WHERE account = $account AND thread = $thread AND part > $part AND {InHand}",
            ("$account", entry.AccountId), ("$thread", entry.Thread), ("$part", entry.Toot.Part), ("$reason", reason));
    });

    /// <summary>Boosts and edits that have waited for their toot since before a time are settled as gone. Returns how many.</summary>
    public int GiveUpWaiting(long account, DateTimeOffset queuedBefore) => _database.Execute(
        $"UPDATE outbox SET state = 'gone', error = 'no toot to act on came in time' WHERE account = $account AND {InHand} AND state = 'queued' AND target IS NOT NULL AND queued_at < $before AND ({TargetStatus}) IS NULL",
        ("$account", account), ("$before", queuedBefore));

    /// <summary>How many boosts and edits wait for a toot that is not there yet.</summary>
    public int Awaiting(long account) => (int)_database.Number(
        $"SELECT count(*) FROM outbox WHERE account = $account AND {InHand} AND state = 'queued' AND target IS NOT NULL AND ({TargetStatus}) IS NULL", ("$account", account));

    /// <summary>The accounts in whose outbox something waits for a toot.</summary>
    public IReadOnlyList<long> WaitingFor(string identity) => _database.Query(
        "SELECT DISTINCT account FROM outbox WHERE target IS NOT NULL AND state = 'queued' AND target = $identity", row => row.Long("account"), ("$identity", identity));

    /// <summary>When an account last boosted the toot of an identity; null for never.</summary>
    public DateTimeOffset? BoostedAt(long account, string target) => _database.Query(
        "SELECT max(sent_at) AS at FROM outbox WHERE account = $account AND target = $target AND action = 'boost' AND state = 'sent'", row => row.Time("at"), ("$account", account), ("$target", target)).FirstOrDefault();

    // Some servers give an edited status another id; the next look must know it, and whoever boosts it.
    private void Edited(OutboxEntry edit, string statusId) => _database.Execute(
        "UPDATE outbox SET status_id = $statusId WHERE account = $account AND identity = $target AND state = 'sent'",
        ("$statusId", statusId), ("$account", edit.AccountId), ("$target", edit.Target));
}
