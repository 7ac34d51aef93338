using Bot.Arxiv;
using Microsoft.Data.Sqlite;

namespace Bot.Ledger.Sqlite;

/// <summary>
/// The one connection to the ledger's file. There is exactly one writer, and a second process only reads: who may write
/// is then decided by one lock, and a SQLite of the system's older than 3.51.3 could damage a write-ahead log that two
/// writers reset at once.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly bool _isReader;
    private readonly Lock _gate = new();

    // To plan a statement costs several times what running it does; so many are more than the ledger has.
    private const int MostPrepared = 500;
    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    private SqliteDatabase(string path, SqliteOpenMode mode)
    {
        _path = path;
        _isReader = mode == SqliteOpenMode.ReadOnly;
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = mode,
                Pooling = false,
            }.ToString()
        );
    }

    /// <summary>Opens or makes the file, checks it and brings its tables up to date.</summary>
    /// <exception cref="LedgerException">It cannot be used.</exception>
    public static SqliteDatabase OpenToWrite(string path, FileCheck check) =>
        new SqliteDatabase(path, SqliteOpenMode.ReadWriteCreate).Opened(database =>
        {
            // FULL: a claim must be on the disk before its toot leaves, or a power cut could make the bot say it again.
            database.ExecuteBare("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
            database.Prepare(check);
        });

    /// <summary>
    /// Opens a file that another process may be writing. It is not checked: its writer has done that.
    /// </summary>
    /// <exception cref="LedgerException">It cannot be read, or its tables are not of this version.</exception>
    public static SqliteDatabase OpenToRead(string path) =>
        new SqliteDatabase(path, SqliteOpenMode.ReadOnly).Opened(database =>
        {
            if (LedgerSchema.Check(database._connection, path) < LedgerSchema.Newest)
            {
                throw new LedgerException(
                    $"the ledger {path} is of an older version; start `run` once to bring it up to date"
                );
            }
        });

    private SqliteDatabase Opened(Action<SqliteDatabase> prepare)
    {
        try
        {
            return Guarded(() =>
            {
                _connection.Open();
                // MEMORY: where the bot may write nothing but its data folder, SQLite has no place for temporary files.
                ExecuteBare("PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY");
                prepare(this);
                return this;
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

    /// <summary>All or nothing. Calls from several threads wait for each other.</summary>
    public T InTransaction<T>(Func<T> work)
    {
        lock (_gate)
        {
            Execute("BEGIN IMMEDIATE");
            try
            {
                var result = work();
                Execute("COMMIT");
                return result;
            }
            catch
            {
                Abandon();
                throw;
            }
        }
    }

    /// <summary>
    /// As <see cref="InTransaction"/>, for work that may find the ledger other than expected: then nothing is written.
    /// </summary>
    public Move Moving(Func<Move> work)
    {
        lock (_gate)
        {
            Execute("BEGIN IMMEDIATE");
            try
            {
                var move = work();
                Execute(move == Move.Moved ? "COMMIT" : "ROLLBACK");
                return move;
            }
            catch
            {
                Abandon();
                throw;
            }
        }
    }

    /// <summary>
    /// Several queries as of one moment. A writer needs no transaction for it: nobody else may write, and its own
    /// threads wait here.
    /// </summary>
    public T Reading<T>(Func<T> work)
    {
        lock (_gate)
        {
            if (!_isReader)
            {
                return work();
            }

            Execute("BEGIN");
            try
            {
                return work();
            }
            finally
            {
                Abandon();
            }
        }
    }

    // SQLite rolls back by itself on some errors (a full disk); the first error is the one to report.
    private void Abandon()
    {
        if (IsOpen)
        {
            Execute("ROLLBACK");
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
                    // The file says "refused" of what is set aside.
                    OutboxState.SetAside => "refused",
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
            var error = SqliteErrors.From(e, _path);
            FoundDamage |= error.IsDamage;
            throw error;
        }
    }
}
