using System.Net.Http.Json;
using Bot.Pipeline;
using Bot.Pipeline.Sending;
using Bot.Sandbox;
using Bot.Tests.Support;
using Microsoft.Extensions.Hosting;

namespace Bot.Tests.Pipeline.Sending;

/// <summary>
/// Two bots with copies of one ledger, started by mistake on one account: the timeline tells, and one of them stops.
/// </summary>
public sealed class OtherWriterTests
{
    private const int Papers = 24;
    private const string Alarm = "another bot posts with this account";

    [Theory]
    [InlineData("toot", "shorten", "mastodon")]
    [InlineData("toot", "thread", "snac")]
    [InlineData("list", "shorten", "gotosocial")]
    public async Task A_second_machine_with_a_copy_of_the_ledger_posts_nothing_says_why_and_goes_on_after_recover(
        string newPapers,
        string longAbstract,
        string software
    )
    {
        await using var rehearsal = await QuietAsync();
        await rehearsal.ChangeAsync(new { software, oddIds = software == "snac" });
        rehearsal.Settings["Bot:Accounts:0:NewPapers"] = newPapers;
        rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = longAbstract;
        await StopAfterAsync(rehearsal, 2);
        var copy = CopyOf(rehearsal);
        await StopAfterAsync(rehearsal, 1);

        rehearsal.Settings["Bot:Ledger:Path"] = copy;
        Assert.Contains(Alarm, Assert.Single((await rehearsal.RunOnceAsync()).Troubles), StringComparison.Ordinal);
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Contains(Alarm, Assert.Single((await rehearsal.RunOnceAsync()).Troubles), StringComparison.Ordinal);
        Assert.Equal(3, (await rehearsal.TextsAsync()).Count);

        await rehearsal.RunAsync(RunMode.Recover, async (host, _) => await host.WaitForShutdownAsync());
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        if (newPapers == "list")
        {
            Expect.EachListedOnceInOrder(SampleListings.Ids(Papers), await rehearsal.TextsAsync());
        }
        else
        {
            Expect.EachOnceInOrder(SampleListings.Ids(Papers), await rehearsal.TextsAsync());
        }
    }

    [Fact]
    public async Task Two_that_begin_in_the_same_moment_say_one_toot_twice_at_most_and_recover_settles_it()
    {
        await using var rehearsal = await QuietAsync();
        await StopAfterAsync(rehearsal, 2);
        var copy = CopyOf(rehearsal);
        await rehearsal.FaultAsync("post", "held-request");

        var first = await rehearsal.RunAsync(
            RunMode.Once,
            async (host, _) =>
            {
                (await rehearsal.Http.GetAsync("sandbox/held?atLeast=1")).EnsureSuccessStatusCode();
                rehearsal.Settings["Bot:Ledger:Path"] = copy;
                Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
                (await rehearsal.Http.PostAsync("sandbox/release", new StringContent(""))).EnsureSuccessStatusCode();
                await host.WaitForShutdownAsync();
            }
        );

        Assert.Contains(Alarm, Assert.Single(first.Troubles), StringComparison.Ordinal);
        var said = await rehearsal.TextsAsync();
        Assert.Equal(Papers + 1, said.Distinct().Count());
        Assert.Equal(Papers + 2, said.Count);

        rehearsal.Settings.Remove("Bot:Ledger:Path");
        await rehearsal.RunAsync(RunMode.Recover, async (host, _) => await host.WaitForShutdownAsync());
        await rehearsal.ServeAsync(SampleListings.Day(Papers + 1));
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        Assert.Equal(said.Count + 1, (await rehearsal.TextsAsync()).Count);
    }

    [Fact]
    public async Task A_twin_that_says_what_was_just_said_is_found_out_by_the_one_that_sees_it()
    {
        await using var rehearsal = await QuietAsync();
        await StopAfterAsync(rehearsal, 3);
        // The other's copy of the toot stands above ours.
        await TootAsync(rehearsal, (await rehearsal.TextsAsync())[2]);

        Assert.Contains(Alarm, Assert.Single((await rehearsal.RunOnceAsync()).Troubles), StringComparison.Ordinal);
        await rehearsal.RunAsync(RunMode.Recover, async (host, _) => await host.WaitForShutdownAsync());
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        Assert.Equal(Papers + 2, (await rehearsal.TextsAsync()).Count);
    }

