using System.Text.Json.Nodes;
using Bot.Options;
using Bot.Tests.Support;
using static Bot.Tests.Support.FamilyRehearsal;

namespace Bot.Tests.Pipeline.Listings;

/// <summary>New versions of papers, in each of the ways that an account can tell of them.</summary>
public sealed class ReplacementTests
{
    private static readonly DateOnly Tuesday = SampleListings.Monday.AddDays(1);

    [Theory]
    [InlineData("mastodon")]
    [InlineData("gotosocial")]
    [InlineData("snac")]
    [InlineData("hollo")]
    public async Task A_toot_names_the_version_and_links_to_the_first_toot(string kind)
    {
        await using var rehearsal = await ToldAsync(kind, "toot");
        await rehearsal.FaultAsync("post", "lost-answer");
        var accepted = await ReplacedAsync(rehearsal, 2);

        Assert.Equal(3 + 2, accepted.Count);
        Assert.StartsWith(
            "New version (v2): A Study of Case 2506 00001\n\nAda Lovelace, Alan Turing\n\n"
                + "https://arxiv.org/abs/2506.00001\n",
            Text(accepted[3]),
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"\n\nFirst toot: {rehearsal.Sandbox.Url}@tootprint/{accepted[1]["id"]}\n\n",
            Text(accepted[3]),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "#toXiv_bot_toot #toXiv_bot_replacement_toot #csLG",
            Text(accepted[3]),
            StringComparison.Ordinal
        );
        Assert.Equal(6, (await ReplacedAsync(rehearsal, 3, papers: 1, days: 2)).Count);

        rehearsal.LoseLedger();
        await rehearsal.ChangeAsync(new { feedHonoursEtag = false });
        await DeliverAsync(rehearsal);
        Assert.Equal(6, (await rehearsal.AcceptedAsync()).Count);
    }

