using Microsoft.Data.Sqlite;

namespace Bot.Ledger.Sqlite;

/// <summary>
/// The tables, as numbered migrations: number N brings a ledger from version N-1 to N and is never changed again.
/// </summary>
internal static class LedgerSchema
{
    /// <summary>"Toot" in ASCII: tells our file from any other program's SQLite database.</summary>
    internal const int ApplicationId = 0x546F6F74;

    internal static readonly string[] Migrations =
    [
        // Times are milliseconds since 1970 UTC, dates ISO text, so that both sort.
        """
            CREATE TABLE account (
                id                 INTEGER PRIMARY KEY,
                host               TEXT NOT NULL,
                remote_id          TEXT NOT NULL,
                instance           TEXT NOT NULL,
                label              TEXT NOT NULL,
                acct               TEXT NOT NULL,
                max_characters     INTEGER NOT NULL,
                characters_per_url INTEGER NOT NULL,
                not_before         INTEGER,
                throttles          INTEGER NOT NULL DEFAULT 0,
                spread_until       INTEGER,
                blocked_since      INTEGER,
                blocked_reason     TEXT,
                next_check         INTEGER,
                last_refused       INTEGER,
                last_error         TEXT,
                UNIQUE (host, remote_id)
            ) STRICT;

            CREATE TABLE feed (
                category     TEXT PRIMARY KEY,
                etag         TEXT,
                readers      TEXT NOT NULL,
                checked_at   INTEGER NOT NULL,
                failed_since INTEGER,
                error        TEXT,
                rejected     TEXT
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE pace (
                name TEXT PRIMARY KEY,
                at   INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE listing (
                category    TEXT NOT NULL,
                date        TEXT NOT NULL,
                recorded_at INTEGER NOT NULL,
                PRIMARY KEY (category, date)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE paper (
                arxiv_id          TEXT NOT NULL,
                version           INTEGER NOT NULL,
                title             TEXT NOT NULL,
                authors           TEXT NOT NULL,
                abstract          TEXT NOT NULL,
                categories        TEXT NOT NULL,
                doi               TEXT,
                journal_reference TEXT,
                license           TEXT,
                PRIMARY KEY (arxiv_id, version)
            ) STRICT;

            CREATE TABLE announcement (
                category TEXT NOT NULL,
                arxiv_id TEXT NOT NULL,
                type     TEXT NOT NULL,
                version  INTEGER NOT NULL,
                date     TEXT NOT NULL,
                position INTEGER NOT NULL,
                PRIMARY KEY (category, arxiv_id, type, version)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX announcement_by_listing ON announcement (category, date, position);

            CREATE TABLE outbox (
                id             INTEGER PRIMARY KEY,
                account        INTEGER NOT NULL REFERENCES account (id),
                thread         INTEGER NOT NULL,
                part           INTEGER NOT NULL,
                parts          INTEGER NOT NULL,
                identity       TEXT NOT NULL,
                revision       INTEGER NOT NULL,
                key            TEXT NOT NULL,
                kind           TEXT NOT NULL,
                category       TEXT NOT NULL,
                date           TEXT NOT NULL,
                arxiv_id       TEXT,
                version        INTEGER,
                text           TEXT NOT NULL,
                spoiler_text   TEXT NOT NULL,
                visibility     TEXT NOT NULL,
                language       TEXT NOT NULL,
                tags           TEXT NOT NULL,
                characters     INTEGER NOT NULL,
                abstract_start INTEGER NOT NULL,
                state          TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'refused', 'seen')),
                status_id      TEXT,
                url            TEXT,
                queued_at      INTEGER NOT NULL,
                first_claim    INTEGER,
                claimed_at     INTEGER,
                look_at        INTEGER,
                doublings      INTEGER NOT NULL DEFAULT 0,
                rounds         INTEGER NOT NULL DEFAULT 0,
                refusals       INTEGER NOT NULL DEFAULT 0,
                sent_at        INTEGER,
                error          TEXT,
                UNIQUE (account, identity)
            ) STRICT;
            CREATE INDEX outbox_in_hand ON outbox (account, thread, part) WHERE state IN ('queued', 'sending');
            CREATE INDEX outbox_refused ON outbox (account, thread) WHERE state = 'refused';
            CREATE INDEX outbox_sent    ON outbox (account, sent_at) WHERE sent_at IS NOT NULL;
            CREATE INDEX outbox_thread  ON outbox (account, thread, part);
            CREATE INDEX outbox_status  ON outbox (account, status_id) WHERE status_id IS NOT NULL;
            CREATE INDEX outbox_listing ON outbox (account, category, date, state);
            """,
        // Servers of other kinds, an account's other budgets, rebuilding from the timeline, troubles of accounts not
        // met yet.
        """
            ALTER TABLE account ADD COLUMN length_rule    TEXT NOT NULL DEFAULT 'graphemes';
            ALTER TABLE account ADD COLUMN server         TEXT NOT NULL DEFAULT 'unknown';
            ALTER TABLE account ADD COLUMN recovered_at   INTEGER;
            ALTER TABLE account ADD COLUMN recover_from   INTEGER;
            ALTER TABLE account ADD COLUMN recover_cursor TEXT;
            UPDATE account SET recovered_at = 0;
            ALTER TABLE outbox ADD COLUMN recovered INTEGER NOT NULL DEFAULT 0;

            CREATE TABLE found (
                account     INTEGER NOT NULL REFERENCES account (id),
                place       INTEGER NOT NULL,
                status_id   TEXT NOT NULL,
                in_reply_to TEXT,
                url         TEXT,
                arxiv_id    TEXT,
                category    TEXT,
                date        TEXT,
                PRIMARY KEY (account, status_id)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE spent (
                account INTEGER NOT NULL REFERENCES account (id),
                budget  TEXT NOT NULL,
                window  INTEGER NOT NULL,
                count   INTEGER NOT NULL,
                PRIMARY KEY (account, budget)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE trouble (
                name   TEXT PRIMARY KEY,
                since  INTEGER NOT NULL,
                reason TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            """,
        // Lists: toots that carry several papers and answer their summary, or stand alone where that is gone.
        """
            ALTER TABLE outbox ADD COLUMN alone  INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE found  ADD COLUMN listed TEXT NOT NULL DEFAULT '';
            """,
        // What is known of each day. Whatever brought something before counted as a listing.
        """
            CREATE TABLE day (
                category  TEXT NOT NULL,
                date      TEXT NOT NULL,
                state     TEXT NOT NULL,
                since     INTEGER NOT NULL,
                late      INTEGER NOT NULL DEFAULT 0,
                saw_empty INTEGER NOT NULL DEFAULT 0,
                ended     INTEGER NOT NULL DEFAULT 0,
                message   TEXT NOT NULL,
                PRIMARY KEY (category, date)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX day_open ON day (category, date) WHERE ended = 0;
            INSERT INTO day (category, date, state, since, message)
            SELECT category, date, 'complete', recorded_at, 'the listing is in' FROM listing;
            """,
        ImportSchema.Tables,
        ActionSchema.Tables,
        ArchiveSchema.Tables,
        // What tells of cross-lists and new versions, found on the timeline.
        "ALTER TABLE found ADD COLUMN kind TEXT",
        // What readers are shown.
        PageSchema.Tables,
        ArchiveSchema.Withdrawals,
        PictureSchema.Tables,
        PictureSchema.SummaryPapers,
        ModelSchema.Tables,
        PageSchema.SearchInBatches,
        PictureSchema.CardPictures,
        // When named things were last done, and how far.
        "ALTER TABLE pace RENAME TO last_done",
        // Milliseconds: how long a server takes, and how often it was looked at in vain.
        """
            ALTER TABLE account ADD COLUMN slowest_answer INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE outbox ADD COLUMN looks INTEGER NOT NULL DEFAULT 0;
            """,
        // Whether toots that a server took are really there.
        """
            ALTER TABLE outbox ADD COLUMN presence TEXT;
            CREATE INDEX outbox_looked_at ON outbox (account, category, date) WHERE presence IS NOT NULL;
            CREATE INDEX outbox_missing   ON outbox (account) WHERE presence = 'missing';
            """,
    ];

