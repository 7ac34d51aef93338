using System.Globalization;
using System.Text.Json.Nodes;
using Bot.Options;
using Bot.Tests.Support;
using Microsoft.Extensions.Configuration;
using static Bot.Tests.Support.FamilyRehearsal;

namespace Bot.Tests.Import;

/// <summary>
/// Moving in from the reference bot with cross-lists and replacements: its boosts, toots and lists, which its logs tell
/// in part.
/// </summary>
[Trait("Category", "Slow")]
public sealed class ImportCrossListTests : IDisposable
{
    private static readonly string[] Purposes =
    [
        "newsubmission_summary_log",
        "newsubmission_log",
        "abstract_log",
        "crosslisting_log",
        "uncrosslisting_log",
        "toot_replacement_log",
        "boost_replacement_log",
        "grouped_crosslists_log",
        "grouped_replacements_log",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_cross_list_that_the_reference_boosted_that_day_is_not_boosted_again_and_one_that_it_took_back_is()
    {
        await using var rehearsal = await StartAsync("mastodon", "cs.LG", "cs.AI");
        Set(rehearsal, 1, "CrossLists", "boost");
        var (first, second) = (Handle(rehearsal, 0), Handle(rehearsal, 1));
        Log(
            "csAI-crosslisting_log",
            "arxiv_id",
            [$"2025-06-06 06:30:00,2506.00002,{second},801", $"2025-06-09 06:30:03,2506.00001,{second},901"]
        );
        Log(
            "csAI-uncrosslisting_log",
            "arxiv_id",
            [
                $"2025-06-09 06:30:02,2506.00001,{first},51",
                $"2025-06-09 06:30:02,2506.00001,{second},51",
                $"2025-06-09 06:30:04,2506.00002,{second},52",
            ]
        );
        await MoveInAsync(rehearsal, [("cs.LG", first), ("cs.AI", second)]);

        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.ServeAsync(
            SampleListings.Feed(
                string.Concat(
                    SampleListings.Ids(3).Select(id => SampleListings.Item(id, "cross", categories: "cs.LG cs.AI"))
                ),
                "cs.AI"
            ),
            "cs.AI"
        );
        await DeliverAsync(rehearsal);

        var accepted = await rehearsal.AcceptedAsync();
        var boosted = Boosts(accepted).Select(one => (string)one["boostOf"]!).ToList();
        Assert.Equal(
            SampleListings.Ids(2, first: 2).Select(id => (string)Assert.Single(Naming(accepted, id))["id"]!),
            boosted
        );
    }

    [Fact]
    public async Task A_new_version_that_the_reference_told_that_day_is_not_told_again_and_the_others_link_to_its_toots()
    {
        await using var rehearsal = await StartAsync("mastodon", "cs.LG");
        Set(rehearsal, 0, "Replacements", "toot");
        var bot = Handle(rehearsal, 0);
        Log(
            "csLG-newsubmission_log",
            "arxiv_id",
            SampleListings.Ids(3).Select(id => $"2025-06-02 06:19:20,{id},{bot},7{id[^2..]}")
        );
        Log(
            "csLG-toot_replacement_log",
            "arxiv_id",
            [$"2025-06-05 06:25:00,2506.00003,{bot},880", $"2025-06-09 06:25:00,2506.00001,{bot},881"]
        );
        Log("csLG-boost_replacement_log", "arxiv_id", [$"2025-06-09 06:25:03,2506.00003,{bot},880"]);
        await MoveInAsync(rehearsal, [("cs.LG", bot)]);

        var texts = await ReplacedAsync(rehearsal, SampleListings.Monday, 2);
        Assert.Equal(["2506.00002", "2506.00003"], texts.Select(text => text.Split("abs/")[1][..10]));
        Assert.Contains(
            $"First toot: https://{rehearsal.Sandbox.Url.Authority}/@tootprint/702\n",
            texts[0],
            StringComparison.Ordinal
        );

        rehearsal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(5, (await ReplacedAsync(rehearsal, SampleListings.Monday.AddDays(1), 3)).Count);
    }

    [Theory]
    [InlineData("csLG-boost_replacement_log", "2025-06-09 06:25:03,2506.00001,{0},990", 1)]
    [InlineData("csLG-grouped_replacements_log", "2025-06-09 06:25:03,2,{0},990", 0)]
    [InlineData("csLG-grouped_replacements_log", "2025-06-06 06:25:03,2,{0},990", 2)]
    public async Task A_boost_tells_its_paper_and_a_list_its_day(string log, string row, int told)
    {
        await using var rehearsal = await StartAsync("mastodon", "cs.LG");
        Set(rehearsal, 0, "Replacements", "list");
        var bot = Handle(rehearsal, 0);
        Log(
            log,
            log.Contains("grouped", StringComparison.Ordinal) ? "total" : "arxiv_id",
            [string.Format(CultureInfo.InvariantCulture, row, bot)]
        );
        await MoveInAsync(rehearsal, [("cs.LG", bot)]);

        Assert.Equal(
            told,
            (await ReplacedAsync(rehearsal, SampleListings.Monday, 2, papers: 2)).Sum(text =>
                text.Split("arxiv.org/abs/").Length - 1
            )
        );
    }

    [Fact]
    public async Task Every_combination_of_switches_becomes_settings_that_are_accepted()
    {
        string[] names =
        [
            "newsubmissions",
            "crosslistings",
            "grouped_crosslists",
            "toot_replacements",
            "boost_replacements",
            "grouped_replacements",
        ];
        var categories = (
            "cs.AI cs.AR cs.CC cs.CE cs.CG cs.CL cs.CR cs.CV cs.CY cs.DB cs.DC cs.DL cs.DM cs.DS cs.ET cs.FL "
            + "cs.GL cs.GR cs.GT cs.HC cs.IR cs.IT cs.LG cs.LO cs.MA cs.MM cs.MS cs.NE cs.NI cs.OH cs.OS cs.PF "
            + "cs.PL cs.RO cs.SC cs.SD cs.SE cs.SI cs.SY math.AC math.AG math.AP math.AT math.CA math.CO "
            + "math.CT math.CV math.DG math.DS math.FA math.GM math.GN math.GR math.GT math.HO math.KT math.LO "
            + "math.MG math.NA math.NT math.OA math.OC math.PR math.QA"
        ).Split(' ');
        Assert.Equal(64, categories.Length);
        var switches = new JsonObject();
        foreach (var (n, category) in categories.Index())
        {
            var one = new JsonObject { ["username"] = $"@bot{n}@mastodon.example", ["access_token"] = "secret" };
            foreach (var (bit, name) in names.Index())
            {
                one[name] = (n >> bit & 1) == 1 ? "1" : "0";
            }

            switches[category] = one;
        }

        var (exitCode, _, errors) = await ImportAsync(switches);

        Assert.Equal(0, exitCode);
        var accounts = BotSettings
            .Read(new ConfigurationBuilder().AddJsonFile(At("settings", "appsettings.json")).Build(), forService: true)
            .Accounts;
        foreach (var (n, account) in accounts.Index())
        {
            bool Has(string name) => (n >> Array.IndexOf(names, name) & 1) == 1;
            (string Name, CrossLists Value)[] crossLists =
            [
                ("grouped_crosslists", CrossLists.List),
                ("crosslistings", CrossLists.Boost),
            ];
            var crossList = crossLists.Where(one => Has(one.Name)).Select(one => one.Value);
            Assert.Equal(crossList.FirstOrDefault(CrossLists.Off), account.CrossLists);
            (string Name, Replacements Value)[] replacements =
            [
                ("grouped_replacements", Replacements.List),
                ("toot_replacements", Replacements.Toot),
                ("boost_replacements", Replacements.Boost),
            ];
            var replacement = replacements.Where(one => Has(one.Name)).Select(one => one.Value);
            Assert.Equal(replacement.FirstOrDefault(Replacements.Off), account.Replacements);
            var ways = names[3..].Count(Has);
            Assert.Equal(
                ways > 1,
                errors.Contains(
                    $"@bot{n}@mastodon.example has "
                        + $"{string.Join(", ", names[3..].Where(Has).OrderBy(name => name[0] switch { 'g' => 0, 't' => 1, _ => 2 }))} "
                        + "on: here an account tells of a new version once",
                    StringComparison.Ordinal
                )
            );
        }
    }

    private static string Handle(Rehearsal rehearsal, int account) =>
        $"@{Author(account)}@{rehearsal.Sandbox.Url.Authority}";

    private static async Task<IReadOnlyList<string>> ReplacedAsync(
        Rehearsal rehearsal,
        DateOnly date,
        int version,
        int papers = 3
    )
    {
        await rehearsal.ServeAsync(
            SampleListings.Feed(
                string.Concat(SampleListings.Ids(papers).Select(id => SampleListings.Item(id, "replace", version))),
                date: date
            )
        );
        await DeliverAsync(rehearsal);
        return await rehearsal.TextsAsync();
    }

    private async Task MoveInAsync(Rehearsal rehearsal, (string Category, string Username)[] accounts)
    {
        TestEngine.NeedsFile("the verb makes it");
        var switches = new JsonObject();
        foreach (var (category, username) in accounts)
        {
            switches[category] = new JsonObject { ["username"] = username, ["newsubmissions"] = "1" };
        }

        var (exitCode, _, errors) = await ImportAsync(switches);
        Assert.True(exitCode == 0, errors);
        File.Copy(At("data", "ledger.db"), rehearsal.LedgerPath);
    }

    private Task<(int ExitCode, string Output, string Errors)> ImportAsync(JsonObject switches)
    {
        var logs = new JsonObject();
        foreach (var (category, _) in switches)
        {
            var files = new JsonObject();
            foreach (var purpose in Purposes)
            {
                files[purpose] = $"{category.Replace(".", "", StringComparison.Ordinal)}-{purpose}.csv";
            }

            logs[category] = files;
        }

        File.WriteAllText(At("switches.json"), switches.ToJsonString());
        File.WriteAllText(At("logfiles.json"), logs.ToJsonString());
        return BotProcess.RunAsync(
            new Dictionary<string, string>
            {
                ["Bot__Ledger__Path"] = At("data", "ledger.db"),
                ["DOTNET_ENVIRONMENT"] = "Production",
            },
            [
                "import",
                "toxiv",
                "--switches",
                At("switches.json"),
                "--logfiles",
                At("logfiles.json"),
                "--output",
                At("settings"),
            ]
        );
    }

    private string At(params string[] names) => Path.Combine([_folder.FullName, .. names]);

    private void Log(string name, string subject, IEnumerable<string> rows) =>
        File.WriteAllLines(At($"{name}.csv"), [$"utc,{subject},username,toot_id", .. rows]);
}
