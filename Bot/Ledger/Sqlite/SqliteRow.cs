using Microsoft.Data.Sqlite;

namespace Bot.Ledger.Sqlite;

/// <summary>Reads a row's columns by name in the types that the ledger uses.</summary>
internal static class SqliteRow
{
    public static string Text(this SqliteDataReader row, string column) => row.GetString(row.GetOrdinal(column));

    public static string? MaybeText(this SqliteDataReader row, string column) =>
        row.IsDBNull(row.GetOrdinal(column)) ? null : row.GetString(row.GetOrdinal(column));

    public static long Long(this SqliteDataReader row, string column) => row.GetInt64(row.GetOrdinal(column));

    public static int Int(this SqliteDataReader row, string column) => row.GetInt32(row.GetOrdinal(column));

    public static long? MaybeLong(this SqliteDataReader row, string column) =>
        row.IsDBNull(row.GetOrdinal(column)) ? null : row.Long(column);

    public static DateTimeOffset? Time(this SqliteDataReader row, string column) =>
        row.MaybeLong(column) is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    public static DateOnly Date(this SqliteDataReader row, string column) =>
        DateOnly.ParseExact(row.Text(column), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public static T Word<T>(this SqliteDataReader row, string column)
        where T : struct, Enum => Enum.Parse<T>(row.Text(column), ignoreCase: true);

    // The file says "refused" of what is set aside.
    public static OutboxState State(this SqliteDataReader row) =>
        row.Text("state") is "refused" ? OutboxState.SetAside : row.Word<OutboxState>("state");
}
