using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>A paper that an account has not said.</summary>
/// <param name="Paper">As the archive has it.</param>
/// <param name="Earliest">The first feed that can have brought it.</param>
/// <param name="LastFeed">The last one.</param>
/// <param name="IsWithdrawn">Whether it was withdrawn since.</param>
public sealed record MissingPaper(Announcement Paper, DateOnly Earliest, DateOnly LastFeed, bool IsWithdrawn);

public sealed partial class SqliteLedger
{
    /// <summary>
    /// The day up to which nothing of a category is missing for an account: that of its first listing. After a lost
    /// ledger it is that of the newest toot found, since what was deleted from the timeline, or told by no toot, counts
    /// as said. Null before any listing.
    /// </summary>
    public DateOnly? NothingMissingUntil(long account, string category) =>
        _database.Query(
            """
            SELECT max(
                (SELECT min(date) FROM outbox WHERE account = $account AND category = $category AND caught_up = 0),
                coalesce(
                    (
                        SELECT max(date) FROM outbox
                        WHERE account = $account AND category = $category AND recovered = 1
                    ),
                    ''
                )
            ) AS day
            """,
            row => row.MaybeText("day") is null ? (DateOnly?)null : row.Date("day"),
            ("$account", account),
            ("$category", category)
        )[0];

    /// <summary>
    /// What the archive has announced in a category after a day and the account has not in its outbox, in whatever
    /// form; oldest first.
    /// </summary>
    public IReadOnlyList<MissingPaper> MissingPapers(long account, string category, DateOnly after) =>
        _database.Query(
            """
            SELECT paper.*, earliest, last_feed, withdrawn_version
            FROM archived JOIN paper ON paper.arxiv_id = archived.arxiv_id AND paper.version = archived.version
            WHERE archived.category = $category
                AND earliest > $after
                AND deleted = 0
                AND NOT EXISTS (
                    SELECT 1 FROM outbox WHERE account = $account AND identity = 'article/' || archived.arxiv_id
                )
            ORDER BY earliest, archived.arxiv_id
            """,
            row => new MissingPaper(
                ReadPaper(row),
                row.Date("earliest"),
                row.Date("last_feed"),
                row.MaybeLong("withdrawn_version") is not null
            ),
            ("$account", account),
            ("$category", category),
            ("$after", after)
        );

    /// <summary>
    /// The days before today of which it is not known that their listing came, or that there was none: nobody looked,
    /// or in vain. From the first day on that anybody looked at.
    /// </summary>
    public IReadOnlyList<DateOnly> MissedDays(string category, DateOnly since, DateOnly before)
    {
        var known = _database
            .Query(
                "SELECT date, state FROM day WHERE category = $category AND date < $before",
                row => (Date: row.Date("date"), State: row.Word<DayState>("state")),
                ("$category", category),
                ("$before", before)
            )
            .ToDictionary(day => day.Date, day => day.State);
        if (known.Count == 0)
        {
            return [];
        }

        var (day, missed) = (known.Keys.Min() is var first && first > since ? first : since, new List<DateOnly>());
        for (; day < before; day = day.AddDays(1))
        {
            if (
                ListingDays.HasListing(day)
                && (
                    !known.TryGetValue(day, out var state)
                    || state is not (DayState.Complete or DayState.Quiet or DayState.Holiday)
                )
            )
            {
                missed.Add(day);
            }
        }

        return missed;
    }

    /// <summary>How many papers a day's feed has announced as new.</summary>
    public int CountAnnounced(string category, DateOnly date) =>
        (int)
            _database.Number(
                "SELECT count(*) FROM announcement WHERE category = $category AND date = $date AND type = 'new'",
                ("$category", category),
                ("$date", date)
            );

    /// <summary>How many papers of a day were caught up so far.</summary>
    public int CountCaughtUp(string category, DateOnly date) =>
        (int)
            _database.Number(
                "SELECT coalesce(sum(caught_up), 0) FROM day WHERE category = $category AND date = $date",
                ("$category", category),
                ("$date", date)
            );

