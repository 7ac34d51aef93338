namespace Bot.Ledger.Sqlite;

internal static class PageSchema
{
    /// <summary>
    /// Each paper as readers see it, and the index over all of its words. It is made from <c>paper</c> by the pipeline
    /// and can be made anew at any time: <c>revision</c> says by which state of the program. Of a changed paper the
    /// former words are kept in <c>change</c>.
    /// </summary>
    public const string Tables = """
        CREATE TABLE digest (
            id                INTEGER PRIMARY KEY,
            arxiv_id          TEXT NOT NULL UNIQUE,
            version           INTEGER NOT NULL,
            revision          INTEGER NOT NULL,
            date              TEXT NOT NULL,
            type              TEXT NOT NULL,
            listing           TEXT NOT NULL,
            title             TEXT NOT NULL,
            authors           TEXT NOT NULL,
            categories        TEXT NOT NULL,
            key_points        TEXT NOT NULL,
            topics            TEXT NOT NULL,
            similar           TEXT NOT NULL,
            doi               TEXT,
            journal_reference TEXT,
            withdrawn_on      TEXT,
            withdrawn_reason  TEXT,
            abstract          TEXT NOT NULL
        ) STRICT;
        CREATE INDEX digest_state     ON digest (arxiv_id, version, revision);
        CREATE INDEX digest_day       ON digest (date, type);
        CREATE INDEX digest_withdrawn ON digest (withdrawn_on) WHERE withdrawn_on IS NOT NULL;

        CREATE TABLE digest_category (
            category TEXT NOT NULL,
            is_new   INTEGER NOT NULL,
            date     TEXT NOT NULL,
            digest   INTEGER NOT NULL REFERENCES digest (id),
            PRIMARY KEY (category, is_new, date, digest)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX digest_category_of ON digest_category (digest);

        CREATE TABLE topic (
            slug TEXT PRIMARY KEY,
            name TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE digest_topic (
            topic  TEXT NOT NULL REFERENCES topic (slug),
            is_new INTEGER NOT NULL,
            date   TEXT NOT NULL,
            digest INTEGER NOT NULL REFERENCES digest (id),
            PRIMARY KEY (topic, is_new, date, digest)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX digest_topic_of ON digest_topic (digest);

        CREATE TABLE change (
            arxiv_id        TEXT NOT NULL,
            version         INTEGER NOT NULL,
            date            TEXT NOT NULL,
            title_before    TEXT NOT NULL,
            title           TEXT NOT NULL,
            abstract_before TEXT NOT NULL,
            abstract        TEXT NOT NULL,
            PRIMARY KEY (arxiv_id, version)
        ) STRICT;
        CREATE INDEX change_date ON change (date);

        CREATE VIRTUAL TABLE search USING fts5 (
            title, authors, abstract,
            content = 'digest', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
        );
        CREATE TRIGGER digest_added AFTER INSERT ON digest BEGIN
            INSERT INTO search (rowid, title, authors, abstract)
            VALUES (new.id, new.title, new.authors, new.abstract);
        END;
        CREATE TRIGGER digest_changed AFTER UPDATE OF title, authors, abstract ON digest BEGIN
            INSERT INTO search (search, rowid, title, authors, abstract)
            VALUES ('delete', old.id, old.title, old.authors, old.abstract);
            INSERT INTO search (rowid, title, authors, abstract)
            VALUES (new.id, new.title, new.authors, new.abstract);
        END;

        CREATE INDEX announcement_by_paper ON announcement (arxiv_id);
        CREATE INDEX outbox_article        ON outbox (arxiv_id) WHERE kind = 'article' AND part = 1;
        """;

    /// <summary>From here on the search index is filled for many papers at once.</summary>
    public const string SearchInBatches = "DROP TRIGGER digest_added; DROP TRIGGER digest_changed";
}
