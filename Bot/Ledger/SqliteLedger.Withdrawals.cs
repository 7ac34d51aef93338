using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>A paper that an account has tooted and that was withdrawn since.</summary>
/// <param name="Said">The article on the server.</param>
/// <param name="Paper">As it was told last.</param>
/// <param name="Withdrawal">What the archive says of it.</param>
public sealed record WithdrawnPaper(OutboxEntry Said, Announcement Paper, Withdrawal Withdrawal);

/// <summary>What was made of an account's withdrawn papers.</summary>
/// <param name="Told">Articles edited or answered.</param>
/// <param name="Waiting">Edits or replies on their way.</param>
/// <param name="NotTold">
/// The article is gone, the server refused it, the account's setting is <c>off</c>, or the paper was reinstated in
/// time.
/// </param>
public sealed record WithdrawalReport(int Told, int Waiting, int NotTold);

public sealed partial class SqliteLedger
{
    private const string WithdrawnIds =
        "SELECT arxiv_id FROM archived WHERE withdrawn_version IS NOT NULL AND deleted = 0";

    /// <summary>
    /// Papers that an account has tooted, each in an article of its own, and that were withdrawn since, without those
    /// whose withdrawal was told. Of toots that were found on a timeline only withdrawals later than the finding count:
    /// whether earlier ones were told is not known.
    /// </summary>
    public IReadOnlyList<WithdrawnPaper> UntoldWithdrawals(long account, DateTimeOffset since) =>
        [
            .. _database
                .Query(
                    $"""
                    {Entries}
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
                    ORDER BY thread
                    """,
                    ReadEntry,
                    ("$account", account),
                    ("$since", since)
                )
                .Select(AsWithdrawn)
                .OfType<WithdrawnPaper>(),
        ];

    /// <summary>What a withdrawal in the outbox is about; null when the archive has taken it back.</summary>
    public WithdrawnPaper? WithdrawnPaperOf(OutboxEntry withdrawal) =>
        _database
            .Query(
                $"{Entries} WHERE account = $account AND identity = $identity",
                ReadEntry,
                ("$account", withdrawal.AccountId),
                ("$identity", TootIdentity.Article(withdrawal.Paper!.Value))
            )
            .Select(AsWithdrawn)
            .FirstOrDefault();

    /// <summary>
    /// Queues what is to be said of withdrawn papers, in one transaction; with null it is noted that nothing will be.
    /// </summary>
    public void QueueWithdrawals(
        AccountRecord account,
        IReadOnlyList<(WithdrawnPaper Of, Toot Toot, bool IsTold)> withdrawals,
        DateTimeOffset now
    ) =>
        _database.InTransaction(() =>
        {
            foreach (var (of, toot, isTold) in withdrawals)
            {
                Insert(
                    account,
                    OutboxPlace.Of(of.Said) with
                    {
                        Thread = NextThread(account.Id),
                        IsSeen = !isTold,
                        Target = toot.Action == TootAction.Edit ? of.Said.Identity : null,
                        Reason = $"withdrawn with version {of.Withdrawal.Version}",
                    },
                    toot,
                    revision: 1,
                    now
                );
            }

            return 0;
        });

    /// <summary>
    /// Articles that were never tried and whose papers are withdrawn by now are noted as seen and not posted. Returns how
    /// many papers.
    /// </summary>
    public int SuppressWithdrawn(long account) =>
        _database
            .Query(
                $"""
                UPDATE outbox
                SET state = 'seen', error = 'the paper was withdrawn before it was told'
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
                ("$account", account)
            )
            .Count(part => part == 1);

    /// <summary>
    /// A version that withdraws its paper is told as a withdrawal; what was queued for it as for any new version, and
    /// never tried, is dropped. Returns how many.
    /// </summary>
    public int DropWithdrawingVersions(long account) =>
        _database.Execute(
            $"""
            UPDATE outbox INDEXED BY outbox_in_hand
            SET state = 'gone', error = 'the version withdraws the paper'
            WHERE account = $account
                AND {InHand}
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
            ("$account", account)
        );

