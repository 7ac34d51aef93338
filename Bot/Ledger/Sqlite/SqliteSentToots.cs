using Microsoft.Data.Sqlite;

namespace Bot.Ledger.Sqlite;

/// <inheritdoc cref="ISentToots"/>
internal sealed class SqliteSentToots(SqliteDatabase database) : ISentToots
{
    private readonly PinTable _pins = new(database);

    public ValueTask<SummaryToPin?> SummaryToPin(long account, DateTimeOffset since) =>
        ValueTask.FromResult(database.Reading(() => _pins.Next(account, since)));

    public ValueTask PinTried(long summary, PinState state)
    {
        _pins.Note(summary, state);
        return ValueTask.CompletedTask;
    }

    public ValueTask<SentSample?> SampleToLookAt(long account, DateTimeOffset since) =>
        ValueTask.FromResult(
            database
                .Query(
                    """
                    SELECT id, status_id, url, identity, category, date FROM outbox AS said
                    WHERE account = $account
                        AND sent_at >= $since
                        AND action = 'post'
                        AND kind IN ('summary', 'article', 'list')
                        AND part = 1
                        AND state = 'sent'
                        AND status_id IS NOT NULL
                        AND first_claim IS NOT NULL
                        AND NOT EXISTS (
                            SELECT 1 FROM outbox AS looked
                            WHERE looked.account = said.account
                                AND looked.category = said.category
                                AND looked.date = said.date
                                AND looked.presence IS NOT NULL
                                AND (looked.kind = said.kind OR looked.presence <> 'there')
                        )
                    ORDER BY sent_at, id LIMIT 1
                    """,
                    ReadSample,
                    ("$account", account),
                    ("$since", since)
                )
                .FirstOrDefault()
        );

    public ValueTask LookedAt(long entry, Presence presence)
    {
        database.Execute(
            "UPDATE outbox SET presence = $presence WHERE id = $id",
            ("$id", entry),
            ("$presence", presence)
        );
        return ValueTask.CompletedTask;
    }

    public ValueTask<SentSample?> Missing(long account) =>
        ValueTask.FromResult(
            database
                .Query(
                    """
                    SELECT id, status_id, url, identity, category, date FROM outbox
                    WHERE account = $account AND presence = 'missing' AND status_id IS NOT NULL
                    ORDER BY id LIMIT 1
                    """,
                    ReadSample,
                    ("$account", account)
                )
                .FirstOrDefault()
        );

    public ValueTask MissingKnown(long account)
    {
        database.Execute(
            "UPDATE outbox SET presence = 'known' WHERE account = $account AND presence = 'missing'",
            ("$account", account)
        );
        return ValueTask.CompletedTask;
    }

    private static SentSample ReadSample(SqliteDataReader row) =>
        new(
            row.Long("id"),
            row.Text("status_id"),
            row.MaybeText("url"),
            row.Text("identity"),
            row.Text("category"),
            row.Date("date")
        );
}
