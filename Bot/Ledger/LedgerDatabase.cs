using Bot.Arxiv;
using Bot.Text.Sentences;
using Microsoft.Data.Sqlite;

namespace Bot.Ledger;

/// <summary>
/// The one connection to the ledger's file. There is exactly one writer, and a second process only reads: who may write
/// is then decided by one lock, and a SQLite of the system's older than 3.51.3 could damage a write-ahead log that two
/// writers reset at once.
/// </summary>
internal sealed class LedgerDatabase : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly Lock _gate = new();

    // To plan a statement costs several times what running it does; so many are more than the ledger has.
    private const int MostPrepared = 500;
    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    /// <param name="path">The file.</param>
    /// <param name="readOnly">Whether another process may be writing.</param>
    /// <param name="check">How to check it first; one that is only read was checked by its writer.</param>
    public LedgerDatabase(string path, bool readOnly, FileCheck? check = null)
    {
        _path = path;
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
                Pooling = false,
            }.ToString()
        );
        try
        {
            Guarded(() =>
            {
                _connection.Open();
                // MEMORY: where the bot may write nothing but its data folder, SQLite has no place for temporary files.
                // FULL: a claim must be on the disk before its toot leaves, or a power cut could make the bot say it
                // again.
                ExecuteBare(
                    readOnly
                        ? "PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY"
                        : "PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY; PRAGMA journal_mode = WAL; "
                            + "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON"
                );
                if (readOnly && LedgerSchema.Check(_connection, path) < LedgerSchema.Newest)
                {
                    throw new LedgerException(
                        $"the ledger {path} is of an older version; start `run` once to bring it up to date"
                    );
                }

                if (!readOnly)
                {
                    Prepare(check ?? new FileCheck(path, AfterDeath: true, DateTimeOffset.UnixEpoch));
                }

                return 0;
            });
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        lock (_gate)
        {
            return Run(Command(sql, parameters), command => command.ExecuteNonQuery());
        }
    }

    public List<T> Query<T>(
        string sql,
        Func<SqliteDataReader, T> read,
        params ReadOnlySpan<(string Name, object? Value)> parameters
    )
    {
        // The whole of it under the lock: a connection's list of its commands is not made for two threads either.
        lock (_gate)
        {
            return Run(
                Command(sql, parameters),
                command =>
                {
                    using var reader = command.ExecuteReader();
                    var rows = new List<T>();
                    while (reader.Read())
                    {
                        rows.Add(read(reader));
                    }

                    return rows;
                }
            );
        }
    }

    public long Number(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Query(sql, row => row.IsDBNull(0) ? 0 : row.GetInt64(0), parameters)[0];

    /// <summary>All or nothing; one within another joins it. Calls from several threads wait for each other.</summary>
    public T InTransaction<T>(Func<T> work)
    {
        lock (_gate)
        {
            if (IsOpen)
            {
                return work();
            }

            Execute("BEGIN IMMEDIATE");
            try
            {
                var result = work();
                Execute("COMMIT");
                return result;
            }
            catch
            {
                // SQLite rolls back by itself on some errors (a full disk); the first error is the one to report.
                if (IsOpen)
                {
                    Execute("ROLLBACK");
                }

                throw;
            }
        }
    }

    /// <summary>True once a query has met a bad page.</summary>
    public bool FoundDamage { get; private set; }

    private bool IsOpen => SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle!) == 0;

    public void Dispose()
    {
        // The last connection to close folds the write-ahead log into the one file.
        lock (_gate)
        {
            _connection.Dispose();
        }
    }

    private void Prepare(FileCheck check)
    {
        var isWhole = check.IsWhole(_connection);
        if (check.DamageOf(_connection, isWhole) is { } damage)
        {
            throw new LedgerException(
                $"the ledger {_path} is damaged ({damage}); restore your last back-up, or recover it with "
                    + $"`sqlite3 {_path} .recover`"
            )
            {
                IsDamage = true,
            };
        }

        LedgerSchema.Migrate(_connection, _path);
        if (isWhole)
        {
            check.Note(_connection);
        }
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        // Not in the list while it runs: a row may be read by a query that asks the same of another.
        if (!_prepared.Remove(sql, out var command))
        {
            command = new SqliteCommand(sql, _connection);
        }

        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(
                name,
                value switch
                {
                    null => DBNull.Value,
                    DateTimeOffset time => time.ToUnixTimeMilliseconds(),
                    DateOnly date => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                    Enum word => word.ToString().ToLowerInvariant(),
                    ArxivId id => id.Value,
                    _ => value,
                }
            );
        }

        return command;
    }

    private T Run<T>(SqliteCommand command, Func<SqliteCommand, T> work)
    {
        var isDone = false;
        try
        {
            var result = Guarded(() => work(command));
            isDone = true;
            return result;
        }
        finally
        {
            command.Parameters.Clear();
            if (!isDone || _prepared.Count >= MostPrepared || !_prepared.TryAdd(command.CommandText, command))
            {
                command.Dispose();
            }
        }
    }

    private void ExecuteBare(string sql)
    {
        using var command = new SqliteCommand(sql, _connection);
        command.ExecuteNonQuery();
    }

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            var error = LedgerException.From(e, _path);
            FoundDamage |= error.IsDamage;
            throw error;
        }
    }
}

/// <summary>Reads a row's columns by name in the types that the ledger uses.</summary>
internal static class LedgerRow
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
}
