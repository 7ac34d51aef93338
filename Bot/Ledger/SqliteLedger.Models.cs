namespace Bot.Ledger;

public sealed partial class SqliteLedger
{
    /// <summary>A server that fails so often on one paper will fail again.</summary>
    private const int MostTries = 3;

    /// <summary>
    /// The next paper that a model has not said anything of: of the newest day first, as arXiv listed them. Null when
    /// there is none since a day.
    /// </summary>
    public IndexedPaper? NextForModel(string model, DateOnly since) =>
        _database
            .Query(
                $"""
                SELECT {DigestColumns}
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
                ReadIndexed,
                ("$model", model),
                ("$since", since)
            )
            .FirstOrDefault();

    /// <summary>
    /// Notes, before it is done, that a model is asked about a paper. False when it was asked as often as it may on
    /// that day.
    /// </summary>
    public bool ClaimModel(IndexedPaper paper, string model, DateOnly day, int perDay) =>
        _database.InTransaction(() =>
        {
            var counted = _database.Execute(
                """
                INSERT INTO model_asked (day, requests)
                VALUES ($day, 1)
                ON CONFLICT (day) DO UPDATE SET requests = requests + 1
                WHERE requests < $most
                """,
                ("$day", day),
                ("$most", perDay)
            );
            if (counted == 0)
            {
                return false;
            }

            _database.Execute("DELETE FROM model_asked WHERE day < $day", ("$day", day));
            _database.Execute(
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
            return true;
        });

    /// <summary>Keeps what came of it: the points, or why there are none and will be none.</summary>
    public void RecordModelPoints(IndexedPaper paper, string model, IReadOnlyList<string>? points, string? refusal) =>
        _database.Execute(
            """
            UPDATE model_points
            SET points = $points, refusal = $refusal
            WHERE arxiv_id = $id AND version = $version AND model = $model
            """,
            ("$points", points is null ? null : Json(points)),
            ("$refusal", refusal),
            ("$id", paper.Id),
            ("$version", paper.Version),
            ("$model", model)
        );
}
