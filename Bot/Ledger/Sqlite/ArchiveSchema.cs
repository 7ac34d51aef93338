namespace Bot.Ledger.Sqlite;

/// <summary>
/// The migration that brings the archive: how far it was read, what it says of papers, and what was said late because
/// of it.
/// </summary>
internal static class ArchiveSchema
{
    public const string Tables = """
        CREATE TABLE harvest (
            category     TEXT PRIMARY KEY,
            covered_from TEXT,
            covered_to   TEXT,
            finished_at  INTEGER,
            from_day     TEXT,
            began_at     INTEGER,
            token        TEXT,
            page         INTEGER NOT NULL DEFAULT 0,
            expires      INTEGER,
            not_before   INTEGER,
            failures     INTEGER NOT NULL DEFAULT 0,
            tries        INTEGER NOT NULL DEFAULT 0,
            failed_since INTEGER,
            error        TEXT,
            left_out     TEXT
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE archived (
            arxiv_id          TEXT PRIMARY KEY,
            category          TEXT,
            earliest          TEXT,
            last_feed         TEXT NOT NULL,
            version           INTEGER NOT NULL,
            comments          TEXT,
            journal_reference TEXT,
            doi               TEXT,
            deleted           INTEGER NOT NULL,
            withdrawn_version INTEGER,
            withdrawn_at      INTEGER,
            withdrawn_reason  TEXT,
            noted_at          INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX archived_by_day ON archived (category, earliest);

        ALTER TABLE outbox ADD COLUMN caught_up INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE day    ADD COLUMN caught_up INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX outbox_recovered ON outbox (account, category, date) WHERE recovered = 1;
        """;

    // Few papers are ever withdrawn, and they are asked for at every look.
    public const string Withdrawals = """
        CREATE INDEX archived_withdrawn ON archived (arxiv_id) WHERE withdrawn_version IS NOT NULL;
        CREATE INDEX outbox_withdrawals ON outbox (account, state) WHERE kind = 'withdrawal';
        """;
}
