using System.Globalization;
using Bot.Options;
using Bot.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Bot.Tests.Import;

/// <summary>
/// Moving in from the reference bot: its JSON files and CSV logs, as it writes them and as years leave them.
/// </summary>
[Trait("Category", "Slow")]
public sealed class ImportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");

    private string Ledger => At("data", "ledger.db");

    private string Settings => At("settings", "appsettings.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_the_reference_has_said_is_not_said_again_and_the_next_day_brings_exactly_the_new_papers()
    {
        await using var rehearsal = await Rehearsal.StartAsync(engine: TestEngine.Sqlite);
        var bot = $"@tootprint@{rehearsal.Sandbox.Url.Authority}";
        Switches(
            $$"""{ "cs.LG": { "username": "{{bot}}", "newsubmissions": "1", "access_token": "secret-token", } }"""
        );
        Log(
            "papers.csv",
            "arxiv_id",
            Enumerable
                .Range(1, 400)
                .Select(n => $"2025-06-06 06:19:20,2505.{n:00000},{bot},{1000 + n}")
                .Concat(SampleListings.Ids(2).Select((id, n) => $"2025-06-09 06:19:2{n},{id},{bot},{5000 + n}"))
        );
        Log("summaries.csv", "total", [$"2025-06-09 06:19:16,2,{bot},4999"]);
        await ImportAsync();
        File.Copy(Ledger, rehearsal.LedgerPath);

        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.RunOnceAsync();
        Assert.Empty(await rehearsal.AcceptedAsync());

        rehearsal.Clock.Advance(TimeSpan.FromDays(1));
        await rehearsal.ServeAsync(SampleListings.Day(3, first: 3, date: SampleListings.Monday.AddDays(1)));
        await rehearsal.RunOnceAsync();
        Expect.EachOnceInOrder(SampleListings.Ids(3, first: 3), await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task The_rest_of_a_day_that_the_reference_left_half_said_is_said()
    {
        await using var rehearsal = await Rehearsal.StartAsync(engine: TestEngine.Sqlite);
        var bot = $"@tootprint@{rehearsal.Sandbox.Url.Authority}";
        Switches($$"""{ "cs.LG": { "username": "{{bot}}", "newsubmissions": "1" } }""");
        Log("papers.csv", "arxiv_id", SampleListings.Ids(2).Select(id => $"2025-06-09 06:19:20,{id},{bot},50"));
        Log("summaries.csv", "total", [$"2025-06-09 06:19:16,5,{bot},49"]);
        await ImportAsync();
        File.Copy(Ledger, rehearsal.LedgerPath);

        await rehearsal.ServeAsync(SampleListings.Day(5));
        await rehearsal.RunOnceAsync();

        Expect.EachOnceInOrder(SampleListings.Ids(3, first: 3), await rehearsal.TextsAsync(), summaries: 0);
    }

    [Fact]
    public async Task Torn_rows_are_named_by_their_line_and_stop_nothing()
    {
        Switches(
            """
            {
                // by hand
                "cs.LG": { "username": "@lg@mastodon.example", "newsubmissions": "1", "access_token": "secret-token", },
                "cs.XX": { "username": "@xx@mastodon.example" },
                "math.AC": { "username": "nobody" },
            }
            """
        );
        Log(
            "papers.csv",
            "arxiv_id",
            [
                "2025-06-06 06:19:20,2505.00001,@lg@mastodon.example,1001",
                "2025-06-06 06:19:24,2505.00002,@lg@mastodon.exam",
                "2025-06-06 06:19:28,2505.0000",
                "2025-06-06 06:19:2,2505.00004,@lg@mastodon.example,1004",
                "2025-06-06 06:19:32,2505.3,@lg@mastodon.example,1005",
                "2025-06-06 06:19:36,2505.00006,@old@mastodon.example,1006",
                "\0\0\0\0",
                "2025-06-06 06:19:40,2505.00007,@lg@mastodon.example,1.08E+17",
            ]
        );

        var (exitCode, output, errors) = await ImportAsync();

        Assert.Equal(0, exitCode);
        Assert.Contains(
            "@lg@mastodon.example: cs.LG; 2 papers, 0 summaries, 0 replies said",
            output,
            StringComparison.Ordinal
        );
        Assert.All(
            [4, 5, 6],
            line => Assert.Contains($"papers.csv line {line} is left out", errors, StringComparison.Ordinal)
        );
        Assert.Contains(
            "papers.csv line 9 has no toot's id that can be read: 2505.00007 is noted as said",
            errors,
            StringComparison.Ordinal
        );
        Assert.Contains("1 rows of @old@mastodon.example", errors, StringComparison.Ordinal);
        Assert.Contains("arXiv has no category 'cs.XX'", errors, StringComparison.Ordinal);
        Assert.Contains("math.AC has the username 'nobody'", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-token", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_settings_that_it_writes_are_ours_and_hold_no_token()
    {
        Switches(
            """
            {
                "cs.LG": {
                    "username": "@lg@mastodon.example",
                    "visibility": "unlisted",
                    "newsubmissions": "1",
                    "abstracts": "1",
                    "access_token": "secret-token"
                },
                "stat.ML": {
                    "username": "@lg@mastodon.example",
                    "visibility": "unlisted",
                    "newsubmissions": "1",
                    "abstracts": "1",
                    "access_token": "secret-token"
                },
                "math.AC": { "username": "@ac@mastodon.example", "newsubmissions": "0", "access_token": "other-token" }
            }
            """
        );
        await ImportAsync();

        Assert.DoesNotContain(
            "token\"",
            (await File.ReadAllTextAsync(Settings)).Replace("AccessTokenFile", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        var options = BotSettings.Read(new ConfigurationBuilder().AddJsonFile(Settings).Build(), forService: true);
        Assert.Equal(["secret-token", "other-token"], options.Accounts.Select(account => account.AccessToken));
        Assert.Equal(["cs.LG", "stat.ML"], options.Accounts[0].Categories);
        Assert.Equal(
            (TootVisibility.Unlisted, LongAbstract.Thread, NewPapers.None),
            (options.Accounts[0].Visibility, options.Accounts[0].LongAbstract, options.Accounts[1].NewPapers)
        );
        Assert.Equal("https://mastodon.example/", options.Accounts[1].Instance!.AbsoluteUri);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var account in options.Accounts)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(account.AccessTokenFile));
        }
    }

    [Fact]
    public async Task A_dry_run_writes_nothing_a_second_import_adds_nothing_and_nothing_is_written_over()
    {
        Switches(
            """{ "cs.LG": { "username": "@lg@mastodon.example", "newsubmissions": "1", "access_token": "secret-token" } }"""
        );
        Log("papers.csv", "arxiv_id", ["2025-06-06 06:19:20,2505.00001,@lg@mastodon.example,1001"]);

        var (dry, output, _) = await ImportAsync("--dry-run");
        Assert.Equal(0, dry);
        Assert.Contains("nothing was done", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Ledger) || File.Exists(Settings));

        Assert.Contains("1 of 1 toots were not noted yet", (await ImportAsync()).Output, StringComparison.Ordinal);
        Assert.Contains("0 of 1 toots were not noted yet", (await ImportAsync()).Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Settings, "{ \"mine\": true }");
        var (exitCode, _, errors) = await ImportAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains("would be written over", errors, StringComparison.Ordinal);
        Assert.Contains("mine", await File.ReadAllTextAsync(Settings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "{ \"cs.LG\": { \"username\": \"@lg@mastodon.example\"\n \"newsubmissions\": \"1\" } }",
        "line 2 is not JSON"
    )]
    [InlineData("[]", "holds no JSON object")]
    [InlineData("{}", "no account is left")]
    public async Task A_file_that_cannot_be_read_is_named_with_its_line(string switches, string error)
    {
        Switches(switches);
        var (exitCode, output, errors) = await ImportAsync();
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(error, errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Ledger));
    }

    private string At(params string[] names) => Path.Combine([_folder.FullName, .. names]);

    private void Switches(string json)
    {
        File.WriteAllText(At("switches.json"), json);
        File.WriteAllText(
            At("logfiles.json"),
            """
            {
                "cs.LG": {
                    "newsubmission_summary_log": "summaries.csv",
                    "newsubmission_log": "papers.csv",
                    "abstract_log": "none.csv"
                },
            }
            """
        );
    }

    private void Log(string name, string subject, IEnumerable<string> rows) =>
        File.WriteAllLines(
            At(name),
            [string.Create(CultureInfo.InvariantCulture, $"utc,{subject},username,toot_id"), .. rows]
        );

    private Task<(int ExitCode, string Output, string Errors)> ImportAsync(params string[] more) =>
        BotProcess.RunAsync(
            new Dictionary<string, string> { ["Bot__Ledger__Path"] = Ledger, ["DOTNET_ENVIRONMENT"] = "Production" },
            [
                "import",
                "toxiv",
                "--switches",
                At("switches.json"),
                "--logfiles",
                At("logfiles.json"),
                "--output",
                At("settings"),
                .. more,
            ]
        );
}
