using Bot.Arxiv;

namespace Bot.Ledger.Sqlite;

/// <inheritdoc cref="IPaperIndex"/>
internal sealed class SqlitePaperIndex(SqliteDatabase database) : IPaperIndex
{
    private readonly DigestTable _digests = new(database);
    private readonly ModelTable _model = new(database);

    // Answered from indexes alone, behind the row up to which all were made before: history must cost nothing.
    public ValueTask<IndexBacklog> Backlog(int revision) =>
        ValueTask.FromResult(
            database.Reading(() =>
                new IndexBacklog(
                    database.Query(
                        """
                        SELECT paper.rowid
                        FROM paper LEFT JOIN digest INDEXED BY digest_state ON digest.arxiv_id = paper.arxiv_id
                        WHERE paper.rowid > coalesce((SELECT at FROM last_done WHERE name = $mark), 0)
                            AND (
                                digest.version IS NULL
                                    OR paper.version > digest.version
                                    OR (paper.version = digest.version AND digest.revision < $revision)
                            )
                            AND EXISTS (SELECT 1 FROM announcement WHERE announcement.arxiv_id = paper.arxiv_id)
                        ORDER BY paper.rowid
                        """,
                        row => row.GetInt64(0),
                        ("$revision", revision),
                        ("$mark", Mark(revision))
                    ),
                    database.Number("SELECT coalesce(max(rowid), 0) FROM paper")
                )
            )
        );

    public ValueTask<IReadOnlyList<UnindexedPaper>> Unindexed(IReadOnlyList<long> marks) =>
        ValueTask.FromResult<IReadOnlyList<UnindexedPaper>>(
            database.Query(
                """
                SELECT paper.*, announcement.type, announcement.date, announcement.category AS listing
                FROM paper
                    JOIN announcement ON (
                        announcement.category, announcement.arxiv_id, announcement.type, announcement.version
                    ) = (
                        SELECT category, arxiv_id, type, version FROM announcement AS first
                        WHERE first.arxiv_id = paper.arxiv_id
                        ORDER BY type = 'new' DESC, type = 'cross' DESC, date, category LIMIT 1
                    )
                WHERE paper.rowid IN (SELECT value FROM json_each($rows))
                ORDER BY paper.rowid
                """,
                row => new UnindexedPaper(
                    PaperTable.ReadRow(row) with
                    {
                        Type = row.Word<AnnounceType>("type"),
                    },
                    row.Date("date"),
                    row.Text("listing")
                ),
                ("$rows", $"[{string.Join(',', marks)}]")
            )
        );

