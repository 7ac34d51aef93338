using System.Globalization;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Sending;

/// <summary>
/// Sudden death, for real: a process of its own, killed with -9 at random moments of its day. <c>eng/kills 200</c> runs
/// many.
/// </summary>
[Trait("Category", "Slow")]
public sealed class KillTests(ITestOutputHelper output)
{
    private static int Kills =>
        int.Parse(Environment.GetEnvironmentVariable("TOOTPRINT_KILLS") ?? "5", CultureInfo.InvariantCulture);

    private static int Seed =>
        int.Parse(Environment.GetEnvironmentVariable("TOOTPRINT_SEED") ?? "1", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(true, "toot")]
    [InlineData(false, "toot")]
    [InlineData(false, "list")]
    public async Task Killed_at_random_moments_the_bot_says_each_paper_once_and_in_order(
        bool keepsKeys,
        string newPapers
    )
    {
        var chance = new Random(Seed);
        var (days, killed) = (0, 0);
        for (; killed < Kills; days++)
        {
            Assert.True(days <= Kills, $"only {killed} deaths in {days} days: the bot ends before them");
            await using var rehearsal = await LiveRehearsal.StartAsync(keepsKeys);
            rehearsal.Environment["Bot__Accounts__0__NewPapers"] = newPapers;
            await rehearsal.ServeAsync(SampleListings.Day(128));
            // Slow enough that a day lasts for several deaths, as an instance far away is; of lists it has only some
            // twenty.
            await rehearsal.FaultAsync(
                new
                {
                    on = "post",
                    kind = "slow",
                    times = 0,
                    milliseconds = newPapers == "list" ? 50 : 5,
                }
            );
            var deaths = Math.Min(chance.Next(1, 7), Kills - killed);
            for (var death = 0; death < deaths; death++)
            {
                killed += await KilledAsync(rehearsal, TimeSpan.FromMilliseconds(chance.Next(150, 900))) ? 1 : 0;
            }

            await FinishAsync(rehearsal);
            if (newPapers == "list")
            {
                Expect.EachListedOnceInOrder(SampleListings.Ids(128), await rehearsal.TextsAsync());
            }
            else
            {
                Expect.EachOnceInOrder(SampleListings.Ids(128), await rehearsal.TextsAsync());
            }
        }

        output.WriteLine(
            $"seed {Seed}: {killed} kills in {days} days of 128 papers ({newPapers}), keys "
                + $"{(keepsKeys ? "kept" : "ignored")}: 0 lost, 0 twice"
        );
    }

    [Theory]
    [InlineData("held-request")]
    [InlineData("held-answer")]
    public async Task Killed_with_a_post_in_flight_it_says_it_once(string kind)
    {
        await using var rehearsal = await LiveRehearsal.StartAsync(keepsKeys: false);
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.FaultAsync(
            new
            {
                on = "post",
                kind,
                skip = 1,
            }
        );
        await rehearsal.KillInFlightAsync();
        await FinishAsync(rehearsal);

        Expect.EachOnceInOrder(SampleListings.Ids(3), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task Asked_to_stop_it_finishes_the_post_in_flight_and_leaves_with_0()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        rehearsal.Environment["Bot__Delivery__LookFirstAfter"] = "00:01:00";
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.FaultAsync(
            new
            {
                on = "post",
                kind = "held-answer",
                skip = 1,
            }
        );
        using var process = new BotProcess(rehearsal.Environment, "run");
        await rehearsal.HeldAsync(1);
        process.Terminate();
        await process.SaysAsync("Stopping");
        await rehearsal.ReleaseAsync();

        var (exitCode, _, errors) = await process.EndAsync();

        Assert.Equal(0, exitCode);
        Assert.Contains("posted article/2506.00001", errors, StringComparison.Ordinal);
        Assert.Equal(2, (await rehearsal.TextsAsync()).Count);
    }

    [Fact]
    public async Task A_second_process_on_the_same_ledger_ends_with_a_clear_message()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.FaultAsync(new { on = "post", kind = "held-request" });
        using var first = new BotProcess(rehearsal.Environment, "run", "--once");
        await rehearsal.HeldAsync(1);

        var (exitCode, _, errors) = await BotProcess.RunAsync(rehearsal.Environment, "run", "--once");

        Assert.Equal(1, exitCode);
        Assert.Contains($"in use by process {first.Id} ", errors, StringComparison.Ordinal);
        await rehearsal.ReleaseAsync();
    }

    [Fact]
    public async Task On_a_full_disk_it_says_so_and_posts_nothing_it_could_not_note()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(128));
        // A file-size limit stands for the full disk: writing beyond it fails in the same place, without needing root.
        // (The runtime keeps its own code in a file larger than that, unless told not to.)
        using (
            var process = BotProcess.InShell(
                "trap '' XFSZ; ulimit -f 100; export DOTNET_EnableWriteXorExecute=0;",
                rehearsal.Environment,
                "run",
                "--once"
            )
        )
        {
            var (exitCode, _, errors) = await process.EndAsync();
            Assert.Equal(1, exitCode);
            Assert.Contains("ledger", errors, StringComparison.Ordinal);
            Assert.Contains("space", errors, StringComparison.Ordinal);
        }

        Assert.Empty(await rehearsal.TextsAsync());
        await FinishAsync(rehearsal);
        Expect.EachOnceInOrder(SampleListings.Ids(128), await rehearsal.TextsAsync());
    }

    private static async Task<bool> KilledAsync(LiveRehearsal rehearsal, TimeSpan after)
    {
        using var process = new BotProcess(rehearsal.Environment, "run", "--once");
        await Task.Delay(after, TimeProvider.System);
        if (process.HasExited)
        {
            return false;
        }

        process.Kill();
        await process.EndAsync();
        return true;
    }

    private static async Task FinishAsync(LiveRehearsal rehearsal)
    {
        var (exitCode, output, errors) = await BotProcess.RunAsync(rehearsal.Environment, "run", "--once");
        Assert.True(exitCode == 0, output + errors);
    }
}
