using Bot.Ledger.Sqlite;
using Bot.Pipeline;
using Bot.Pipeline.Sending;
using Bot.Sandbox;
using Bot.Tests.Support;
using Microsoft.Extensions.Hosting;

namespace Bot.Tests.Pipeline.Sending;

/// <summary>
/// What befalls whole machines: docs/operations.md says what to do, and here it is done. Of two bots on one account see
/// <see cref="OtherWriterTests"/>.
/// </summary>
public sealed class DisasterTests
{
    private const int Papers = 12;

    [Theory]
    [InlineData("toot", "shorten")]
    [InlineData("toot", "thread")]
    [InlineData("list", "shorten")]
    public async Task A_back_up_a_day_old_is_restored_in_the_middle_of_a_day_and_nothing_is_lost_or_twice(
        string newPapers,
        string longAbstract
    )
    {
        await using var rehearsal = await QuietAsync();
        rehearsal.Settings["Bot:Accounts:0:NewPapers"] = newPapers;
        rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = longAbstract;
        await ServeDayAsync(rehearsal, 0);
        await rehearsal.RunOnceAsync();
        var backup = rehearsal.BackUp();
        await ServeDayAsync(rehearsal, 1);
        await rehearsal.RunOnceAsync();
        await ServeDayAsync(rehearsal, 2);
        await StopAfterAsync(rehearsal, 3);

        rehearsal.PutBack(backup);
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);

        var ids = Enumerable.Range(0, 3).SelectMany(IdsOf);
        if (newPapers == "list")
        {
            Expect.EachListedOnceInOrder(ids, await rehearsal.TextsAsync(), summaries: 3);
        }
        else
        {
            Expect.EachOnceInOrder(ids, await rehearsal.TextsAsync(), summaries: 3);
        }

        var accepted = await rehearsal.AcceptedAsync();
        Assert.Equal(
            accepted.Count,
            accepted.Select(one => (string)one["text"]! + (string?)one["inReplyTo"]).Distinct().Count()
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_ledger_moved_to_another_machine_goes_on_there_even_if_its_log_was_left_behind(bool withLog)
    {
        TestEngine.NeedsFile("it is copied as it lies on a disk");
        await using var rehearsal = await QuietAsync();
        var moved = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(rehearsal.LedgerPath)!, "elsewhere"));
        await ServeDayAsync(rehearsal, 0);
        await rehearsal.FaultAsync("post", "401", skip: 5, times: 0);
        rehearsal.Settings["Bot:Pace:Interval"] = "00:00:00";
        rehearsal.Settings["Bot:Pace:SpreadOver"] = "00:00:00";
        // Taken as it lies on the disk of a machine that died; the clock stands still, so that nothing is written
        // meanwhile.
        rehearsal.Clock.AutoAdvance = false;
        await rehearsal.RunAsync(
            RunMode.Service,
            async (_, ledger) =>
            {
                await Bounded.UntilAsync(
                    "it is locked out",
                    () => ledger.Report().Accounts is [{ BlockedReason: not null }]
                );
                foreach (var end in withLog ? new[] { "", "-wal" } : [""])
                {
                    File.Copy(rehearsal.LedgerPath + end, Path.Combine(moved.FullName, "ledger.db" + end));
                }
            }
        );
        rehearsal.Clock.AutoAdvance = true;
        await rehearsal.HealAsync();
        var path = Path.Combine(moved.FullName, "ledger.db");
        await File.WriteAllTextAsync(path + ".lock", "");
        await File.WriteAllTextAsync(
            path + ".owner",
            $"process {Environment.ProcessId} on another-machine, since 2025-06-09 04:05:00 UTC\n"
        );

