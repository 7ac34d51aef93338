namespace Bot.Ledger.Sqlite;

/// <summary>How far the archive's changes were read.</summary>
internal sealed class HarvestTable(SqliteDatabase database)
{
    public HarvestRecord Read(string category) =>
        database
            .Query(
                "SELECT * FROM harvest WHERE category = $category",
                row => new HarvestRecord
                {
                    CoveredFrom = row.MaybeText("covered_from") is null ? null : row.Date("covered_from"),
                    CoveredTo = row.MaybeText("covered_to") is null ? null : row.Date("covered_to"),
                    FinishedAt = row.Time("finished_at"),
                    From = row.MaybeText("from_day") is null ? null : row.Date("from_day"),
                    BeganAt = row.Time("began_at"),
                    Position = row.MaybeText("token") is { } token
                        ? new HarvestPosition(token, row.Int("page"), row.Time("expires"))
                        : null,
                    NotBefore = row.Time("not_before"),
                    Failures = row.Int("failures"),
                    Tries = row.Int("tries"),
                    FailedSince = row.Time("failed_since"),
                    Error = row.MaybeText("error"),
                },
                ("$category", category)
            )
            .FirstOrDefault()
        ?? new HarvestRecord();

    public void Begin(string category, DateOnly from, DateTimeOffset now) =>
        database.Execute(
            """
            INSERT INTO harvest (category, from_day, began_at)
            VALUES ($category, $from, $now)
            ON CONFLICT (category) DO UPDATE SET
                from_day = excluded.from_day, began_at = excluded.began_at, token = NULL, page = 0, expires = NULL,
                left_out = NULL
            """,
            ("$category", category),
            ("$from", from),
            ("$now", now)
        );

    /// <summary>The place of the next page; without one the harvest is finished.</summary>
    public void GoOn(HarvestPage page, DateTimeOffset now)
    {
        if (page.LeftOut.Count > 0)
        {
            database.Execute(
                "UPDATE harvest SET left_out = $leftOut WHERE category = $category",
                ("$category", page.Category),
                ("$leftOut", string.Join('\n', page.LeftOut.Take(20)))
            );
        }

        database.Execute(
            page.Next is null
                ? """
                UPDATE harvest
                SET covered_from = min(coalesce(covered_from, from_day), from_day),
                    covered_to = date(began_at / 1000, 'unixepoch'), finished_at = $now, from_day = NULL,
                    began_at = NULL, token = NULL, page = 0, expires = NULL, not_before = NULL,
                    failures = 0, tries = 0, failed_since = NULL, error = NULL
                WHERE category = $category
                """
                : """
                UPDATE harvest
                SET token = $token, page = $page, expires = $expires, not_before = NULL, tries = 0
                WHERE category = $category
                """,
            ("$category", page.Category),
            ("$now", now),
            ("$token", page.Next?.Token),
            ("$page", page.Next?.Page ?? 0),
            ("$expires", page.Next?.Expires)
        );
    }

    public void Fail(string category, HarvestFailure failure, DateTimeOffset now) =>
        database.Execute(
            """
            UPDATE harvest
            SET failures = failures + 1, tries = CASE WHEN $keeps THEN tries + 1 ELSE 0 END,
                failed_since = coalesce(failed_since, $now), error = $error, not_before = $notBefore,
                from_day = CASE WHEN $keeps THEN from_day END, began_at = CASE WHEN $keeps THEN began_at END,
                token = CASE WHEN $keeps THEN token END, page = CASE WHEN $keeps THEN page ELSE 0 END,
                expires = CASE WHEN $keeps THEN expires END
            WHERE category = $category
            """,
            ("$category", category),
            ("$now", now),
            ("$error", failure.Error),
            ("$notBefore", failure.NotBefore),
            ("$keeps", failure.KeepsPosition ? 1 : 0)
        );
}
