using System.Text.Json.Nodes;
using Bot.Ledger;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Sending;

/// <summary>What is counted in which window, as Mastodon counts: nothing is answered 429, nothing waits without need.</summary>
[Trait("Category", "Slow")]
public sealed class BudgetTests
{
    private static readonly DateOnly Tuesday = SampleListings.Monday.AddDays(1);

    private static readonly TimeSpan Window = TimeSpan.FromHours(3);

    [Fact]
    public async Task A_day_of_many_edits_and_boosts_fits_into_the_windows()
    {
        await using var rehearsal = await AfterADayAsync(papers: 250, postsPerThreeHours: 300);
        await rehearsal.ChangeAsync(new { requestsPerFiveMinutes = 300 });
        var ids = SampleListings.Ids(250).ToList();
        Queue(rehearsal, TootAction.Edit, ids);
        Queue(rehearsal, TootAction.Boost, ids.Take(200));
        await rehearsal.ServeAsync(SampleListings.Day(130, first: 1001, date: Tuesday));
        var begun = rehearsal.Clock.GetUtcNow();
        await ServeUntilAsync(rehearsal, sent: 251 + 131 + 250 + 200);

        Assert.Empty(await ThrottledAsync(rehearsal));
        var (counted, boosts) = (
            await TimesAsync(rehearsal, begun, "post", "edit"),
            await TimesAsync(rehearsal, begun, "boost")
        );
        Assert.Equal([300, 81], counted.GroupBy(at => at.UtcTicks / Window.Ticks).Select(window => window.Count()));
        Assert.Equal(200, boosts.Count);
        // None of them waits for the window that edits and posts have filled.
        Assert.True(boosts.Max() < counted.Max() - TimeSpan.FromHours(1), $"{boosts.Max()} {counted.Max()}");
    }

