using Bot.Ledger;
using Bot.Tests.Support;

namespace Bot.Tests.Cli;

/// <summary>What a watchdog hears from <c>health</c>.</summary>
public sealed class HealthTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");
    private readonly FakeClock _clock = new();

    private string LedgerPath => Path.Combine(_folder.FullName, "ledger.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_running_bot_is_well_and_a_stopped_one_is_not_running()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(Listings.Day(1));
        Assert.Contains("start `run` once", (await HealthAsync(rehearsal, 1)).Errors, StringComparison.Ordinal);
        using var bot = new BotProcess(rehearsal.Environment, "run");
        await bot.SaysAsync("posted article");
        Assert.StartsWith("all is well; last sign of life", (await HealthAsync(rehearsal, 0)).Output, StringComparison.Ordinal);
        bot.Terminate();
        Assert.Equal(0, (await bot.EndAsync()).ExitCode);
        Assert.StartsWith("the bot is not running", (await HealthAsync(rehearsal, 1)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_out_account_is_named_with_its_remedy_in_one_line()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(Listings.Day(2));
        await rehearsal.FaultAsync(new { on = "post", kind = "403", times = 0 });
        using var bot = new BotProcess(rehearsal.Environment, "run");
        await bot.SaysAsync("delivery pauses");
        var line = (await HealthAsync(rehearsal, 1)).Output;
        Assert.Contains("is locked out since", line, StringComparison.Ordinal);
        Assert.Single(line.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(170, true)]
    [InlineData(190, false)]
    [InlineData(-190, false)]
    public void A_sign_of_life_counts_for_three_minutes(int seconds, bool healthy)
    {
        using var ledger = SqliteLedger.Open(LedgerPath, _clock);
        ledger.NoteAlive(_clock.GetUtcNow());
        var (well, line) = ledger.Health(_clock.GetUtcNow().AddSeconds(seconds));
        Assert.Equal(healthy, well);
        Assert.Contains(healthy ? "all is well" : "no sign of life since 2025-06-09 04:05:00 UTC", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feed_that_fails_is_named()
    {
        using var ledger = SqliteLedger.Open(LedgerPath, _clock);
        ledger.NoteAlive(_clock.GetUtcNow());
        ledger.FeedFailed("cs.LG", "HTTP 503", [], _clock.GetUtcNow());
        Assert.Equal((false, "the feed cs.LG fails since 2025-06-09 04:05 UTC: HTTP 503"), ledger.Health(_clock.GetUtcNow()));
    }

    private static async Task<(string Output, string Errors)> HealthAsync(LiveRehearsal rehearsal, int expected)
    {
        var (exitCode, output, errors) = await BotProcess.RunAsync(rehearsal.Environment, "health");
        Assert.True(exitCode == expected, $"exit {exitCode}: {output}{errors}");
        return (output, errors);
    }
}
