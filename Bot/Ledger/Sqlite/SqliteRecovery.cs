using Bot.Arxiv;

namespace Bot.Ledger.Sqlite;

/// <inheritdoc cref="IRecovery"/>
internal sealed class SqliteRecovery(
    SqliteDatabase database,
    AccountTable accounts,
    OutboxTable outbox,
    DayTable days,
    ArchiveTable archive
) : IRecovery
{
    private readonly FoundTable _found = new(database);
    private readonly ImportTable _imports = new(database);
    private readonly HarvestTable _harvests = new(database);
    private readonly WithdrawalTable _withdrawals = new(database, outbox, archive);
    private readonly LatePaperTable _late = new(database, outbox, archive);

    public ValueTask Demanded(long account, DateTimeOffset? from) =>
        Written(() =>
        {
            if (from is null)
            {
                _found.Clear(account);
            }

            database.Execute(
                """
                UPDATE account
                SET recovered_at = NULL, recover_from = $from, recover_cursor = NULL
                WHERE id = $account
                """,
                ("$account", account),
                ("$from", from)
            );
        });

    public ValueTask Found(long account, IReadOnlyList<FoundToot> toots, string cursor) =>
        Written(() =>
        {
            _found.Insert(account, toots);
            database.Execute(
                "UPDATE account SET recover_cursor = $cursor WHERE id = $account",
                ("$account", account),
                ("$cursor", cursor)
            );
        });

    public ValueTask<int> Adopted(long account, string category, DateTimeOffset now) =>
        ValueTask.FromResult(
            database.InTransaction(() =>
            {
                var finds = _found.Read(account);
                SetListsBack(account);
                var adoption = new Adoption(new AdoptedRows(database, outbox, account), account, category, now);
                var unknown = finds.Sum(adoption.Adopt);
                _found.Clear(account);
                database.Execute(
                    """
                    UPDATE account
                    SET recovered_at = $now, recover_from = NULL, recover_cursor = NULL
                    WHERE id = $account
                    """,
                    ("$account", account),
                    ("$now", now)
                );
                return unknown;
            })
        );

    public ValueTask<IdentityTraces> Traces(long account, string identity) =>
        ValueTask.FromResult(
            database.Reading(() => new IdentityTraces(IsUntried(account, identity), SentAtFirstTry(account, identity)))
        );

    public ValueTask<string?> ReplyTo(long account, string statusId) =>
        ValueTask.FromResult(
            database
                .Query(
                    """
                    SELECT answer.identity
                    FROM outbox AS parent
                        JOIN outbox AS answer ON answer.account = parent.account
                            AND answer.thread = parent.thread
                            AND answer.part = parent.part + 1
                    WHERE parent.account = $account AND parent.status_id = $status AND answer.kind = 'abstract'
                    """,
                    row => row.Text("identity"),
                    ("$account", account),
                    ("$status", statusId)
                )
                .FirstOrDefault()
        );

    public ValueTask<int> Imported(IReadOnlyList<ImportedToot> toots) =>
        ValueTask.FromResult(database.InTransaction(() => _imports.Insert(toots)));

    public ValueTask<HarvestRecord> Harvest(string category) => ValueTask.FromResult(_harvests.Read(category));

    public ValueTask HarvestBegan(string category, DateOnly from, DateTimeOffset now) =>
        Written(() => _harvests.Begin(category, from, now));

    public ValueTask HarvestRead(HarvestPage page, DateTimeOffset now) =>
        Written(() =>
        {
            foreach (var (paper, lastFeed) in page.Papers)
            {
                if (_late.IsMissing(paper, page))
                {
                    archive.NoteWhole(paper, lastFeed, now);
                }
                else
                {
                    archive.Note(paper, lastFeed, now);
                }
            }

            _harvests.GoOn(page, now);
        });

    public ValueTask HarvestFailed(string category, HarvestFailure failure, DateTimeOffset now) =>
        Written(() => _harvests.Fail(category, failure, now));

    public ValueTask<IReadOnlyList<MissingPaper>> Missing(long account, string category, DateOnly after) =>
        ValueTask.FromResult<IReadOnlyList<MissingPaper>>(
            database.Reading(() => _late.Missing(account, category, after))
        );

    public ValueTask<Move> CaughtUp(LatePapers papers) =>
        ValueTask.FromResult(
            database.Moving(() =>
            {
                foreach (var (paper, lastFeed) in papers.Backfilled)
                {
                    archive.NoteWhole(paper, lastFeed, papers.Now);
                }

                days.Note(papers.Category, papers.Days, papers.Now);
                foreach (var (day, count) in papers.PerDay)
                {
                    database.Execute(
                        "UPDATE day SET caught_up = caught_up + $papers WHERE category = $category AND date = $day",
                        ("$category", papers.Category),
                        ("$day", day),
                        ("$papers", count)
                    );
                }

                if (!_late.Insert(papers))
                {
                    return Move.NotAsExpected;
                }

                accounts.Spread(papers.Threads, papers.SpreadUntil);
                return Move.Moved;
            })
        );

    public ValueTask<WithdrawalsSettled> WithdrawalsSettled(long account) =>
        ValueTask.FromResult(
            database.InTransaction(() =>
                new WithdrawalsSettled(
                    _withdrawals.Suppress(account),
                    _withdrawals.DropWithdrawingVersions(account),
                    _withdrawals.DropReinstated(account)
                )
            )
        );

    public ValueTask<IReadOnlyList<WithdrawnPaper>> UntoldWithdrawals(long account, DateTimeOffset since) =>
        ValueTask.FromResult<IReadOnlyList<WithdrawnPaper>>(
            database.Reading(() => _withdrawals.Untold(account, since))
        );

    public ValueTask<Move> WithdrawalsQueued(
        AccountRecord account,
        IReadOnlyList<QueuedWithdrawal> withdrawals,
        DateTimeOffset now
    ) =>
        ValueTask.FromResult(
            database.Moving(() =>
                withdrawals.All(one =>
                    outbox.Insert(OutboxPlan.Withdrawal(account, one, outbox.LastThread(account.Id) + 1, now))
                )
                    ? Move.Moved
                    : Move.NotAsExpected
            )
        );

    private ValueTask Written(Action work)
    {
        database.InTransaction(() =>
        {
            work();
            return 0;
        });
        return ValueTask.CompletedTask;
    }

    // As TootIdentity.SetBack names them. Their length is beyond any limit, so that they are composed anew.
    private void SetListsBack(long account) =>
        database.Execute(
            $"""
            UPDATE outbox INDEXED BY outbox_in_hand
            SET state = 'queued', first_claim = NULL, identity = identity || '/before ' || id, characters = $endless
            WHERE account = $account
                AND kind IN ('list', 'crosslists', 'replacements')
                AND {OutboxTable.InHand}
            """,
            ("$account", account),
            ("$endless", int.MaxValue)
        );

    private bool IsUntried(long account, string identity) =>
        database.Number(
            """
            SELECT EXISTS (
                SELECT 1 FROM outbox AS one
                WHERE account = $account
                    AND identity = $identity
                    AND (
                        (state = 'queued' AND first_claim IS NULL)
                            OR (
                                state = 'seen'
                                    AND EXISTS (
                                        SELECT 1 FROM outbox AS list
                                        WHERE list.account = one.account
                                            AND list.thread = one.thread
                                            AND list.kind = 'list'
                                            AND list.state = 'queued'
                                            AND list.first_claim IS NULL
                                    )
                            )
                    )
            )
            """,
            ("$account", account),
            ("$identity", identity)
        ) == 1;

    private string? SentAtFirstTry(long account, string identity) =>
        database
            .Query(
                """
                SELECT status_id FROM outbox
                WHERE account = $account
                    AND identity = $identity
                    AND state = 'sent'
                    AND rounds = 0
                    AND recovered = 0
                """,
                row => row.MaybeText("status_id"),
                ("$account", account),
                ("$identity", identity)
            )
            .FirstOrDefault();
}