    public ValueTask Indexed(IReadOnlyList<IndexedPaper> papers, int revision)
    {
        database.InTransaction(() =>
        {
            // The search index gets all of them at once. Between other statements SQLite would write it out for each
            // paper, and the more there is of it, the more it merges each time.
            (string, object?) these = ("$ids", JsonTexts.Of(papers.Select(paper => paper.Id)));
            database.Execute(
                """
                INSERT INTO search (search, rowid, title, authors, abstract)
                SELECT 'delete', id, title, authors, abstract
                FROM digest
                WHERE arxiv_id IN (SELECT value FROM json_each($ids))
                """,
                these
            );
            foreach (var paper in papers)
            {
                _digests.Insert(paper, revision);
            }

            return database.Execute(
                """
                INSERT INTO search (rowid, title, authors, abstract)
                SELECT id, title, authors, abstract
                FROM digest
                WHERE arxiv_id IN (SELECT value FROM json_each($ids))
                """,
                these
            );
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask IndexedUpTo(long mark, int revision)
    {
        database.Execute(
            """
            INSERT INTO last_done (name, at)
            VALUES ($mark, $row)
            ON CONFLICT (name) DO UPDATE SET at = excluded.at
            WHERE at <> excluded.at
            """,
            ("$mark", Mark(revision)),
            ("$row", mark)
        );
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<IndexedText>> NewestIndexed(int count) =>
        ValueTask.FromResult<IReadOnlyList<IndexedText>>(
            database.Query(
                """
                SELECT * FROM (SELECT id, arxiv_id, title, abstract FROM digest ORDER BY id DESC LIMIT $count)
                ORDER BY id
                """,
                row => new IndexedText(ArxivId.Parse(row.Text("arxiv_id")), row.Text("title"), row.Text("abstract")),
                ("$count", count)
            )
        );

    public ValueTask<IReadOnlyList<ShownWithdrawal>> WithdrawalsToShow() =>
        ValueTask.FromResult<IReadOnlyList<ShownWithdrawal>>(
            database.Query(
                """
                SELECT archived.arxiv_id, archived.withdrawn_reason, archived.noted_at
                FROM archived JOIN digest ON digest.arxiv_id = archived.arxiv_id
                WHERE archived.withdrawn_version IS NOT NULL AND digest.withdrawn_on IS NULL
                """,
                row => new ShownWithdrawal(
                    ArxivId.Parse(row.Text("arxiv_id")),
                    new PaperWithdrawal(
                        ArxivDay.Of(row.Time("noted_at")!.Value),
                        row.MaybeText("withdrawn_reason") ?? ""
                    )
                )
            )
        );

    public ValueTask WithdrawalsShown(IReadOnlyList<ShownWithdrawal> withdrawals)
    {
        database.InTransaction(() =>
        {
            ShowReinstated();
            foreach (var (id, withdrawal) in withdrawals)
            {
                database.Execute(
                    "UPDATE digest SET withdrawn_on = $date, withdrawn_reason = $reason WHERE arxiv_id = $id",
                    ("$id", id),
                    ("$date", withdrawal.Date),
                    ("$reason", withdrawal.Reason)
                );
            }

            return 0;
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask<IndexedPaper?> NextForModel(string model, DateOnly since) =>
        ValueTask.FromResult(_model.Next(model, since));

    public ValueTask<Move> ModelAsked(IndexedPaper paper, string model, DailyAllowance allowance) =>
        ValueTask.FromResult(database.Moving(() => _model.Ask(paper, model, allowance)));

    public ValueTask ModelAnswered(IndexedPaper paper, string model, IReadOnlyList<string>? points, string? refusal)
    {
        _model.Answer(paper, model, points, refusal);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<PictureRecord>> PicturesForCards(DateOnly since) =>
        ValueTask.FromResult<IReadOnlyList<PictureRecord>>(
            PictureTable.Query(
                database,
                """
                WHERE date >= $since
                    AND png IS NULL
                    AND category = (
                        SELECT category FROM picture AS largest
                        WHERE largest.date = picture.date
                        ORDER BY papers DESC, category LIMIT 1
                    )
                ORDER BY date DESC
                """,
                ("$since", since)
            )
        );

    public ValueTask CardDrawn(PictureRecord picture, byte[] png, DateOnly since)
    {
        database.InTransaction(() =>
        {
            database.Execute(
                "UPDATE picture SET png = NULL WHERE date < $since AND png IS NOT NULL",
                ("$since", since)
            );
            return database.Execute(
                "UPDATE picture SET png = $png WHERE date = $date AND category = $category AND svg = $svg",
                ("$png", png),
                ("$date", picture.Date),
                ("$category", picture.Category),
                ("$svg", picture.Svg)
            );
        });
        return ValueTask.CompletedTask;
    }

    private static string Mark(int revision) => $"digested by {revision}";

    // A paper that stands again is shown as it was.
    private void ShowReinstated() =>
        database.Execute(
            """
            UPDATE digest
            SET withdrawn_on = NULL, withdrawn_reason = NULL
            WHERE withdrawn_on IS NOT NULL
                AND EXISTS (
                    SELECT 1 FROM archived WHERE archived.arxiv_id = digest.arxiv_id AND withdrawn_version IS NULL
                )
            """
        );
}
