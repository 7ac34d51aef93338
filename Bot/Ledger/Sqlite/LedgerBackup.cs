using Bot.Options;
using Microsoft.Data.Sqlite;

namespace Bot.Ledger.Sqlite;

/// <summary>
/// Copies a ledger, also while the bot writes to it: SQLite's VACUUM INTO reads one moment's state and changes nothing,
/// so it is no second writer. The copy is told that it is one, see <see cref="Mark"/>.
/// </summary>
internal static class LedgerBackup
{
    /// <summary>Writes the copy under a passing name, checks it, and only then gives it its own.</summary>
    /// <exception cref="LedgerException">There is no good copy; says why. Nothing is left behind.</exception>
    public static void Write(string ledger, string file)
    {
        if (!File.Exists(ledger))
        {
            throw new LedgerException($"there is no ledger at {ledger}; set Bot:Ledger:Path to the right file");
        }

        if (Path.Exists(file))
        {
            throw Exists(file);
        }

        var part = LeftoverParts.NameFor(file);
        try
        {
            // In a container a process that was killed may have had our number.
            LeftoverParts.Delete(part);
            // Made here, not by SQLite, so that a folder that is missing or closed to us is told from a ledger that is.
            PrivateFiles.Open(part, FileMode.CreateNew, FileAccess.Write, FileShare.None).Dispose();
            ClearLeftovers(part);
            Copy(ledger, part);
            Mark(part);
            Check(part);
            // SQLite leaves it to the system when the copy reaches the disk; a back-up must be there after a power cut.
            using (var copy = new FileStream(part, FileMode.Open, FileAccess.ReadWrite))
            {
                copy.Flush(flushToDisk: true);
            }

            File.Move(part, file, overwrite: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Path.Exists(file)
                ? Exists(file)
                : new LedgerException(
                    $"the back-up {file} cannot be written ({e.Message}); name a file in a folder that exists "
                        + "and is yours to write in",
                    e
                );
        }
        finally
        {
            if (File.Exists(part))
            {
                LeftoverParts.Delete(part);
            }
        }
    }

    // Another's leftover that cannot be deleted is no reason to go without a back-up.
    private static void ClearLeftovers(string part)
    {
        try
        {
            LeftoverParts.Clear(part);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays; the operator sees it in the folder.
        }
    }

    private static LedgerException Exists(string file) =>
        new($"{file} exists and is not overwritten; name a new file, such as one with the date in it");

    private static void Copy(string ledger, string part)
    {
        using var connection = Open(ledger, SqliteOpenMode.ReadOnly);
        if (LedgerSchema.Check(connection, ledger) < LedgerSchema.Newest)
        {
            throw new LedgerException(
                $"the ledger {ledger} is of an older version; start `run` once to bring it up to date"
            );
        }

        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "VACUUM INTO $part";
            command.Parameters.AddWithValue("$part", part);
            command.ExecuteNonQuery();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR)
        {
            throw new LedgerException(
                $"copying the ledger {ledger} to {part} failed ({e.Message}); most likely that disk is full, "
                    + "so free some space or name a file on another",
                e
            );
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.From(e, ledger);
        }
    }

    /// <summary>
    /// The bot goes on tooting after the copy. Whoever restores it must not say those toots again: so a copy asks for
    /// what a lost ledger asks for, a reading of the timeline down to what it knows, and for whole feeds.
    /// </summary>
    private static void Mark(string part) =>
        InCopy(
            part,
            SqliteOpenMode.ReadWrite,
            connection =>
            {
                using var transaction = connection.BeginTransaction();
                using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText =
                    "UPDATE account SET recovered_at = NULL, recover_from = NULL, recover_cursor = NULL; "
                    + "DELETE FROM found; UPDATE feed SET etag = NULL";
                command.ExecuteNonQuery();
                transaction.Commit();
            }
        );

    private static void Check(string part) =>
        InCopy(
            part,
            SqliteOpenMode.ReadOnly,
            connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = "PRAGMA quick_check(1)";
                var damage = command.ExecuteScalar() as string;
                if (damage != "ok")
                {
                    throw new LedgerException(
                        $"the copy came out damaged ({damage}) and was thrown away; check the disk and try again"
                    );
                }

                LedgerSchema.Check(connection, part);
            }
        );

    private static void InCopy(string part, SqliteOpenMode mode, Action<SqliteConnection> work)
    {
        using var connection = Open(part, mode);
        try
        {
            work(connection);
        }
        catch (SqliteException e)
        {
            throw SqliteErrors.From(e, part);
        }
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = mode,
                Pooling = false,
            }.ToString()
        );
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            // No temporary files: the copy may be made where nothing but the back-up's folder can be written.
            command.CommandText = "PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY";
            command.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw SqliteErrors.From(e, file);
        }
    }
}
