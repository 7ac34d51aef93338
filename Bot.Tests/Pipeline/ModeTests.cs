using System.Net;
using System.Text.Json.Nodes;
using Bot.Sandbox;
using Bot.Tests.Support;
using static Bot.Tests.Support.FamilyRehearsal;

namespace Bot.Tests.Pipeline;

/// <summary>Every way of telling of cross-lists with every way of telling of new versions, on each kind of server: two days of two accounts, each thing once.</summary>
public sealed class ModeTests
{
    private static readonly DateOnly Tuesday = Listings.Monday.AddDays(1);

    public static MatrixTheoryData<string, string, string> All => new(SandboxOptions.Kinds, ["off", "boost", "list"], ["off", "toot", "boost", "edit", "list"]);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Two_days_are_told_as_the_settings_ask_and_nothing_twice(string kind, string crossLists, string replacements)
    {
        await using var rehearsal = await StartAsync(kind, "cs.LG", "cs.AI");
        foreach (var account in new[] { 0, 1 })
        {
            Set(rehearsal, account, "CrossLists", crossLists);
            Set(rehearsal, account, "Replacements", replacements);
        }

        await rehearsal.FaultAsync("post", "lost-answer", every: 3, times: 2);
        await TellAsync(rehearsal, Listings.Monday, Item("2506.00001", "new") + Item("2506.00002", "new"),
            Item("2506.00001", "cross") + Item("2506.00002", "cross") + Listings.Item("2506.00009", "cross", categories: "math.OC cs.AI") + Listings.Item("2506.00004", categories: "cs.AI"));
        await rehearsal.FaultAsync("post", "lost-answer", every: 2, times: 2);
        await TellAsync(rehearsal, Tuesday, Listings.Item("2506.00050", categories: "cs.LG") + Item("2506.00001", "replace", 2), Listings.Item("2506.00051", categories: "cs.AI") + Item("2506.00001", "replace-cross", 2));

        var accepted = (await rehearsal.AcceptedAsync()).ToList();
        await rehearsal.ChangeAsync(new { feedHonoursEtag = false });
        await DeliverAsync(rehearsal);
        Assert.Equal(accepted.Count, (await rehearsal.AcceptedAsync()).Count);

        var lists = accepted.Where(one => Is(one, "Cross-listed to") || Is(one, "New version")).ToList();
        var own = accepted.Except(lists).Except(Boosts(accepted)).ToList();
        Assert.Equal(4 + 5, own.Count);
        var articles = new[] { "2506.00001", "2506.00002", "2506.00004", "2506.00050", "2506.00051" }.ToDictionary(id => id, id => Assert.Single(Naming(own, id)));
        Assert.All(articles, article => Assert.Equal(Author(article.Key is "2506.00004" or "2506.00051" ? 1 : 0), (string)article.Value["author"]!));
        Assert.All(articles, article => Assert.Equal(replacements == "edit" && article.Key == "2506.00001" ? 1 : 0, (int)article.Value["edits"]!));

        string[] crossListed = crossLists == "boost" ? [$"{Author(1)} 2506.00001", $"{Author(1)} 2506.00002"] : [], boostedAnew = replacements == "boost" ? [$"{Author(0)} 2506.00001"] : [];
        Assert.Equal(crossListed.Concat(boostedAnew).Order(), Boosts(accepted).Select(one => $"{one["author"]} {articles.Single(article => (string)article.Value["id"]! == (string)one["boostOf"]!).Key}").Order());

        Assert.Equal(crossLists == "list" ? [$"{Author(1)} 2506.00001", $"{Author(1)} 2506.00002", $"{Author(1)} 2506.00009"] : [], Named(lists, "Cross-listed to cs.AI, 9 June 2025", quiet: true));
        Assert.Equal(replacements == "list" ? [$"{Author(0)} 2506.00001v2", $"{Author(1)} 2506.00001v2"] : [], Named(lists, "New versions in cs.", quiet: true));
        Assert.Equal(replacements == "toot" ? [$"{Author(0)} 2506.00001"] : [], Named(lists, "New version (v2): Anew", quiet: false));
    }

    private static string Item(string id, string type, int version = 1) => Listings.Item(id, type, version, title: version == 1 ? null : "Anew", categories: "cs.LG cs.AI");

    private static async Task TellAsync(Rehearsal rehearsal, DateOnly day, string learning, string intelligence)
    {
        if (day > Listings.Monday) rehearsal.Clock.Advance(TimeSpan.FromDays(1));
        await rehearsal.ServeAsync(Listings.Feed(learning, date: day));
        await rehearsal.ServeAsync(Listings.Feed(intelligence, "cs.AI", day), "cs.AI");
        await DeliverAsync(rehearsal);
    }

    private static bool Is(JsonNode status, string beginning) => Text(status).StartsWith(beginning, StringComparison.Ordinal);

    private static string Text(JsonNode status) => WebUtility.HtmlDecode((string)status["text"]!);

    // Who names which papers, in order; lists are quiet.
    private static IEnumerable<string> Named(IEnumerable<JsonNode> lists, string beginning, bool quiet)
    {
        var these = lists.Where(one => Is(one, beginning)).ToList();
        Assert.All(these, one => Assert.Equal(quiet ? "unlisted" : "public", (string)one["visibility"]!));
        return these.SelectMany(one => Text(one).Split('\n').Where(line => line.StartsWith("https://arxiv.org/abs/", StringComparison.Ordinal)).Select(line => $"{one["author"]} {line["https://arxiv.org/abs/".Length..]}")).Order();
    }
}
