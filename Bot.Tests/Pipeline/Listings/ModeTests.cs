using System.Text.Json.Nodes;
using Bot.Options;
using Bot.Sandbox;
using Bot.Tests.Contract;
using Bot.Tests.Support;
using static Bot.Tests.Support.FamilyRehearsal;

namespace Bot.Tests.Pipeline.Listings;

/// <summary>
/// Every way of telling of cross-lists with every way of telling of new versions, on each kind of server: two days of
/// two accounts, each thing once.
/// </summary>
public sealed class ModeTests
{
    private static readonly DateOnly Tuesday = SampleListings.Monday.AddDays(1);

    // What is told beside the articles, written out by hand: whatever reads the settings, it has no part in what is
    // expected. Account 1 has cs.LG, account 2 has cs.AI; 00001 is new in one and cross-listed to the other, and on
    // Tuesday there is a second version of it. A setting that is not there is written "".
    private static readonly (string CrossLists, string Replacements, string Told)[] Table =
    [
        ("", "", ""),
        ("off", "off", ""),
        ("off", "toot", "1 toots anew: 00001"),
        ("off", "boost", "1 boosts: 00001"),
        ("off", "edit", "1 edits: 00001"),
        ("off", "list", "1 lists anew: 00001v2; 2 lists anew: 00001v2"),
        ("boost", "off", "2 boosts: 00001 00002"),
        ("boost", "toot", "1 toots anew: 00001; 2 boosts: 00001 00002"),
        ("boost", "boost", "1 boosts: 00001; 2 boosts: 00001 00002"),
        ("boost", "edit", "1 edits: 00001; 2 boosts: 00001 00002"),
        ("boost", "list", "1 lists anew: 00001v2; 2 boosts: 00001 00002; 2 lists anew: 00001v2"),
        ("list", "off", "2 cross-lists: 00001 00002 00009"),
        ("list", "toot", "1 toots anew: 00001; 2 cross-lists: 00001 00002 00009"),
        ("list", "boost", "1 boosts: 00001; 2 cross-lists: 00001 00002 00009"),
        ("list", "edit", "1 edits: 00001; 2 cross-lists: 00001 00002 00009"),
        ("list", "list", "1 lists anew: 00001v2; 2 cross-lists: 00001 00002 00009; 2 lists anew: 00001v2"),
    ];

    public static TheoryData<string, string, string, string> All()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (var kind in SandboxOptions.Kinds)
        {
            foreach (var (crossLists, replacements, told) in Table)
            {
                data.Add(kind, crossLists, replacements, told);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Two_days_are_told_as_the_settings_ask_and_nothing_twice(
        string kind,
        string crossLists,
        string replacements,
        string expected
    )
    {
        await using var rehearsal = await StartAsync(kind, "cs.LG", "cs.AI");
        foreach (var account in new[] { 0, 1 })
        {
            Set(rehearsal, account, "CrossLists", crossLists.Length > 0 ? crossLists : null);
            Set(rehearsal, account, "Replacements", replacements.Length > 0 ? replacements : null);
        }

        await rehearsal.FaultAsync("post", "lost-answer", every: 3, times: 2);
        await TellAsync(
            rehearsal,
            SampleListings.Monday,
            Item("2506.00001", "new") + Item("2506.00002", "new"),
            Item("2506.00001", "cross")
                + Item("2506.00002", "cross")
                + SampleListings.Item("2506.00009", "cross", categories: "math.OC cs.AI")
                + SampleListings.Item("2506.00004", categories: "cs.AI")
        );
        await rehearsal.FaultAsync("post", "lost-answer", every: 2, times: 2);
        await TellAsync(
            rehearsal,
            Tuesday,
            SampleListings.Item("2506.00050", categories: "cs.LG") + Item("2506.00001", "replace", 2),
            SampleListings.Item("2506.00051", categories: "cs.AI") + Item("2506.00001", "replace-cross", 2)
        );

        var accepted = (await rehearsal.AcceptedAsync()).ToList();
        await rehearsal.ChangeAsync(new { feedHonoursEtag = false });
        await DeliverAsync(rehearsal);
        Assert.Equal(accepted.Count, (await rehearsal.AcceptedAsync()).Count);

        var lists = accepted.Where(one => Is(one, "Cross-listed to") || Is(one, "New version")).ToList();
        var own = accepted.Except(lists).Except(Boosts(accepted)).ToList();
        Assert.Equal(4 + 5, own.Count);
        var articles = new[] { "2506.00001", "2506.00002", "2506.00004", "2506.00050", "2506.00051" }.ToDictionary(
            id => id,
            id => Assert.Single(Naming(own, id))
        );
        Assert.All(
            articles,
            article =>
                Assert.Equal(
                    Author(article.Key is "2506.00004" or "2506.00051" ? 1 : 0),
                    (string)article.Value["author"]!
                )
        );

        var told = Boosts(accepted)
            .Select(one =>
                (
                    Who(one),
                    "boosts",
                    articles.Single(article => (string)article.Value["id"]! == (string)one["boostOf"]!).Key
                )
            )
            .Concat(
                articles.SelectMany(article =>
                    Enumerable.Repeat((Who(article.Value), "edits", article.Key), (int)article.Value["edits"]!)
                )
            )
            .Concat(lists.SelectMany(Listed))
            .GroupBy(one => $"{one.Item1} {one.Item2}", one => one.Item3["2506.".Length..], StringComparer.Ordinal)
            .OrderBy(deed => deed.Key, StringComparer.Ordinal)
            .Select(deed => $"{deed.Key}: {string.Join(' ', deed.Order(StringComparer.Ordinal))}");
        Assert.Equal(expected, string.Join("; ", told));
    }

    private static string Item(string id, string type, int version = 1) =>
        SampleListings.Item(id, type, version, title: version == 1 ? null : "Anew", categories: "cs.LG cs.AI");

    private static async Task TellAsync(Rehearsal rehearsal, DateOnly day, string learning, string intelligence)
    {
        if (day > SampleListings.Monday)
        {
            rehearsal.Clock.Advance(TimeSpan.FromDays(1));
        }

        await rehearsal.ServeAsync(SampleListings.Feed(learning, date: day));
        await rehearsal.ServeAsync(SampleListings.Feed(intelligence, "cs.AI", day), "cs.AI");
        await DeliverAsync(rehearsal);
    }

    private static bool Is(JsonNode status, string beginning) =>
        Text(status).StartsWith(beginning, StringComparison.Ordinal);

    private static string Text(JsonNode status) => HolloReader.Unguarded((string)status["text"]!);

    private static int Who(JsonNode status) => (string)status["author"]! == "tootprint" ? 1 : 2;

    // Who tells of which papers and how; lists are quiet.
    private static IEnumerable<(int Who, string Does, string Paper)> Listed(JsonNode status)
    {
        var (does, visibility) = true switch
        {
            _ when Is(status, "Cross-listed to cs.AI, 9 June 2025") => ("cross-lists", "unlisted"),
            _ when Is(status, "New versions in cs.") => ("lists anew", "unlisted"),
            _ when Is(status, "New version (v2): Anew") => ("toots anew", "public"),
            _ => throw new InvalidOperationException($"told in another way: {Text(status)}"),
        };
        Assert.Equal(visibility, (string)status["visibility"]!);
        const string Address = "https://arxiv.org/abs/";
        return Text(status)
            .Split('\n')
            .Where(line => line.StartsWith(Address, StringComparison.Ordinal))
            .Select(line => (Who(status), does, line[Address.Length..]));
    }
}
