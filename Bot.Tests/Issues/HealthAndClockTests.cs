using System.Diagnostics;
using System.Globalization;
using Bot.Arxiv;
using Bot.Pipeline;
using Bot.Pipeline.Sending;
using Bot.Sandbox;
using Bot.Tests.Support;
using Microsoft.Extensions.Hosting;

namespace Bot.Tests.Issues;

/// <summary>
/// Health stayed green while nothing could be posted; midnight, a stop and a clock set back were not minded everywhere.
/// </summary>
public sealed class HealthAndClockTests
{
    [Theory]
    [InlineData("verify", "401")]
    [InlineData("timeline", "403")]
    public async Task Health_is_red_while_an_account_cannot_be_met(string on, string kind)
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.FaultAsync(on, kind, times: 0);
        var healthy = true;
        await rehearsal.RunAsync(
            RunMode.Service,
            async (_, ledger) =>
            {
                await Bounded.UntilAsync(
                    "it warns",
                    () => rehearsal.Log.Any(line => line.StartsWith("Warning", StringComparison.Ordinal))
                );
                await Wait(0.2);
                healthy = ledger.Report().AlarmsAt(rehearsal.Clock.GetUtcNow()).Count == 0;
            }
        );
        Assert.False(healthy);
    }

    [Fact]
    public async Task No_retry_falls_into_the_minute_around_midnight_in_new_york()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Clock.Advance(
            new DateTimeOffset(2025, 6, 10, 3, 58, 59, TimeSpan.Zero) - rehearsal.Clock.GetUtcNow()
        );
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.FaultAsync("feed", "503", times: 2);
        await rehearsal.RunAsync(
            RunMode.Service,
            async (_, ledger) =>
            {
                await Bounded.UntilAsync("a toot is sent", () => ledger.Sent() > 0);
            }
        );
        Assert.DoesNotContain(
            (await rehearsal.RequestsAsync())
                .Where(one => ((string)one["path"]!).StartsWith("/rss/", StringComparison.Ordinal))
                .Select(At),
            at => at.TimeOfDay > new TimeSpan(3, 59, 0) && at.TimeOfDay < new TimeSpan(4, 1, 0)
        );
    }

    [Fact]
    public async Task A_stop_never_lengthens_the_time_out_of_the_post_in_flight()
    {
        await using var rehearsal = await Rehearsal.StartAsync(new SandboxOptions { PostsPerThreeHours = 0 });
        rehearsal.Settings["Bot:Delivery:LookFirstAfter"] = "00:00:02"; // so a post has one second
        await rehearsal.ServeAsync(SampleListings.Day(1));
        await rehearsal.FaultAsync("post", "held-request");
        var took = new Stopwatch();
        await rehearsal.RunAsync(
            RunMode.Once,
            async (host, _) =>
            {
                await Bounded.UntilAsync(
                    "a post is under way",
                    async () => (await rehearsal.RequestsAsync()).Any(one => (string)one["method"]! == "POST")
                );
                took.Start();
                await host.StopAsync();
                took.Stop();
            }
        );
        Assert.True(took.Elapsed < TimeSpan.FromSeconds(3), $"{took.Elapsed}");
    }

    [Fact]
    public void A_clock_that_was_set_back_does_not_stop_the_looks()
    {
        var now = new DateTimeOffset(2025, 6, 9, 12, 0, 0, TimeSpan.Zero);
        Assert.InRange(
            new ArxivCalendar(new Random(1)).NextLook(now, now.AddYears(1), failed: false, DayState.Waiting),
            now,
            now.AddDays(1)
        );
    }

    [Fact]
    public async Task A_wait_of_less_than_a_millisecond_is_over_when_it_ends()
    {
        var clock = new FakeClock(DateTimeOffset.UnixEpoch.AddTicks(3)) { AutoAdvance = true };
        var until = clock.GetUtcNow() + TimeSpan.FromMicroseconds(400);
        await clock.Until(until, TestContext.Current.CancellationToken);
        Assert.True(clock.GetUtcNow() >= until);
    }

    private static DateTimeOffset At(System.Text.Json.Nodes.JsonNode request) =>
        DateTimeOffset.Parse((string)request["at"]!, CultureInfo.InvariantCulture).ToUniversalTime();

    private static Task Wait(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System);
}