    /// <summary>
    /// A withdrawal that the archive took back before a byte of it was told is not told. Returns how many.
    /// </summary>
    public int DropReinstated(long account) =>
        _database.Execute(
            $"""
            UPDATE outbox
            SET state = 'gone', error = 'the paper was reinstated before it was told'
            WHERE account = $account
                AND state = 'queued'
                AND kind = 'withdrawal'
                AND first_claim IS NULL
                AND arxiv_id NOT IN ({WithdrawnIds})
            """,
            ("$account", account)
        );

    /// <summary>Notes that authors have withdrawn a paper that readers are shown. False when there is none.</summary>
    public bool RecordWithdrawal(ArxivId id, PaperWithdrawal withdrawal) =>
        _database.Execute(
            "UPDATE digest SET withdrawn_on = $date, withdrawn_reason = $reason WHERE arxiv_id = $id",
            ("$id", id),
            ("$date", withdrawal.Date),
            ("$reason", withdrawal.Reason)
        ) == 1;

    /// <summary>
    /// Papers that the archive calls withdrawn and readers do not see so yet, with the day on which that was noted.
    /// </summary>
    public IReadOnlyList<(ArxivId Id, PaperWithdrawal Withdrawal)> WithdrawalsToShow() =>
        _database.Query(
            """
            SELECT archived.arxiv_id, archived.withdrawn_reason, archived.noted_at
            FROM archived JOIN digest ON digest.arxiv_id = archived.arxiv_id
            WHERE archived.withdrawn_version IS NOT NULL AND digest.withdrawn_on IS NULL
            """,
            row =>
                (
                    ArxivId.Parse(row.Text("arxiv_id")),
                    new PaperWithdrawal(
                        ArxivDay.Of(row.Time("noted_at")!.Value),
                        row.MaybeText("withdrawn_reason") ?? ""
                    )
                )
        );

    /// <summary>A paper that stands again is shown as it was.</summary>
    public void ShowReinstated() =>
        _database.Execute(
            """
            UPDATE digest
            SET withdrawn_on = NULL, withdrawn_reason = NULL
            WHERE withdrawn_on IS NOT NULL
                AND EXISTS (
                    SELECT 1 FROM archived WHERE archived.arxiv_id = digest.arxiv_id AND withdrawn_version IS NULL
                )
            """
        );

    private WithdrawnPaper? AsWithdrawn(OutboxEntry said)
    {
        var id = said.Paper!.Value;
        // An article may have been edited for a new version; one that was found on the timeline tells of none.
        var paper = _database
            .Query(
                """
                SELECT * FROM paper
                WHERE arxiv_id = $id
                ORDER BY version = (
                    SELECT max(version) FROM outbox
                    WHERE account = $account
                        AND arxiv_id = $id
                        AND state = 'sent'
                        AND kind IN ('article', 'replacementedit')
                ) DESC, version
                LIMIT 1
                """,
                ReadPaper,
                ("$account", said.AccountId),
                ("$id", id)
            )
            .FirstOrDefault();
        return paper is not null && Archived(id)?.Withdrawal is { } withdrawal
            ? new WithdrawnPaper(said, paper, withdrawal)
            : null;
    }

    private WithdrawalReport ReportWithdrawals(long account) =>
        _database.Query(
            """
            SELECT count(*) FILTER (WHERE state = 'sent') AS told,
                count(*) FILTER (WHERE state IN ('queued', 'sending')) AS waiting, count(*) AS all_of_them
            FROM outbox
            WHERE account = $account AND kind = 'withdrawal'
            """,
            row => new WithdrawalReport(
                row.Int("told"),
                row.Int("waiting"),
                row.Int("all_of_them") - row.Int("told") - row.Int("waiting")
            ),
            ("$account", account)
        )[0];
}
