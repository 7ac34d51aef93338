using Bot.Composer;
using Bot.Options;
using Bot.Sandbox;
using Bot.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Bot.Tests.Issues;

/// <summary>
/// "No papers today" went out on the day after the holiday when the instance was down meanwhile; found by the
/// simulator.
/// </summary>
public sealed class HolidayToldLateTests
{
    private static readonly DateOnly Juneteenth = new(2025, 6, 20);

    [Fact]
    public async Task A_holiday_that_is_told_a_day_late_is_told_of_its_own_day()
    {
        await using var rehearsal = await Rehearsal.StartAsync(new SandboxOptions { PostsPerThreeHours = 0 });
        await RunAsync(rehearsal, SampleListings.Day(1, date: Juneteenth.AddDays(-1)), At(Juneteenth.AddDays(-1)));
        await rehearsal.FaultAsync("verify", "503", times: 0);
        await RunAsync(rehearsal, SampleListings.Feed("", date: Juneteenth), At(Juneteenth));
        await rehearsal.HealAsync();
        await RunAsync(rehearsal, SampleListings.Feed("", date: Juneteenth), At(Juneteenth.AddDays(1)));

        Assert.StartsWith(
            "No cs.LG papers on Friday 20 June 2025: arXiv holiday (Juneteenth).",
            Assert.Single((await rehearsal.TextsAsync()).Skip(2)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(500)]
    [InlineData(TootLimits.Least)]
    public void Its_toot_fits_every_server_that_takes_any(int limit)
    {
        var account = BotSettings.Read(new ConfigurationBuilder().Build(), forService: false).Accounts[0];
        var toot = HolidayText.Compose(
            account,
            new TootLimits(limit, 23),
            ["cond-mat.mtrl-sci", "cond-mat.mes-hall", "physics.chem-ph"],
            new DateOnly(2025, 9, 24),
            "Martin Luther King Jr. Day"
        );
        Assert.InRange(toot.Characters, 1, limit);
        Assert.Contains("24 September 2025", toot.Text, StringComparison.Ordinal);
    }

    private static async Task RunAsync(Rehearsal rehearsal, string feed, DateTimeOffset time)
    {
        rehearsal.Clock.Advance(time - rehearsal.Clock.GetUtcNow());
        await rehearsal.ServeAsync(feed);
        await rehearsal.RunOnceAsync();
    }

    private static DateTimeOffset At(DateOnly day) => new(day, new TimeOnly(13, 0), TimeSpan.Zero);
}
