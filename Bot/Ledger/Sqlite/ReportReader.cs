namespace Bot.Ledger.Sqlite;

/// <summary>How things stand, for an operator.</summary>
internal sealed class ReportReader(SqliteDatabase database, DayTable days)
{
    public LedgerReport Read()
    {
        var harvests = Harvests();
        return new LedgerReport(
            [.. database.Query("SELECT * FROM account ORDER BY id", AccountTable.ReadRow).Select(Account)],
            Feeds(),
            database.Query(
                "SELECT * FROM trouble ORDER BY name",
                row => new TroubleReport(row.Text("name"), row.Time("since")!.Value, row.Text("reason"))
            ),
            days.ReportNewest()
        )
        {
            Archive = harvests,
            Missed = Missed(harvests),
        };
    }

    private List<FeedReport> Feeds() =>
        database.Query(
            """
            SELECT *, (SELECT max(date) FROM listing WHERE listing.category = feed.category) AS last FROM feed
            ORDER BY category
            """,
            row => new FeedReport(
                row.Text("category"),
                row.Time("checked_at"),
                row.Time("failed_since"),
                row.MaybeText("error"),
                row.MaybeText("last") is null ? null : row.Date("last"),
                row.MaybeText("rejected")?.Split('\n') ?? []
            )
        );

    private List<HarvestReport> Harvests() =>
        database.Query(
            "SELECT *, from_day IS NOT NULL AS under_way FROM harvest ORDER BY category",
            row => new HarvestReport(
                row.Text("category"),
                row.MaybeText("covered_to") is null ? null : row.Date("covered_to"),
                row.Time("finished_at"),
                row.Int("under_way") == 1 ? row.Int("page") + 1 : null,
                row.Time("not_before"),
                row.Time("failed_since"),
                row.MaybeText("error"),
                row.MaybeText("left_out")?.Split('\n') ?? []
            )
        );

    // Up to each category's newest day: of those after it nobody can know while the bot is off.
    private List<MissedReport> Missed(List<HarvestReport> harvests)
    {
        var missed = new List<MissedReport>();
        foreach (
            var (category, newest) in database.Query(
                "SELECT category, max(date) AS newest FROM day GROUP BY category ORDER BY category",
                row => (row.Text("category"), row.Date("newest"))
            )
        )
        {
            var since = newest.AddDays(-MissedReport.MostDaysBack);
            var gone = days.Read(category, since).Missed(since, newest);
            if (gone.Count > 0)
            {
                missed.Add(MissedReport.Of(category, gone, harvests.Find(one => one.Category == category)));
            }
        }

        return missed;
    }

    private AccountReport Account(AccountRecord account) =>
        new(
            $"@{account.Acct}@{account.Host}",
            account.Label,
            account.NotBefore,
            account.BlockedSince,
            account.BlockedReason,
            account.LastError,
            Listings(account.Id),
            database.Query(
                """
                SELECT identity, error FROM outbox
                WHERE account = $account AND state = 'refused'
                ORDER BY id DESC LIMIT 20
                """,
                row => new RefusedReport(row.Text("identity"), row.MaybeText("error") ?? ""),
                ("$account", account.Id)
            )
        )
        {
            Withdrawals = Withdrawals(account.Id),
            Actions = Actions(account.Id),
        };

    private List<ListingReport> Listings(long account) =>
        database.Query(
            """
            SELECT
                category,
                date,
                (
                    SELECT count(*) FROM announcement
                    WHERE announcement.category = outbox.category
                        AND announcement.date = outbox.date
                        AND type = 'new'
                ) AS announced,
                count(*) FILTER (WHERE state = 'queued') AS queued,
                count(*) FILTER (WHERE state = 'sending') AS sending,
                count(*) FILTER (WHERE state = 'sent') AS sent,
                count(*) FILTER (WHERE state = 'refused') AS refused
            FROM outbox
            WHERE account = $account
                AND (
                    date >= (SELECT date(max(date), '-7 days') FROM outbox WHERE account = $account)
                        OR state IN ('queued', 'sending')
                )
            GROUP BY category, date
            ORDER BY date DESC, category LIMIT 100
            """,
            row => new ListingReport(
                row.Text("category"),
                row.Date("date"),
                row.Int("announced"),
                row.Int("queued"),
                row.Int("sending"),
                row.Int("sent"),
                row.Int("refused")
            ),
            ("$account", account)
        );

    private WithdrawalReport Withdrawals(long account) =>
        database.Query(
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

    // A boost that is made anew is two rows, the taking back and the boost: it counts once.
    private ActionReport Actions(long account) =>
        database.Query(
            $"""
            SELECT count(*) FILTER (WHERE state = 'sent') AS done,
                count(*) FILTER (WHERE {OutboxTable.InHand}) AS waiting,
                count(*) FILTER (WHERE state = 'gone') AS gone,
                count(*) FILTER (WHERE state = 'refused') AS refused
            FROM outbox
            WHERE account = $account
                AND action IN ('boost', 'edit')
                AND kind <> 'withdrawal'
                AND (
                    date >= (SELECT date(max(date), '-7 days') FROM outbox WHERE account = $account)
                        OR {OutboxTable.InHand}
                )
            """,
            row => new ActionReport(row.Int("done"), row.Int("waiting"), row.Int("gone"), row.Int("refused")),
            ("$account", account)
        )[0];
}
