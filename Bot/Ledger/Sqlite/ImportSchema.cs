namespace Bot.Ledger.Sqlite;

internal static class ImportSchema
{
    /// <summary>What other programs posted with accounts of ours, until each account is verified.</summary>
    public const string Tables = """
        CREATE TABLE imported (
            host      TEXT NOT NULL,
            acct      TEXT NOT NULL,
            identity  TEXT NOT NULL,
            kind      TEXT NOT NULL,
            category  TEXT NOT NULL,
            date      TEXT NOT NULL,
            arxiv_id  TEXT,
            part      INTEGER NOT NULL,
            status_id TEXT,
            url       TEXT,
            sent_at   INTEGER NOT NULL,
            taken     INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (host, acct, identity)
        ) STRICT, WITHOUT ROWID;
        """;
}
