using Bot.Arxiv;

namespace Bot.Ledger;

public sealed partial class SqliteLedger
{
    /// <summary>Null for a paper of which the archive was not read since the ledger knows it.</summary>
    public ArchivedFacts? Archived(ArxivId id) =>
        _database
            .Query(
                "SELECT * FROM archived WHERE arxiv_id = $id",
                row => new ArchivedFacts(
                    id,
                    row.Int("version"),
                    row.MaybeText("comments"),
                    row.MaybeText("journal_reference"),
                    row.MaybeText("doi"),
                    row.MaybeLong("withdrawn_version") is { } version
                        ? new Withdrawal(
                            (int)version,
                            row.Time("withdrawn_at"),
                            row.MaybeText("withdrawn_reason") ?? ""
                        )
                        : null,
                    row.Time("noted_at")!.Value
                ),
                ("$id", id)
            )
            .FirstOrDefault();

    public HarvestRecord Harvest(string category) =>
        _database
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

    public void BeginHarvest(string category, DateOnly from, DateTimeOffset now) =>
        _database.Execute(
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

    /// <summary>
    /// A page's papers and the place of the next page, in one transaction; without a next one the harvest is finished.
    /// </summary>
    public void RecordHarvestPage(HarvestPage page, DateTimeOffset now) =>
        _database.InTransaction(() =>
        {
            var identities = page.Papers.Select(one => TootIdentity.Article(one.Paper.Id)).ToList();
            var said = page.Accounts.Select(account => KnownIdentities(account, identities)).ToList();
            foreach (var (paper, lastFeed) in page.Papers)
            {
                // Its text is needed until every account has it in its outbox.
                if (
                    !paper.Deleted
                    && paper.Categories[0] == page.Category
                    && paper.EarliestAnnouncement >= page.Since
                    && said.Exists(one => !one.Contains(TootIdentity.Article(paper.Id)))
                )
                {
                    InsertPaper(paper.ToAnnouncement());
                }

                NoteArchived(paper, lastFeed, now);
            }

            if (page.LeftOut.Count > 0)
            {
                _database.Execute(
                    "UPDATE harvest SET left_out = $leftOut WHERE category = $category",
                    ("$category", page.Category),
                    ("$leftOut", string.Join('\n', page.LeftOut.Take(20)))
                );
            }

            return _database.Execute(
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
        });

    /// <summary>The archive gave no page. What it gave before stays true.</summary>
    /// <param name="category">The category.</param>
    /// <param name="error">For the operator.</param>
    /// <param name="notBefore">When to ask again.</param>
    /// <param name="keepsPosition">False when the list must be asked for anew.</param>
    /// <param name="now">The time.</param>
    public void HarvestFailed(
        string category,
        string error,
        DateTimeOffset notBefore,
        bool keepsPosition,
        DateTimeOffset now
    ) =>
        _database.Execute(
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
            ("$error", error),
            ("$notBefore", notBefore),
            ("$keeps", keepsPosition ? 1 : 0)
        );

    // Only of papers that the ledger knows. The last feed that can bring a paper is kept from the first time: it follows
    // from when the archive was first seen to have it.
    private void NoteArchived(ArchivedPaper paper, DateOnly lastFeed, DateTimeOffset now) =>
        _database.Execute(
            """
            INSERT INTO archived (
                arxiv_id, category, earliest, last_feed, version, comments, journal_reference, doi, deleted,
                withdrawn_version, withdrawn_at, withdrawn_reason, noted_at
            )
            SELECT $id, $category, $earliest, $last, $version, $comments, $journal, $doi, $deleted,
                $withdrawnVersion, $withdrawnAt, $withdrawnReason, $now
            WHERE EXISTS (SELECT 1 FROM paper WHERE arxiv_id = $id)
            ON CONFLICT (arxiv_id) DO UPDATE SET
                category = coalesce(excluded.category, category), earliest = coalesce(excluded.earliest, earliest),
                version = max(version, excluded.version), comments = excluded.comments,
                journal_reference = excluded.journal_reference, doi = excluded.doi, deleted = excluded.deleted,
                withdrawn_version = excluded.withdrawn_version, withdrawn_at = excluded.withdrawn_at,
                withdrawn_reason = excluded.withdrawn_reason
            """,
            ("$id", paper.Id),
            ("$category", paper.Categories.Count > 0 ? paper.Categories[0] : null),
            ("$earliest", paper.EarliestAnnouncement),
            ("$last", lastFeed),
            ("$version", paper.Version),
            ("$comments", paper.Comments),
            ("$journal", paper.JournalReference),
            ("$doi", paper.Doi),
            ("$deleted", paper.Deleted ? 1 : 0),
            ("$withdrawnVersion", paper.Withdrawal?.Version),
            ("$withdrawnAt", paper.Withdrawal?.At),
            ("$withdrawnReason", paper.Withdrawal?.Reason),
            ("$now", now)
        );
}
