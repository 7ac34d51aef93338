namespace Bot.Ledger.Sqlite;

internal static class ModelSchema
{
    /// <summary>
    /// What a language model said of papers, kept so that none is asked for twice: <c>points</c> is a JSON array, null
    /// while there is no answer that can be shown; with a <c>refusal</c> there will be none. Days are UTC.
    /// </summary>
    public const string Tables = """
        CREATE TABLE model_points (
            arxiv_id TEXT PRIMARY KEY,
            version  INTEGER NOT NULL,
            model    TEXT NOT NULL,
            tries    INTEGER NOT NULL,
            points   TEXT,
            refusal  TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE model_asked (
            day      TEXT PRIMARY KEY,
            requests INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """;
}
