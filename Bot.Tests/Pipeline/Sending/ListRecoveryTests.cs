using Bot.Pipeline;
using Bot.Sandbox;
using Bot.Tests.Support;
using Microsoft.Extensions.Hosting;

namespace Bot.Tests.Pipeline.Sending;

/// <summary>Every paper in a list on the timeline counts as said, whatever the ledger has lost or believes.</summary>
public sealed class ListRecoveryTests
{
    private const int Papers = 30;

    [Theory]
    [InlineData(1, "mastodon", "hashtag")]
    [InlineData(3, "snac", "keyword")]
    [InlineData(6, "gotosocial", "hashtag")]
    public async Task The_next_start_goes_on_where_the_lost_ledger_was(int said, string software, string sharedTags)
    {
        await using var rehearsal = await QuietAsync();
        await rehearsal.ChangeAsync(new { software, oddIds = software == "snac" });
        rehearsal.Settings["Bot:Accounts:0:SharedTags"] = sharedTags;
        await rehearsal.ServeAsync(SampleListings.Day(Papers));
        await StopAfterAsync(rehearsal, said);
        rehearsal.LoseLedger();

        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);

        var accepted = await rehearsal.AcceptedAsync();
        Expect.EachListedOnceInOrder(SampleListings.Ids(Papers), accepted.Select(one => (string)one["text"]!));
        Assert.All(accepted.Skip(1), list => Assert.Equal((string)accepted[0]["id"]!, (string)list["inReplyTo"]!));
    }

    [Theory]
    [InlineData("list", "toot")]
    [InlineData("toot", "list")]
    public async Task Nor_does_it_matter_that_the_account_speaks_in_another_way_since(string before, string after)
    {
        await using var rehearsal = await QuietAsync(before);
        rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = "thread";
        await rehearsal.ServeAsync(SampleListings.Day(12));
        await rehearsal.RunOnceAsync();
        var said = (await rehearsal.TextsAsync()).Count;
        rehearsal.LoseLedger();
        rehearsal.Settings["Bot:Accounts:0:NewPapers"] = after;

        await rehearsal.RunOnceAsync();

        Assert.Equal(said, (await rehearsal.TextsAsync()).Count);
    }

    [Theory]
    [InlineData("list", 350)]
    [InlineData("list", 1000)]
    [InlineData("toot", 500)]
    public async Task A_restored_back_up_gives_way_to_what_the_timeline_has_in_whatever_grouping(
        string since,
        int limit
    )
    {
        await using var rehearsal = await QuietAsync();
        await rehearsal.ServeAsync(SampleListings.Day(Papers));
        await StopAfterAsync(rehearsal, 3);
        var backup = rehearsal.BackUp();
        // Since the back-up the lists were grouped anew, or their papers tooted one by one out of a ledger that knew
        // the first two alone.
        rehearsal.LoseLedger();
        rehearsal.Settings["Bot:Accounts:0:NewPapers"] = since;
        await rehearsal.ChangeAsync(new { maxCharacters = limit });
        await StopAfterAsync(rehearsal, 2);
        rehearsal.LoseLedger();
        rehearsal.PutBack(backup);
        rehearsal.Settings["Bot:Accounts:0:NewPapers"] = "list";
        await rehearsal.ChangeAsync(new { maxCharacters = 500 });

        await rehearsal.RunOnceAsync();

        Expect.EachListedOnceInOrder(SampleListings.Ids(Papers), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task A_restored_back_up_of_a_thread_gives_way_to_a_list_that_told_its_paper()
    {
        await using var rehearsal = await QuietAsync("toot");
        rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = "thread";
        await rehearsal.ServeAsync(SampleListings.Day(6));
        await StopAfterAsync(rehearsal, 1);
        var backup = rehearsal.BackUp();
        rehearsal.LoseLedger();
        rehearsal.Settings["Bot:Accounts:0:NewPapers"] = "list";
        await rehearsal.RunOnceAsync();
        var said = (await rehearsal.TextsAsync()).Count;
        rehearsal.LoseLedger();
        rehearsal.PutBack(backup);
        rehearsal.Settings["Bot:Accounts:0:NewPapers"] = "toot";

        await rehearsal.RunOnceAsync();

        Assert.Equal(said, (await rehearsal.TextsAsync()).Count);
        Expect.EachListedOnceInOrder(SampleListings.Ids(6), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task Asked_for_by_hand_it_counts_lists_as_toots()
    {
        await using var rehearsal = await QuietAsync();
        await rehearsal.ServeAsync(SampleListings.Day(Papers));
        await StopAfterAsync(rehearsal, 2);
        var old = rehearsal.LedgerPath + TestEngine.EndOfBackUps;
        rehearsal.Engine.Copy(rehearsal.LedgerPath, old);
        await rehearsal.RunOnceAsync();
        var said = (await rehearsal.TextsAsync()).Count;
        rehearsal.PutBack(old);

        var result = await rehearsal.RunAsync(RunMode.Recover, async (host, _) => await host.WaitForShutdownAsync());

        Assert.Contains($"{said - 2} toots on the timeline", Assert.Single(result.Findings), StringComparison.Ordinal);
        await rehearsal.RunOnceAsync();
        Assert.Equal(said, (await rehearsal.TextsAsync()).Count);
    }

    private static async Task<Rehearsal> QuietAsync(string newPapers = "list")
    {
        var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { PostsPerThreeHours = 0, KeepsIdempotencyKeys = false }
        );
        rehearsal.Settings["Bot:Accounts:0:NewPapers"] = newPapers;
        return rehearsal;
    }

    private static async Task StopAfterAsync(Rehearsal rehearsal, int posts)
    {
        await rehearsal.FaultAsync("post", "401", skip: posts, times: 0);
        await rehearsal.RunOnceAsync();
        await rehearsal.HealAsync();
    }
}
