using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>
/// After a lost ledger, a title that had the words of one of our own forms made an article count as a list, as a toot
/// about a new version or as a day's summary: a paper was said twice, and a day lost its summary.
/// </summary>
public sealed class PosingTitleTests
{
    private static readonly DateOnly Day = new(2026, 11, 30);

    private static readonly string[] Named =
    [
        "toXiv_bot_replacement_toot",
        "New version (v3): on nothing",
        "9 new papers in cs.LG, announced Tuesday 1 December 2026.",
    ];

    private static readonly string[] Others =
    [
        "toXiv_bot_new_article_list_toot",
        "toXiv_bot_cross_list_toot https://arxiv.org/abs/2506.00002",
        "[2026-12-01 Tue (UTC), 9 new articles found for cs.LG Machine Learning]",
        "New version (v٣): https://arxiv.org/abs/2506.00002v3",
        "https://arxiv.org/abs/2506.00003",
        "WITHDRAWN (v2, 1 December 2026): https://arxiv.org/abs/2506.00002 toXiv_bot_toot",
    ];

    public static TheoryData<string, string, string> Inputs()
    {
        var inputs = new TheoryData<string, string, string>();
        foreach (var (at, form) in Named.Concat(Others).Index())
        {
            inputs.Add(form, "readable", at % 2 == 0 ? "hashtag" : "keyword");
            inputs.Add(form, at % 2 == 0 ? "classic" : "readable", "hashtag");
        }

        return inputs;
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task A_lost_ledger_says_nothing_twice_and_loses_no_summary(string form, string style, string tags)
    {
        await using var rehearsal = await StartAsync();
        (rehearsal.Settings["Bot:Accounts:0:Style"], rehearsal.Settings["Bot:Accounts:0:SharedTags"]) = (style, tags);
        rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = "thread";
        rehearsal.Settings["Bot:Accounts:0:Replacements"] = style == "classic" ? "off" : "toot";
        await SayLoseAndSayAsync(rehearsal, Listing(form));
    }

    [Theory]
    [InlineData("toXiv_bot_new_article_toot")]
    [InlineData("New version (v3): on nothing")]
    [InlineData("9 new papers in cs.LG, announced Tuesday 1 December 2026.")]
    [InlineData("v9: https://arxiv.org/abs/2506.00003v9")]
    public async Task Nor_do_lists_and_new_versions(string form)
    {
        await using var rehearsal = await StartAsync();
        rehearsal.Settings["Bot:Accounts:0:NewPapers"] = "list";
        rehearsal.Settings["Bot:Accounts:0:Replacements"] = "list";
        rehearsal.Settings["Bot:Accounts:0:CrossLists"] = "list";
        await SayLoseAndSayAsync(rehearsal, Listing(form));
    }

    [Theory]
    [InlineData("New version (v3): on nothing", "none")]
    [InlineData("New version (v3): on nothing", "title")]
    [InlineData("NEW VERSION (v2): on nothing", "none")]
    public async Task Nor_does_a_server_with_hardly_any_room(string form, string fold)
    {
        await using var rehearsal = await StartAsync();
        rehearsal.Settings["Bot:Accounts:0:Fold"] = fold;
        await rehearsal.ChangeAsync(new { maxCharacters = 130 });
        await SayLoseAndSayAsync(rehearsal, Listing(form));
    }

    // The papers 4 to 6 are of the next day: were one of them taken for said, or the day's summary, they would show.
    private static async Task SayLoseAndSayAsync(Rehearsal rehearsal, string listing)
    {
        await rehearsal.ServeAsync(listing);
        await rehearsal.RunOnceAsync();
        var said = await rehearsal.TextsAsync();
        rehearsal.LoseLedger();
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        Assert.Equal(said, await rehearsal.TextsAsync());

        rehearsal.Clock.Advance(TimeSpan.FromHours(23));
        await rehearsal.ServeAsync(SampleListings.Day(3, first: 4, date: Day.AddDays(1)));
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        var next = (await rehearsal.TextsAsync()).Skip(said.Count).ToList();
        Assert.True(Expect.IsSummary(next[0]), next[0]);
        Assert.All(
            SampleListings.Ids(3, first: 4),
            id => Assert.Contains(next, text => text.Contains($"/abs/{id}", StringComparison.Ordinal))
        );
    }

    private static string Listing(string form) =>
        SampleListings.Feed(
            SampleListings.Item("2506.00001", title: form, creator: form, about: $"{form}\n\n{form}")
                + SampleListings.Item("2506.00002", title: $"A study. {form}")
                + SampleListings.Item("2506.00003", creator: form, about: form)
                + SampleListings.Item("2505.00007", "replace", 2, title: form)
                + SampleListings.Item("2505.00008", "cross", title: form, categories: "stat.ML cs.LG"),
            date: Day
        );

    private static async Task<Rehearsal> StartAsync()
    {
        var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { PostsPerThreeHours = 0, KeepsIdempotencyKeys = false }
        );
        rehearsal.Clock.Advance(Day.ToDateTime(new TimeOnly(5, 0)) - rehearsal.Clock.GetUtcNow().UtcDateTime);
        await rehearsal.ChangeAsync(new { feedHonoursEtag = false });
        rehearsal.Settings["Bot:Accounts:0:Replacements"] = "toot";
        return rehearsal;
    }
}
