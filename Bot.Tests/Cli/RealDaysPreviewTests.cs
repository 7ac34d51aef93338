using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Bot.Options;
using Bot.Tests.Support;

namespace Bot.Tests.Cli;

/// <summary>
/// What four accounts would say of the ten days on which the feeds of all four categories are there, against the feeds'
/// XML as this test reads it: each paper one article, by the account of its primary category, and boosts or list
/// entries elsewhere.
/// </summary>
[Trait("Category", "Slow")]
public sealed partial class RealDaysPreviewTests
{
    private static readonly string[] Categories = ["cs.LG", "cs.AI", "cs.CL", "cs.CV"];

    [Theory]
    [InlineData("boost", "toot", "crossListBoost", "replacement")]
    [InlineData("boost", "boost", "crossListBoost", "replacementBoost")]
    [InlineData("list", "edit", "crossLists", "replacementEdit")]
    [InlineData("list", "list", "crossLists", "replacements")]
    public async Task Each_paper_has_one_article_in_all_and_boosts_or_list_entries_elsewhere(
        string crossLists,
        string replacements,
        string crossListKind,
        string replacementKind
    )
    {
        var feeds = Directory.Exists(Data)
            ? Enumerable
                .Range(13, 10)
                .SelectMany(day => Categories.Select(category => (Category: category, File: Feed(day, category))))
                .Where(feed => File.Exists(feed.File))
                .ToList()
            : [];
        Assert.SkipWhen(feeds.Count == 0, $"no real feeds at {Data}");
        Assert.Equal(40, feeds.Count);

        var expected = new HashSet<string>();
        foreach (
            var (category, item) in feeds.SelectMany(feed => Read(feed.File).Select(item => (feed.Category, item)))
        )
        {
            var isOwn = item.Primary == category;
            if (item.IsNew && isOwn)
            {
                expected.Add($"{category} article {item.Id}");
            }
            // A paper whose primary category none of the accounts has is in a list, and is not boosted: there is no
            // toot of it.
            if (item.IsNew && !isOwn && (crossLists == "list" || Categories.Contains(item.Primary)))
            {
                expected.Add($"{category} {crossListKind} {item.Id}");
            }

            if (!item.IsNew && (isOwn || replacements == "list"))
            {
                expected.Add(
                    $"{category} {replacementKind} {item.Id}{(Versioned(replacementKind) ? $"v{item.Version}" : "")}"
                );
            }
        }

        var (exitCode, output, errors) = await BotProcess.RunAsync(
            Settings(crossLists, replacements),
            ["preview", "--json", .. feeds.SelectMany(feed => new[] { "--feed", feed.File })]
        );
        Assert.True(exitCode == 0, errors);
        var said = output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(line => Said(JsonNode.Parse(line)!))
            .ToList();
        Assert.Equal([], said.Except(expected));
        Assert.Equal([], expected.Except(said));
        Assert.Equal(
            [],
            said.GroupBy(one => one)
                .Where(one =>
                    one.Count() > 1
                    && (Versioned(one.Key.Split(' ')[1]) || !one.Key.Contains(" replacement", StringComparison.Ordinal))
                )
                .Select(one => one.Key)
        );
        var articles = said.Where(one => one.Contains(" article ", StringComparison.Ordinal))
            .Select(one => one.Split(' ')[2])
            .ToList();
        Assert.Equal(articles.Count, articles.Distinct().Count());
        Assert.InRange(articles.Count, 1000, 10_000);
    }

    // Account, kind, paper; for the kinds that tell it, with the version.
    private static IEnumerable<string> Said(JsonNode line)
    {
        var (account, kind, boosts) = ((string)line["account"]!, (string)line["kind"]!, (string?)line["boosts"]);
        Assert.InRange((int)line["characters"]!, 0, 500);
        Assert.Equal(kind.EndsWith("Boost", StringComparison.Ordinal), boosts is not null);
        Assert.Equal(kind is "crossLists" or "replacements" ? "unlisted" : "public", (string)line["visibility"]!);
        return kind switch
        {
            "summary" => [],
            _ when boosts is not null => [$"{account} {kind} {boosts}"],
            "crossLists" or "replacements" => Link()
                .Matches((string)line["text"]!)
                .Select(link => $"{account} {kind} {link.Groups[1].Value}"),
            _ => [$"{account} {kind} {line["arxivId"]}{(Versioned(kind) ? $"v{line["version"]}" : "")}"],
        };
    }

    private static bool Versioned(string kind) => kind is "replacement" or "replacementEdit";

    private static IEnumerable<(string Id, int Version, bool IsNew, string Primary)> Read(string file)
    {
        using var stream = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        foreach (var item in XDocument.Load(stream).Descendants("item"))
        {
            var guid = Guid().Match((string)item.Element("guid")!);
            Assert.True(guid.Success, $"{file}: {item}");
            yield return (
                guid.Groups[1].Value,
                int.Parse(guid.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture),
                (string)item.Element(XName.Get("announce_type", "http://arxiv.org/schemas/atom"))! is "new" or "cross",
                (string)item.Element("category")!
            );
        }
    }

    private static Dictionary<string, string> Settings(string crossLists, string replacements) =>
        Categories
            .Index()
            .SelectMany(one =>
                new (string, string)[]
                {
                    ("Name", one.Item),
                    ("Categories__0", one.Item),
                    ("CrossLists", crossLists),
                    ("Replacements", replacements),
                }.Select(setting => ($"Bot__Accounts__{one.Index}__{setting.Item1}", setting.Item2))
            )
            .ToDictionary();

    private static string Data => Path.Combine(Project.Root, "..", "shared", "data", "feeds");

    private static string Feed(int day, string category) =>
        Path.Combine(Data, $"2026-08-{day:00}-{category.Replace('.', '-').ToLowerInvariant()}.xml.gz");

    [GeneratedRegex(@"arxiv\.org/abs/(\S+?)(?:v\d+)?(?=\s|$)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^oai:arXiv\.org:(.+)v(\d+)$")]
    private static partial Regex Guid();
}
