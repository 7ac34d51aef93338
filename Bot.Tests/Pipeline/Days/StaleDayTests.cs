using System.Net.Http.Json;
using Bot.Arxiv;
using Bot.Ledger;
using Bot.Options;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Days;

/// <summary>Ways out of a stale day: other addresses of the same listing, where the settings allow them.</summary>
public sealed class StaleDayTests
{
    private static readonly DateOnly Tuesday = SampleListings.Monday.AddDays(1);

    [Theory]
    [InlineData("atom", "/atom/cs.LG")]
    [InlineData("lowercase", "/rss/cs.lg")]
    [InlineData("doubled", "/rss/cs.LG+cs.LG")]
    public async Task Another_address_brings_the_days_listing_with_its_number(string way, string address)
    {
        await using var rehearsal = await StaleTuesdayAsync(way, "/rss/cs.LG");
        await rehearsal.RunOnceAsync();
        Assert.Equal(
            (Tuesday, DayState.Complete, 5),
            (Day(rehearsal).Date, Day(rehearsal).State, Day(rehearsal).Announced)
        );
        Expect.EachOnceInOrder(
            [.. SampleListings.Ids(3), .. SampleListings.Ids(5, 11)],
            await rehearsal.TextsAsync(),
            summaries: 2
        );
        Assert.Equal(["/rss/cs.LG", address], await LooksAsync(rehearsal));

        // Once the day is in, the usual address is asked alone, and by its own tag.
        await rehearsal.RunOnceAsync();
        Assert.Equal(["/rss/cs.LG", address, "/rss/cs.LG"], await LooksAsync(rehearsal));
        Assert.Equal(
            304,
            (int)(await rehearsal.RequestsAsync()).Last(one => ((string)one["path"]!) == "/rss/cs.LG")["answered"]!
        );
        Assert.Equal(DayState.Complete, Day(rehearsal).State);
    }

    [Fact]
    public async Task Nothing_else_is_asked_where_nothing_else_is_allowed()
    {
        await using var rehearsal = await StaleTuesdayAsync("", "/rss/cs.LG");
        await rehearsal.RunOnceAsync();
        Assert.Equal(["/rss/cs.LG"], await LooksAsync(rehearsal));
        Assert.Equal(DayState.Stale, Day(rehearsal).State);
    }

