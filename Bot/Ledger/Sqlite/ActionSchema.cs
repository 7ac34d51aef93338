namespace Bot.Ledger.Sqlite;

/// <summary>
/// What a row does beyond posting: boosts and edits act on another row's toot, and one whose toot is gone is settled as
/// that. SQLite cannot change a CHECK, so the table is made anew.
/// </summary>
internal static class ActionSchema
{
    public const string Tables = """
        CREATE TABLE outbox_with_actions (
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
            state          TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'refused', 'seen', 'gone')),
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
            recovered      INTEGER NOT NULL DEFAULT 0,
            alone          INTEGER NOT NULL DEFAULT 0,
            action         TEXT NOT NULL DEFAULT 'post',
            precedence     INTEGER NOT NULL DEFAULT 0,
            target         TEXT,
            target_id      TEXT,
            reason         TEXT,
            UNIQUE (account, identity)
        ) STRICT;
        INSERT INTO outbox_with_actions (
            id, account, thread, part, parts, identity, revision, key, kind, category, date, arxiv_id, version, text,
            spoiler_text, visibility, language, tags, characters, abstract_start, state, status_id, url, queued_at,
            first_claim, claimed_at, look_at, doublings, rounds, refusals, sent_at, error, recovered, alone
        )
        SELECT
            id, account, thread, part, parts, identity, revision, key, kind, category, date, arxiv_id, version, text,
            spoiler_text, visibility, language, tags, characters, abstract_start, state, status_id, url, queued_at,
            first_claim, claimed_at, look_at, doublings, rounds, refusals, sent_at, error, recovered, alone
        FROM outbox;
        DROP TABLE outbox;
        ALTER TABLE outbox_with_actions RENAME TO outbox;
        CREATE INDEX outbox_in_hand ON outbox (account, precedence, thread, part) WHERE state IN ('queued', 'sending');
        CREATE INDEX outbox_sending ON outbox (account) WHERE state = 'sending';
        CREATE INDEX outbox_refused ON outbox (account, thread) WHERE state = 'refused';
        CREATE INDEX outbox_sent    ON outbox (account, sent_at) WHERE sent_at IS NOT NULL;
        CREATE INDEX outbox_thread  ON outbox (account, thread, part);
        CREATE INDEX outbox_status  ON outbox (account, status_id) WHERE status_id IS NOT NULL;
        CREATE INDEX outbox_listing ON outbox (account, category, date, state);
        CREATE INDEX outbox_said    ON outbox (identity) WHERE status_id IS NOT NULL;
        CREATE INDEX outbox_target  ON outbox (target) WHERE target IS NOT NULL;
        """;
}
