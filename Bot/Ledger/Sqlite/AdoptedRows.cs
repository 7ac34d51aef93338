using Bot.Arxiv;

namespace Bot.Ledger.Sqlite;

/// <summary>An account's rows, as a recovered timeline changes them; within a transaction.</summary>
internal sealed class AdoptedRows(SqliteDatabase database, OutboxTable outbox, long account) : IAdoptedRows
{
    public long LastThread() => outbox.LastThread(account);

    public bool KnowsStatus(string statusId) => outbox.KnownStatuses(account, [statusId]).Count > 0;

    public AdoptedPart? PartOf(string statusId) =>
        database
            .Query(
                """
                SELECT thread, arxiv_id, part FROM outbox
                WHERE account = $account
                    AND status_id = $status
                    AND kind IN ('article', 'abstract')
                    AND arxiv_id IS NOT NULL
                """,
                row => new AdoptedPart(row.Long("thread"), ArxivId.Parse(row.Text("arxiv_id")), row.Int("part")),
                ("$account", account),
                ("$status", statusId)
            )
            .FirstOrDefault();

    public string? CategoryOf(string statusId) =>
        database
            .Query(
                "SELECT category FROM outbox WHERE account = $account AND status_id = $status",
                row => row.Text("category"),
                ("$account", account),
                ("$status", statusId)
            )
            .FirstOrDefault();

    public bool NoteSent(OutboxRow row) =>
        outbox.Insert(row)
        || database.Execute(
            """
            UPDATE outbox
            SET state = 'sent', status_id = $status, url = $url, error = NULL
            WHERE account = $account AND identity = $identity AND state <> 'sent'
            """,
            ("$account", account),
            ("$identity", row.Identity),
            ("$status", row.StatusId),
            ("$url", row.Url)
        ) == 1;

    public void NoteListed(OutboxRow row)
    {
        if (outbox.Insert(row))
        {
            return;
        }

        database.Execute(
            """
            UPDATE outbox
            SET state = 'seen', thread = $thread, part = $part, error = NULL
            WHERE account = $account AND identity = $identity AND state <> 'sent'
            """,
            ("$account", account),
            ("$identity", row.Identity),
            ("$thread", row.Thread),
            ("$part", row.Part)
        );
    }

    public void NoteAbstractsSeen(ArxivId paper) =>
        database.Execute(
            $"""
            UPDATE outbox INDEXED BY outbox_in_hand
            SET state = 'seen'
            WHERE account = $account AND arxiv_id = $paper AND kind = 'abstract' AND {OutboxTable.InHand}
            """,
            ("$account", account),
            ("$paper", paper)
        );
}