    [Fact]
    public async Task Boosts_go_on_while_posts_wait_for_their_window()
    {
        await using var rehearsal = await AfterADayAsync(papers: 8, postsPerThreeHours: 10);
        Queue(rehearsal, TootAction.Boost, SampleListings.Ids(8));
        await rehearsal.ServeAsync(SampleListings.Day(14, first: 1001, date: Tuesday));
        var begun = rehearsal.Clock.GetUtcNow();
        await ServeUntilAsync(rehearsal, sent: 9 + 15 + 8);

        Assert.Empty(await ThrottledAsync(rehearsal));
        var posts = await TimesAsync(rehearsal, begun, "post");
        Assert.True((await TimesAsync(rehearsal, begun, "boost")).Max() < posts[9] + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task What_a_servers_headers_call_full_holds_only_what_is_counted_there()
    {
        // The setting says 300, the server has a smaller window.
        await using var rehearsal = await AfterADayAsync(papers: 8, postsPerThreeHours: 10, setting: 300);
        Queue(rehearsal, TootAction.Boost, SampleListings.Ids(8));
        Queue(rehearsal, TootAction.Edit, SampleListings.Ids(8));
        await rehearsal.ServeAsync(SampleListings.Day(14, first: 1001, date: Tuesday));
        var begun = rehearsal.Clock.GetUtcNow();
        await ServeUntilAsync(rehearsal, sent: 9 + 15 + 8 + 8);

        Assert.Empty(await ThrottledAsync(rehearsal));
        var counted = await TimesAsync(rehearsal, begun, "post", "edit");
        Assert.Equal([10, 10, 3], counted.GroupBy(at => at.UtcTicks / Window.Ticks).Select(window => window.Count()));
        Assert.True((await TimesAsync(rehearsal, begun, "boost")).Max() < counted[9] + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Taken_back_boosts_wait_for_their_window_and_let_the_others_pass()
    {
        await using var rehearsal = await AfterADayAsync(papers: 40, postsPerThreeHours: 300);
        Queue(rehearsal, TootAction.Boost, SampleListings.Ids(40));
        await ServeUntilAsync(rehearsal, sent: 41 + 40);
        Queue(rehearsal, TootAction.Unboost, SampleListings.Ids(40));
        Queue(rehearsal, TootAction.Edit, SampleListings.Ids(20));
        var begun = rehearsal.Clock.GetUtcNow();
        await ServeUntilAsync(rehearsal, sent: 41 + 40 + (2 * 40) + 20);

        Assert.Empty(await ThrottledAsync(rehearsal));
        var taken = await TimesAsync(rehearsal, begun, "unboost");
        Assert.Equal(40, taken.Count);
        Assert.True((await TimesAsync(rehearsal, begun, "edit")).Max() < taken.Max());
        // A boost that is made anew comes after the one before is taken back.
        Assert.Equal(
            40,
            (await rehearsal.AcceptedAsync()).Count(one => one["boostOf"] is not null && !(bool)one["deleted"]!)
        );
    }

    [Fact]
    public async Task A_window_that_somebody_else_has_filled_holds_only_what_is_counted_there()
    {
        await using var rehearsal = await AfterADayAsync(papers: 3, postsPerThreeHours: 300);
        Queue(rehearsal, TootAction.Boost, SampleListings.Ids(3));
        await ServeUntilAsync(rehearsal, sent: 4 + 3);
        await rehearsal.ChangeAsync(new { deletesPerHalfHour = 1 });
        Queue(rehearsal, TootAction.Unboost, SampleListings.Ids(3));
        await rehearsal.ServeAsync(SampleListings.Day(3, first: 1001, date: Tuesday));
        Queue(rehearsal, TootAction.Edit, SampleListings.Ids(3));
        var begun = rehearsal.Clock.GetUtcNow();
        await ServeUntilAsync(rehearsal, sent: 4 + 3 + 4 + 6 + 3);

        // The first answer's header tells that there is room for one alone, so no other is tried in vain.
        Assert.Empty(await ThrottledAsync(rehearsal));
        var taken = await TimesAsync(rehearsal, begun, "unboost");
        Assert.Equal(3, taken.Select(at => at.UtcTicks / TimeSpan.FromMinutes(30).Ticks).Distinct().Count());
        Assert.True((await TimesAsync(rehearsal, begun, "post", "edit")).Max() < taken[1]);
    }

    [Theory]
    [InlineData("edit", TootAction.Edit)]
    [InlineData("unboost", TootAction.Unboost)]
    public async Task After_a_429_the_others_go_on_and_it_is_tried_when_its_window_turns(
        string place,
        TootAction action
    )
    {
        await using var rehearsal = await AfterADayAsync(papers: 3, postsPerThreeHours: 10);
        Queue(rehearsal, TootAction.Boost, SampleListings.Ids(2));
        await ServeUntilAsync(rehearsal, sent: 4 + 2);
        Queue(rehearsal, action, SampleListings.Ids(1));
        Queue(rehearsal, TootAction.Boost, SampleListings.Ids(1, first: 3));
        await FillByHandAsync(rehearsal, place);
        var begun = rehearsal.Clock.GetUtcNow();
        await ServeUntilAsync(rehearsal, sent: 4 + 2 + (action == TootAction.Edit ? 2 : 3));

        Assert.Single(await ThrottledAsync(rehearsal));
        var tries = await TimesAsync(rehearsal, begun, place);
        Assert.Equal(2, tries.Count);
        var (first, second) = (tries[0], tries[1]);
        Assert.InRange((second - first).TotalMinutes, 1, 180);
        Assert.Contains(await TimesAsync(rehearsal, begun, "boost"), at => at < first + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Each_request_is_counted_also_those_before_the_account_is_known()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Accounts:0:PostsPerThreeHours"] = "300";
        rehearsal.Settings["Bot:Pace:Interval"] = "00:00:00";
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.RunOnceAsync();

        var now = rehearsal.Clock.GetUtcNow();
        var start = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.FromMinutes(5).Ticks), TimeSpan.Zero);
        using var ledger = rehearsal.ReadLedger();
        Assert.Equal(
            (await rehearsal.RequestsAsync()).Count(one =>
                !((string)one["path"]!).StartsWith("/rss/", StringComparison.Ordinal)
                && (DateTimeOffset)one["at"]! >= start
            ),
            await ledger.Accounts.Charges(1, new BudgetWindow("requests", start))
        );
    }

    private static async Task<Rehearsal> AfterADayAsync(int papers, int postsPerThreeHours, int? setting = null)
    {
        var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { Kind = "mastodon", PostsPerThreeHours = postsPerThreeHours }
        );
        rehearsal.MostLines = 5000;
        rehearsal.Settings["Bot:Accounts:0:PostsPerThreeHours"] = $"{setting ?? postsPerThreeHours}";
        rehearsal.Settings["Bot:Pace:SpreadOver"] = "00:00:00";
        await rehearsal.ServeAsync(SampleListings.Day(papers));
        await ServeUntilAsync(rehearsal, sent: papers + 1);
        // The beginning of a window of the next day.
        var now = rehearsal.Clock.GetUtcNow();
        var next = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % Window.Ticks), TimeSpan.Zero).AddDays(1);
        rehearsal.Clock.Advance(next - now + TimeSpan.FromMinutes(1));
        return rehearsal;
    }

