using System.Text.Json.Nodes;
using Bot.Cli;
using Bot.Ledger;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Sending;

/// <summary>
/// Boosts and edits on each kind of server: done once, whatever the answers; what acts on a toot that is gone or not
/// there yet harms nothing.
/// </summary>
[Trait("Category", "Slow")]
public sealed class ActionTests
{
    private const string Paper = "2506.00001";

    public static MatrixTheoryData<string, TootAction, string> KindsActionsAndFaults =>
        new(
            SandboxOptions.Kinds,
            [TootAction.Boost, TootAction.Unboost, TootAction.Edit],
            [
                "none",
                "lost-answer",
                "cut",
                "500",
                "503-accepted",
                "429",
                "429-bare",
                "401",
                "html-accepted",
                "no-id-accepted",
                "422",
                "403",
            ]
        );

    [Theory]
    [MemberData(nameof(KindsActionsAndFaults))]
    public async Task Each_is_done_once_in_spite_of(string kind, TootAction action, string fault)
    {
        await using var rehearsal = await AfterADayAsync(kind);
        if (action == TootAction.Unboost)
        {
            await BoostedAsync(rehearsal);
        }

        Deeds.Queue(rehearsal, action, Paper);
        var places = action switch
        {
            TootAction.Edit => new[] { "edit" },
            TootAction.Boost => ["boost"],
            _ => ["boost", "unboost"],
        };
        if (fault != "none")
        {
            foreach (var place in places)
            {
                await rehearsal.FaultAsync(place, fault, milliseconds: 2000);
            }
        }

        await RunUntilDoneAsync(rehearsal);

        var accepted = await rehearsal.AcceptedAsync();
        if (action == TootAction.Edit)
        {
            var toot = Assert.Single(accepted, one => ((string)one["text"]!).Contains(Paper, StringComparison.Ordinal));
            Assert.Equal((Deeds.NewText, 1), ((string)toot["text"]!, (int)toot["edits"]!));
        }
        else
        {
            Assert.Equal(action == TootAction.Unboost ? 2 : 1, accepted.Count(one => one["boostOf"] is not null));
            Assert.Single(accepted, one => one["boostOf"] is not null && !(bool)one["deleted"]!);
        }

        Assert.Equal(4, accepted.Count(one => one["boostOf"] is null));
    }

    [Theory]
    [InlineData("mastodon")]
    [InlineData("gotosocial")]
    [InlineData("snac")]
    [InlineData("hollo")]
    public async Task After_an_edit_later_doubts_are_still_resolved(string kind)
    {
        await using var rehearsal = await AfterADayAsync(kind);
        Deeds.Queue(rehearsal, TootAction.Edit, Paper);
        await RunUntilDoneAsync(rehearsal);
        Deeds.Queue(rehearsal, TootAction.Boost, Paper);
        await rehearsal.FaultAsync("boost", "lost-answer");
        await rehearsal.ServeAsync(SampleListings.Day(3, first: 50, date: SampleListings.Monday.AddDays(1)));
        await rehearsal.FaultAsync("post", "lost-answer", every: 2, times: 2);
        await RunUntilDoneAsync(rehearsal);

        var accepted = await rehearsal.AcceptedAsync();
        Assert.Equal(8, accepted.Count(one => one["boostOf"] is null));
        Assert.Single(accepted, one => one["boostOf"] is not null);
        // New papers first, whatever was queued before them.
        Assert.NotNull(accepted[^1]["boostOf"]);
    }

