namespace Bot.Ledger;

public sealed partial class SqliteLedger
{
    /// <summary>Three of the service's signs of life: one may be late on a machine that is busy.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(3);

    /// <summary>How things stand, with what asks for an operator at a time.</summary>
    public LedgerReport Report(DateTimeOffset now)
    {
        var report = Report();
        return report with { Alarms = report.AlarmsAt(now) };
    }

    /// <summary>How things stand now.</summary>
    public LedgerReport Report()
    {
        var harvests = ReportHarvests();
        return ReportFeeds() with { Archive = harvests, Missed = ReportMissed(harvests) };
    }

    private LedgerReport ReportFeeds() =>
        new(
            [.. _database.Query("SELECT * FROM account ORDER BY id", ReadAccount).Select(Report)],
            _database.Query(
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
            ),
            _database.Query(
                "SELECT * FROM trouble ORDER BY name",
                row => new TroubleReport(row.Text("name"), row.Time("since")!.Value, row.Text("reason"))
            ),
            ReportDays()
        );

    /// <summary>Whether the service gives signs of life.</summary>
    public bool IsAlive(DateTimeOffset now) =>
        LastTime(Alive) is { } alive && (now - alive).Duration() <= LongestSilence;

    /// <summary>
    /// What a watchdog should know: whether the service gives signs of life, and whether anything asks for an operator.
    /// Returns one line, and true when all is well.
    /// </summary>
    public (bool Healthy, string Line) Health(DateTimeOffset now)
    {
        if (LastTime(Alive) is not { } alive)
        {
            return (false, "the bot is not running; start `run`, or look at its log for why it ended");
        }
        // A sign from the future is one from before the clock was set back, and says as little as an old one.
        var age = now - alive;
        if (age.Duration() > LongestSilence)
        {
            return (
                false,
                $"the bot gives no sign of life since {alive:yyyy-MM-dd HH:mm:ss} UTC; it was killed or "
                    + "hangs, so start it again"
            );
        }

        var alarms = Report().AlarmsAt(now);
        return alarms.Count == 0
            ? (true, $"all is well; last sign of life {alive:yyyy-MM-dd HH:mm:ss} UTC")
            : (false, string.Join("; ", alarms).ReplaceLineEndings(" "));
    }

    /// <summary>
    /// How many toots of all accounts this ledger has seen accepted since then (found ones not counted), and how many
    /// are set aside.
    /// </summary>
    /// <param name="since">
    /// To count all costs the more the longer the history is. Accounts first, which CROSS JOIN says, or the index is
    /// read whole.
    /// </param>
    public (int Sent, int Refused) Totals(DateTimeOffset since = default) =>
        _database.Query(
            """
            SELECT
                (
                    SELECT count(*)
                    FROM account
                        CROSS JOIN outbox INDEXED BY outbox_sent
                            ON outbox.account = account.id AND sent_at >= $since
                ) AS sent,
                (SELECT count(*) FROM outbox INDEXED BY outbox_refused WHERE state = 'refused') AS refused
            """,
            row => (row.Int("sent"), row.Int("refused")),
            ("$since", since)
        )[0];

    private AccountReport Report(AccountRecord account) =>
        new(
            $"@{account.Acct}@{account.Host}",
            account.Label,
            account.NotBefore,
            account.BlockedSince,
            account.BlockedReason,
            account.LastError,
            _database.Query(
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
                ("$account", account.Id)
            ),
            _database.Query(
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
            Withdrawals = ReportWithdrawals(account.Id),
            // A boost that is made anew is two rows, the taking back and the boost: it counts once.
            Actions = _database.Query(
                $"""
                SELECT count(*) FILTER (WHERE state = 'sent') AS done, count(*) FILTER (WHERE {InHand}) AS waiting,
                    count(*) FILTER (WHERE state = 'gone') AS gone,
                    count(*) FILTER (WHERE state = 'refused') AS refused
                FROM outbox
                WHERE account = $account
                    AND action IN ('boost', 'edit')
                    AND kind <> 'withdrawal'
                    AND (
                        date >= (SELECT date(max(date), '-7 days') FROM outbox WHERE account = $account) OR {InHand}
                    )
                """,
                row => new ActionReport(row.Int("done"), row.Int("waiting"), row.Int("gone"), row.Int("refused")),
                ("$account", account.Id)
            )[0],
        };
}
