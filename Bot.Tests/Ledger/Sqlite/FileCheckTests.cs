using Bot.Ledger;
using Bot.Ledger.Sqlite;
using Bot.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Bot.Tests.Ledger.Sqlite;

/// <summary>
/// A start checks the file: a small one whole, a large one that was left in order once a week and else by its length.
/// </summary>
public sealed class FileCheckTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");
    private readonly FakeClock _clock = new();

    private string LedgerPath => Path.Combine(_folder.FullName, "ledger.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_large_file_that_was_left_in_order_is_read_whole_after_a_week_and_until_it_is_mended()
    {
        MakeLarge();
        Damage();
        SqliteLedger.Open(LedgerPath, _clock).Dispose();
        _clock.Advance(TimeSpan.FromDays(8));
        for (var start = 0; start < 2; start++)
        {
            Assert.Contains(
                "is damaged",
                Assert.Throws<LedgerException>(() => SqliteLedger.Open(LedgerPath, _clock)).Message,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void A_large_file_of_an_older_version_is_read_whole_once_a_week_too()
    {
        MakeLargeOlder();
        Damage();
        var older = File.ReadAllBytes(LedgerPath);
        SqliteLedger.Open(LedgerPath, _clock).Dispose();

        File.WriteAllBytes(LedgerPath, older);
        _clock.Advance(TimeSpan.FromDays(8));
        Assert.Contains(
            "is damaged",
            Assert.Throws<LedgerException>(() => SqliteLedger.Open(LedgerPath, _clock)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_large_file_is_read_whole_after_a_death()
    {
        MakeLarge();
        Damage();
        File.WriteAllText(LedgerPath + ".owner", "process 1 on a machine that lost its power");
        Assert.Contains(
            "is damaged",
            Assert.Throws<LedgerException>(() => SqliteLedger.Open(LedgerPath, _clock)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_large_file_that_lost_its_end_is_damaged_at_once()
    {
        MakeLarge();
        using (var file = File.OpenWrite(LedgerPath))
        {
            file.SetLength(file.Length - 4096 * 100);
        }

        Assert.Contains(
            "is damaged",
            Assert.Throws<LedgerException>(() => SqliteLedger.Open(LedgerPath, _clock)).Message,
            StringComparison.Ordinal
        );
    }

    private void MakeLarge()
    {
        SqliteLedger.Open(LedgerPath, _clock).Dispose();
        Execute(Filler);
        SqliteLedger.Open(LedgerPath, _clock).Dispose();
        Assert.True(new FileInfo(LedgerPath).Length > 32 << 20);
    }

    // As a version left it whose times were in a table named pace.
    private void MakeLargeOlder()
    {
        var older = Array.FindIndex(
            LedgerSchema.Migrations,
            migration => migration.Contains("RENAME TO last_done", StringComparison.Ordinal)
        );
        Execute([
            .. LedgerSchema.Migrations.Take(older),
            $"PRAGMA user_version = {older}; PRAGMA application_id = {LedgerSchema.ApplicationId}",
            $"INSERT INTO pace (name, at) VALUES ('checked', {_clock.GetUtcNow().ToUnixTimeMilliseconds()})",
            Filler,
        ]);
        Assert.True(new FileInfo(LedgerPath).Length > 32 << 20);
    }

    private const string Filler = """
        CREATE TABLE filler (x);
        WITH RECURSIVE count (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < 12000)
        INSERT INTO filler SELECT zeroblob(3000) FROM count;
        """;

    private void Execute(params IEnumerable<string> statements)
    {
        using var connection = new SqliteConnection($"Data Source={LedgerPath};Pooling=False");
        connection.Open();
        foreach (var statement in statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }

    private void Damage()
    {
        using var file = File.OpenWrite(LedgerPath);
        file.Position = 4096 * 8000;
        file.Write(Enumerable.Repeat((byte)0xA5, 4096 * 4).ToArray());
    }
}
