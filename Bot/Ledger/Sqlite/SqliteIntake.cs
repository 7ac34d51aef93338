using Bot.Arxiv;

namespace Bot.Ledger.Sqlite;

/// <inheritdoc cref="IIntake"/>
internal sealed class SqliteIntake(
    SqliteDatabase database,
    AccountTable accounts,
    OutboxTable outbox,
    PaperTable papers,
    DayTable days,
    ArchiveTable archive
) : IIntake
{
    private readonly EarlierTootsReader _earlier = new(database, papers, archive);

    public ValueTask<FeedRecord> Feed(string category) =>
        ValueTask.FromResult(
            database
                .Query(
                    "SELECT etag, readers, checked_at, failed_since, error FROM feed WHERE category = $category",
                    row => new FeedRecord(
                        row.MaybeText("etag"),
                        row.Text("readers"),
                        row.Time("checked_at"),
                        row.Time("failed_since"),
                        row.MaybeText("error")
                    ),
                    ("$category", category)
                )
                .FirstOrDefault()
                ?? new FeedRecord(null, "", null, null, null)
        );

    public ValueTask<DayHistory> Days(string category, DateOnly from) =>
        ValueTask.FromResult(database.Reading(() => days.Read(category, from)));

    public ValueTask<IReadOnlyList<DateOnly?>> FirstSeen(string category, IReadOnlyList<Announcement> announcements)
    {
        var known = database.Query(
            """
            SELECT arxiv_id, type, version, date FROM announcement
            WHERE category = $category AND arxiv_id IN (SELECT value FROM json_each($ids))
            """,
            row =>
                (
                    Id: row.Text("arxiv_id"),
                    Type: row.Word<AnnounceType>("type"),
                    Version: row.Int("version"),
                    Date: row.Date("date")
                ),
            ("$category", category),
            ("$ids", JsonTexts.Of(announcements.Select(one => one.Id)))
        );
        var first = known
            .GroupBy(row => Key(row.Id, row.Type, row.Version), row => row.Date)
            .ToDictionary(group => group.Key, group => group.Min());
        return ValueTask.FromResult<IReadOnlyList<DateOnly?>>([
            .. announcements.Select(one =>
                first.TryGetValue(Key(one.Id.Value, one.Type, one.Version), out var day) ? day : (DateOnly?)null
            ),
        ]);

        static (string, AnnounceType, int) Key(string id, AnnounceType type, int version) =>
            (id, type, type is AnnounceType.New or AnnounceType.Cross ? 0 : version);
    }

    public ValueTask<int> CountSeenElsewhere(string category, IReadOnlyList<ArxivId> ids, DateOnly before) =>
        ValueTask.FromResult(
            (int)
                database.Number(
                    """
                    SELECT count(DISTINCT arxiv_id) FROM announcement
                    WHERE category <> $category
                        AND date < $day
                        AND arxiv_id IN (SELECT value FROM json_each($ids))
                    """,
                    ("$category", category),
                    ("$day", before),
                    ("$ids", JsonTexts.Of(ids))
                )
        );

    public ValueTask<SaidBefore> Said(long account, IReadOnlyList<string> identities)
    {
        var said = database.Query(
            """
            SELECT identity, recovered FROM outbox
            WHERE account = $account AND identity IN (SELECT value FROM json_each($identities))
            """,
            row => (Identity: row.Text("identity"), IsRecovered: row.Int("recovered") == 1),
            ("$account", account),
            ("$identities", JsonTexts.Of(identities))
        );
        return ValueTask.FromResult(
            new SaidBefore(
                said.Select(one => one.Identity).ToHashSet(),
                said.Where(one => one.IsRecovered).Select(one => one.Identity).ToHashSet()
            )
        );
    }

    public ValueTask<ListingStanding> Standing(long account, string category, DateOnly date) =>
        ValueTask.FromResult(
            database.Query(
                """
                SELECT
                    NOT EXISTS (
                        SELECT 1 FROM outbox WHERE account = $account AND category = $category AND caught_up = 0
                    ) AS is_first,
                    EXISTS (SELECT 1 FROM outbox WHERE account = $account AND recovered = 1)
                        AND NOT EXISTS (
                            SELECT 1 FROM outbox
                            WHERE account = $account
                                AND category = $category
                                AND date = $date
                                AND recovered = 0
                                AND kind <> 'withdrawal'
                        ) AS is_only_recovered
                """,
                row => new ListingStanding(row.Int("is_first") == 1, row.Int("is_only_recovered") == 1),
                ("$account", account),
                ("$category", category),
                ("$date", date)
            )[0]
        );

    public ValueTask<int> CountRecoveredParts(long account, ArxivId paper) =>
        ValueTask.FromResult(outbox.SaidParts(account, paper).Count);

    public ValueTask<IReadOnlyDictionary<ArxivId, EarlierToot>> EarlierToots(
        AccountRecord account,
        IReadOnlyList<ArxivId> papers
    ) => ValueTask.FromResult(database.Reading(() => _earlier.Of(account, papers)));

    public ValueTask<IReadOnlyList<string>> ArticleUrls(AccountRecord account, IReadOnlyList<ArxivId> papers) =>
        ValueTask.FromResult(database.Reading(() => _earlier.PublicUrls(account, papers)));

    public ValueTask<IReadOnlyList<QueuedArticle>> Articles(long after, int most) =>
        ValueTask.FromResult<IReadOnlyList<QueuedArticle>>(
            database.Query(
                """
                SELECT *
                FROM (
                    SELECT outbox.id AS mark, paper.*
                    FROM outbox JOIN paper ON paper.arxiv_id = outbox.arxiv_id AND paper.version = outbox.version
                    WHERE outbox.id > $after
                        AND outbox.kind = 'article'
                        AND outbox.part = 1
                        AND outbox.state IN ('queued', 'sending', 'sent')
                    ORDER BY outbox.id DESC LIMIT $most
                )
                ORDER BY mark
                """,
                row => new QueuedArticle(row.Long("mark"), PaperTable.ReadRow(row)),
                ("$after", after),
                ("$most", most)
            )
        );

    public ValueTask<PictureRecord?> Picture(string category, DateOnly date) =>
        ValueTask.FromResult(PictureTable.Read(database, category, date));

    public ValueTask<Move> Recorded(IntakeRecord record) =>
        ValueTask.FromResult(
            database.Moving(() =>
            {
                InsertAnnouncements(record);
                foreach (
                    var paper in record
                        .Threads.SelectMany(thread => thread.Listed.Append(thread.Paper))
                        .OfType<Announcement>()
                )
                {
                    papers.Insert(paper);
                }

                if (!record.Threads.All(thread => Insert(record, thread)))
                {
                    return Move.NotAsExpected;
                }

                accounts.Spread(record.Threads, record.SpreadUntil);
                days.Note(record.Category, record.Days, record.Now);
                if (record.Picture is { } picture)
                {
                    PictureTable.Insert(database, picture);
                }

                NoteRead(record);
                return Move.Moved;
            })
        );

    public ValueTask FeedUnchanged(string category, IReadOnlyList<DayNote> notes, DateTimeOffset now)
    {
        database.InTransaction(() =>
        {
            days.Note(category, notes, now);
            return database.Execute(
                "UPDATE feed SET checked_at = $now, failed_since = NULL, error = NULL WHERE category = $category",
                ("$category", category),
                ("$now", now)
            );
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask FeedFailed(string category, string error, IReadOnlyList<DayNote> notes, DateTimeOffset now)
    {
        database.InTransaction(() =>
        {
            days.Note(category, notes, now);
            return database.Execute(
                """
                INSERT INTO feed (category, readers, checked_at, failed_since, error)
                VALUES ($category, '', $now, $now, $error)
                ON CONFLICT (category) DO UPDATE SET
                    checked_at = excluded.checked_at, failed_since = coalesce(failed_since, excluded.failed_since),
                    error = excluded.error
                """,
                ("$category", category),
                ("$error", error),
                ("$now", now)
            );
        });
        return ValueTask.CompletedTask;
    }

    private void InsertAnnouncements(IntakeRecord record)
    {
        if (record.Unseen.Count == 0)
        {
            return;
        }

        database.Execute(
            """
            INSERT INTO listing (category, date, recorded_at)
            VALUES ($category, $date, $now)
            ON CONFLICT DO NOTHING
            """,
            ("$category", record.Category),
            ("$date", record.Date),
            ("$now", record.Now)
        );
        var position = database.Number(
            "SELECT coalesce(max(position), 0) FROM announcement WHERE category = $category AND date = $date",
            ("$category", record.Category),
            ("$date", record.Date)
        );
        foreach (var announcement in record.Unseen)
        {
            papers.Insert(record.Category, record.Date, announcement, ++position);
        }
    }

    // False when a toot's identity is taken.
    private bool Insert(IntakeRecord record, QueuedThread thread)
    {
        var number = thread is { Continues: true, Paper: { } paper }
            ? outbox.SaidParts(thread.Account.Id, paper.Id).Thread
            : outbox.LastThread(thread.Account.Id) + 1;
        return OutboxPlan.Thread(thread, (record.Category, record.Date), number, record.Now).All(outbox.Insert);
    }

    private void NoteRead(IntakeRecord record) =>
        database.Execute(
            """
            INSERT INTO feed (category, etag, readers, checked_at, rejected)
            VALUES ($category, $etag, $readers, $now, $rejected)
            ON CONFLICT (category) DO UPDATE SET
                etag = excluded.etag, readers = excluded.readers, checked_at = excluded.checked_at,
                failed_since = NULL, error = NULL, rejected = excluded.rejected
            """,
            ("$category", record.Category),
            ("$etag", record.ETag),
            ("$readers", record.Readers),
            ("$now", record.Now),
            ("$rejected", record.Rejected.Count > 0 ? string.Join('\n', record.Rejected.Take(20)) : null)
        );
}
