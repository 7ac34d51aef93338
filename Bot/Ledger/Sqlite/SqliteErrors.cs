using Microsoft.Data.Sqlite;

namespace Bot.Ledger.Sqlite;

/// <summary>SQLite's errors as the ledger's.</summary>
internal static class SqliteErrors
{
    /// <summary>Says in an operator's words what SQLite said in a number.</summary>
    public static LedgerException From(SqliteException e, string path) =>
        new(
            e.SqliteErrorCode switch
            {
                SQLitePCL.raw.SQLITE_FULL =>
                    $"the disk that holds the ledger {path} is full; free some space and start again, nothing is lost",
                SQLitePCL.raw.SQLITE_READONLY =>
                    $"the ledger {path} cannot be written; give the bot's user write access to the file and "
                        + "its folder, or set Bot:Ledger:Path to another place",
                SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_PERM or SQLitePCL.raw.SQLITE_AUTH =>
                    $"the ledger {path} cannot be opened; check that the folder exists and the bot's user may "
                        + "write there, or set Bot:Ledger:Path",
                SQLitePCL.raw.SQLITE_NOTADB =>
                    $"{path} is no ledger (not an SQLite database); set Bot:Ledger:Path to the right file, or "
                        + "move that file away to start afresh",
                SQLitePCL.raw.SQLITE_CORRUPT =>
                    $"the ledger {path} is damaged; restore your last back-up, or recover it with `sqlite3 "
                        + $"{path} .recover`",
                SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED =>
                    $"the ledger {path} is locked by another program; close it (an open database browser, a "
                        + "back-up) and start again",
                SQLitePCL.raw.SQLITE_IOERR =>
                    $"reading or writing the ledger {path} failed ({e.Message}); check the disk and its free "
                        + "space, then start again",
                _ => $"the ledger {path} failed: {e.Message}",
            },
            e
        )
        {
            IsDamage = e.SqliteErrorCode == SQLitePCL.raw.SQLITE_CORRUPT,
        };
}