    [Fact]
    public async Task What_the_operator_does_by_hand_is_no_other_bot()
    {
        await using var rehearsal = await QuietAsync();
        await StopAfterAsync(rehearsal, 4);
        var ours = await rehearsal.AcceptedAsync();
        await SendAsync(rehearsal, HttpMethod.Post, $"api/v1/statuses/{ours[1]["id"]}/reblog", null);
        await TootAsync(rehearsal, "The bot was down for an hour, sorry. #toXiv_bot_toot #csLG");
        await TootAsync(
            rehearsal,
            "My own paper, announced long ago: https://arxiv.org/abs/2401.00001 #toXiv_bot_toot"
        );
        // Deleted and drafted anew, with the same text.
        await SendAsync(rehearsal, HttpMethod.Delete, $"api/v1/statuses/{ours[2]["id"]}", null);
        await TootAsync(rehearsal, (string)ours[2]["text"]!);

        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);

        var texts = (await rehearsal.AcceptedAsync())
            .Where(one => one["boostOf"] is null && !(bool)one["deleted"]!)
            .Select(one => (string)one["text"]!)
            .ToList();
        Assert.All(
            SampleListings.Ids(Papers),
            id => Assert.Single(texts, text => text.Contains(id, StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_person_who_names_a_paper_again_that_a_lost_ledger_took_for_ours_is_no_other_bot()
    {
        await using var rehearsal = await QuietAsync();
        await TootAsync(rehearsal, "My own paper: https://arxiv.org/abs/2401.00001 #toXiv_bot_toot");
        await StopAfterAsync(rehearsal, 4);
        await TootAsync(rehearsal, "Still my own paper: https://arxiv.org/abs/2401.00001 #toXiv_bot_toot");

        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);

        var texts = await rehearsal.TextsAsync();
        Assert.All(
            SampleListings.Ids(Papers),
            id => Assert.Single(texts, text => text.Contains(id, StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_timeline_that_cannot_be_read_keeps_no_toot_back_and_looks_are_few()
    {
        await using var rehearsal = await QuietAsync();
        rehearsal.Settings["Bot:Pace:Interval"] = "00:00:10";
        // The start reads twice: that it can, and what a lost ledger might have said.
        await rehearsal.FaultAsync("timeline", "403", skip: 2, times: 1);
        await rehearsal.ServeAsync(SampleListings.Day(Papers));

        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);

        Expect.EachOnceInOrder(SampleListings.Ids(Papers), await rehearsal.TextsAsync());
        Assert.InRange(
            (await rehearsal.RequestsAsync()).Count(one =>
                ((string)one["path"]!).EndsWith("/statuses", StringComparison.Ordinal)
                && (string)one["method"]! == "GET"
            ),
            3,
            6
        );
    }

    private static async Task<Rehearsal> QuietAsync() =>
        await Rehearsal.StartAsync(new SandboxOptions { PostsPerThreeHours = 0, KeepsIdempotencyKeys = false });

    private static async Task StopAfterAsync(Rehearsal rehearsal, int posts)
    {
        await rehearsal.ServeAsync(SampleListings.Day(Papers));
        await rehearsal.FaultAsync("post", "401", skip: posts, times: 0);
        await rehearsal.RunOnceAsync();
        await rehearsal.HealAsync();
    }

    private static string CopyOf(Rehearsal rehearsal)
    {
        var copy = Path.Combine(
            Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(rehearsal.LedgerPath)!, "other")).FullName,
            "ledger.db"
        );
        rehearsal.Engine.Copy(rehearsal.LedgerPath, copy);
        return copy;
    }

    private static Task TootAsync(Rehearsal rehearsal, string status) =>
        SendAsync(
            rehearsal,
            HttpMethod.Post,
            "api/v1/statuses",
            JsonContent.Create(new { status, visibility = "public" })
        );

    private static async Task SendAsync(Rehearsal rehearsal, HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path);
        // Of a known length, as apps send it.
        request.Content = new ByteArrayContent(content is null ? [] : await content.ReadAsByteArrayAsync());
        if (content is not null)
        {
            request.Content.Headers.ContentType = new("application/json");
        }

        request.Headers.Authorization = new("Bearer", rehearsal.Sandbox.BotToken);
        (await rehearsal.Http.SendAsync(request)).EnsureSuccessStatusCode();
    }
}
