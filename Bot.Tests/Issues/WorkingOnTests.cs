using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>
/// A server that looks up all links before it makes a status goes on when its client has hung up, and one that reads a
/// key before that work and keeps it after makes two toots of two posts: a list was on the timeline twice.
/// </summary>
public sealed class WorkingOnTests
{
    // The setting's default, by which the waits are made.
    private static readonly TimeSpan LookFirstAfter = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData("gotosocial", "list", 1, 5)]
    [InlineData("gotosocial", "toot", 2, 8)]
    [InlineData("gotosocial", "toot", 0, 4)]
    [InlineData("snac", "list", 1, 5)]
    [InlineData("snac", "toot", 1, 8)]
    [InlineData("hollo", "list", 1, 6)]
    [InlineData("unheard-of", "list", 1, 5)]
    [InlineData("unheard-of", "toot", 3, 8)]
    public async Task A_post_that_is_done_long_after_we_hung_up_is_said_once(
        string software,
        string newPapers,
        int skip,
        int minutes
    )
    {
        await using var rehearsal = await StartAsync(software, newPapers);
        await rehearsal.FaultAsync("post", "works-on", skip, milliseconds: minutes * 60_000);

        await FinishAsync(rehearsal);

        await SaysAllOnceAsync(rehearsal, newPapers);
    }

    [Fact]
    public async Task A_server_that_is_slow_each_time_is_waited_for()
    {
        await using var rehearsal = await StartAsync("unheard-of", "toot");
        await rehearsal.FaultAsync("post", "works-on", times: 0, milliseconds: 8 * 60_000);

        await FinishAsync(rehearsal);

        await SaysAllOnceAsync(rehearsal, "toot");
    }

    [Fact]
    public async Task A_server_that_gets_slower_is_waited_for_longer()
    {
        await using var rehearsal = await StartAsync("unheard-of", "toot");
        for (var post = 0; post < 4; post++)
        {
            // Beyond what two looks at the usual time would see.
            await rehearsal.FaultAsync("post", "works-on", skip: post, milliseconds: (8 + (post * 9)) * 60_000);
        }

        await FinishAsync(rehearsal);

        await SaysAllOnceAsync(rehearsal, "toot");
    }

    [Fact]
    public async Task Its_own_answers_tell_how_long_a_server_takes()
    {
        await using var rehearsal = await StartAsync("unheard-of", "toot");
        // Seventy seconds for the summary; the doubt about the first paper is looked into later than usual.
        await rehearsal.FaultAsync("post", "slow", milliseconds: 70_000);
        await rehearsal.FaultAsync("post", "cut", skip: 1);

        await FinishAsync(rehearsal);

        var doubtful = rehearsal.Log.Single(line => line.Contains("not on the timeline", StringComparison.Ordinal));
        // Four times 70 s to the first look, some twice that to the second; by the setting alone it were 04:16 or so.
        Assert.Matches(" 2025-06-09 04:(19|20|21):", doubtful);
        await SaysAllOnceAsync(rehearsal, "toot");
    }

    [Fact]
    public async Task Where_keys_hold_one_look_is_enough()
    {
        await using var rehearsal = await StartAsync("mastodon", "toot");
        await rehearsal.FaultAsync("post", "cut", skip: 1);
        var start = rehearsal.Clock.GetUtcNow();

        await FinishAsync(rehearsal);

        await SaysAllOnceAsync(rehearsal, "toot");
        Assert.InRange(rehearsal.Clock.GetUtcNow() - start, LookFirstAfter, LookFirstAfter + TimeSpan.FromMinutes(1));
        Assert.DoesNotContain(rehearsal.Log, line => line.Contains("not on the timeline", StringComparison.Ordinal));
    }

    private static async Task<Rehearsal> StartAsync(string software, string newPapers)
    {
        var kind = software is "gotosocial" or "snac" ? software : "mastodon";
        var rehearsal = await Rehearsal.StartAsync(new SandboxOptions { Kind = kind, PostsPerThreeHours = 0 });
        await rehearsal.ChangeAsync(new { software });
        rehearsal.Settings["Bot:Delivery:LookFirstAfter"] = LookFirstAfter.ToString("c");
        rehearsal.Settings["Bot:Accounts:0:NewPapers"] = newPapers;
        await rehearsal.ServeAsync(SampleListings.Day(3));
        return rehearsal;
    }

    // A run by hand leaves when it would have to wait for long; the next one goes on.
    private static async Task FinishAsync(Rehearsal rehearsal)
    {
        for (var minute = 0; minute < 240; minute++)
        {
            await rehearsal.RunOnceAsync();
            if (rehearsal.Report().Accounts.All(account => account.Listings.Sum(one => one.Queued + one.Sending) == 0))
            {
                return;
            }

            rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Fail("not done after four hours");
    }

    private static async Task SaysAllOnceAsync(Rehearsal rehearsal, string newPapers)
    {
        var texts = await rehearsal.TextsAsync();
        if (newPapers == "list")
        {
            Expect.EachListedOnceInOrder(SampleListings.Ids(3), texts);
        }
        else
        {
            Expect.EachOnceInOrder(SampleListings.Ids(3), texts);
        }
    }
}
