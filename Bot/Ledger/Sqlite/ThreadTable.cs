namespace Bot.Ledger.Sqlite;

/// <summary>Rows of a thread that share a fate.</summary>
internal sealed class ThreadTable(SqliteDatabase database, OutboxTable outbox)
{
    /// <summary>Whether a toot of the account is in flight.</summary>
    /// <remarks>
    /// The index is named: some versions of SQLite take one that has both columns, and read all of the account's rows.
    /// </remarks>
    public bool HasOneInFlight(long account) =>
        database.Number(
            """
            SELECT EXISTS (
                SELECT 1 FROM outbox INDEXED BY outbox_sending WHERE account = $account AND state = 'sending'
            )
            """,
            ("$account", account)
        ) == 1;

    /// <summary>The parts in hand behind one in its thread.</summary>
    public List<OutboxEntry> PartsBehind(OutboxEntry entry) =>
        outbox.Read(
            $"""
            WHERE account = $account
                AND thread = (SELECT thread FROM outbox AS first WHERE first.id = $id)
                AND part > $part
                AND {OutboxTable.InHand}
            """,
            ("$account", entry.AccountId),
            ("$id", entry.Id),
            ("$part", entry.Toot.Part)
        );

    /// <summary>One that was refused right before another is queued again, with its later parts.</summary>
    public void Forgive(long earlier)
    {
        foreach (
            var entry in outbox.Read(
                """
                WHERE state = 'refused'
                    AND (account, thread) = (SELECT account, thread FROM outbox AS first WHERE first.id = $earlier)
                    AND part >= (SELECT part FROM outbox AS first WHERE first.id = $earlier)
                """,
                ("$earlier", earlier)
            )
        )
        {
            outbox.Move(entry, Transitions.Forgiven(entry));
        }
    }

    /// <summary>What is set aside in threads that may have a second try.</summary>
    public List<OutboxEntry> RefusedOnce(long account) =>
        outbox.Read(
            """
            WHERE account = $account
                AND state = 'refused'
                AND thread IN (
                    SELECT thread FROM outbox
                    WHERE account = $account AND state = 'refused'
                    GROUP BY thread
                    HAVING max(refusals) < $most
                )
            """,
            ("$account", account),
            ("$most", Transitions.MostRefusals)
        );
}
