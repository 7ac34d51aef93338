using Bot.Pipeline.Sending;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Sending;

/// <summary>Pace, windows, lock-outs, limits: how the bot behaves towards its instance.</summary>
public sealed class MannersTests
{
    [Fact]
    public async Task The_service_spreads_a_listing_evenly_and_never_faster_than_the_interval()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Pace:SpreadOver"] = "01:00:00";
        await rehearsal.ServeAsync(SampleListings.Day(19));
        await ServeUntilAsync(rehearsal, sent: 20);

        var times = await PostTimesAsync(rehearsal);
        Assert.InRange((times[^1] - times[0]).TotalMinutes, 56, 60);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange((pair.Second - pair.First).TotalSeconds, 170, 200));
    }

    [Fact]
    public async Task The_pace_survives_a_restart()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Pace:Interval"] = "00:05:00";
        await rehearsal.ServeAsync(SampleListings.Day(3));
        for (var start = 0; start < 5; start++)
        {
            var result = await rehearsal.RunOnceAsync();
            Assert.Contains("try again then", Assert.Single(result.Troubles), StringComparison.Ordinal);
        }

        Assert.Single(await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task No_more_than_the_window_allows_goes_out_in_it_and_the_rest_in_the_next()
    {
        await using var rehearsal = await Rehearsal.StartAsync(new SandboxOptions { PostsPerThreeHours = 10 });
        rehearsal.Settings["Bot:Accounts:0:PostsPerThreeHours"] = "10";
        rehearsal.Settings["Bot:Pace:SpreadOver"] = "00:00:00";
        await rehearsal.ServeAsync(SampleListings.Day(24));
        await ServeUntilAsync(rehearsal, sent: 25);

        var windows = (await PostTimesAsync(rehearsal))
            .GroupBy(time => time.Ticks / TimeSpan.FromHours(3).Ticks)
            .Select(window => window.Count());
        Assert.Equal([10, 10, 5], windows);
        Assert.DoesNotContain(await rehearsal.RequestsAsync(), request => (int?)request["answered"] == 429);
        Expect.EachOnceInOrder(SampleListings.Ids(24), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task The_servers_headers_correct_us_when_its_window_is_smaller_than_the_setting()
    {
        await using var rehearsal = await Rehearsal.StartAsync(new SandboxOptions { PostsPerThreeHours = 10 });
        rehearsal.Settings["Bot:Pace:SpreadOver"] = "00:00:00";
        await rehearsal.ServeAsync(SampleListings.Day(14));
        await ServeUntilAsync(rehearsal, sent: 15);

        Assert.DoesNotContain(await rehearsal.RequestsAsync(), request => (int?)request["answered"] == 429);
        Expect.EachOnceInOrder(SampleListings.Ids(14), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task A_lost_token_pauses_delivery_says_so_and_ends_when_the_instance_knows_us_again()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(4));
        await rehearsal.FaultAsync("post", "401", skip: 2, times: 0);
        Assert.NotEmpty((await rehearsal.RunOnceAsync()).Troubles);
        await rehearsal.FaultAsync("verify", "401", times: 0);
        await rehearsal.RunOnceAsync();

        var account = Assert.Single(rehearsal.Report().Accounts);
        Assert.Contains("401", account.BlockedReason, StringComparison.Ordinal);
        Assert.NotEmpty(rehearsal.Report().AlarmsAt(rehearsal.Clock.GetUtcNow()));
        Assert.Equal(2, (await rehearsal.TextsAsync()).Count);

        await rehearsal.HealAsync();
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        Expect.EachOnceInOrder(SampleListings.Ids(4), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task The_service_knocks_every_fifteen_minutes_while_it_is_locked_out()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.FaultAsync("post", "403", times: 1);
        await rehearsal.FaultAsync("verify", "403", skip: 1, times: 3);
        await ServeUntilAsync(rehearsal, sent: 3);

        var knocks = (await rehearsal.RequestsAsync())
            .Where(one => ((string)one["path"]!).EndsWith("verify_credentials", StringComparison.Ordinal))
            .Select(one => (DateTimeOffset)one["at"]!)
            .ToList();
        Assert.Equal(5, knocks.Count);
        Assert.All(
            knocks.Zip(knocks.Skip(1)),
            pair => Assert.InRange((pair.Second - pair.First).TotalMinutes, 14.9, 16)
        );
        Expect.EachOnceInOrder(SampleListings.Ids(2), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task Two_refusals_in_a_row_lock_out_instead_of_refusing_the_day()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(10));
        await rehearsal.FaultAsync("post", "422", skip: 3, times: 0);
        Assert.NotEmpty((await rehearsal.RunOnceAsync()).Troubles);

        var account = Assert.Single(rehearsal.Report().Accounts);
        Assert.StartsWith("two toots in a row refused", account.BlockedReason, StringComparison.Ordinal);
        Assert.Empty(account.Refused);

        await rehearsal.HealAsync();
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(15));
        await rehearsal.RunOnceAsync();
        Expect.EachOnceInOrder(SampleListings.Ids(10), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task A_toot_refused_twice_is_set_aside_and_shown_and_the_others_go_out()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.FaultAsync("post", "422", skip: 2);
        await rehearsal.FaultAsync("post", "422", skip: 4);
        await rehearsal.RunOnceAsync();

        Expect.EachOnceInOrder(["2506.00001", "2506.00003"], await rehearsal.TextsAsync());
        var refused = Assert.Single(Assert.Single(rehearsal.Report().Accounts).Refused);
        Assert.Equal("article/2506.00002", refused.Toot);
        Assert.Contains("not to our taste", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_that_states_no_limits_at_the_first_start_is_waited_for()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.ChangeAsync(new { instanceFails = true });
        Assert.Contains(
            "does not state its limits",
            Assert.Single((await rehearsal.RunOnceAsync()).Troubles),
            StringComparison.Ordinal
        );
        await rehearsal.ChangeAsync(new { instanceFails = false });
        await rehearsal.RunOnceAsync();
        Expect.EachOnceInOrder(SampleListings.Ids(2), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task While_the_instance_is_down_the_days_papers_are_recorded_all_the_same()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.RunOnceAsync();
        await rehearsal.FaultAsync("verify", "503", times: 0);
        await rehearsal.ServeAsync(SampleListings.Day(2, first: 10, date: SampleListings.Monday.AddDays(1)));
        Assert.NotEmpty((await rehearsal.RunOnceAsync()).Troubles);

        await rehearsal.HealAsync();
        await rehearsal.ServeAsync(SampleListings.Day(2, first: 20, date: SampleListings.Monday.AddDays(2)));
        await rehearsal.RunOnceAsync();

        Expect.EachOnceInOrder(
            [.. SampleListings.Ids(2), .. SampleListings.Ids(2, 10), .. SampleListings.Ids(2, 20)],
            await rehearsal.TextsAsync(),
            summaries: 3
        );
    }

    [Fact]
    public async Task An_account_without_the_bot_flag_and_a_limited_account_are_told()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(1));
        await rehearsal.ChangeAsync(new { botFlag = false, silenced = true });
        await rehearsal.RunOnceAsync();
        Assert.Contains(
            rehearsal.Log,
            line =>
                line.StartsWith("Warning", StringComparison.Ordinal)
                && line.Contains("NOT MARKED AS A BOT", StringComparison.Ordinal)
        );
        Assert.Contains(
            rehearsal.Log,
            line =>
                line.StartsWith("Warning", StringComparison.Ordinal)
                && line.Contains("posted as unlisted instead of Public", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(null, "public")]
    [InlineData("everyone", "public")]
    [InlineData("followers", "followers")]
    [InlineData("nobody", "nobody")]
    public async Task The_setting_says_who_may_quote(string? setting, string policy)
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Accounts:0:Quotes"] = setting;
        await rehearsal.ServeAsync(SampleListings.Day(1));
        await rehearsal.RunOnceAsync();
        Assert.All(await rehearsal.AcceptedAsync(), toot => Assert.Equal(policy, (string)toot["quotes"]!));
    }

    private static Task ServeUntilAsync(Rehearsal rehearsal, int sent) =>
        rehearsal.ServeUntilAsync(ledger => ledger.Sent() >= sent);

    private static async Task<List<DateTimeOffset>> PostTimesAsync(Rehearsal rehearsal) =>
        [.. (await rehearsal.AcceptedAsync()).Select(one => (DateTimeOffset)one["at"]!)];
}