    /// <summary>The state of a day and since when; null when nobody has looked.</summary>
    public (DayState State, DateTimeOffset Since)? DayStateSince(string category, DateOnly date) =>
        _database.Query(
            "SELECT state, since FROM day WHERE category = $category AND date = $date",
            row => (row.Word<DayState>("state"), row.Time("since")!.Value),
            ("$category", category),
            ("$date", date)
        )
            is [var day]
            ? day
            : null;

    /// <summary>The first and the last day of the papers that an entry's thread tells.</summary>
    public (DateOnly First, DateOnly Last) DaysOfThread(OutboxEntry entry) =>
        _database.Query(
            """
            SELECT coalesce(min(date) FILTER (WHERE kind = 'article'), min(date)) AS first,
                coalesce(max(date) FILTER (WHERE kind = 'article'), max(date)) AS last
            FROM outbox
            WHERE account = $account AND thread = $thread
            """,
            row => (row.Date("first"), row.Date("last")),
            ("$account", entry.AccountId),
            ("$thread", entry.Thread)
        )[0];

    /// <summary>
    /// Papers that are told late, in one transaction with what that tells of their days. Their articles' identities are
    /// taken, and so are their days' summaries: whatever a feed shows later, no number is told of a day that was caught
    /// up.
    /// </summary>
    /// <param name="record">The toots, and the notes on days; the rest of it changes nothing.</param>
    /// <param name="days">For each day with papers that are told now, how many.</param>
    public void CatchUp(IntakeRecord record, IReadOnlyDictionary<DateOnly, int> days) =>
        _database.InTransaction(() =>
        {
            NoteDays(record.Category, record.Days, record.Now);
            foreach (var (day, papers) in days)
            {
                _database.Execute(
                    "UPDATE day SET caught_up = caught_up + $papers WHERE category = $category AND date = $day",
                    ("$category", record.Category),
                    ("$day", day),
                    ("$papers", papers)
                );
            }

            foreach (var thread in record.Threads)
            {
                var number = NextThread(thread.Account.Id);
                Insert(record, thread);
                MarkCaughtUp(thread.Account.Id, number);
            }

            foreach (var account in record.Threads.Select(thread => thread.Account.Id).Distinct())
            {
                TakeSummaries(account, record);
            }

            foreach (
                var account in record
                    .Threads.Where(thread => thread.State == OutboxState.Queued)
                    .Select(thread => thread.Account.Id)
                    .Distinct()
            )
            {
                _database.Execute(
                    "UPDATE account SET spread_until = $until WHERE id = $account",
                    ("$account", account),
                    ("$until", record.SpreadUntil)
                );
            }

            return 0;
        });

    // Each paper's row bears its own day; a list answers nothing.
    private void MarkCaughtUp(long account, long thread) =>
        _database.Execute(
            """
            UPDATE outbox
            SET caught_up = 1, alone = CASE kind WHEN 'list' THEN 1 ELSE 0 END,
                date = coalesce((SELECT earliest FROM archived WHERE archived.arxiv_id = outbox.arxiv_id), date)
            WHERE account = $account AND thread = $thread
            """,
            ("$account", account),
            ("$thread", thread)
        );

    private void TakeSummaries(long account, IntakeRecord record) =>
        _database.Execute(
            """
            INSERT INTO outbox (
                account, thread, part, parts, identity, revision, key, kind, category, date, text, spoiler_text,
                visibility, language, tags, characters, abstract_start, state, queued_at, caught_up
            )
            SELECT $account, (SELECT max(thread) FROM outbox WHERE account = $account) + 1, 1, 1,
                'summary/' || $category || '/' || date, 0, '', 'summary', $category, date, '', '', 'public', '',
                '', 0, 0, 'seen', $now, 1
            FROM (
                SELECT DISTINCT date FROM outbox
                WHERE account = $account
                    AND category = $category
                    AND caught_up = 1
                    AND queued_at = $now
                    AND kind = 'article'
            )
            WHERE true
            ON CONFLICT (account, identity) DO NOTHING
            """,
            ("$account", account),
            ("$category", record.Category),
            ("$now", record.Now)
        );
}
