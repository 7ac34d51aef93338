using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Bot.Ledger.Sqlite;

/// <summary>
/// Checks the ledger's file at a start. Reading every page of ten years of history takes seconds, too long for a bot
/// that a timer starts every hour. So a large file that its last process left in order is read whole once a week only.
/// At every start its length is compared with what its header says. A query that meets a damaged page ends the bot.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="AfterDeath">Whether its last process did not end by itself.</param>
/// <param name="Now">The time.</param>
internal sealed record FileCheck(string Path, bool AfterDeath, DateTimeOffset Now)
{
    /// <summary>Smaller files, in bytes, are always read whole: it takes less than half a second.</summary>
    private const long Small = 32 << 20;

    private static readonly TimeSpan Every = TimeSpan.FromDays(7);

    /// <summary>The table's name now, and the name that it had in ledgers of older versions.</summary>
    private static readonly string[] TablesOfTimes = ["last_done", "pace"];

    /// <summary>Whether to read all of it.</summary>
    public bool IsWhole(SqliteConnection connection)
    {
        var info = new FileInfo(Path);
        if (
            AfterDeath
            || !info.Exists
            || info.Length < Small
            || new FileInfo(Path + "-wal") is { Exists: true, Length: > 0 }
        )
        {
            return true;
        }

        if (TableOfTimes(connection) is not { } table)
        {
            return true;
        }

        var last = DateTimeOffset.FromUnixTimeMilliseconds(
            Number(connection, $"SELECT coalesce(max(at), 0) FROM {table} WHERE name = 'checked'")
        );
        return last > Now || Now - last > Every;
    }

    /// <summary>Null when there is none.</summary>
    public string? DamageOf(SqliteConnection connection, bool whole)
    {
        if (whole)
        {
            return Text(connection, "PRAGMA quick_check(1)") is var found && found == "ok" ? null : found;
        }

        var said = Number(connection, "PRAGMA page_count") * Number(connection, "PRAGMA page_size");
        var length = new FileInfo(Path).Length;
        return said == length
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"it has {length} bytes and says {said}");
    }

    /// <summary>Notes that all of it was read.</summary>
    public void Note(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO last_done (name, at)
            VALUES ('checked', $now)
            ON CONFLICT (name) DO UPDATE SET at = excluded.at
            """;
        command.Parameters.AddWithValue("$now", Now.ToUnixTimeMilliseconds());
        command.ExecuteNonQuery();
    }

    // The check comes before the migrations.
    private static string? TableOfTimes(SqliteConnection connection) =>
        TablesOfTimes.FirstOrDefault(table =>
            Number(connection, $"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{table}'") > 0
        );

    private static long Number(SqliteConnection connection, string sql) =>
        Convert.ToInt64(Text(connection, sql), CultureInfo.InvariantCulture);

    private static string Text(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }
}