    [Theory]
    [InlineData(TootAction.Boost)]
    [InlineData(TootAction.Unboost)]
    [InlineData(TootAction.Edit)]
    public async Task A_toot_that_is_gone_is_settled_as_gone_and_holds_up_nothing(TootAction action)
    {
        await using var rehearsal = await AfterADayAsync("mastodon");
        await DeleteAsync(rehearsal, (await rehearsal.AcceptedAsync())[1]);
        foreach (var version in new[] { 2, 3 })
        {
            Deeds.Queue(rehearsal, action == TootAction.Boost ? TootAction.Unboost : action, Paper, version: version);
        }

        Deeds.Queue(rehearsal, TootAction.Boost, "2506.00002");
        await RunUntilDoneAsync(rehearsal);

        var accepted = await rehearsal.AcceptedAsync();
        Assert.Equal(
            (string)accepted[2]["id"]!,
            (string)Assert.Single(accepted, one => one["boostOf"] is not null)["boostOf"]!
        );
        Assert.Equal(4, accepted.Count(one => one["boostOf"] is null));
        Assert.Empty(Assert.Single(rehearsal.Report().Accounts).Refused);
        Assert.Contains(rehearsal.Log, line => line.Contains("gone from the server", StringComparison.Ordinal));
        Assert.Contains(
            "\n  boosts and edits: 1 done, 0 waiting, 2 gone with their toots, 0 set aside",
            StatusCommand.Text(rehearsal.Report()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task One_that_the_server_does_not_want_is_counted_as_set_aside()
    {
        await using var rehearsal = await AfterADayAsync("mastodon");
        Deeds.Queue(rehearsal, TootAction.Boost, Paper);
        await rehearsal.FaultAsync("boost", "422", times: 0);
        await RunUntilDoneAsync(rehearsal);
        Assert.Equal(new ActionReport(0, 0, 0, 1), Assert.Single(rehearsal.Report().Accounts).Actions);
    }

    [Fact]
    public async Task A_proxy_that_answers_404_to_everything_makes_nothing_gone()
    {
        await using var rehearsal = await AfterADayAsync("mastodon");
        Deeds.Queue(rehearsal, TootAction.Boost, Paper);
        await rehearsal.FaultAsync("boost", "404");
        await rehearsal.FaultAsync("any", "404", skip: 3, times: 6);
        await RunUntilDoneAsync(rehearsal);
        Assert.Single(await rehearsal.AcceptedAsync(), one => one["boostOf"] is not null);
    }

    [Fact]
    public async Task A_boost_of_a_toot_that_is_not_there_yet_waits_and_in_the_end_is_given_up()
    {
        await using var rehearsal = await AfterADayAsync("mastodon");
        Deeds.Queue(rehearsal, TootAction.Boost, "2506.00050");
        Deeds.Queue(rehearsal, TootAction.Boost, "2506.00099");
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        Assert.Equal(4, (await rehearsal.AcceptedAsync()).Count);

        await rehearsal.ServeAsync(SampleListings.Day(1, first: 50, date: SampleListings.Monday.AddDays(1)));
        await rehearsal.RunOnceAsync();
        var accepted = await rehearsal.AcceptedAsync();
        Assert.Equal((7, (string)accepted[5]["id"]!), (accepted.Count, (string)accepted[6]["boostOf"]!));
        Assert.Equal(new ActionReport(1, 1, 0, 0), Assert.Single(rehearsal.Report().Accounts).Actions);

        rehearsal.Clock.Advance(TimeSpan.FromDays(5));
        await RunUntilDoneAsync(rehearsal);
        Assert.Equal(7, (await rehearsal.AcceptedAsync()).Count);
        Assert.Equal(new ActionReport(1, 0, 1, 0), Assert.Single(rehearsal.Report().Accounts).Actions);
    }

    [Theory]
    [InlineData("mastodon")]
    [InlineData("gotosocial")]
    [InlineData("snac")]
    [InlineData("hollo")]
    public async Task A_boost_that_the_ledger_does_not_know_of_is_not_made_again(string kind)
    {
        await using var rehearsal = await AfterADayAsync(kind);
        await BoostedAsync(rehearsal);
        Deeds.Queue(rehearsal, TootAction.Boost, Paper);
        await RunUntilDoneAsync(rehearsal);
        Assert.Single(await rehearsal.AcceptedAsync(), one => one["boostOf"] is not null);
    }

    [Fact]
    public async Task Taken_back_boosts_keep_to_thirty_in_thirty_minutes_and_boosts_to_the_window_of_posts()
    {
        await using var rehearsal = await AfterADayAsync("mastodon", papers: 40);
        foreach (var id in SampleListings.Ids(40))
        {
            Deeds.Queue(rehearsal, TootAction.Unboost, id);
        }

        rehearsal.Settings["Bot:Accounts:0:PostsPerThreeHours"] = "60";
        rehearsal.Clock.Advance(TimeSpan.FromHours(3));
        await RunUntilDoneAsync(rehearsal, runs: 400);

        var times = (await rehearsal.RequestsAsync())
            .Where(one => ((string)one["path"]!).EndsWith("/unreblog", StringComparison.Ordinal))
            .Select(one => DateTimeOffset.Parse((string)one["at"]!, null))
            .ToList();
        Assert.Equal(40, times.Count);
        Assert.All(
            times.GroupBy(at => at.UtcTicks / TimeSpan.FromMinutes(30).Ticks),
            window => Assert.InRange(window.Count(), 1, 30)
        );
        Assert.Equal(40, (await rehearsal.AcceptedAsync()).Count(one => one["boostOf"] is not null));
    }

    private static async Task<Rehearsal> AfterADayAsync(string kind, int papers = 3)
    {
        var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions
            {
                Kind = kind,
                PostsPerThreeHours = 0,
                RequestsPerFiveMinutes = 0,
                KeepsIdempotencyKeys = false,
            }
        );
        await rehearsal.ServeAsync(SampleListings.Day(papers));
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        return rehearsal;
    }

    private static async Task BoostedAsync(Rehearsal rehearsal)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"api/v1/statuses/{(await rehearsal.AcceptedAsync())[1]["id"]}/reblog"
        )
        {
            Content = new StringContent(""),
        };
        request.Headers.UserAgent.ParseAdd("by-hand");
        request.Headers.Authorization = new("Bearer", rehearsal.Sandbox.BotToken);
        (await rehearsal.Http.SendAsync(request)).EnsureSuccessStatusCode();
    }

    private static async Task DeleteAsync(Rehearsal rehearsal, JsonNode status)
    {
        using var delete = new HttpRequestMessage(HttpMethod.Delete, $"api/v1/statuses/{status["id"]}");
        delete.Headers.Authorization = new("Bearer", rehearsal.Sandbox.BotToken);
        (await rehearsal.Http.SendAsync(delete)).EnsureSuccessStatusCode();
    }

    private static async Task RunUntilDoneAsync(Rehearsal rehearsal, int runs = 40)
    {
        for (var run = 0; run < runs; run++)
        {
            await rehearsal.RunOnceAsync();
            if (
                rehearsal.Report().Accounts is [{ BlockedReason: null } account]
                && account.Listings.All(listing => listing is { Queued: 0, Sending: 0 })
            )
            {
                return;
            }

            rehearsal.Clock.Advance(TimeSpan.FromMinutes(31));
        }

        Assert.Fail($"the outbox was not drained: {string.Join('\n', rehearsal.Log.TakeLast(20))}");
    }
}
