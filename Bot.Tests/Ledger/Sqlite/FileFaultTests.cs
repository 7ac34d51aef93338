using System.Globalization;
using System.Runtime.CompilerServices;
using Bot.Ledger.Sqlite;
using Bot.Pipeline;
using Bot.Sandbox;
using Bot.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Bot.Tests.Ledger.Sqlite;

/// <summary>
/// What befalls a file and nothing else: a disk that is full to the page, and what a death leaves of the write-ahead
/// log. Real processes are killed in <see cref="Pipeline.Sending.KillTests"/>.
/// </summary>
public sealed class FileFaultTests
{
    private const int Papers = 24;

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(8, true)]
    [InlineData(20, null)]
    [InlineData(40, null)]
    [InlineData(1000, false)]
    public async Task On_a_full_disk_the_bot_ends_and_goes_on_when_there_is_room(int pages, bool? isFull)
    {
        await using var rehearsal = await QuietAsync();
        await rehearsal.ServeAsync(SampleListings.Day(Papers));
        rehearsal.Around = ledger =>
        {
            LeaveRoom((SqliteLedger)ledger, pages);
            return ledger;
        };
        var troubles = (await rehearsal.RunOnceAsync()).Troubles;
        if (isFull is { } expected)
        {
            Assert.Equal(expected, troubles.Count > 0);
        }

        Assert.All(troubles, trouble => Assert.Contains("is full", trouble, StringComparison.Ordinal));
        rehearsal.Around = ledger => ledger;
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        Expect.EachOnceInOrder(SampleListings.Ids(Papers), await rehearsal.TextsAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(4120)]
    [InlineData(9000)]
    public async Task A_log_that_is_torn_at_its_end_holds_all_that_was_noted(int torn)
    {
        await using var rehearsal = await QuietAsync();
        var left = Path.Combine(Path.GetDirectoryName(rehearsal.LedgerPath)!, "left");
        var path = Path.Combine(Directory.CreateDirectory(left).FullName, "ledger.db");
        await rehearsal.ServeAsync(SampleListings.Day(Papers));
        await rehearsal.FaultAsync("post", "401", skip: 7, times: 0);
        // As it lies on the disk of a machine that died; the clock stands still, so that nothing is written meanwhile.
        rehearsal.Clock.AutoAdvance = false;
        await rehearsal.RunAsync(
            RunMode.Service,
            async (_, ledger) =>
            {
                await Bounded.UntilAsync(
                    "it is locked out",
                    () => ledger.Report().Accounts is [{ BlockedReason: not null }]
                );
                File.Copy(rehearsal.LedgerPath, path);
                File.Copy(rehearsal.LedgerPath + "-wal", path + "-wal");
            }
        );
        rehearsal.Clock.AutoAdvance = true;
        await rehearsal.HealAsync();
        var noise = new byte[torn];
        new Random(torn).NextBytes(noise);
        await File.AppendAllBytesAsync(path + "-wal", noise);

        rehearsal.Settings["Bot:Ledger:Path"] = path;
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        Expect.EachOnceInOrder(SampleListings.Ids(Papers), await rehearsal.TextsAsync());
    }

    private static async Task<Rehearsal> QuietAsync()
    {
        var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { PostsPerThreeHours = 0, KeepsIdempotencyKeys = false },
            TestEngine.Sqlite
        );
        rehearsal.Settings["Bot:Pace:Interval"] = "00:00:00";
        rehearsal.Settings["Bot:Pace:SpreadOver"] = "00:00:00";
        return rehearsal;
    }

    // The disk takes so many more pages of 4 KiB. Reached from outside, so that the ledger needs to know nothing of tests.
    private static void LeaveRoom(SqliteLedger ledger, int pages)
    {
        using var command = Connection(Database(ledger)).CreateCommand();
        command.CommandText = "PRAGMA page_count";
        var most = Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture) + pages;
        command.CommandText = $"PRAGMA max_page_count = {most}";
        command.ExecuteScalar();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_database")]
    private static extern ref SqliteDatabase Database(SqliteLedger ledger);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_connection")]
    private static extern ref SqliteConnection Connection(SqliteDatabase database);
}