    private static void Queue(Rehearsal rehearsal, TootAction action, IEnumerable<string> papers)
    {
        using var ledger = rehearsal.OpenLedger();
        foreach (var paper in papers)
        {
            var version = action == TootAction.Unboost ? 3 : 2;
            Deeds.Queue(ledger, rehearsal.Clock.GetUtcNow(), action, paper, account: 1, version);
        }
    }

    private static Task ServeUntilAsync(Rehearsal rehearsal, int sent) =>
        rehearsal.ServeUntilAsync(ledger => ledger.Sent() >= sent);

    private static async Task<IEnumerable<JsonNode>> ThrottledAsync(Rehearsal rehearsal) =>
        (await rehearsal.RequestsAsync()).Where(one => (int?)one["answered"] == 429);

    // When requests of the bot for some places were made.
    private static async Task<List<DateTimeOffset>> TimesAsync(
        Rehearsal rehearsal,
        DateTimeOffset since,
        params string[] places
    ) =>
        [
            .. (await rehearsal.RequestsAsync())
                .Where(one => places.Contains(PlaceOf(one)) && (string?)one["userAgent"] != "by-hand")
                .Select(one => (DateTimeOffset)one["at"]!)
                .Where(at => at >= since)
                .Order(),
        ];

    private static string PlaceOf(JsonNode request) =>
        ((string)request["method"]!, (string)request["path"]!) switch
        {
            ("POST", "/api/v1/statuses") => "post",
            ("PUT", _) => "edit",
            ("POST", var path) when path.EndsWith("/reblog", StringComparison.Ordinal) => "boost",
            ("POST", var path) when path.EndsWith("/unreblog", StringComparison.Ordinal) => "unboost",
            _ => "",
        };

    // Somebody else uses the account.
    private static async Task FillByHandAsync(Rehearsal rehearsal, string place)
    {
        for (var done = 0; done < (place == "edit" ? 10 : 30); done++)
        {
            using var request =
                place == "edit"
                    ? new HttpRequestMessage(HttpMethod.Post, "api/v1/statuses")
                    : new HttpRequestMessage(HttpMethod.Delete, "api/v1/statuses/1");
            request.Headers.UserAgent.ParseAdd("by-hand");
            request.Headers.Authorization = new("Bearer", rehearsal.Sandbox.BotToken);
            if (place == "edit")
            {
                request.Content = new FormUrlEncodedContent([new("status", $"by hand {done}")]);
            }

            await rehearsal.Http.SendAsync(request);
        }
    }
}
