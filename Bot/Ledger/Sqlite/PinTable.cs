namespace Bot.Ledger.Sqlite;

/// <summary>Which summaries are pinned to their accounts' profiles.</summary>
internal sealed class PinTable(SqliteDatabase database)
{
    public SummaryToPin? Next(long account, DateTimeOffset since) =>
        database
            .Query(
                """
                SELECT id, status_id, category FROM outbox
                WHERE account = $account
                    AND sent_at >= $since
                    AND kind = 'summary'
                    AND state = 'sent'
                    AND status_id IS NOT NULL
                    AND pin IS NULL
                ORDER BY sent_at DESC LIMIT 1
                """,
                row => (Id: row.Long("id"), StatusId: row.Text("status_id"), Category: row.Text("category")),
                ("$account", account),
                ("$since", since)
            )
            .Select(one => new SummaryToPin(one.Id, one.StatusId, Pinned(account, one.Category)))
            .FirstOrDefault();

    private List<PinnedSummary> Pinned(long account, string category) =>
        database.Query(
            """
            SELECT id, status_id FROM outbox
            WHERE account = $account AND category = $category AND pin = 'pinned' AND status_id IS NOT NULL
            """,
            row => new PinnedSummary(row.Long("id"), row.Text("status_id")),
            ("$account", account),
            ("$category", category)
        );

    public void Note(long summary, PinState state) =>
        database.Execute("UPDATE outbox SET pin = $state WHERE id = $id", ("$id", summary), ("$state", state));
}
