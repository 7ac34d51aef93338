using System.Globalization;
using Bot.Ledger;
using Bot.Pipeline.Sending;
using Bot.Tests.Support;

namespace Bot.Tests.Contract;

/// <summary>
/// Sudden death before a real server. The sandbox has its own, harder ones in <see cref="Pipeline.KillTests"/>.
/// </summary>
[Collection("the contract")]
[Trait("Category", "Slow")]
public sealed class KillContract(ITestOutputHelper output)
{
    private const int Papers = 60;

    private static int Kills =>
        int.Parse(Environment.GetEnvironmentVariable("TOOTPRINT_KILLS") ?? "20", CultureInfo.InvariantCulture);

    private static int Seed =>
        int.Parse(Environment.GetEnvironmentVariable("TOOTPRINT_SEED") ?? "1", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Killed_at_random_moments_before_a_real_server_the_bot_says_each_paper_once_and_in_order()
    {
        var chance = new Random(Seed);
        var (days, killed, inFlight) = (0, 0, 0);
        for (; killed < Kills; days++)
        {
            Assert.True(days <= Kills, $"only {killed} of {days} days had a death in them: the bot ends before it");
            await using var trial = await Trial.StartAsync(TestServer.Real, TimeProvider.System, requests: 180);
            trial.Settings["Bot:Delivery:LookFirstAfter"] = "00:00:02";
            // Slow enough that a day lasts for several deaths, as an instance far away is; dead senders' posts arrive
            // all the same.
            trial.Wire.Delay = TimeSpan.FromMilliseconds(10);
            trial.Wire.Faults = n => n % 2 == 0 ? WireFault.DelayRequest : WireFault.DelayAnswer;
            var day = new FreshDay();
            await trial.ServeAsync(day, day.Feed(Papers));
            var deaths = Math.Min(chance.Next(1, 7), Kills - killed);
            for (var death = 0; death < deaths; death++)
            {
                if (!await KilledAsync(trial, chance.Next(1, 10), TimeSpan.FromMilliseconds(chance.Next(25))))
                {
                    continue;
                }

                killed++;
                using var ledger = TestEngine.Sqlite.OpenToRead(trial.Environment["Bot__Ledger__Path"]);
                inFlight += ledger.Report().Accounts.Sum(account => account.Listings.Sum(listing => listing.Sending));
            }

            var (exitCode, said, errors) = await BotProcess.RunAsync(trial.Environment, "run", "--once");
            Assert.True(exitCode == 0, said + errors);
            await trial.ExpectOnceInOrderAsync(day, day.Ids(Papers));
        }

        output.WriteLine(
            $"seed {Seed}: {killed} kills, {inFlight} of them with a toot in flight, in {days} days of "
                + $"{Papers} papers before a real server: 0 lost, 0 twice"
        );
    }

    // Counted in posts and not in seconds, or on a busy machine every death would come before the first post.
    private static async Task<bool> KilledAsync(Trial trial, int posts, TimeSpan andThen)
    {
        var wanted = trial.Wire.Texts.Count + posts;
        using var process = new BotProcess(trial.Environment, "run", "--once");
        await Bounded.UntilAsync(
            $"{posts} posts",
            async () =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
                return trial.Wire.Texts.Count >= wanted || process.HasExited;
            }
        );
        await Task.Delay(andThen, TimeProvider.System);
        if (process.HasExited)
        {
            return false;
        }

        process.Kill();
        await process.EndAsync();
        return true;
    }
}
