using Bot.Ledger;
using Bot.Ledger.Sqlite;
using Bot.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Bot.Tests.Ledger.Sqlite;

/// <summary>What can be wrong with the ledger's file: each is said clearly, and nothing is posted.</summary>
public sealed class LedgerFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");
    private readonly FakeClock _clock = new();

    private string LedgerPath => Path.Combine(_folder.FullName, "ledger.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_clean_end_leaves_one_file_and_a_start_finds_what_was_written()
    {
        using (var ledger = SqliteLedger.Open(LedgerPath, _clock))
        {
            ledger.Accounts.Done("feed", _clock.GetUtcNow()).Now();
        }

        Assert.Equal(["ledger.db", "ledger.db.lock"], _folder.GetFiles().Select(file => file.Name).Order());
        using var again = SqliteLedger.Open(LedgerPath, _clock);
        Assert.Equal(_clock.GetUtcNow(), again.Accounts.DoneAt("feed").Now());
    }

    [Fact]
    public void A_second_process_is_told_who_holds_the_ledger()
    {
        using var first = SqliteLedger.Open(LedgerPath, _clock);
        var message = Refusal(() => SqliteLedger.Open(LedgerPath, _clock));
        Assert.Contains(
            $"in use by process {Environment.ProcessId} on {Environment.MachineName}, since 2025-06-09 04:05:00 UTC",
            message,
            StringComparison.Ordinal
        );
        Assert.Contains("Bot:Ledger:Path", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_may_look_while_the_bot_holds_it()
    {
        using var bot = SqliteLedger.Open(LedgerPath, _clock);
        bot.Accounts.Done("feed", _clock.GetUtcNow()).Now();
        using var reader = SqliteLedger.OpenToRead(LedgerPath);
        Assert.Equal(_clock.GetUtcNow(), reader.Accounts.DoneAt("feed").Now());
    }

    [Fact]
    public void A_file_that_is_no_database_is_left_alone()
    {
        File.WriteAllText(LedgerPath, new string('x', 5000));
        Assert.Contains("is no ledger", Refusal(() => SqliteLedger.Open(LedgerPath, _clock)), StringComparison.Ordinal);
        Assert.Equal(5000, new FileInfo(LedgerPath).Length);
    }

    [Fact]
    public void Another_programs_database_is_left_alone()
    {
        Sql("CREATE TABLE recipes (name TEXT)");
        Assert.Contains(
            "another program",
            Refusal(() => SqliteLedger.Open(LedgerPath, _clock)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_ledger_of_a_newer_version_is_left_alone()
    {
        SqliteLedger.Open(LedgerPath, _clock).Dispose();
        Sql("PRAGMA user_version = 99");
        Assert.Contains(
            "newer version of the bot (schema 99",
            Refusal(() => SqliteLedger.Open(LedgerPath, _clock)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_damaged_ledger_posts_nothing()
    {
        await using var rehearsal = await Rehearsal.StartAsync(engine: TestEngine.Sqlite);
        await rehearsal.ServeAsync(SampleListings.Day(30));
        await rehearsal.RunOnceAsync();
        var before = (await rehearsal.TextsAsync()).Count;
        using (var file = File.OpenWrite(rehearsal.LedgerPath))
        {
            file.Position = 4096 * 3;
            file.Write(Enumerable.Repeat((byte)0xA5, 4096 * 4).ToArray());
        }

        var refusal = await Assert.ThrowsAsync<LedgerException>(rehearsal.RunOnceAsync);

        Assert.Contains("is damaged", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, (await rehearsal.TextsAsync()).Count);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "file"), "");
        Assert.Contains(
            "cannot be made",
            Refusal(() => SqliteLedger.Open(Path.Combine(_folder.FullName, "file", "ledger.db"), _clock)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_path_that_is_a_folder_is_named()
    {
        Directory.CreateDirectory(LedgerPath);
        Assert.Contains(
            "cannot be opened",
            Refusal(() => SqliteLedger.Open(LedgerPath, _clock)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Without_a_ledger_a_reader_is_told_what_to_do() =>
        Assert.Contains(
            "start `run` once",
            Refusal(() => SqliteLedger.OpenToRead(LedgerPath)),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_failed_transaction_leaves_nothing_behind()
    {
        using var ledger = SqliteLedger.Open(LedgerPath, _clock);
        var account = await ledger.Accounts.Registered(LedgerSamples.Account, DateTimeOffset.UnixEpoch);
        var summary = LedgerSamples.Toot with { Kind = TootKind.Summary };
        var record = LedgerSamples.Reading with
        {
            ETag = "e",
            Threads =
            [
                new QueuedThread(account, null, [summary], OutboxState.Queued),
                new QueuedThread(account, null, [summary], OutboxState.Queued),
            ],
        };

        Assert.Equal(Move.NotAsExpected, await ledger.Intake.Recorded(record));

        Assert.Equal((0, null), (ledger.CountUnsent(account: 1), ledger.Feed("cs.LG").ETag));
        Assert.Equal(Move.Moved, await ledger.Intake.Recorded(record with { Threads = [record.Threads[0]] }));
        Assert.Equal((1, "e"), (ledger.CountUnsent(account: 1), ledger.Feed("cs.LG").ETag));
    }

    private static string Refusal(Func<object> act) => Assert.Throws<LedgerException>(act).Message;

    private void Sql(string text)
    {
        using var connection = new SqliteConnection($"Data Source={LedgerPath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
