using Bot.Ledger;
using Bot.Ledger.Sqlite;
using Bot.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Bot.Tests.Ledger.Sqlite;

/// <summary>A copy is made while the bot works, is whole, and restoring it says nothing twice.</summary>
[Trait("Category", "Slow")]
public sealed class BackupTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");
    private readonly FakeClock _clock = new();

    private string LedgerPath => Path.Combine(_folder.FullName, "ledger.db");
    private string CopyPath => Path.Combine(_folder.FullName, "copy.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_copy_made_in_mid_post_is_whole_and_a_bot_restored_from_it_says_nothing_twice()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync(keepsKeys: false);
        await rehearsal.ServeAsync(SampleListings.Day(8));
        await rehearsal.FaultAsync(
            new
            {
                on = "post",
                kind = "held-request",
                skip = 4,
            }
        );
        // However long the copy takes on a busy machine, the post in flight is not given up meanwhile.
        rehearsal.Environment["Bot__Delivery__LookFirstAfter"] = "00:01:00";
        using (var bot = new BotProcess(rehearsal.Environment, "run", "--once"))
        {
            await rehearsal.HeldAsync(1);
            var (exitCode, output, errors) = await BotProcess.RunAsync(
                rehearsal.Environment,
                "ledger",
                "backup",
                CopyPath
            );
            Assert.True(exitCode == 0, errors);
            Assert.Contains($"{CopyPath}: a checked copy of {rehearsal.LedgerPath}", output, StringComparison.Ordinal);
            Assert.Equal(["copy.db"], _folder.GetFiles().Select(file => file.Name));
            await rehearsal.ReleaseAsync();
            Assert.Equal(0, (await bot.EndAsync()).ExitCode);
        }

        rehearsal.Environment["Bot__Delivery__LookFirstAfter"] = "00:00:01";
        File.Copy(CopyPath, rehearsal.LedgerPath, overwrite: true);
        await rehearsal.ServeAsync(SampleListings.Day(10));
        var again = await BotProcess.RunAsync(rehearsal.Environment, "run", "--once");

        Assert.True(again.ExitCode == 0, again.Errors);
        Expect.EachOnceInOrder(SampleListings.Ids(10), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task A_restored_bot_finds_late_papers_and_whole_listings_that_the_copy_does_not_know()
    {
        await using var rehearsal = await Rehearsal.StartAsync(
            new() { PostsPerThreeHours = 100_000, KeepsIdempotencyKeys = false },
            TestEngine.Sqlite
        );
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.RunOnceAsync();
        SqliteLedger.BackUp(rehearsal.LedgerPath, CopyPath);
        var tuesday = SampleListings.Monday.AddDays(1);
        await rehearsal.ServeAsync(
            SampleListings.Feed(SampleListings.Item("2506.00010") + SampleListings.Item("2506.00014"), date: tuesday)
        );
        await rehearsal.RunOnceAsync();
        // The late one stands before the others in the feed but behind them on the timeline.
        await rehearsal.ServeAsync(SampleListings.Day(5, first: 10, date: tuesday));
        await rehearsal.RunOnceAsync();
        var said = await rehearsal.TextsAsync();

        File.Copy(CopyPath, rehearsal.LedgerPath, overwrite: true);
        await rehearsal.ServeAsync(SampleListings.Day(6, first: 10, date: tuesday));
        Assert.Equal(0, (await rehearsal.RunOnceAsync()).ExitCode);

        var now = await rehearsal.TextsAsync();
        Assert.Equal(said, now.Take(said.Count));
        Assert.Contains("2506.00015", Assert.Single(now.Skip(said.Count)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_exists_is_never_overwritten()
    {
        SqliteLedger.Open(LedgerPath, _clock).Dispose();
        File.WriteAllText(CopyPath, "precious");
        Assert.Contains("not overwritten", Refusal(CopyPath), StringComparison.Ordinal);
        Assert.Contains("not overwritten", Refusal(LedgerPath), StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(CopyPath));
    }

    [Fact]
    public void Without_a_ledger_or_a_folder_it_says_which_is_missing_and_leaves_nothing()
    {
        Assert.Contains($"no ledger at {LedgerPath}", Refusal(CopyPath), StringComparison.Ordinal);
        SqliteLedger.Open(LedgerPath, _clock).Dispose();
        Assert.Contains(
            "in a folder that exists",
            Refusal(Path.Combine(_folder.FullName, "none", "copy.db")),
            StringComparison.Ordinal
        );
        Assert.Equal(["ledger.db", "ledger.db.lock"], _folder.GetFiles().Select(file => file.Name).Order());
    }

    [Fact]
    public void A_damaged_ledger_gives_no_copy()
    {
        using (var ledger = SqliteLedger.Open(LedgerPath, _clock))
        {
            for (var n = 0; n < 2000; n++)
            {
                ledger.Accounts.Done($"a name that fills pages {n}", _clock.GetUtcNow()).Now();
            }
        }

        using (var file = File.OpenWrite(LedgerPath))
        {
            file.Position = file.Length - (4096 * 4);
            file.Write(Enumerable.Repeat((byte)0xA5, 4096 * 3).ToArray());
        }

        Assert.Contains("damaged", Refusal(CopyPath), StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles("copy*"));
    }

    [Fact]
    public void Another_programs_database_is_not_taken_for_a_ledger()
    {
        using (var connection = new SqliteConnection($"Data Source={LedgerPath};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE recipes (name TEXT)";
            command.ExecuteNonQuery();
        }

        Assert.Contains("another program", Refusal(CopyPath), StringComparison.Ordinal);
    }

    private string Refusal(string file) =>
        Assert.Throws<LedgerException>(() => SqliteLedger.BackUp(LedgerPath, file)).Message;
}
