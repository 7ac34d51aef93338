namespace Bot.Ledger.Sqlite;

/// <summary>What a language model was asked about papers, and what it said.</summary>
internal sealed class ModelTable(SqliteDatabase database)
{
    /// <summary>A server that fails so often on one paper will fail again.</summary>
    private const int MostTries = 3;

    /// <summary>
    /// The next paper that a model has not said anything of: of the newest day first, as arXiv listed them. Null when
    /// there is none since a day.
    /// </summary>
    public IndexedPaper? Next(string model, DateOnly since) =>
        database
            .Query(
                $"""
                SELECT {DigestTable.Columns}
                FROM digest
                    LEFT JOIN model_points AS made ON made.arxiv_id = digest.arxiv_id
                        AND made.version = digest.version
                        AND made.model = $model
                WHERE digest.date >= $since
                    AND digest.type = 'new'
                    AND digest.withdrawn_on IS NULL
                    AND (
                        made.arxiv_id IS NULL
                            OR (made.points IS NULL AND made.refusal IS NULL AND made.tries < {MostTries})
                    )
                ORDER BY digest.date DESC, digest.id LIMIT 1
                """,
                DigestTable.ReadRow,
                ("$model", model),
                ("$since", since)
            )
            .FirstOrDefault();

    /// <summary>Notes, before it is done, that a model is asked about a paper.</summary>
    public Move Ask(IndexedPaper paper, string model, DailyAllowance allowance)
    {
        var counted = database.Execute(
            """
            INSERT INTO model_asked (day, requests)
            VALUES ($day, 1)
            ON CONFLICT (day) DO UPDATE SET requests = requests + 1
            WHERE requests < $most
            """,
            ("$day", allowance.Day),
            ("$most", allowance.Requests)
        );
        if (counted == 0)
        {
            return Move.NotAsExpected;
        }

        database.Execute("DELETE FROM model_asked WHERE day < $day", ("$day", allowance.Day));
        database.Execute(
            """
            INSERT INTO model_points (arxiv_id, version, model, tries)
            VALUES ($id, $version, $model, 1)
            ON CONFLICT (arxiv_id) DO UPDATE SET
                tries = CASE
                    WHEN version = excluded.version AND model = excluded.model THEN tries + 1
                    ELSE 1
                END,
                version = excluded.version,
                model = excluded.model,
                points = NULL,
                refusal = NULL
            """,
            ("$id", paper.Id),
            ("$version", paper.Version),
            ("$model", model)
        );
        return Move.Moved;
    }

    /// <summary>Keeps what came of it: the points, or why there are none and will be none.</summary>
    public void Answer(IndexedPaper paper, string model, IReadOnlyList<string>? points, string? refusal) =>
        database.Execute(
            """
            UPDATE model_points
            SET points = $points, refusal = $refusal
            WHERE arxiv_id = $id AND version = $version AND model = $model
            """,
            ("$points", points is null ? null : JsonTexts.Of(points)),
            ("$refusal", refusal),
            ("$id", paper.Id),
            ("$version", paper.Version),
            ("$model", model)
        );
}
