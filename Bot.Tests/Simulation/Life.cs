using System.Runtime.CompilerServices;
using Bot.Ledger;
using Microsoft.Data.Sqlite;

namespace Bot.Tests.Simulation;

/// <summary>
/// The life of one process, and how it ends. A process can die before each commit of its ledger, before each post
/// reaches the server and after the server has taken it: between two of these nothing happens that anybody but itself
/// could know of, so these are all the deaths there are.
/// </summary>
internal sealed class Life(SimulatedTime time, ClockError error)
{
    private int _commits,
        _posts,
        _feeds,
        _commitsLeft = int.MaxValue;

    public SimulatedClock Clock { get; } = new(time, error);

    public string? CauseOfDeath { get; private set; }

    public bool IsDead => CauseOfDeath is not null;

    /// <summary>Dies instead of making its n-th commit; 0 for none.</summary>
    public int LastCommit { get; init; }

    /// <summary>Dies instead of making the n-th commit after its <see cref="LastFeed"/>-th feed; 0 for none.</summary>
    public int CommitAfterFeed { get; init; }

    /// <summary>The feed that this counts from.</summary>
    public int LastFeed { get; init; }

    /// <summary>Dies at its n-th post; 0 for none.</summary>
    public int LastPost { get; init; }

    /// <summary>Whether the server still gets that post.</summary>
    public bool LastPostArrives { get; init; }

    public void Die(string cause)
    {
        CauseOfDeath ??= cause;
        Clock.IsStopped = true;
    }

    /// <summary>Waits as long as the process lives; afterwards for ever, so that nothing of it goes on.</summary>
    public Task Wait(TimeSpan wait, CancellationToken cancellation)
    {
        var over = new TaskCompletionSource();
        var registration = cancellation.Register(() =>
        {
            if (!IsDead)
            {
                over.TrySetCanceled(cancellation);
            }
        });
        time.After(
            wait,
            () =>
            {
                registration.Dispose();
                if (!IsDead)
                {
                    over.TrySetResult();
                }
            }
        );
        return IsDead ? Never() : over.Task;
    }

    public static Task Never() => new TaskCompletionSource().Task;

    /// <summary>True when the process dies here.</summary>
    public bool DiesBeforePost() =>
        ++_posts == LastPost && !LastPostArrives && Dies("before a post reached the server");

    /// <summary>True when the process dies here.</summary>
    public bool DiesAfterPost() => _posts == LastPost && LastPostArrives && Dies("before the answer to a post");

    /// <summary>A feed has come in.</summary>
    public void Feed()
    {
        if (++_feeds == LastFeed && CommitAfterFeed > 0)
        {
            _commitsLeft = CommitAfterFeed;
        }
    }

    /// <summary>Takes the place of SQLite's decision whether a commit may happen.</summary>
    public bool MayCommit()
    {
        if (
            IsDead
            || (_commits + 1 == LastCommit && Dies("before a commit"))
            || (--_commitsLeft == 0 && Dies("before a commit of the intake"))
        )
        {
            return false;
        }

        _commits++;
        return true;
    }

    /// <summary>
    /// Tells later whether this process has made a commit since, so that what it was told now has come into its ledger.
    /// </summary>
    public Func<bool> CommitsFromNow()
    {
        var before = _commits;
        return () => _commits > before;
    }

    private bool Dies(string cause)
    {
        Die(cause);
        return true;
    }
}

/// <summary>
/// Reaches the ledger's connection from outside, so that the ledger itself needs to know nothing of tests.
/// </summary>
internal static class LedgerAccess
{
    public static void AskBeforeCommits(SqliteLedger ledger, Func<bool> mayCommit) =>
        SQLitePCL.raw.sqlite3_commit_hook(Connection(Database(ledger)).Handle, _ => mayCommit() ? 0 : 1, null);

    /// <summary>The disk takes so many more pages of 4 KiB; null for as many as there come.</summary>
    public static void LeaveRoom(SqliteLedger ledger, int? pages)
    {
        using var command = Connection(Database(ledger)).CreateCommand();
        command.CommandText = "PRAGMA page_count";
        var most = pages is { } room
            ? Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) + room
            : int.MaxValue;
        command.CommandText = $"PRAGMA max_page_count = {most}";
        command.ExecuteScalar();
    }

    public static List<T> Query<T>(SqliteLedger ledger, string sql, Func<SqliteDataReader, T> read) =>
        Database(ledger).Query(sql, read);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_database")]
    private static extern ref LedgerDatabase Database(SqliteLedger ledger);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_connection")]
    private static extern ref SqliteConnection Connection(LedgerDatabase database);
}
