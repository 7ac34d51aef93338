using Bot.Options;
using Bot.Tests.Support;

namespace Bot.Tests.Cli;

/// <summary>A preview of several feeds for several accounts, and of when it would all go out.</summary>
[Trait("Category", "Slow")]
public sealed class PreviewTests : IDisposable
{
    private static readonly string[] Categories = ["cs.LG", "cs.AI", "cs.CL", "cs.CV"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_plan_shows_when_each_goes_out_in_which_windows_and_what_does_not_fit()
    {
        var feed = Path.Combine(_folder.FullName, "feed.xml");
        await File.WriteAllTextAsync(feed, SampleListings.Day(50), TestContext.Current.CancellationToken);
        var plan = await RunAsync(
            new() { ["Bot__Accounts__0__PostsPerThreeHours"] = "5", ["Bot__Pace__SpreadOver"] = "00:10:00" },
            "preview",
            "--feed",
            feed,
            "--plan"
        );
        Assert.StartsWith("2025-06-09 04:05:00 UTC  cs.LG  summary", plan, StringComparison.Ordinal);
        Assert.Contains("\n2025-06-09 06:00:00 UTC  cs.LG  article  2506.00005\n", plan, StringComparison.Ordinal);
        Assert.Contains(
            "\ncs.LG: 5 of 5 posts and edits in the window from 2025-06-09 06:00:00 UTC\n",
            plan,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "\ncs.LG: 6 of 51 DO NOT FIT before the next listing of 2025-06-10 04:05:00 UTC; ask for less in "
                + "NewPapers, CrossLists or Replacements, or give the account fewer categories\n",
            plan,
            StringComparison.Ordinal
        );

        plan = await RunAsync([], "preview", "--feed", feed, "--plan");
        Assert.EndsWith(
            "cs.LG: all 51 are out by 2025-06-09 07:05:00 UTC, before the next listing of 2025-06-10 04:05:00 UTC\n",
            plan,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("stat", "in stat,", "#stat")]
    [InlineData("cs+math", "in cs+math,", "#csmath")]
    [InlineData("cs.LG+stat.ML", "in cs.LG+stat.ML,", "#csLGstatML")]
    [InlineData("", "in arXiv,", "#arXiv")]
    [InlineData("%20", "in arXiv,", "#arXiv")]
    [InlineData("+-.", "in arXiv,", "#arXiv")]
    public async Task A_feed_of_several_archives_is_called_what_it_is(string name, string words, string tag)
    {
        var feed = Path.Combine(_folder.FullName, "feed.xml");
        await File.WriteAllTextAsync(
            feed,
            SampleListings.Feed(SampleListings.Item("2506.00001"), name),
            TestContext.Current.CancellationToken
        );
        var toots = await RunAsync([], "preview", "--feed", feed);
        Assert.Contains($"1 new paper {words}", toots, StringComparison.Ordinal);
        Assert.Contains($" {tag}\n", toots, StringComparison.Ordinal);
        Assert.DoesNotContain("# ", toots, StringComparison.Ordinal);
        Assert.DoesNotContain("#\n", toots, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_plan_a_boost_comes_behind_new_papers_and_behind_the_toot_that_it_boosts()
    {
        var (lg, ai) = (Path.Combine(_folder.FullName, "lg.xml"), Path.Combine(_folder.FullName, "ai.xml"));
        await File.WriteAllTextAsync(
            lg,
            SampleListings.Feed(
                string.Concat(SampleListings.Ids(20).Select(id => SampleListings.Item(id, categories: "cs.LG cs.AI")))
            ),
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(
            ai,
            SampleListings.Feed(
                string.Concat(
                    SampleListings
                        .Ids(20)
                        .Reverse()
                        .Select(id => SampleListings.Item(id, "cross", categories: "cs.LG cs.AI"))
                ) + SampleListings.Item("2506.00050", categories: "cs.AI"),
                "cs.AI"
            ),
            TestContext.Current.CancellationToken
        );
        var lines = (await RunAsync(Settings("boost", "off"), "preview", "--feed", ai, "--feed", lg, "--plan"))
            .Split('\n')
            .Select(line => line.Split("  "))
            .Where(cells => cells.Length == 4)
            .ToList();
        var said = lines.Where(cells => cells[2] == "article").ToDictionary(cells => cells[3], cells => cells[0]);
        var boosts = lines.Where(cells => cells[2] == "crossListBoost").ToList();
        Assert.Equal(20, boosts.Count);
        Assert.All(boosts, cells => Assert.True(string.CompareOrdinal(cells[0], said[cells[3]]) >= 0));
        Assert.All(boosts, cells => Assert.True(string.CompareOrdinal(cells[0], said["2506.00050"]) > 0));
    }

    private static Dictionary<string, string> Settings(string crossLists, string replacements)
    {
        var settings = new Dictionary<string, string>();
        foreach (var (n, category) in Categories.Index())
        {
            settings[$"Bot__Accounts__{n}__Name"] = category;
            settings[$"Bot__Accounts__{n}__Categories__0"] = category;
            settings[$"Bot__Accounts__{n}__CrossLists"] = crossLists;
            settings[$"Bot__Accounts__{n}__Replacements"] = replacements;
        }

        return settings;
    }

    private static async Task<string> RunAsync(Dictionary<string, string> settings, params string[] arguments)
    {
        var (exitCode, output, errors) = await BotProcess.RunAsync(settings, arguments);
        Assert.True(exitCode == 0, errors);
        return output;
    }
}
