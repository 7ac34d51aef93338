using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Sending;

/// <summary>
/// Every way in which a server can go wrong, in the middle of a day, with idempotency keys and without.
/// </summary>
public sealed class FaultTests
{
    private const int Papers = 20;

    public static TheoryData<string, bool> Faults()
    {
        var data = new TheoryData<string, bool>();
        string[] kinds =
        [
            "500",
            "500-accepted",
            "502-html",
            "502-html-accepted",
            "503",
            "503-accepted",
            "lost-answer",
            "cut",
            "slow",
            "429",
            "429-bare",
            "429-retry-after",
            "401",
            "403",
            "404",
            "400",
            "422",
            "html",
            "html-accepted",
            "redirect",
            "no-id",
            "no-id-accepted",
            "not-modified",
            "truncated",
        ];
        foreach (var kind in kinds)
        {
            data.Add(kind, true);
            data.Add(kind, false);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Each_paper_is_tooted_once_in_spite_of(string kind, bool keepsKeys)
    {
        await using var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { PostsPerThreeHours = 0, KeepsIdempotencyKeys = keepsKeys }
        );
        await rehearsal.ServeAsync(SampleListings.Day(Papers));
        await rehearsal.FaultAsync("post", kind, skip: 3, every: 7, times: 3, milliseconds: 2000);

        await RunUntilDoneAsync(rehearsal);

        Check(kind, await rehearsal.TextsAsync());
    }

    [Theory]
    [InlineData("500")]
    [InlineData("lost-answer")]
    [InlineData("503-accepted")]
    public async Task Each_part_of_a_thread_is_tooted_once_after_its_parent_in_spite_of(string kind)
    {
        await using var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { PostsPerThreeHours = 0, KeepsIdempotencyKeys = false }
        );
        rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = "thread";
        await rehearsal.ServeAsync(SampleListings.Day(8));
        await rehearsal.FaultAsync("post", kind, every: 2, times: 0);

        await RunUntilDoneAsync(rehearsal);

        var accepted = await rehearsal.AcceptedAsync();
        Expect.EachOnceInOrder(SampleListings.Ids(8), accepted.Select(one => (string)one["text"]!));
        Assert.Equal(
            accepted.Count,
            accepted.Select(one => (string)one["text"]! + (string?)one["inReplyTo"]).Distinct().Count()
        );
        Assert.All(
            accepted.Index().Where(one => one.Item["inReplyTo"] is not null),
            one => Assert.Equal((string)accepted[one.Index - 1]["id"]!, (string)one.Item["inReplyTo"]!)
        );
    }

    [Theory]
    [InlineData("none", true, false)]
    [InlineData("snac", false, true)]
    public async Task A_lost_answer_is_found_on_servers_that_are_slow_to_show_odd_in_ids_or_rewrite_the_text(
        string alterText,
        bool instanceV2,
        bool oddIds
    )
    {
        await using var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { PostsPerThreeHours = 0, KeepsIdempotencyKeys = false }
        );
        await rehearsal.ChangeAsync(
            new
            {
                alterText,
                instanceV2,
                oddIds,
                visibilityDelaySeconds = 5,
            }
        );
        var items =
            SampleListings.Item("2506.00001", title: "On *stars*, _bars_ and $a<b$ but $c>d$")
            + SampleListings.Item("2506.00002", title: "`Code` & Q&A: <think>")
            + SampleListings.Item("2506.00003");
        await rehearsal.ServeAsync(SampleListings.Feed(items));
        await rehearsal.FaultAsync("post", "lost-answer", times: 0, every: 1);

        await RunUntilDoneAsync(rehearsal);

        Expect.EachOnceInOrder(SampleListings.Ids(3), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task A_server_that_answers_500_to_repeated_keys_gets_each_toot_once()
    {
        await using var rehearsal = await Rehearsal.StartAsync(new SandboxOptions { PostsPerThreeHours = 0 });
        await rehearsal.ChangeAsync(new { repeatedKeyAnswers500 = true });
        await rehearsal.ServeAsync(SampleListings.Day(6));
        await rehearsal.FaultAsync("post", "500-accepted", every: 2, times: 0);

        await RunUntilDoneAsync(rehearsal);

        Expect.EachOnceInOrder(SampleListings.Ids(6), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task A_toot_accepted_before_an_outage_that_outlives_the_keys_is_not_said_again()
    {
        await using var rehearsal = await Rehearsal.StartAsync(new SandboxOptions { PostsPerThreeHours = 0 });
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.FaultAsync("post", "lost-answer", skip: 1);
        await rehearsal.FaultAsync("timeline", "503", times: 0);
        Assert.NotEmpty((await rehearsal.RunOnceAsync()).Troubles);
        rehearsal.Clock.Advance(TimeSpan.FromHours(5));
        await rehearsal.HealAsync();

        await RunUntilDoneAsync(rehearsal);

        Expect.EachOnceInOrder(SampleListings.Ids(3), await rehearsal.TextsAsync());
    }

    // What an operator's timer does: again after a while, until the outbox is empty.
    private static async Task RunUntilDoneAsync(Rehearsal rehearsal)
    {
        for (var run = 0; run < 60; run++)
        {
            await rehearsal.RunOnceAsync();
            if (
                rehearsal.Report().Accounts is [{ BlockedReason: null } account]
                && account.Listings is [{ Queued: 0, Sending: 0 }]
            )
            {
                return;
            }

            rehearsal.Clock.Advance(TimeSpan.FromMinutes(31));
        }

        Assert.Fail($"the outbox was not drained in 60 runs: {string.Join('\n', rehearsal.Log.TakeLast(20))}");
    }

    private static void Check(string kind, IReadOnlyList<string> texts)
    {
        // A toot that was refused is tried again when all others are out: there, and only there, order gives way.
        var outOfOrder = kind is "400" or "422";
        if (outOfOrder)
        {
            Expect.EachOnceInOrder(
                SampleListings.Ids(Papers),
                texts.OrderBy(text => !Expect.IsSummary(text)).ThenBy(text => text[..40], StringComparer.Ordinal)
            );
        }
        else
        {
            Expect.EachOnceInOrder(SampleListings.Ids(Papers), texts);
        }
    }
}
