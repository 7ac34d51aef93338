namespace Bot.Ledger.Sqlite;

/// <summary>Papers of an account that were withdrawn, or stand again.</summary>
internal sealed class WithdrawalTable(SqliteDatabase database, OutboxTable outbox, ArchiveTable archive)
{
    private const string WithdrawnIds =
        "SELECT arxiv_id FROM archived WHERE withdrawn_version IS NOT NULL AND deleted = 0";

    // By the few identities, which the sign before the order says: in that order SQLite would read all that was ever said.
    public List<WithdrawnPaper> Untold(long account, DateTimeOffset since) =>
        [
            .. outbox
                .Read(
                    $"""
                    WHERE account = $account
                        AND kind = 'article'
                        AND state = 'sent'
                        AND identity IN (SELECT 'article/' || arxiv_id FROM ({WithdrawnIds}))
                        AND coalesce(sent_at, queued_at) >= $since
                        AND (
                            recovered = 0
                                OR EXISTS (
                                    SELECT 1 FROM archived, account AS mine
                                    WHERE mine.id = outbox.account
                                        AND archived.arxiv_id = outbox.arxiv_id
                                        AND withdrawn_at > mine.recovered_at
                                )
                        )
                        AND NOT EXISTS (
                            SELECT 1 FROM outbox AS told
                            WHERE told.account = outbox.account AND told.identity = 'withdrawal/' || outbox.arxiv_id
                        )
                    ORDER BY +thread
                    """,
                    ("$account", account),
                    ("$since", since)
                )
                .Select(archive.AsWithdrawn)
                .OfType<WithdrawnPaper>(),
        ];

    // Articles that were never tried and whose papers are withdrawn by now. Returns how many papers.
    public int Suppress(long account) =>
        database
            .Query(
                $"""
                UPDATE outbox
                SET state = 'seen', error = $reason
                WHERE account = $account
                    AND state = 'queued'
                    AND kind IN ('article', 'abstract')
                    AND thread IN (
                        SELECT thread FROM outbox
                        WHERE account = $account
                            AND state = 'queued'
                            AND first_claim IS NULL
                            AND identity IN (SELECT 'article/' || arxiv_id FROM ({WithdrawnIds}))
                    )
                RETURNING part
                """,
                row => row.Int("part"),
                ("$account", account),
                ("$reason", Transitions.WithdrawnUntold)
            )
            .Count(part => part == 1);

    // A version that withdraws its paper is told as a withdrawal; what was queued for it as for any new version, and
    // never tried, is dropped.
    public int DropWithdrawingVersions(long account) =>
        database.Execute(
            $"""
            UPDATE outbox INDEXED BY outbox_in_hand
            SET state = 'gone', error = $reason
            WHERE account = $account
                AND {OutboxTable.InHand}
                AND state = 'queued'
                AND kind IN ('replacement', 'replacementboost', 'replacementedit')
                AND version <= (
                    SELECT withdrawn_version FROM archived WHERE archived.arxiv_id = outbox.arxiv_id AND deleted = 0
                )
                AND NOT EXISTS (
                    SELECT 1 FROM outbox AS begun
                    WHERE begun.account = outbox.account
                        AND begun.thread = outbox.thread
                        AND begun.first_claim IS NOT NULL
                )
            """,
            ("$account", account),
            ("$reason", Transitions.VersionWithdraws)
        );

    // A withdrawal that the archive took back before a byte of it was told.
    public int DropReinstated(long account) =>
        database.Execute(
            $"""
            UPDATE outbox
            SET state = 'gone', error = $reason
            WHERE account = $account
                AND state = 'queued'
                AND kind = 'withdrawal'
                AND first_claim IS NULL
                AND arxiv_id NOT IN ({WithdrawnIds})
            """,
            ("$account", account),
            ("$reason", Transitions.ReinstatedUntold)
        );
}
