using System.Text.Json.Nodes;
using Bot.Options;
using Bot.Pipeline.Sending;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Listings;

/// <summary>A quiet account: the summary, and a few lists that answer it.</summary>
public sealed class ListDayTests
{
    private const int Papers = 30;

    [Fact]
    public async Task A_listing_becomes_a_summary_and_unlisted_lists_that_answer_it()
    {
        await using var rehearsal = await QuietAsync();
        await rehearsal.ServeAsync(SampleListings.Day(Papers));

        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);

        var accepted = await rehearsal.AcceptedAsync();
        Expect.EachListedOnceInOrder(SampleListings.Ids(Papers), Texts(accepted));
        var lists = accepted.Skip(1).ToList();
        Assert.InRange(lists.Count, 3, 8);
        Assert.Contains(
            $"\n\nThey follow in {lists.Count} lists; the last is expected by ",
            (string)accepted[0]["text"]!,
            StringComparison.Ordinal
        );
        Assert.Equal("public", (string)accepted[0]["visibility"]!);
        Assert.All(
            lists,
            list =>
                Assert.Equal(
                    ("unlisted", (string)accepted[0]["id"]!),
                    ((string)list["visibility"]!, (string)list["inReplyTo"]!)
                )
        );
        Assert.All(
            lists.Index(),
            list =>
                Assert.StartsWith(
                    $"[{list.Index + 1}/{lists.Count}]\n\n",
                    (string)list.Item["text"]!,
                    StringComparison.Ordinal
                )
        );
        Assert.Contains(rehearsal.Log, line => line.Contains($"{Papers} articles queued", StringComparison.Ordinal));
        await rehearsal.RunOnceAsync();
        Assert.Equal(accepted.Count, (await rehearsal.AcceptedAsync()).Count);
    }

    [Fact]
    public async Task Papers_that_join_later_go_out_in_a_further_list_without_a_second_summary()
    {
        await using var rehearsal = await QuietAsync();
        await rehearsal.ServeAsync(SampleListings.Day(10));
        await rehearsal.RunOnceAsync();
        await rehearsal.ServeAsync(SampleListings.Day(13));
        await rehearsal.RunOnceAsync();

        var accepted = await rehearsal.AcceptedAsync();
        Expect.EachListedOnceInOrder(SampleListings.Ids(13), Texts(accepted));
        Assert.Equal((string)accepted[0]["id"]!, (string)accepted[^1]["inReplyTo"]!);
        Assert.StartsWith("A Study of Case 2506 00011\n", (string)accepted[^1]["text"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("toot", "list")]
    [InlineData("list", "toot")]
    [InlineData("none", "toot")]
    [InlineData("none", "list")]
    [InlineData("list", "none")]
    public async Task Whoever_changes_the_way_repeats_nothing(string before, string after)
    {
        await using var rehearsal = await QuietAsync(before);
        await rehearsal.ServeAsync(SampleListings.Day(12));
        await rehearsal.RunOnceAsync();
        var said = (await rehearsal.TextsAsync()).Count;
        rehearsal.Settings["Bot:Accounts:0:NewPapers"] = after;
        await rehearsal.ChangeAsync(new { feedHonoursEtag = false });
        await rehearsal.RunOnceAsync();
        Assert.Equal(said, (await rehearsal.TextsAsync()).Count);

        await rehearsal.ServeAsync(SampleListings.Day(2, first: 50, date: SampleListings.Monday.AddDays(1)));
        await rehearsal.RunOnceAsync();
        Assert.Equal(
            said
                + (
                    after == "toot" ? 3
                    : after == "list" ? 2
                    : 1
                ),
            (await rehearsal.TextsAsync()).Count
        );
    }

    [Fact]
    public async Task None_says_the_summary_alone_and_promises_nothing()
    {
        await using var rehearsal = await QuietAsync("none");
        await rehearsal.ServeAsync(SampleListings.Day(5));
        await rehearsal.RunOnceAsync();
        Assert.Equal(
            "5 new papers in cs.LG (Machine Learning), announced Monday 9 June 2025.\n\n#toXiv_bot_toot "
                + "#toXiv_bot_new_article_summary_toot #csLG",
            Assert.Single(await rehearsal.TextsAsync())
        );
    }

    [Fact]
    public async Task First_run_seen_lists_nothing()
    {
        await using var rehearsal = await QuietAsync();
        rehearsal.Settings["Bot:Accounts:0:FirstRun"] = "seen";
        await rehearsal.ServeAsync(SampleListings.Day(12));
        await rehearsal.RunOnceAsync();
        Assert.Empty(await rehearsal.TextsAsync());
        await rehearsal.ServeAsync(SampleListings.Day(2, first: 50, date: SampleListings.Monday.AddDays(1)));
        await rehearsal.RunOnceAsync();
        Expect.EachListedOnceInOrder(SampleListings.Ids(2, 50), await rehearsal.TextsAsync());
    }

    [Theory]
    [InlineData("lost-answer", "none")]
    [InlineData("lost-answer", "snac")]
    [InlineData("500", "none")]
    [InlineData("502-html-accepted", "none")]
    [InlineData("422", "none")]
    [InlineData("429-retry-after", "none")]
    public async Task Each_paper_is_listed_once_in_spite_of(string kind, string alterText)
    {
        await using var rehearsal = await QuietAsync();
        await rehearsal.ChangeAsync(new { alterText });
        await rehearsal.ServeAsync(SampleListings.Day(Papers));
        // Twice only where the server refuses: a toot that is refused twice is set aside for good.
        await rehearsal.FaultAsync("post", kind, every: 3, times: kind == "422" ? 2 : 6, milliseconds: 2000);
        await RunUntilDoneAsync(rehearsal);

        // A list that was refused is tried again when all others are out: there, and only there, order gives way.
        var texts = await rehearsal.TextsAsync();
        Expect.EachListedOnceInOrder(
            SampleListings.Ids(Papers),
            kind == "422"
                ? texts.OrderBy(text => !Expect.IsSummary(text)).ThenBy(text => text, StringComparer.Ordinal)
                : texts
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_the_limit_shrinks_in_mid_day_unsent_lists_are_composed_anew_and_the_summary_with_them(
        bool summaryIsOut
    )
    {
        await using var rehearsal = await QuietAsync();
        await rehearsal.ServeAsync(SampleListings.Day(Papers));
        await rehearsal.FaultAsync("post", "401", skip: summaryIsOut ? 3 : 0);
        await rehearsal.RunOnceAsync();
        await rehearsal.ChangeAsync(new { maxCharacters = 400 });
        await rehearsal.RunOnceAsync();

        var texts = await rehearsal.TextsAsync();
        Expect.EachListedOnceInOrder(SampleListings.Ids(Papers), texts);
        Assert.StartsWith($"[{texts.Count - 1}/{texts.Count - 1}]", texts[^1], StringComparison.Ordinal);
        Assert.Equal(
            !summaryIsOut,
            texts[0].Contains($"They follow in {texts.Count - 1} lists.", StringComparison.Ordinal)
        );
        Assert.Empty(Assert.Single(rehearsal.Report().Accounts).Refused);
    }

    [Fact]
    public async Task When_the_limit_shrinks_unannounced_the_refused_list_is_composed_anew_with_those_behind_it()
    {
        await using var rehearsal = await QuietAsync();
        await rehearsal.ServeAsync(SampleListings.Day(Papers));
        var shrunk = false;
        rehearsal.Settings["Bot:Pace:SpreadOver"] = "00:00:00";
        await rehearsal.ServeUntilAsync(ledger =>
        {
            if (!shrunk && ledger.Sent() >= 3)
            {
                rehearsal.ChangeAsync(new { maxCharacters = 350 }).GetAwaiter().GetResult();
                shrunk = true;
            }

            return shrunk && ledger.Report().Accounts is [{ Listings: [{ Queued: 0, Sending: 0 }] }];
        });

        Expect.EachListedOnceInOrder(SampleListings.Ids(Papers), await rehearsal.TextsAsync());
        Assert.Empty(Assert.Single(rehearsal.Report().Accounts).Refused);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lists_whose_summary_was_deleted_go_out_alone(bool losesAnswers)
    {
        await using var rehearsal = await QuietAsync();
        await rehearsal.ServeAsync(SampleListings.Day(Papers));
        await rehearsal.FaultAsync("post", "401", skip: 2);
        await rehearsal.RunOnceAsync();
        using var delete = new HttpRequestMessage(
            HttpMethod.Delete,
            $"api/v1/statuses/{(await rehearsal.AcceptedAsync())[0]["id"]}"
        );
        delete.Headers.Authorization = new("Bearer", rehearsal.Sandbox.BotToken);
        (await rehearsal.Http.SendAsync(delete)).EnsureSuccessStatusCode();
        if (losesAnswers)
        {
            await rehearsal.FaultAsync("post", "lost-answer", skip: 1, every: 2, times: 0);
        }

        await RunUntilDoneAsync(rehearsal);

        var accepted = await rehearsal.AcceptedAsync();
        Expect.EachListedOnceInOrder(SampleListings.Ids(Papers), Texts(accepted));
        Assert.All(accepted.Skip(2), list => Assert.Null(list["inReplyTo"]));
        Assert.Contains(
            rehearsal.Log,
            line => line.Contains("is gone from the server; it is posted alone", StringComparison.Ordinal)
        );
    }

    private static async Task<Rehearsal> QuietAsync(string newPapers = "list")
    {
        var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { PostsPerThreeHours = 0, KeepsIdempotencyKeys = false }
        );
        rehearsal.Settings["Bot:Accounts:0:NewPapers"] = newPapers;
        return rehearsal;
    }

    private static async Task RunUntilDoneAsync(Rehearsal rehearsal)
    {
        for (var run = 0; run < 40; run++)
        {
            await rehearsal.RunOnceAsync();
            if (rehearsal.Report().Accounts is [{ BlockedReason: null, Listings: [{ Queued: 0, Sending: 0 }] }])
            {
                return;
            }

            rehearsal.Clock.Advance(TimeSpan.FromMinutes(31));
        }

        Assert.Fail($"the outbox was not drained: {string.Join('\n', rehearsal.Log.TakeLast(20))}");
    }

    private static IEnumerable<string> Texts(IEnumerable<JsonNode> accepted) =>
        accepted.Select(one => (string)one["text"]!);
}
