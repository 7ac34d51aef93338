using System.Text.Json.Nodes;
using Bot.Tests.Support;

namespace Bot.Tests.Cli;

/// <summary>A preview of several feeds for several accounts, and of when it would all go out.</summary>
public sealed class PreviewTests : IDisposable
{
    private static readonly string[] Categories = ["cs.LG", "cs.AI", "cs.CL", "cs.CV"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("boost", "boost")]
    [InlineData("list", "list")]
    [InlineData("boost", "toot")]
    [InlineData("off", "edit")]
    public async Task On_real_days_each_paper_has_one_article_in_all_and_boosts_or_list_entries_elsewhere(string crossLists, string replacements)
    {
        var days = Directory.Exists(Data) ? Directory.GetFiles(Data, "2026-08-1?-cs-ai.xml.gz").Select(file => Path.GetFileName(file)[..10]).Where(day => Categories.All(category => File.Exists(Feed(day, category)))).Order().ToList() : [];
        Assert.SkipWhen(days.Count == 0, $"no real feeds at {Data}");
        foreach (var day in days.Take(crossLists == "off" ? 1 : 3))
        {
            var lines = await PreviewAsync(crossLists, replacements, [.. Categories.SelectMany(category => new[] { "--feed", Feed(day, category) })]);
            var articles = lines.Where(line => Is(line, "article") && (int)line["part"]! == 1).ToList();
            Assert.Equal(articles.Count, articles.Select(line => (string)line["arxivId"]!).Distinct().Count());
            var tellers = articles.ToDictionary(line => (string)line["arxivId"]!, line => (string)line["account"]!);
            var boosts = lines.Where(line => Is(line, "crossListBoost")).ToList();
            Assert.Equal(crossLists == "boost", boosts.Count > 0);
            Assert.Equal(crossLists == "list", lines.Exists(line => Is(line, "crossLists")));
            Assert.All(boosts.Where(line => tellers.ContainsKey((string)line["boosts"]!)), line => Assert.NotEqual((string)line["account"]!, tellers[(string)line["boosts"]!]));
            Assert.Equal(boosts.Count, boosts.Select(line => ((string)line["account"]!, (string)line["boosts"]!)).Distinct().Count());
            var kind = replacements switch { "boost" => "replacementBoost", "list" => "replacements", "edit" => "replacementEdit", _ => "replacement" };
            Assert.Contains(lines, line => Is(line, kind));
            Assert.All(lines.Where(line => Is(line, "crossLists") || Is(line, "replacements")), line => Assert.Equal("unlisted", (string)line["visibility"]!));
            Assert.All(lines, line => Assert.InRange((int)line["characters"]!, 0, 500));
        }
    }

    [Fact]
    public async Task A_plan_shows_when_each_goes_out_in_which_windows_and_what_does_not_fit()
    {
        var feed = Path.Combine(_folder.FullName, "feed.xml");
        await File.WriteAllTextAsync(feed, Listings.Day(50), TestContext.Current.CancellationToken);
        var plan = await RunAsync(new() { ["Bot__Accounts__0__PostsPerThreeHours"] = "5", ["Bot__Pace__SpreadOver"] = "00:10:00" }, "preview", "--feed", feed, "--plan");
        Assert.StartsWith("2025-06-09 04:05:00 UTC  cs.LG  summary", plan, StringComparison.Ordinal);
        Assert.Contains("\n2025-06-09 06:00:00 UTC  cs.LG  article  2506.00005\n", plan, StringComparison.Ordinal);
        Assert.Contains("\ncs.LG: 5 of 5 posts and boosts in the window from 2025-06-09 06:00:00 UTC\n", plan, StringComparison.Ordinal);
        Assert.EndsWith("\ncs.LG: 6 of 51 DO NOT FIT before the next listing of 2025-06-10 04:05:00 UTC; ask for less in NewPapers, CrossLists or Replacements, or give the account fewer categories\n", plan, StringComparison.Ordinal);

        plan = await RunAsync([], "preview", "--feed", feed, "--plan");
        Assert.EndsWith("cs.LG: all 51 are out by 2025-06-09 07:05:00 UTC, before the next listing of 2025-06-10 04:05:00 UTC\n", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_plan_a_boost_comes_behind_new_papers_and_behind_the_toot_that_it_boosts()
    {
        var (lg, ai) = (Path.Combine(_folder.FullName, "lg.xml"), Path.Combine(_folder.FullName, "ai.xml"));
        await File.WriteAllTextAsync(lg, Listings.Feed(string.Concat(Listings.Ids(20).Select(id => Listings.Item(id, categories: "cs.LG cs.AI")))), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(ai, Listings.Feed(string.Concat(Listings.Ids(20).Reverse().Select(id => Listings.Item(id, "cross", categories: "cs.LG cs.AI"))) + Listings.Item("2506.00050", categories: "cs.AI"), "cs.AI"), TestContext.Current.CancellationToken);
        var lines = (await RunAsync(Settings("boost", "off"), "preview", "--feed", ai, "--feed", lg, "--plan")).Split('\n').Select(line => line.Split("  ")).Where(cells => cells.Length == 4).ToList();
        var said = lines.Where(cells => cells[2] == "article").ToDictionary(cells => cells[3], cells => cells[0]);
        var boosts = lines.Where(cells => cells[2] == "crossListBoost").ToList();
        Assert.Equal(20, boosts.Count);
        Assert.All(boosts, cells => Assert.True(string.CompareOrdinal(cells[0], said[cells[3]]) >= 0));
        Assert.All(boosts, cells => Assert.True(string.CompareOrdinal(cells[0], said["2506.00050"]) > 0));
    }

    private static string Data => Path.Combine(Project.Root, "..", "shared", "data", "feeds");

    private static string Feed(string day, string category) => Path.Combine(Data, $"{day}-{category.Replace('.', '-').ToLowerInvariant()}.xml.gz");

    private static bool Is(JsonNode line, string kind) => (string)line["kind"]! == kind;

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

    private static async Task<List<JsonNode>> PreviewAsync(string crossLists, string replacements, string[] feeds) =>
        [.. (await RunAsync(Settings(crossLists, replacements), ["preview", "--json", .. feeds])).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    private static async Task<string> RunAsync(Dictionary<string, string> settings, params string[] arguments)
    {
        var (exitCode, output, errors) = await BotProcess.RunAsync(settings, arguments);
        Assert.True(exitCode == 0, errors);
        return output;
    }
}