        rehearsal.Settings["Bot:Ledger:Path"] = path;
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);

        Expect.EachOnceInOrder(IdsOf(0), await rehearsal.TextsAsync());
        Assert.Null(SqliteLedger.HolderOf(path));
    }

    [Theory]
    [InlineData(-26)]
    [InlineData(-5)]
    [InlineData(5)]
    [InlineData(26)]
    public async Task A_clock_set_back_or_forward_between_two_runs_stops_nothing_and_hurries_nothing(int hours)
    {
        await using var rehearsal = await QuietAsync();
        rehearsal.Settings["Bot:Pace:Interval"] = "00:00:30";
        await ServeDayAsync(rehearsal, 0);
        await StopAfterAsync(rehearsal, 4);

        rehearsal.ClockIsOff = TimeSpan.FromHours(hours);
        var start = rehearsal.Clock.GetUtcNow();
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);

        Expect.EachOnceInOrder(IdsOf(0), await rehearsal.TextsAsync());
        Assert.InRange(
            rehearsal.Clock.GetUtcNow() - start,
            TimeSpan.FromSeconds(30 * (Papers - 4)),
            TimeSpan.FromMinutes(10)
        );
    }

    [Theory]
    [InlineData(-26)]
    [InlineData(26)]
    public async Task A_clock_set_while_a_toot_is_in_doubt_leaves_it_to_be_looked_for(int hours)
    {
        await using var rehearsal = await QuietAsync();
        rehearsal.Settings["Bot:Pace:Interval"] = "00:00:00";
        rehearsal.Settings["Bot:Pace:SpreadOver"] = "00:00:00";
        await ServeDayAsync(rehearsal, 0);
        await rehearsal.FaultAsync("post", "lost-answer", skip: 3);
        // The clock stands still, so the look stays ahead.
        rehearsal.Clock.AutoAdvance = false;
        await rehearsal.RunAsync(
            RunMode.Service,
            (_, ledger) =>
                Bounded.UntilAsync("a toot is in doubt", () => ledger.Report().Accounts is [{ LastError: not null }])
        );
        rehearsal.Clock.AutoAdvance = true;
        Assert.Equal(4, (await rehearsal.TextsAsync()).Count);

        rehearsal.ClockIsOff = TimeSpan.FromHours(hours);
        var start = rehearsal.Clock.GetUtcNow();
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);

        Expect.EachOnceInOrder(IdsOf(0), await rehearsal.TextsAsync());
        Assert.InRange(rehearsal.Clock.GetUtcNow() - start, TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    [Theory]
    [InlineData(-26)]
    [InlineData(-2)]
    [InlineData(3)]
    public async Task A_clock_set_while_the_service_runs_costs_it_an_hour_at_most(int hours)
    {
        await using var rehearsal = await QuietAsync();
        await ServeDayAsync(rehearsal, 0);
        var start = rehearsal.Clock.GetUtcNow();

        await rehearsal.ServeUntilAsync(ledger =>
        {
            var sent = ledger.Sent();
            if (sent >= 4)
            {
                rehearsal.ClockIsOff = TimeSpan.FromHours(hours);
            }

            return sent == Papers + 1;
        });

        Expect.EachOnceInOrder(IdsOf(0), await rehearsal.TextsAsync());
        Assert.InRange(rehearsal.Clock.GetUtcNow() - start, TimeSpan.FromMinutes(20), TimeSpan.FromHours(4.5));
    }

    [Theory]
    [InlineData(-26)]
    [InlineData(-4)]
    [InlineData(4)]
    public async Task On_a_wrong_clock_the_servers_window_is_kept_all_the_same(int hours)
    {
        const int Limit = 6;
        await using var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { PostsPerThreeHours = Limit, KeepsIdempotencyKeys = false }
        );
        rehearsal.Settings["Bot:Accounts:0:PostsPerThreeHours"] = $"{Limit}";
        await ServeDayAsync(rehearsal, 0);
        await rehearsal.RunOnceAsync();
        Assert.Equal(Limit, (await rehearsal.TextsAsync()).Count);
        rehearsal.ClockIsOff = TimeSpan.FromHours(hours);

        for (var run = 0; run < 8; run++)
        {
            await rehearsal.RunOnceAsync();
            rehearsal.Clock.Advance(TimeSpan.FromHours(1.5));
        }

        Expect.EachOnceInOrder(IdsOf(0), await rehearsal.TextsAsync());
        Assert.All(
            (await rehearsal.AcceptedAsync()).CountBy(one => Window((string)one["at"]!)),
            window => Assert.InRange(window.Value, 1, Limit)
        );

        static long Window(string at) => DateTimeOffset.Parse(at, null).UtcTicks / TimeSpan.FromHours(3).Ticks;
    }

    private static async Task<Rehearsal> QuietAsync() =>
        await Rehearsal.StartAsync(new SandboxOptions { PostsPerThreeHours = 0, KeepsIdempotencyKeys = false });

    private static IEnumerable<string> IdsOf(int day) => SampleListings.Ids(Papers, first: (day * 100) + 1);

    private static async Task ServeDayAsync(Rehearsal rehearsal, int day)
    {
        rehearsal.Clock.Advance(
            new DateTimeOffset(2025, 6, 9 + day, 5, 0, 0, TimeSpan.Zero) - rehearsal.Clock.GetUtcNow()
        );
        await rehearsal.ServeAsync(
            SampleListings.Day(Papers, first: (day * 100) + 1, date: SampleListings.Monday.AddDays(day))
        );
    }

    private static async Task StopAfterAsync(Rehearsal rehearsal, int posts)
    {
        await rehearsal.FaultAsync("post", "401", skip: posts, times: 0);
        await rehearsal.RunOnceAsync();
        await rehearsal.HealAsync();
    }
}
