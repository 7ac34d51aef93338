using Bot.Arxiv;

namespace Bot.Ledger.Sqlite;

/// <summary>What the archive says of papers.</summary>
internal sealed class ArchiveTable(SqliteDatabase database, PaperTable papers)
{
    /// <summary>Null for a paper of which the archive was not read since the ledger knows it.</summary>
    public ArchivedFacts? Read(ArxivId id) =>
        database
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

    /// <summary>The first day that can have announced a paper; null when the archive does not tell.</summary>
    public DateOnly? EarliestDay(ArxivId id) =>
        database
            .Query(
                "SELECT earliest FROM archived WHERE arxiv_id = $id",
                row => row.MaybeText("earliest") is null ? (DateOnly?)null : row.Date("earliest"),
                ("$id", id)
            )
            .FirstOrDefault();

    /// <summary>Keeps a paper whole, with what the archive says of it.</summary>
    public void NoteWhole(ArchivedPaper paper, DateOnly lastFeed, DateTimeOffset now)
    {
        papers.Insert(paper.ToAnnouncement());
        Note(paper, lastFeed, now);
    }

    /// <summary>
    /// Only of papers that the ledger knows. The last feed that can bring a paper is kept from the first time: it
    /// follows from when the archive was first seen to have it.
    /// </summary>
    public void Note(ArchivedPaper paper, DateOnly lastFeed, DateTimeOffset now) =>
        database.Execute(
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

    /// <summary>
    /// What an article is about, once its paper is withdrawn; null when it is not, or not any more. An article may have
    /// been edited for a new version; one that was found on the timeline tells of none.
    /// </summary>
    public WithdrawnPaper? AsWithdrawn(OutboxEntry said)
    {
        var id = said.Paper!.Value;
        var paper = database
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
                PaperTable.ReadRow,
                ("$account", said.AccountId),
                ("$id", id)
            )
            .FirstOrDefault();
        return paper is not null && Read(id)?.Withdrawal is { } withdrawal
            ? new WithdrawnPaper(said, paper, withdrawal)
            : null;
    }
}
