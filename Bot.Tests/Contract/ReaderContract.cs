using System.Text.Json.Nodes;
using Bot.Tests.Support;

namespace Bot.Tests.Contract;

/// <summary>On any server: readers find, follow, boost and favourite, and the bot is not confused by it.</summary>
[Collection("the contract")]
[Trait("Category", "Slow")]
public sealed class ReaderContract
{
    [Theory]
    [MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task A_follower_sees_the_day_at_home_and_anyone_finds_it_by_its_hashtag(TestServer on)
    {
        await using var trial = await Trial.StartAsync(on);
        await trial.Reader.FollowAsync(trial.Bot);
        var day = new FreshDay();
        await trial.ServeAsync(day, day.Feed(4));

        await trial.RunAsync();

        var ids = (await trial.ExpectOnceInOrderAsync(day, day.Ids(4))).Select(one => one.What).ToList();
        await SeesAsync(trial, day, ids, "api/v1/timelines/home?limit=40");
        await SeesAsync(trial, day, ids, $"api/v1/timelines/tag/{day.Tag}?limit=40");
    }

    [Theory]
    [MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Boosts_and_favourites_by_a_reader_and_by_the_account_itself_do_not_disturb_the_days_after(
        TestServer on
    )
    {
        await using var trial = await Trial.StartAsync(on);
        var first = new FreshDay();
        await trial.ServeAsync(first, first.Feed(3));
        await trial.RunAsync();
        var told = await trial.ExpectOnceInOrderAsync(first, first.Ids(3));
        await trial.Reader.DoAsync($"api/v1/statuses/{told[1].Id}/reblog");
        await trial.Reader.DoAsync($"api/v1/statuses/{told[2].Id}/favourite");
        await trial.Bot.DoAsync($"api/v1/statuses/{told[3].Id}/reblog");
        await TimelineReader.EventuallyAsync(
            "the boost is counted",
            async () => await CountAsync(trial, told[1].Id, "reblogs_count") == 1
        );
        await TimelineReader.EventuallyAsync(
            "the favourite is counted",
            async () => await CountAsync(trial, told[2].Id, "favourites_count") == 1
        );

        // The late paper's look passes the boosts on its way down to what the ledger knows.
        await trial.ServeAsync(first, first.Feed(4));
        trial.Wire.FaultNext(WireFault.LoseAnswer);
        await trial.RunAsync();
        var second = new FreshDay();
        await trial.ServeAsync(second, second.Feed(3));
        trial.Wire.FaultNext(WireFault.LoseRequest, WireFault.LoseAnswer, WireFault.LoseAnswer);
        await trial.RunAsync();

        await trial.ExpectOnceInOrderAsync(first, first.Ids(4));
        await trial.ExpectOnceInOrderAsync(second, second.Ids(3));
    }

    [Theory]
    [MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task A_toot_that_is_boosted_before_the_bot_knows_that_it_was_posted_is_not_said_again(TestServer on)
    {
        await using var trial = await Trial.StartAsync(on);
        var day = new FreshDay();
        await trial.ServeAsync(day, day.Feed(1));
        await trial.RunAsync();
        var old = (await trial.ExpectOnceInOrderAsync(day, day.Ids(1)))[1];
        trial.Wire.BeforeLoss = async status =>
        {
            var id = (string)status["id"]!;
            await trial.Reader.DoAsync($"api/v1/statuses/{id}/reblog");
            // The owner's boosts show at once, a reader's only after the server's background work, and by then the bot
            // has looked.
            await trial.Bot.DoAsync($"api/v1/statuses/{id}/reblog");
            await trial.Bot.DoAsync($"api/v1/statuses/{old.Id}/reblog");
        };
        await trial.ServeAsync(day, day.Feed(3));
        trial.Wire.FaultNext(WireFault.LoseAnswer, WireFault.LoseAnswer);

        await trial.RunAsync();

        await trial.ExpectOnceInOrderAsync(day, day.Ids(3));
        Assert.Equal(4, trial.Wire.Texts.Count);
    }

    [Theory]
    [MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task A_lost_ledger_is_rebuilt_from_the_timeline_boosted_toots_included(TestServer on)
    {
        await using var trial = await Trial.StartAsync(on);
        var day = new FreshDay();
        await trial.ServeAsync(day, day.Feed(4));
        await trial.RunAsync();
        var last = (await trial.ExpectOnceInOrderAsync(day, day.Ids(4)))[4].Id;
        await trial.Bot.DoAsync($"api/v1/statuses/{last}/reblog");
        trial.LoseLedger();
        await trial.ServeAsync(day, day.Feed(6));

        await trial.RunAsync();

        await trial.ExpectOnceInOrderAsync(day, day.Ids(6));
    }

    [Theory]
    [MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task What_its_owner_deletes_is_not_said_again_not_even_by_a_bot_that_lost_its_ledger(TestServer on)
    {
        await using var trial = await Trial.StartAsync(on);
        var day = new FreshDay();
        await trial.ServeAsync(day, day.Feed(3));
        await trial.RunAsync();
        var told = await trial.ExpectOnceInOrderAsync(day, day.Ids(3));
        await trial.Bot.DeleteAsync(told[2].Id);

        // The late paper's look may still meet the deleted toot, on a server that deletes in its own time.
        await trial.ServeAsync(day, day.Feed(4));
        trial.Wire.FaultNext(WireFault.LoseAnswer);
        await trial.RunAsync();
        await TimelineReader.EventuallyAsync(
            "the toot is deleted",
            async () => (await trial.Bot.ToldAsync(day)).All(one => one.Id != told[2].Id)
        );
        IReadOnlyList<string> left = [day.Id(1), day.Id(3), day.Id(4)];
        await trial.ExpectOnceInOrderAsync(day, left);

        trial.LoseLedger();
        await trial.RunAsync();
        await trial.ExpectOnceInOrderAsync(day, left);
    }

    // In any order: a server may sort what came in the same second as it likes, where nobody but readers look.
    private static async Task SeesAsync(Trial trial, FreshDay day, IReadOnlyList<string> told, string path) =>
        await TimelineReader.EventuallyAsync(
            path,
            async () =>
                TimelineReader
                    .Of(day, (await trial.Reader.ListAsync(path)).Reverse().OfType<JsonNode>())
                    .Select(one => one.What)
                    .Order()
                    .SequenceEqual(told.Order())
        );

    private static async Task<int> CountAsync(Trial trial, string id, string what) =>
        (int)(await trial.Bot.GetAsync($"api/v1/statuses/{id}"))[what]!;
}