    public static int Newest => Migrations.Length;

    /// <summary>Brings the ledger up to date in one transaction.</summary>
    /// <exception cref="LedgerException">
    /// It was written by a newer version, or is another program's database.
    /// </exception>
    public static void Migrate(SqliteConnection connection, string path)
    {
        var version = Pragma(connection, "user_version");
        if (Check(connection, path) == Newest)
        {
            return;
        }

        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        foreach (var migration in Migrations.Skip(version))
        {
            command.CommandText = migration;
            command.ExecuteNonQuery();
        }

        command.CommandText = $"PRAGMA user_version = {Newest}; PRAGMA application_id = {ApplicationId}";
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    /// <summary>The ledger's version, once it is sure that this program understands it.</summary>
    public static int Check(SqliteConnection connection, string path)
    {
        var version = Pragma(connection, "user_version");
        if (version > Newest)
        {
            throw new LedgerException(
                $"the ledger {path} was written by a newer version of the bot (schema {version}, this one "
                    + $"knows {Newest}); install that version again, or restore the back-up you made before it"
            );
        }

        if (Pragma(connection, "application_id") != ApplicationId && Pragma(connection, "schema_version") != 0)
        {
            throw new LedgerException(
                $"{path} is an SQLite database of another program; set Bot:Ledger:Path to the right file"
            );
        }

        return version;
    }

    private static int Pragma(SqliteConnection connection, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
