using Bot.Options;
using Bot.Tests.Support;
using static Bot.Tests.Support.FamilyRehearsal;

namespace Bot.Tests.Pipeline.Listings;

/// <summary>Papers of other categories: boosted from whoever of the family tooted them, or listed.</summary>
public sealed class CrossListTests
{
    private const string Both = "cs.LG cs.AI";

    [Theory]
    [InlineData("mastodon", "none")]
    [InlineData("gotosocial", "lost-answer")]
    [InlineData("snac", "lost-answer")]
    [InlineData("hollo", "lost-answer")]
    [InlineData("gotosocial", "500")]
    public async Task A_cross_listed_paper_is_tooted_once_and_boosted_once_from_its_own_category(
        string kind,
        string fault
    )
    {
        await using var rehearsal = await StartAsync(kind, "cs.LG", "cs.AI");
        Set(rehearsal, 1, "CrossLists", "boost");
        await ServeAsync(rehearsal);
        if (fault != "none")
        {
            await rehearsal.FaultAsync("boost", fault, every: 2, times: 2);
            await rehearsal.FaultAsync("post", fault, every: 2, times: 2);
        }

        await DeliverAsync(rehearsal);
        await rehearsal.ChangeAsync(new { feedHonoursEtag = false });
        await DeliverAsync(rehearsal);

        var accepted = await rehearsal.AcceptedAsync();
        foreach (var id in SampleListings.Ids(4))
        {
            var article = Assert.Single(Naming(accepted, id));
            Assert.Equal(Author(id == "2506.00004" ? 1 : 0), (string)article["author"]!);
            Assert.Equal(
                id == "2506.00004" ? [] : [Author(1)],
                Boosts(accepted)
                    .Where(one => (string)one["boostOf"]! == (string)article["id"]!)
                    .Select(one => (string)one["author"]!)
            );
        }

        Assert.Equal(3, Boosts(accepted).Count());
    }

    [Fact]
    public async Task A_paper_that_is_cross_listed_before_its_own_category_tells_of_it_waits_and_one_of_a_strangers_category_is_left_out()
    {
        await using var rehearsal = await StartAsync("mastodon", "cs.LG", "cs.AI");
        Set(rehearsal, 1, "CrossLists", "boost");
        await rehearsal.ServeAsync(SampleListings.Day(1, first: 70));
        var strangers = SampleListings.Item("2506.00009", "cross", categories: "math.OC cs.AI");
        await rehearsal.ServeAsync(
            SampleListings.Feed(
                SampleListings.Item("2506.00001", "cross", categories: Both)
                    + strangers
                    + SampleListings.Item("2506.00004", categories: "cs.AI"),
                "cs.AI"
            ),
            "cs.AI"
        );
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        Assert.Empty(Boosts(await rehearsal.AcceptedAsync()));

        await rehearsal.ServeAsync(SampleListings.Day(1, date: SampleListings.Monday.AddDays(1)));
        await DeliverAsync(rehearsal);
        var accepted = await rehearsal.AcceptedAsync();
        Assert.Equal(
            (string)Assert.Single(Naming(accepted, "2506.00001"))["id"]!,
            (string)Assert.Single(Boosts(accepted))["boostOf"]!
        );
    }

    [Fact]
    public async Task Lists_name_each_with_our_toot_unlisted_and_in_no_thread()
    {
        await using var rehearsal = await StartAsync("mastodon", "cs.LG", "cs.AI");
        Set(rehearsal, 1, "CrossLists", "list");
        await ServeAsync(rehearsal, served: "cs.LG");
        await DeliverAsync(rehearsal);
        await ServeAsync(rehearsal, served: "cs.AI");
        await DeliverAsync(rehearsal);

        var accepted = await rehearsal.AcceptedAsync();
        Assert.Empty(Boosts(accepted));
        var lists = accepted
            .Where(one =>
                ((string)one["text"]!).StartsWith("Cross-listed to cs.AI, 9 June 2025", StringComparison.Ordinal)
            )
            .ToList();
        Assert.All(
            lists,
            list => Assert.Equal(("unlisted", null), ((string)list["visibility"]!, (string?)list["inReplyTo"]))
        );
        Assert.All(
            lists,
            list =>
                Assert.EndsWith(
                    "\n\n#toXiv_bot_toot #toXiv_bot_cross_list_toot",
                    (string)list["text"]!,
                    StringComparison.Ordinal
                )
        );
        var text = string.Join('\n', lists.Select(list => (string)list["text"]!));
        foreach (var id in SampleListings.Ids(3))
        {
            Assert.Contains(
                $"https://arxiv.org/abs/{id}\nToot: "
                    + $"{rehearsal.Sandbox.Url}@tootprint/{Naming(accepted, id).First()["id"]}",
                text,
                StringComparison.Ordinal
            );
        }

        // A lost ledger is rebuilt from them.
        rehearsal.LoseLedger();
        await rehearsal.ChangeAsync(new { feedHonoursEtag = false });
        await DeliverAsync(rehearsal);
        Assert.Equal(accepted.Count, (await rehearsal.AcceptedAsync()).Count);
    }