    [Fact]
    public async Task The_addresses_are_asked_in_turn_once_per_look_and_in_arxivs_pace()
    {
        await using var rehearsal = await StaleTuesdayAsync("doubled atom lowercase", "");
        rehearsal.Settings["Bot:Feed:MinimumInterval"] = "00:00:03";
        await rehearsal.RunOnceAsync();
        await rehearsal.RunOnceAsync(); // now answered with 304, and stale all the same
        string[] look = ["/rss/cs.LG", "/rss/cs.LG+cs.LG", "/atom/cs.LG", "/rss/cs.lg"];
        Assert.Equal([.. look, .. look], await LooksAsync(rehearsal));
        var times = (await RequestsAsync(rehearsal)).Select(one => (DateTimeOffset)one["at"]!).ToList();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(3)));
        Assert.Equal(
            (DayState.Stale, "the feed shows the papers of 2025-06-09 again"),
            (Day(rehearsal).State, Day(rehearsal).Message)
        );
    }

    [Theory]
    [InlineData("html")]
    [InlineData("503")]
    [InlineData("400-document")]
    [InlineData("truncated")]
    public async Task Trouble_at_another_address_is_none_of_the_feeds(string fault)
    {
        await using var rehearsal = await StaleTuesdayAsync("atom lowercase", "");
        await rehearsal.FaultAsync("feed", fault, skip: 1, times: 0);
        var result = await rehearsal.RunOnceAsync();
        Assert.Empty(result.Troubles);
        Assert.Equal(["/rss/cs.LG", "/atom/cs.LG", "/rss/cs.lg"], await LooksAsync(rehearsal));
        Assert.Null(Assert.Single(rehearsal.Report().Feeds).FailedSince);
        Assert.Equal(DayState.Stale, Day(rehearsal).State);
    }

    [Fact]
    public async Task An_empty_answer_elsewhere_takes_nothing_back()
    {
        await using var rehearsal = await StaleTuesdayAsync("atom", "/rss/cs.LG");
        await HabitAsync(rehearsal, "empty", "/atom/cs.LG");
        await rehearsal.RunOnceAsync();
        Assert.Equal(2, (await LooksAsync(rehearsal)).Count);
        Assert.Equal(DayState.Stale, Day(rehearsal).State);
    }

    [Fact]
    public async Task A_day_that_is_empty_here_alone_has_the_same_ways_out()
    {
        await using var rehearsal = await StaleTuesdayAsync("atom", "", habit: null);
        rehearsal.Settings["Bot:Accounts:0:Categories"] = "stat.ML cs.LG";
        await HabitAsync(rehearsal, "empty", "/rss/cs.LG");
        await rehearsal.ServeAsync(SampleListings.Feed("", "stat.ML", Tuesday), "stat.ML");
        await rehearsal.RunOnceAsync();
        Assert.Equal(["/rss/stat.ML", "/rss/cs.LG"], await LooksAsync(rehearsal));

        await rehearsal.ServeAsync(SampleListings.Day(2, first: 50, date: Tuesday, category: "stat.ML"), "stat.ML");
        await rehearsal.RunOnceAsync();
        Assert.Equal(
            ["/rss/stat.ML", "/rss/cs.LG", "/rss/stat.ML", "/rss/cs.LG", "/atom/cs.LG"],
            await LooksAsync(rehearsal)
        );
        Assert.Equal(DayState.Complete, Day(rehearsal).State);
    }

    [Theory]
    [InlineData("atom rss", "", "'rss'; write any of atom, lowercase, doubled")]
    [InlineData("atom", "feeds/", "ends with neither /rss/ nor /atom/")]
    public async Task A_way_that_there_is_not_is_a_mistake_in_the_settings(string ways, string path, string words)
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Feed:WhenStale"] = ways;
        if (path.Length > 0)
        {
            rehearsal.Settings["Bot:Feed:BaseUrl"] = new Uri(rehearsal.Sandbox.Url, path).AbsoluteUri;
        }

        Assert.Contains(words, Assert.Throws<SettingsException>(rehearsal.Options).Message, StringComparison.Ordinal);
    }

    // Monday was tooted; on Tuesday the one address, or all of them, show Monday's papers under Tuesday's date.
    private static async Task<Rehearsal> StaleTuesdayAsync(string ways, string address, string? habit = "stale")
    {
        var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Feed:WhenStale"] = ways;
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.RunOnceAsync();
        await rehearsal.ServeAsync(SampleListings.Day(5, first: 11, date: Tuesday));
        if (habit is not null)
        {
            await HabitAsync(rehearsal, habit, address);
        }

        rehearsal.Clock.Advance(TimeSpan.FromDays(1));
        (await rehearsal.Http.DeleteAsync("sandbox/requests")).EnsureSuccessStatusCode();
        return rehearsal;
    }

    private static async Task HabitAsync(Rehearsal rehearsal, string kind, string address) =>
        (
            await rehearsal.Http.PostAsJsonAsync(
                "sandbox/habits",
                new
                {
                    query = "cs.LG",
                    kind,
                    address,
                }
            )
        ).EnsureSuccessStatusCode();

    private static DayReport Day(Rehearsal rehearsal) => rehearsal.Report().Days.First(day => day.Category == "cs.LG");

    private static async Task<List<string>> LooksAsync(Rehearsal rehearsal) =>
        [.. (await RequestsAsync(rehearsal)).Select(one => (string)one["path"]!)];

    private static async Task<List<System.Text.Json.Nodes.JsonNode>> RequestsAsync(Rehearsal rehearsal) =>
        [
            .. (await rehearsal.RequestsAsync()).Where(one =>
                (string)one["path"]! is var path
                && (
                    path.StartsWith("/rss/", StringComparison.Ordinal)
                    || path.StartsWith("/atom/", StringComparison.Ordinal)
                )
            ),
        ];
}
