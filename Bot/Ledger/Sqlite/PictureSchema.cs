namespace Bot.Ledger.Sqlite;

internal static class PictureSchema
{
    /// <summary>
    /// The days as pictures, summaries that a server took only without theirs, and what became of pinning them.
    /// </summary>
    public const string Tables = """
        CREATE TABLE picture (
            date     TEXT NOT NULL,
            category TEXT NOT NULL,
            papers   INTEGER NOT NULL,
            svg      TEXT NOT NULL,
            alt      TEXT NOT NULL,
            PRIMARY KEY (date, category)
        ) STRICT, WITHOUT ROWID;
        ALTER TABLE outbox ADD COLUMN bare INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE outbox ADD COLUMN pin  TEXT;
        """;

    /// <summary>
    /// The number that a summary states, for when it is composed anew; one that was refused may get its second try.
    /// </summary>
    public const string SummaryPapers = """
        ALTER TABLE outbox ADD COLUMN papers INTEGER NOT NULL DEFAULT 0;
        UPDATE outbox SET papers = (
            SELECT count(*) FROM outbox AS article
            WHERE article.account = outbox.account
                AND article.category = outbox.category
                AND article.date = outbox.date
                AND article.kind = 'article'
                AND article.caught_up = 0
        )
        WHERE kind = 'summary' AND state IN ('queued', 'sending', 'refused');
        """;

    /// <summary>The newest days' pictures as other sites show them on cards.</summary>
    public const string CardPictures = "ALTER TABLE picture ADD COLUMN png BLOB";
}