    [Theory]
    [InlineData("cross", "CrossLists")]
    [InlineData("replace", "Replacements")]
    public async Task A_restored_back_up_gives_way_to_what_the_timeline_lists_in_whatever_grouping(
        string type,
        string setting
    )
    {
        await using var rehearsal = await StartAsync("mastodon", "cs.AI");
        Set(rehearsal, 0, setting, "list");
        var items = string.Concat(
            SampleListings
                .Ids(24)
                .Select(id =>
                    SampleListings.Item(
                        id,
                        type,
                        version: type == "cross" ? 1 : 2,
                        categories: type == "cross" ? Both : "cs.AI"
                    )
                )
        );
        await rehearsal.ServeAsync(
            SampleListings.Feed(SampleListings.Item("2506.00050", categories: "cs.AI") + items, "cs.AI"),
            "cs.AI"
        );
        await rehearsal.FaultAsync("post", "401", skip: 4);
        await rehearsal.RunOnceAsync();
        var backup = rehearsal.BackUp();
        await rehearsal.ChangeAsync(new { maxCharacters = 400 });
        await rehearsal.FaultAsync("post", "401", skip: 2);
        await rehearsal.RunOnceAsync();
        rehearsal.PutBack(backup);
        await rehearsal.ChangeAsync(new { maxCharacters = 500 });
        await DeliverAsync(rehearsal);

        var accepted = await rehearsal.AcceptedAsync();
        Assert.InRange(accepted.Count, 7, 20);
        Assert.All(SampleListings.Ids(24), id => Assert.Single(Naming(accepted, id)));
    }

    [Theory]
    [InlineData("cs.IT", "math.IT")]
    [InlineData("math.IT", "cs.IT")]
    public async Task Two_names_of_one_category_have_one_teller(params string[] categories)
    {
        await using var rehearsal = await StartAsync("mastodon", categories);
        for (var n = 0; n < 2; n++)
        {
            Set(rehearsal, n, "CrossLists", "boost");
        }

        foreach (var category in categories)
        {
            await rehearsal.ServeAsync(
                SampleListings
                    .Day(3, category: "cs.IT math.IT")
                    .Replace("cs.IT math.IT updates", $"{category} updates", StringComparison.Ordinal)
                    .Replace("rss/cs.IT math.IT", $"rss/{category}", StringComparison.Ordinal),
                category
            );
        }

        await DeliverAsync(rehearsal);

        var accepted = await rehearsal.AcceptedAsync();
        var teller = Author(Array.IndexOf(categories, "cs.IT"));
        Assert.All(
            SampleListings.Ids(3),
            id => Assert.Equal(teller, (string)Assert.Single(Naming(accepted, id))["author"]!)
        );
        Assert.Equal(3, Boosts(accepted).Count(boost => (string)boost["author"]! != teller));
    }

    // Three papers of cs.LG that are cross-listed to cs.AI, and one of cs.AI alone.
    private static async Task ServeAsync(Rehearsal rehearsal, string? served = null)
    {
        if (served != "cs.AI")
        {
            await rehearsal.ServeAsync(
                SampleListings.Feed(
                    string.Concat(SampleListings.Ids(3).Select(id => SampleListings.Item(id, categories: Both)))
                )
            );
        }

        if (served != "cs.LG")
        {
            await rehearsal.ServeAsync(
                SampleListings.Feed(
                    SampleListings.Item("2506.00004", categories: "cs.AI")
                        + string.Concat(
                            SampleListings.Ids(3).Select(id => SampleListings.Item(id, "cross", categories: Both))
                        ),
                    "cs.AI"
                ),
                "cs.AI"
            );
        }
    }
}
