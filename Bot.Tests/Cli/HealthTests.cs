using Bot.Arxiv;
using Bot.Ledger;
using Bot.Ledger.Sqlite;
using Bot.Tests.Support;

namespace Bot.Tests.Cli;

/// <summary>What a watchdog hears from <c>health</c>.</summary>
[Trait("Category", "Slow")]
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
        await rehearsal.ServeAsync(SampleListings.Day(1));
        Assert.Contains("start `run` once", (await HealthAsync(rehearsal, 1)).Errors, StringComparison.Ordinal);
        using var bot = new BotProcess(rehearsal.Environment, "run");
        await bot.SaysAsync("posted article");
        Assert.StartsWith(
            "all is well; last sign of life",
            (await HealthAsync(rehearsal, 0)).Output,
            StringComparison.Ordinal
        );
        bot.Terminate();
        Assert.Equal(0, (await bot.EndAsync()).ExitCode);
        Assert.StartsWith("the bot is not running", (await HealthAsync(rehearsal, 1)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_out_account_is_named_with_its_remedy_in_one_line()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.FaultAsync(
            new
            {
                on = "post",
                kind = "403",
                times = 0,
            }
        );
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
        ledger.Accounts.Done(LastDone.Alive, _clock.GetUtcNow()).Now();
        var (well, line) = LedgerHealth.Of(
            ledger.Accounts.DoneAt(LastDone.Alive).Now(),
            ledger.Report(),
            _clock.GetUtcNow().AddSeconds(seconds)
        );
        Assert.Equal(healthy, well);
        Assert.Contains(
            healthy ? "all is well" : "no sign of life since 2025-06-09 04:05:00 UTC",
            line,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_feed_that_fails_for_two_hours_is_named_and_one_that_is_asked_no_more_is_not()
    {
        using var ledger = SqliteLedger.Open(LedgerPath, _clock);
        var began = _clock.GetUtcNow();
        Fail(0);
        Assert.True(Health(0).Healthy);
        Fail(1.9);
        Assert.True(Health(1.9).Healthy);
        Fail(2);
        Assert.Equal((false, "the feed cs.LG fails since 2025-06-09 04:05 UTC: HTTP 503"), Health(2));
        Assert.False(Health(8).Healthy);
        Assert.True(Health(10).Healthy);

        void Fail(double hours) => ledger.Intake.FeedFailed("cs.LG", "HTTP 503", [], began.AddHours(hours)).Now();

        (bool Healthy, string Line) Health(double hours)
        {
            ledger.Accounts.Done(LastDone.Alive, began.AddHours(hours)).Now();
            return LedgerHealth.Of(
                ledger.Accounts.DoneAt(LastDone.Alive).Now(),
                ledger.Report(),
                began.AddHours(hours)
            );
        }
    }

    [Theory]
    [InlineData(DayState.Late, 11, 130, true)] // not noon yet
    [InlineData(DayState.Late, 12, 130, false)]
    [InlineData(DayState.Late, 12, 2, true)] // so small a category may have none
    [InlineData(DayState.Stale, 12, 2, false)]
    [InlineData(DayState.Broken, 12, 130, false)]
    [InlineData(DayState.Waiting, 12, 130, false)] // nobody has looked since the morning
    [InlineData(DayState.Partial, 12, 130, true)] // its papers are said
    [InlineData(DayState.Complete, 12, 130, true)]
    [InlineData(DayState.Quiet, 12, 130, true)]
    public void A_listing_that_has_not_come_by_noon_in_new_york_is_named(
        DayState state,
        int hour,
        int papersBefore,
        bool healthy
    )
    {
        var (monday, tuesday) = (SampleListings.Monday, SampleListings.Monday.AddDays(1));
        var report = new LedgerReport(
            [],
            [],
            [],
            [Day(tuesday, state, 0), Day(monday, DayState.Complete, papersBefore)]
        );
        var now = new DateTimeOffset(tuesday.ToDateTime(new TimeOnly(hour, 0)), TimeSpan.FromHours(-4));
        Assert.Equal(
            healthy
                ? []
                :
                [
                    $"the listing of 2025-06-10 in cs.LG is {state.ToString().ToLowerInvariant()} since "
                        + "2025-06-10 04:05 UTC: because",
                ],
            report.AlarmsAt(now)
        );
        // The next day has its own troubles.
        Assert.Empty(report.AlarmsAt(now.AddDays(1)));

        static DayReport Day(DateOnly date, DayState state, int papers) =>
            new(
                "cs.LG",
                date,
                state,
                new DateTimeOffset(date.ToDateTime(new TimeOnly(4, 5)), TimeSpan.Zero),
                papers,
                0,
                "because"
            );
    }

    [Fact]
    public void A_weekend_without_a_listing_wakes_nobody_even_with_a_stale_copy()
    {
        var saturday = SampleListings.Monday.AddDays(5);
        var now = new DateTimeOffset(saturday.ToDateTime(new TimeOnly(15, 0)), TimeSpan.FromHours(-4));
        Assert.Empty(
            new LedgerReport([], [], [], [new DayReport("cs.LG", saturday, DayState.Stale, now, 0, 0, "")]).AlarmsAt(
                now
            )
        );
    }

    private static async Task<(string Output, string Errors)> HealthAsync(LiveRehearsal rehearsal, int expected)
    {
        var (exitCode, output, errors) = await BotProcess.RunAsync(rehearsal.Environment, "health");
        Assert.True(exitCode == expected, $"exit {exitCode}: {output}{errors}");
        return (output, errors);
    }
}
