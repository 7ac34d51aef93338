using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>Where in a list of the archive's changes to go on.</summary>
public sealed record HarvestPosition(string Token, int Page, DateTimeOffset? Expires);

/// <summary>How far the archive's changes in a category were read.</summary>
public sealed record HarvestRecord
{
    /// <summary>The first day, in UTC, whose changes are known whole; null until a harvest was finished.</summary>
    public DateOnly? CoveredFrom { get; init; }

    /// <summary>The day on which the last finished harvest began: what changed before it is known.</summary>
    public DateOnly? CoveredTo { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The first day of the harvest under way; null for none.</summary>
    public DateOnly? From { get; init; }

    public DateTimeOffset? BeganAt { get; init; }

    /// <summary>Null for the first page.</summary>
    public HarvestPosition? Position { get; init; }

    /// <summary>The archive is not asked before this, over restarts too.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>How many since the last finished harvest.</summary>
    public int Failures { get; init; }

    /// <summary>How many of them in a row, at the present position.</summary>
    public int Tries { get; init; }

    public DateTimeOffset? FailedSince { get; init; }
    public string? Error { get; init; }
}

/// <summary>What the archive says of a paper that the ledger knows.</summary>
/// <param name="Id">The paper.</param>
/// <param name="Version">The newest version's number.</param>
/// <param name="Comments">The authors' remarks on it.</param>
/// <param name="JournalReference">Where it was published.</param>
/// <param name="Doi">Of that publication.</param>
/// <param name="Withdrawal">Null for a paper that stands.</param>
/// <param name="NotedAt">When the archive was first seen to have it.</param>
public sealed record ArchivedFacts(
    ArxivId Id,
    int Version,
    string? Comments,
    string? JournalReference,
    string? Doi,
    Withdrawal? Withdrawal,
    DateTimeOffset NotedAt
);

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
    /// <param name="category">Whose changes they are.</param>
    /// <param name="papers">Each with the last feed that can bring it.</param>
    /// <param name="accounts">Those that read the category.</param>
    /// <param name="since">Older papers are none that an account could have missed.</param>
    /// <param name="leftOut">Records that could not be used.</param>
    /// <param name="next">Null at the end.</param>
    /// <param name="now">The time.</param>
    public void RecordHarvestPage(
        string category,
        IReadOnlyList<(ArchivedPaper Paper, DateOnly LastFeed)> papers,
        IReadOnlyList<long> accounts,
        DateOnly since,
        IReadOnlyList<string> leftOut,
        HarvestPosition? next,
        DateTimeOffset now
    ) =>
        _database.InTransaction(() =>
        {
            var identities = papers.Select(one => TootIdentity.Article(one.Paper.Id)).ToList();
            var said = accounts.Select(account => KnownIdentities(account, identities)).ToList();
            foreach (var (paper, lastFeed) in papers)
            {
                // Its text is needed until every account has it in its outbox.
                if (
                    !paper.Deleted
                    && paper.Categories[0] == category
                    && paper.EarliestAnnouncement >= since
                    && said.Exists(one => !one.Contains(TootIdentity.Article(paper.Id)))
                )
                {
                    InsertPaper(paper.ToAnnouncement());
                }

                NoteArchived(paper, lastFeed, now);
            }

            if (leftOut.Count > 0)
            {
                _database.Execute(
                    "UPDATE harvest SET left_out = $leftOut WHERE category = $category",
                    ("$category", category),
                    ("$leftOut", string.Join('\n', leftOut.Take(20)))
                );
            }

            return _database.Execute(
                next is null
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
                ("$category", category),
                ("$now", now),
                ("$token", next?.Token),
                ("$page", next?.Page ?? 0),
                ("$expires", next?.Expires)
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

    // Kept of papers that the ledger knows, and no text of them twice. When it was first seen decides which feeds can
    // bring it.
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
