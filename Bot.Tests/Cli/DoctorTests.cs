using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Bot.Tests.Support;

namespace Bot.Tests.Cli;

/// <summary>What an operator hears from <c>doctor</c> before and while the bot runs.</summary>
[Trait("Category", "Slow")]
public sealed class DoctorTests
{
    [Fact]
    public async Task Where_all_is_well_each_line_is_ok_and_nothing_is_posted_or_written()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(3));
        using var maker = new PictureMaker();
        (rehearsal.Environment["Bot__Accounts__0__SummaryPicture"], rehearsal.Environment["Bot__Pictures__Program"]) = (
            "true",
            maker.Path
        );

        var lines = await DoctorAsync(rehearsal, 0);

        Assert.Equal(
            "advice",
            Assert.Single(lines, line => !line.StartsWith("ok ", StringComparison.Ordinal)).Split(' ')[0]
        );
        Assert.Contains(lines, line => line.StartsWith("advice  ledger: there is none at", StringComparison.Ordinal));
        Assert.Contains(
            lines,
            line =>
                line.Contains(
                    "Mastodon 4.6.0 (compatible; TootprintSandbox 1.0), at most 500 characters, 23 for a link",
                    StringComparison.Ordinal
                )
        );
        Assert.Contains("ok      feed cs.LG: 3 items of 2025-06-09", lines);
        Assert.False(File.Exists(rehearsal.LedgerPath));
        var requests = (await rehearsal.Http.GetFromJsonAsync<JsonArray>("sandbox/requests"))!;
        Assert.All(requests, request => Assert.Equal("GET", (string)request!["method"]!));
        Assert.Single(requests, request => ((string)request!["path"]!).StartsWith("/rss/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://papers.example/ml", "", "add papers.example in its preferences")]
    [InlineData("https://papers.example/ml", "other.example", "add papers.example in its preferences")]
    [InlineData("https://papers.example/ml", "other.example papers.example", null)]
    [InlineData("https://papers.lab.example", "lab.example", null)]
    [InlineData("", "", null)]
    public async Task It_says_when_links_to_the_page_would_not_show_the_account(
        string page,
        string sites,
        string? advice
    )
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(1));
        (
            await rehearsal.Http.PatchAsJsonAsync("sandbox/settings", new { attributionDomains = sites })
        ).EnsureSuccessStatusCode();
        rehearsal.Environment["Bot__Web__Url"] = "http://127.0.0.1:0";
        rehearsal.Environment["Bot__Web__PublicUrl"] = page;

        var lines = await DoctorAsync(rehearsal, 0);

        var found = lines.Where(line => line.Contains("links to your page", StringComparison.Ordinal)).ToList();
        if (advice is null)
        {
            Assert.Empty(found);
        }
        else
        {
            Assert.Contains(advice, Assert.Single(found), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_leaves_a_running_service_alone_and_says_who_has_the_ledger()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(1));
        using var bot = new BotProcess(rehearsal.Environment, "run");
        await bot.SaysAsync("posted article");

        var lines = await DoctorAsync(rehearsal, 0);

        Assert.Contains(
            lines,
            line =>
                line.StartsWith("ok      ledger:", StringComparison.Ordinal)
                && line.Contains($"the service has it (process {bot.Id} on", StringComparison.Ordinal)
        );
        Assert.Contains("ok      feed cs.LG: unchanged since the bot last read it", lines);
        bot.Terminate();
        var (exitCode, _, errors) = await bot.EndAsync();
        Assert.True(exitCode == 0, errors);
        Assert.Contains(
            await DoctorAsync(rehearsal, 0),
            line => line.EndsWith("can be read; no process has it", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_process_that_was_killed_with_the_ledger_is_named()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(1));
        await rehearsal.FaultAsync(new { on = "post", kind = "held-request" });
        using var bot = new BotProcess(rehearsal.Environment, "run", "--once");
        await rehearsal.HeldAsync(1);
        bot.Kill();
        await bot.EndAsync();
        Assert.Contains(
            await DoctorAsync(rehearsal, 0),
            line =>
                line.StartsWith("advice  ledger:", StringComparison.Ordinal)
                && line.Contains($"process {bot.Id} on", StringComparison.Ordinal)
                && line.Contains("or died with it", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("botFlag", "false", 0, "advice", "is not marked as a bot")]
    [InlineData("tokenScopes", "\"read write\"", 0, "advice", "may do more than the bot needs (read, write)")]
    [InlineData("tokenScopes", "\"read:accounts read:statuses write:statuses\"", 0, "ok", "the token's scopes suffice")]
    [InlineData("tokenScopes", "\"\"", 0, "ok", "does not tell the token's scopes")]
    [InlineData("tokenScopes", "\"profile read:statuses\"", 1, "problem", "lacks the scopes write:statuses")]
    [InlineData("instanceFails", "true", 1, "problem", "does not state its limits")]
    [InlineData("software", "\"mitra\"", 0, "advice", "a server program that the bot does not know")]
    public async Task What_an_instance_says_is_judged(
        string setting,
        string value,
        int exitCode,
        string weight,
        string words
    )
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(1));
        (
            await rehearsal.Http.PatchAsJsonAsync(
                "sandbox/settings",
                new JsonObject { [setting] = JsonNode.Parse(value) }
            )
        ).EnsureSuccessStatusCode();
        Assert.Contains(
            await DoctorAsync(rehearsal, exitCode),
            line => line.StartsWith(weight, StringComparison.Ordinal) && line.Contains(words, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("verify", "401", "does not accept the token")]
    [InlineData("verify", "503", "check Bot:Accounts:0:Instance and the network")]
    [InlineData("timeline", "403", "with the scope read:statuses")]
    [InlineData("feed", "404", "check the account's Categories")]
    public async Task Each_trouble_is_a_problem_with_its_remedy(string on, string kind, string words)
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(1));
        await rehearsal.FaultAsync(
            new
            {
                on,
                kind,
                times = 0,
            }
        );
        Assert.Contains(
            await DoctorAsync(rehearsal, 1),
            line =>
                line.StartsWith("problem ", StringComparison.Ordinal) && line.Contains(words, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task What_pictures_and_pins_lack_is_advice()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(1));
        (
            await rehearsal.Http.PatchAsJsonAsync(
                "sandbox/settings",
                new { tokenScopes = "profile read:statuses write:statuses" }
            )
        ).EnsureSuccessStatusCode();
        (
            rehearsal.Environment["Bot__Accounts__0__SummaryPicture"],
            rehearsal.Environment["Bot__Accounts__0__PinSummary"],
            rehearsal.Environment["Bot__Pictures__Program"]
        ) = ("true", "true", "/no/such/program");
        var lines = await DoctorAsync(rehearsal, 0);
        foreach (
            var words in new[]
            {
                "lacks the scope write:media",
                "lacks the scope write:accounts",
                "/no/such/program cannot be started",
            }
        )
        {
            Assert.Contains(
                lines,
                line =>
                    line.StartsWith("advice", StringComparison.Ordinal)
                    && line.Contains(words, StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public async Task Two_settings_of_one_account_are_a_problem()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(1));
        rehearsal.Environment["Bot__Accounts__1__Instance"] = rehearsal.Sandbox.Url.AbsoluteUri;
        rehearsal.Environment["Bot__Accounts__1__AccessToken"] = rehearsal.Sandbox.BotToken;
        Assert.Contains(
            await DoctorAsync(rehearsal, 1),
            line => line.Contains("the same account as that of Bot:Accounts:0", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task All_mistakes_in_the_settings_are_problems()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        rehearsal.Environment["Bot__Accounts__0__Fold"] = "everything";
        rehearsal.Environment["Bot__Pace__Interval"] = "10";
        var lines = await DoctorAsync(rehearsal, 1);
        Assert.Equal(2, lines.Count(line => line.StartsWith("problem settings: ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Bot__Accounts__0__AccessTokenFile", 0x1B6, "problem")]
    [InlineData("Bot__Accounts__0__AccessTokenFile", 0x180, "ok")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task A_token_file_that_others_can_read_is_a_problem(string setting, int mode, string weight)
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(1));
        rehearsal.Environment.Remove("Bot__Accounts__0__AccessToken");
        rehearsal.Environment[setting] = Path.Combine(rehearsal.Folder, "token");
        await File.WriteAllTextAsync(rehearsal.Environment[setting], rehearsal.Sandbox.BotToken);
        File.SetUnixFileMode(rehearsal.Environment[setting], (UnixFileMode)mode);
        var lines = await DoctorAsync(rehearsal, weight == "ok" ? 0 : 1);
        Assert.Equal(
            weight == "problem",
            lines.Any(line =>
                line.StartsWith("problem", StringComparison.Ordinal)
                && line.Contains("chmod 600", StringComparison.Ordinal)
            )
        );
    }

    [Fact]
    public async Task Without_an_account_it_says_what_is_missing()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(1));
        rehearsal.Environment.Remove("Bot__Accounts__0__Instance");
        Assert.Contains(
            await DoctorAsync(rehearsal, 1),
            line => line.StartsWith("problem settings: no account has an instance", StringComparison.Ordinal)
        );
    }

    private static async Task<string[]> DoctorAsync(LiveRehearsal rehearsal, int expected)
    {
        var (exitCode, output, errors) = await BotProcess.RunAsync(rehearsal.Environment, "doctor");
        Assert.True(exitCode == expected, $"exit {exitCode}: {output}{errors}");
        return output.TrimEnd().Split('\n');
    }
}