    [Theory]
    [InlineData("mastodon")]
    [InlineData("gotosocial")]
    [InlineData("snac")]
    [InlineData("hollo")]
    public async Task A_boost_of_another_day_is_taken_back_and_made_anew(string kind)
    {
        await using var rehearsal = await ToldAsync(kind, "boost");
        var accepted = await ReplacedAsync(rehearsal, 2, older: true);
        Assert.Equal(
            [(string)accepted[1]["id"]!, (string)accepted[2]["id"]!],
            Boosts(accepted).Select(one => (string)one["boostOf"]!)
        );

        await rehearsal.FaultAsync("unboost", "lost-answer");
        await rehearsal.FaultAsync("boost", "500");
        accepted = await ReplacedAsync(rehearsal, 3, days: 2);
        Assert.Equal([true, true, false, false], Boosts(accepted).Select(one => (bool)one["deleted"]!));
        // A paper from before the bot has no toot to boost.
        Assert.DoesNotContain(rehearsal.Log, line => line.Contains("2506.00077", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mastodon")]
    [InlineData("gotosocial")]
    [InlineData("snac")]
    [InlineData("hollo")]
    public async Task An_edit_is_made_where_title_or_abstract_have_changed_and_only_there(string kind)
    {
        await using var rehearsal = await ToldAsync(kind, "edit");
        await rehearsal.FaultAsync("edit", "lost-answer");
        // The first has another title, the second another comma.
        var accepted = await ReplacedAsync(
            rehearsal,
            2,
            (id, _) => id == "2506.00001" ? "An Entirely New Title" : "A Study, of $\\textit{Case}$ 2506 00002"
        );
        Assert.Equal([0, 1, 0], accepted.Select(one => (int)one["edits"]!));
        Assert.StartsWith(
            "v2: An Entirely New Title\n\nAda Lovelace, Alan Turing\n\nhttps://arxiv.org/abs/2506.00001\n",
            Text(accepted[1]),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "#toXiv_bot_toot #toXiv_bot_new_article_toot #csLG",
            Text(accepted[1]),
            StringComparison.Ordinal
        );

        accepted = await ReplacedAsync(
            rehearsal,
            3,
            (id, _) => id == "2506.00001" ? "An Entirely New Title" : "Yet Another",
            days: 2
        );
        Assert.Equal([0, 1, 1], accepted.Select(one => (int)one["edits"]!));
        Assert.All(
            accepted,
            one =>
                Assert.InRange(
                    Bot.Sandbox.StatusLength.Of((string)one["text"]!, "", 23),
                    1,
                    kind == "mastodon" ? 500 : 100_000
                )
        );
    }

    [Fact]
    public async Task Lists_name_versions_and_those_of_cross_listed_papers_too()
    {
        await using var rehearsal = await ToldAsync("mastodon", "list");
        await rehearsal.ServeAsync(
            SampleListings.Feed(
                string.Concat(SampleListings.Ids(2).Select(id => SampleListings.Item(id, "replace", version: 2)))
                    + SampleListings.Item("2506.00088", "replace-cross", version: 4, categories: "cs.AI cs.LG"),
                date: Tuesday
            )
        );
        await DeliverAsync(rehearsal);
        var accepted = await rehearsal.AcceptedAsync();
        var lists = accepted.Skip(3).Select(one => (string)one["text"]!).ToList();
        Assert.All(
            lists,
            list => Assert.StartsWith("New versions in cs.LG, 10 June 2025", list, StringComparison.Ordinal)
        );
        var text = string.Join('\n', lists);
        Assert.Contains(
            "v2: A Study of Case 2506 00001\nAda Lovelace, Alan Turing\nhttps://arxiv.org/abs/2506.00001v2\n"
                + $"Toot: {rehearsal.Sandbox.Url}@tootprint/{accepted[1]["id"]}\n",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("https://arxiv.org/abs/2506.00088v4\n", text, StringComparison.Ordinal);

        rehearsal.LoseLedger();
        await rehearsal.ChangeAsync(new { feedHonoursEtag = false });
        await DeliverAsync(rehearsal);
        Assert.Equal(accepted.Count, (await rehearsal.AcceptedAsync()).Count);
    }

    [Theory]
    [InlineData("toot", "boost")]
    [InlineData("boost", "list")]
    [InlineData("list", "toot")]
    [InlineData("toot", "edit")]
    [InlineData("off", "off")]
    public async Task Whoever_changes_the_way_hears_of_no_version_twice(string before, string after)
    {
        await using var rehearsal = await ToldAsync("mastodon", before);
        var said = (await ReplacedAsync(rehearsal, 2, (_, _) => "New")).Count;
        Set(rehearsal, 0, "Replacements", after);
        await rehearsal.ChangeAsync(new { feedHonoursEtag = false });
        await DeliverAsync(rehearsal);
        Assert.Equal(said, (await rehearsal.AcceptedAsync()).Count);
        Assert.All(await rehearsal.AcceptedAsync(), one => Assert.Equal(0, (int)one["edits"]!));
        if (before == "off")
        {
            Assert.Equal(3, said);
        }
    }

    [Fact]
    public async Task Edits_and_lists_that_no_longer_fit_are_composed_anew()
    {
        await using var rehearsal = await ToldAsync("mastodon", "edit");
        await rehearsal.FaultAsync("post", "401");
        await rehearsal.ServeAsync(
            SampleListings.Feed(
                SampleListings.Item("2506.00040")
                    + string.Concat(
                        SampleListings
                            .Ids(2)
                            .Select(id => SampleListings.Item(id, "replace", version: 2, title: $"New {id}"))
                    ),
                date: Tuesday
            )
        );
        await rehearsal.RunOnceAsync();
        await rehearsal.ChangeAsync(new { maxCharacters = 300 });
        await DeliverAsync(rehearsal);
        var accepted = await rehearsal.AcceptedAsync();
        Assert.Equal([1, 1], accepted.Skip(1).Take(2).Select(one => (int)one["edits"]!));
        Assert.All(
            accepted.Skip(1),
            one => Assert.InRange(Bot.Sandbox.StatusLength.Of((string)one["text"]!, "", 23), 1, 300)
        );
    }

    // A day of two papers, told.
    private static async Task<Rehearsal> ToldAsync(string kind, string mode)
    {
        var rehearsal = await StartAsync(kind, "cs.LG");
        Set(rehearsal, 0, "Replacements", mode);
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await DeliverAsync(rehearsal);
        return rehearsal;
    }

    private static async Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode>> ReplacedAsync(
        Rehearsal rehearsal,
        int version,
        Func<string, int, string>? title = null,
        int papers = 2,
        int days = 1,
        bool older = false
    )
    {
        var items = SampleListings
            .Ids(papers)
            .Select(id => SampleListings.Item(id, "replace", version, title?.Invoke(id, version)));
        if (older)
        {
            items = items.Append(SampleListings.Item("2506.00077", "replace", version));
        }

        await rehearsal.ServeAsync(
            SampleListings.Feed(string.Concat(items), date: SampleListings.Monday.AddDays(days))
        );
        await DeliverAsync(rehearsal);
        return await rehearsal.AcceptedAsync();
    }

    private static string Text(JsonNode status) => HolloReader.Unguarded((string)status["text"]!);
}
