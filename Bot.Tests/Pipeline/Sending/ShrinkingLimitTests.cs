using Bot.Pipeline.Sending;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Sending;

/// <summary>What becomes of toots when an instance takes less than it did, or next to nothing.</summary>
public sealed class ShrinkingLimitTests
{
    [Theory]
    [InlineData("shorten")]
    [InlineData("thread")]
    public async Task When_the_limit_shrinks_in_mid_day_unsent_toots_are_composed_anew(string longAbstract)
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = longAbstract;
        await rehearsal.ServeAsync(SampleListings.Day(4));
        await rehearsal.FaultAsync("post", "401", skip: 3);
        await rehearsal.RunOnceAsync();
        await rehearsal.ChangeAsync(new { maxCharacters = 400 });
        await rehearsal.RunOnceAsync();

        var texts = await rehearsal.TextsAsync();
        Expect.EachOnceInOrder(SampleListings.Ids(4), texts);
        Assert.Empty(Assert.Single(rehearsal.Report().Accounts).Refused);
        if (longAbstract == "thread")
        {
            Assert.Equal(4, texts.Count(text => text.Contains("Code is public.", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task When_the_limit_shrinks_unannounced_the_refused_toot_is_composed_anew()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(6));
        rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = "thread";
        rehearsal.Settings["Bot:Pace:SpreadOver"] = "00:00:00";
        var shrunk = false;
        await rehearsal.ServeUntilAsync(ledger =>
        {
            if (!shrunk && ledger.Sent() >= 4)
            {
                rehearsal.ChangeAsync(new { maxCharacters = 350 }).GetAwaiter().GetResult();
                shrunk = true;
            }

            return shrunk && ledger.Report().Accounts is [{ Listings: [{ Queued: 0, Sending: 0 }] }];
        });

        var texts = await rehearsal.TextsAsync();
        Expect.EachOnceInOrder(SampleListings.Ids(6), texts);
        Assert.Equal(6, texts.Count(text => text.Contains("Code is public.", StringComparison.Ordinal)));
        Assert.Empty(Assert.Single(rehearsal.Report().Accounts).Refused);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(69)]
    public async Task A_limit_too_small_for_anything_locks_the_account_out_until_there_is_room(int limit)
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.ChangeAsync(new { maxCharacters = limit });
        Assert.Contains(
            $"at most {limit} characters, too few",
            Assert.Single((await rehearsal.RunOnceAsync()).Troubles),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(await rehearsal.RequestsAsync(), one => (string)one["method"]! == "POST");

        await rehearsal.ChangeAsync(new { maxCharacters = 500 });
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        Expect.EachOnceInOrder(SampleListings.Ids(2), await rehearsal.TextsAsync());
    }

    // With the test before it, this says where the limit of limits is: a bot that found every limit too small would
    // pass that alone.
    [Fact]
    public async Task The_smallest_limit_with_room_for_a_toot_locks_nobody_out()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.ChangeAsync(new { maxCharacters = 70 });

        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);

        var texts = await rehearsal.TextsAsync();
        Expect.EachOnceInOrder(SampleListings.Ids(2), texts);
        Assert.All(texts, text => Assert.InRange(Bot.Sandbox.StatusLength.Of(text, "", 23), 1, 70));
    }

    [Fact]
    public async Task A_limit_that_shrinks_to_nothing_locks_the_account_out_and_what_waits_goes_out_whole_in_better_days()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(2));
        rehearsal.Settings["Bot:Pace:Interval"] = "00:02:00";
        await rehearsal.RunOnceAsync();
        await rehearsal.ChangeAsync(new { maxCharacters = 10 });
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(2));
        await rehearsal.ServeAsync(SampleListings.Day(2, first: 3, date: SampleListings.Monday.AddDays(1)));
        await rehearsal.RunOnceAsync();

        var account = Assert.Single(rehearsal.Report().Accounts);
        Assert.Contains("at most 10 characters, too few", account.BlockedReason, StringComparison.Ordinal);
        Assert.NotEmpty(rehearsal.Report().AlarmsAt(rehearsal.Clock.GetUtcNow()));
        Assert.Single(await rehearsal.TextsAsync());

        await rehearsal.ChangeAsync(new { maxCharacters = 500 });
        rehearsal.Settings["Bot:Pace:Interval"] = "00:00:01";
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        var texts = await rehearsal.TextsAsync();
        Expect.EachOnceInOrder(SampleListings.Ids(4), texts, summaries: 2);
        Assert.All(
            texts.Where(Expect.IsSummary),
            text =>
                Assert.Contains("2 new papers in cs.LG (Machine Learning), announced", text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_limit_that_shrinks_to_nothing_in_mid_day_is_asked_about_once_in_a_quarter_of_an_hour()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Pace:SpreadOver"] = "00:00:00";
        await rehearsal.ServeAsync(SampleListings.Day(3));
        var shrunk = false;
        await rehearsal.ServeUntilAsync(ledger =>
        {
            if (!shrunk && ledger.Sent() >= 2)
            {
                rehearsal.ChangeAsync(new { maxCharacters = 10 }).GetAwaiter().GetResult();
                shrunk = true;
            }

            return shrunk && ledger.Report().Accounts is [{ BlockedReason: not null }];
        });

        Assert.Single(
            await rehearsal.RequestsAsync(),
            one => (string)one["method"]! == "POST" && (int?)one["answered"] == 422
        );
        Assert.Contains(
            "too few for any of ours",
            Assert.Single(rehearsal.Report().Accounts).BlockedReason,
            StringComparison.Ordinal
        );
    }
}
