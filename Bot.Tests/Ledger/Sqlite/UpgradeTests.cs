using Bot.Arxiv;
using Bot.Ledger;
using Bot.Ledger.Sqlite;
using Bot.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Bot.Tests.Ledger.Sqlite;

/// <summary>A ledger of each older version goes on where it was.</summary>
[Trait("Category", "Slow")]
public sealed class UpgradeTests
{
    /// <summary>All versions that a ledger may have been left at, today's too.</summary>
    public static TheoryData<int> Versions => [.. Enumerable.Range(1, LedgerSchema.Newest)];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Old_listings_are_complete_days_and_nothing_is_said_again(int version)
    {
        await using var rehearsal = await Rehearsal.StartAsync(engine: TestEngine.Sqlite);
        await rehearsal.ServeAsync(SampleListings.Day(4));
        await rehearsal.RunOnceAsync();
        Rebuild(rehearsal.LedgerPath, version);

        // Before anything is read, and after it was read again.
        SqliteLedger.Open(rehearsal.LedgerPath, rehearsal.Clock).Dispose();
        IsComplete(Assert.Single(rehearsal.Report().Days));
        await rehearsal.ChangeAsync(new { feedHonoursEtag = false });
        Assert.Equal(0, (await rehearsal.RunOnceAsync()).ExitCode);
        IsComplete(Assert.Single(rehearsal.Report().Days));
        Expect.EachOnceInOrder(SampleListings.Ids(4), await rehearsal.TextsAsync());

        rehearsal.Clock.Advance(TimeSpan.FromDays(1));
        await rehearsal.ServeAsync(SampleListings.Day(3, first: 11, date: SampleListings.Monday.AddDays(1)));
        Assert.Equal(0, (await rehearsal.RunOnceAsync()).ExitCode);
        Expect.EachOnceInOrder(
            [.. SampleListings.Ids(4), .. SampleListings.Ids(3, 11)],
            await rehearsal.TextsAsync(),
            summaries: 2
        );
        Assert.Equal((long)LedgerSchema.Newest, Scalar(rehearsal.LedgerPath, "PRAGMA user_version"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task What_an_old_ledger_had_queued_goes_out_once(int version)
    {
        await using var rehearsal = await Rehearsal.StartAsync(engine: TestEngine.Sqlite);
        await rehearsal.ServeAsync(SampleListings.Day(4));
        await rehearsal.FaultAsync("post", "401", skip: 2, times: 0);
        await rehearsal.RunOnceAsync();
        Rebuild(rehearsal.LedgerPath, version);

        await rehearsal.HealAsync();
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        await rehearsal.RunOnceAsync();
        Expect.EachOnceInOrder(SampleListings.Ids(4), await rehearsal.TextsAsync());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_summary_that_an_old_ledger_had_set_aside_still_has_its_number_for_its_second_try(int version)
    {
        await using var rehearsal = await Rehearsal.StartAsync(engine: TestEngine.Sqlite);
        await rehearsal.ServeAsync(SampleListings.Day(4));
        await rehearsal.FaultAsync("post", "401", times: 0);
        await rehearsal.RunOnceAsync();
        using (var connection = new SqliteConnection($"Data Source={rehearsal.LedgerPath};Pooling=False"))
        {
            connection.Open();
            Execute(connection, "UPDATE outbox SET state = 'refused', refusals = 1 WHERE kind = 'summary'");
        }

        Rebuild(rehearsal.LedgerPath, version);
        SqliteLedger.Open(rehearsal.LedgerPath, rehearsal.Clock).Dispose();
        Assert.Equal(4L, Scalar(rehearsal.LedgerPath, "SELECT papers FROM outbox WHERE kind = 'summary'"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_old_ledger_keeps_when_things_were_last_done(int version)
    {
        await using var rehearsal = await Rehearsal.StartAsync(engine: TestEngine.Sqlite);
        await rehearsal.ServeAsync(SampleListings.Day(4));
        await rehearsal.RunOnceAsync();
        using (var before = SqliteLedger.Open(rehearsal.LedgerPath, rehearsal.Clock))
        {
            await before.Accounts.Done(
                "a thing",
                new DateTimeOffset(SampleListings.Monday, TimeOnly.MinValue, TimeSpan.Zero)
            );
            await before.Accounts.Done(LastDone.Alive, rehearsal.Clock.GetUtcNow());
        }

        Rebuild(rehearsal.LedgerPath, version);
        using var ledger = SqliteLedger.Open(rehearsal.LedgerPath, rehearsal.Clock);
        Assert.Equal(
            SampleListings.Monday.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            (await ledger.Accounts.DoneAt("a thing"))!.Value.UtcDateTime
        );
        Assert.True(await IsAliveAsync(ledger, rehearsal));

        // The clock's last time is kept too, so that one set back since is found out.
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(await ledger.Accounts.ClockSeen(rehearsal.Clock.GetUtcNow()));
        Assert.NotNull(await ledger.Accounts.ClockSeen(rehearsal.Clock.GetUtcNow() - TimeSpan.FromHours(1)));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_old_ledger_is_read_by_nobody_until_it_is_brought_up_to_date(int version)
    {
        await using var rehearsal = await Rehearsal.StartAsync(engine: TestEngine.Sqlite);
        await rehearsal.ServeAsync(SampleListings.Day(4));
        await rehearsal.RunOnceAsync();
        Rebuild(rehearsal.LedgerPath, version);
        if (version < LedgerSchema.Newest)
        {
            Assert.Contains(
                "is of an older version; start `run` once",
                Assert.Throws<LedgerException>(() => SqliteLedger.OpenToRead(rehearsal.LedgerPath)).Message,
                StringComparison.Ordinal
            );
            Assert.Equal((long)version, Scalar(rehearsal.LedgerPath, "PRAGMA user_version"));
            SqliteLedger.Open(rehearsal.LedgerPath, rehearsal.Clock).Dispose();
        }

        using var reader = SqliteLedger.OpenToRead(rehearsal.LedgerPath);
        IsComplete(Assert.Single(reader.Report().Days));
        Assert.False(await IsAliveAsync(reader, rehearsal));
    }

    private static async Task<bool> IsAliveAsync(ILedger ledger, Rehearsal rehearsal) =>
        LedgerHealth.IsAlive(await ledger.Accounts.DoneAt(LastDone.Alive), rehearsal.Clock.GetUtcNow());

    private static void IsComplete(DayReport day) =>
        Assert.Equal((SampleListings.Monday, DayState.Complete, 4, 0), (day.Date, day.State, day.Announced, day.Late));

    // The ledger as a program of that version would have left it: its tables, with the columns that they had, and the
    // rows of today's.
    private static void Rebuild(string path, int version)
    {
        var today = path + ".today";
        File.Move(path, today);
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        foreach (var migration in LedgerSchema.Migrations.Take(version))
        {
            Execute(connection, migration);
        }

        Execute(
            connection,
            $"PRAGMA user_version = {version}; PRAGMA application_id = {LedgerSchema.ApplicationId}; ATTACH "
                + $"'{today}' AS today"
        );
        // The search index is made of what is in another table.
        const string Tables =
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%'";
        foreach (var table in Texts(connection, Tables))
        {
            var now = table == "pace" ? "last_done" : table;
            var columns = string.Join(
                ", ",
                Texts(connection, $"SELECT name FROM pragma_table_info('{table}', 'main')")
                    .Intersect(Texts(connection, $"SELECT name FROM pragma_table_info('{now}', 'today')"))
            );
            Execute(connection, $"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{now}");
        }

        if (Texts(connection, "SELECT name FROM main.sqlite_schema WHERE name = 'search'").Count > 0)
        {
            Execute(connection, "INSERT INTO main.search (search) VALUES ('rebuild')");
        }

        Assert.True((long)Scalar(path, "SELECT count(*) FROM outbox")! > 0);
        Execute(connection, "DETACH today");
        File.Delete(today);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<string> Texts(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    private static object? Scalar(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
