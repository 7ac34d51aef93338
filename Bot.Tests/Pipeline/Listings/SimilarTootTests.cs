using System.Text.Json.Nodes;
using Bot.Arxiv;
using Bot.Composer;
using Bot.Options;
using Bot.Sandbox;
using Bot.Tests.Support;
using Microsoft.Extensions.Configuration;
using static Bot.Tests.Support.FamilyRehearsal;

namespace Bot.Tests.Pipeline.Listings;

/// <summary>Links from a paper's toot to those of earlier papers like it.</summary>
public sealed class SimilarTootTests
{
    private const string Line = "\n\nSimilar: ";

    private static readonly DateOnly Tuesday = SampleListings.Monday.AddDays(1);

    [Fact]
    public async Task None_unless_the_account_wants_them()
    {
        await using var rehearsal = await StartAsync("mastodon", "cs.LG");
        await ToldAsync(rehearsal, Graphs("2506.00001"));
        Assert.DoesNotContain(
            "Similar",
            (string)Of(await ToldAsync(rehearsal, Graphs("2506.00010"), 1), "2506.00010")["text"]!,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("mastodon")]
    [InlineData("gotosocial")]
    [InlineData("snac")]
    [InlineData("hollo")]
    public async Task A_toot_links_to_at_most_two_earlier_ones_of_papers_like_it_behind_all_else(string kind)
    {
        await using var rehearsal = await WithSimilarAsync(kind);
        var first = await ToldAsync(
            rehearsal,
            Graphs("2506.00001") + Graphs("2506.00002") + Graphs("2506.00003") + Cooks("2506.00004")
        );
        // Nothing was told before the first day, and a listing's papers do not link to each other.
        Assert.DoesNotContain(first, one => Text(one).Contains("Similar", StringComparison.Ordinal));

        await rehearsal.FaultAsync("post", "lost-answer");
        var all = await ToldAsync(rehearsal, Graphs("2506.00010") + Cooks("2506.00011"), 1);
        var graphs = Text(Of(all, "2506.00010"));
        var links = graphs[
            (graphs.IndexOf(Line, StringComparison.Ordinal) + Line.Length)..graphs.IndexOf(
                "\n\n#",
                StringComparison.Ordinal
            )
        ]
            .Split(' ');
        Assert.Equal(2, links.Length);
        Assert.Equal(2, links.Intersect(new[] { 1, 2, 3 }.Select(n => Url(rehearsal, all, $"2506.0000{n}"))).Count());
        Assert.Contains(
            $"{Line}{Url(rehearsal, all, "2506.00004")}\n\n#toXiv_bot_toot",
            Text(Of(all, "2506.00011")),
            StringComparison.Ordinal
        );
        Assert.Equal(all.Count, all.Select(Text).Distinct().Count());

        // A ledger that is lost knows them by their own papers, not by those that they link to.
        rehearsal.LoseLedger();
        await rehearsal.ChangeAsync(new { feedHonoursEtag = false });
        await DeliverAsync(rehearsal);
        Assert.Equal(all.Count, (await rehearsal.AcceptedAsync()).Count);
    }

    [Fact]
    public async Task Of_what_a_paper_says_only_a_shortened_abstract_gives_way_and_little_of_it()
    {
        await using var rehearsal = await WithSimilarAsync("mastodon");
        Set(rehearsal, 0, "Links", "abs");
        await ToldAsync(rehearsal, Graphs("2506.00001", 16));
        await rehearsal.ChangeAsync(new { maxCharacters = 360 });
        var all = await ToldAsync(
            rehearsal,
            Graphs("2506.00010", 16) + Graphs("2506.00013", 4) + Graphs("2506.00020"),
            1
        );
        Assert.All(all.Skip(2), one => Assert.InRange(StatusLength.Of(Text(one), "", 23), 1, 360));
        var (full, roomy) = (Text(Of(all, "2506.00010")), Text(Of(all, "2506.00020")));
        var (link, without) = ($"{Line}{Url(rehearsal, all, "2506.00001")}", Without("2506.00010", 16));
        Assert.Contains(link, full, StringComparison.Ordinal);
        Assert.Equal(Parts(without)[..3], Parts(full)[..3]);
        Assert.InRange(Parts(full)[3].Length, 0.7 * Parts(without)[3].Length, Parts(without)[3].Length);
        // Here the abstract would lose a third of its words: the sandbox's links count in full.
        Assert.Equal(Without("2506.00013", 4), Text(Of(all, "2506.00013")));
        Assert.Equal(Without("2506.00020", 1), roomy.Replace(link, "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task They_are_dropped_when_the_limit_shrinks_before_the_toot_is_out()
    {
        await using var rehearsal = await WithSimilarAsync("mastodon");
        await ToldAsync(rehearsal, Graphs("2506.00001"));
        await rehearsal.FaultAsync("post", "401");
        await rehearsal.ServeAsync(SampleListings.Feed(Graphs("2506.00010"), date: Tuesday));
        await rehearsal.RunOnceAsync();
        await rehearsal.ChangeAsync(new { maxCharacters = 230 });
        await DeliverAsync(rehearsal);
        var toot = Text(Of(await rehearsal.AcceptedAsync(), "2506.00010"));
        Assert.DoesNotContain("Similar", toot, StringComparison.Ordinal);
        Assert.InRange(StatusLength.Of(toot, "", 23), 1, 230);
    }

    [Fact]
    public async Task An_article_that_is_edited_for_a_new_version_keeps_them_and_never_links_to_itself()
    {
        await using var rehearsal = await WithSimilarAsync("mastodon");
        Set(rehearsal, 0, "Replacements", "edit");
        await ToldAsync(rehearsal, Graphs("2506.00001"));
        await ToldAsync(rehearsal, Graphs("2506.00010"), 1);
        var all = await ToldAsync(
            rehearsal,
            SampleListings.Item("2506.00010", "replace", 2, "Graphs of Another Name", about: AboutGraphs("2506.00010")),
            2
        );
        var edited = Of(all, "2506.00010");
        Assert.Equal(1, (int)edited["edits"]!);
        Assert.Contains($"{Line}{Url(rehearsal, all, "2506.00001")}\n\n", Text(edited), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Toots_of_another_account_on_the_same_instance_count()
    {
        await using var rehearsal = await StartAsync("mastodon", "cs.LG", "stat.ML");
        Set(rehearsal, 1, "Similar", "true");
        await ToldAsync(rehearsal, Graphs("2506.00001"));
        await rehearsal.ServeAsync(
            SampleListings.Feed(Graphs("2506.00010", categories: "stat.ML"), "stat.ML", Tuesday),
            "stat.ML"
        );
        await DeliverAsync(rehearsal);
        var all = await rehearsal.AcceptedAsync();
        Assert.Contains(
            $"{Line}{rehearsal.Sandbox.Url}@tootprint/",
            Text(Of(all, "2506.00010")),
            StringComparison.Ordinal
        );
    }

    private static async Task<Rehearsal> WithSimilarAsync(string kind)
    {
        var rehearsal = await StartAsync(kind, "cs.LG");
        Set(rehearsal, 0, "Similar", "true");
        return rehearsal;
    }

    private static async Task<IReadOnlyList<JsonNode>> ToldAsync(Rehearsal rehearsal, string items, int day = 0)
    {
        await rehearsal.ServeAsync(SampleListings.Feed(items, date: SampleListings.Monday.AddDays(day)));
        await DeliverAsync(rehearsal);
        return await rehearsal.AcceptedAsync();
    }

    private static string[] Parts(string toot) => toot.Split("\n\n");

    private static string Text(JsonNode status) => (string)status["text"]!;

    private static JsonNode Of(IEnumerable<JsonNode> accepted, string paper) => Assert.Single(Naming(accepted, paper));

    // The same toot as an account without them has it.
    private static string Without(string paper, int sentences)
    {
        var options = BotSettings.Read(new ConfigurationBuilder().Build(), forService: false).Accounts[0] with
        {
            Links = PaperLinks.Abs,
        };
        return new TootComposer(options, new TootLimits(360, 23))
            .Article(
                new Announcement
                {
                    Id = ArxivId.Parse(paper),
                    Version = 1,
                    Type = AnnounceType.New,
                    Title = TitleOfGraphs(paper),
                    Authors = ["Ada Lovelace", "Alan Turing"],
                    Abstract = AboutGraphs(paper, sentences),
                    Categories = ["cs.LG", "stat.ML"],
                }
            )[0]
            .Text;
    }

    private static string Url(Rehearsal rehearsal, IEnumerable<JsonNode> accepted, string paper) =>
        $"{rehearsal.Sandbox.Url}@tootprint/{Of(accepted, paper)["id"]}";

    private static string Graphs(string id, int sentences = 1, string categories = "cs.LG stat.ML") =>
        SampleListings.Item(id, title: TitleOfGraphs(id), about: AboutGraphs(id, sentences), categories: categories);

    private static string TitleOfGraphs(string id) => $"Molecular Graph Networks {id[^2..]}";

    // One long sentence can be told to any clause's end, several only to theirs.
    private static string AboutGraphs(string id, int parts = 1) =>
        "We propose equivariant message passing on molecular graphs"
        + string.Concat(
            Enumerable.Repeat(
                id.EndsWith('3') ? ". We propose equivariant message passing on molecular graphs" : ", which is quick",
                parts - 1
            )
        )
        + ".";

    private static string Cooks(string id) =>
        SampleListings.Item(
            id,
            title: $"Recipes for Soups {id[^2..]}",
            about: "We study which spices tired cooks forget in onion soups."
        );
}
