using System.Text.Json;
using Bot.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Bot.Tests.Cli;

/// <summary>The program as an operator meets it: real processes, exit codes, stdout and stderr.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");

    private string Sample => Path.Combine(_folder.FullName, "listing.xml");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_demo_toots_the_sample_listing_and_cleans_up()
    {
        var (exitCode, output, errors) = await BotProcess.RunAsync(NoSettings, "demo", "--once");
        Assert.Equal((0, "10 toots posted, 0 refused"), (exitCode, output.TrimEnd()));
        Assert.Contains("http://127.0.0.1:", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_keeps_its_timeline_open_until_it_is_stopped()
    {
        await File.WriteAllTextAsync(Sample, SampleListings.Day(1));
        using var demo = new BotProcess(NoSettings, "demo", "--feed", Sample);
        await demo.SaysAsync("stays open");
        demo.Terminate();
        var (exitCode, output, _) = await demo.EndAsync();
        Assert.Equal((0, "2 toots posted, 0 refused"), (exitCode, output.TrimEnd()));
    }

    [Fact]
    public async Task Without_an_instance_and_a_terminal_it_names_three_next_steps()
    {
        var (exitCode, output, errors) = await BotProcess.RunAsync(NoSettings);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.All(
            ["demo", "preview", "Bot__Accounts__0__AccessToken"],
            step => Assert.Contains(step, errors, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("dance")]
    [InlineData("preview")]
    [InlineData("preview", "--feed", "x.xml", "--max-characters", "0")]
    [InlineData("preview", "--feed", "x.xml", "--max-characters", "many")]
    [InlineData("preview", "--feed", "x.xml", "--long-abstract", "sing")]
    [InlineData("preview", "--feed", "x.xml", "--category", "cs.XX")]
    [InlineData("replay")]
    [InlineData("replay", "--announcements", "there-is-no-such-table.tsv")]
    [InlineData("classify")]
    [InlineData("classify", "--input", "there-are-no-such-papers.jsonl")]
    [InlineData("related", "--corpus", "there-are-no-such-papers.jsonl")]
    [InlineData("ledger")]
    [InlineData("ledger", "backup")]
    [InlineData("demo", "--feed", "there-is-no-such-file.xml")]
    public async Task Wrong_use_ends_with_2(params string[] arguments)
    {
        var (exitCode, output, errors) = await BotProcess.RunAsync(NoSettings, arguments);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.NotEmpty(errors);
    }

    [Theory]
    [InlineData]
    [InlineData("run")]
    [InlineData("demo")]
    [InlineData("preview")]
    [InlineData("replay")]
    [InlineData("classify")]
    [InlineData("related")]
    [InlineData("status")]
    [InlineData("health")]
    [InlineData("doctor")]
    [InlineData("ledger")]
    [InlineData("ledger", "backup")]
    [InlineData("sandbox")]
    public async Task Every_verbs_help_has_an_example(params string[] verb)
    {
        var (exitCode, output, _) = await BotProcess.RunAsync(NoSettings, [.. verb, "--help"]);
        Assert.Equal(0, exitCode);
        Assert.Contains("Examples:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mistakes_in_the_settings_are_told_at_once_each_with_its_remedy()
    {
        var (exitCode, output, errors) = await BotProcess.RunAsync(
            new Dictionary<string, string>
            {
                ["Bot__Accounts__0__Instance"] = "http://mastodon.example",
                ["Bot__Accounts__0__Categories__0"] = "cs.XX",
                ["Bot__Accounts__0__Visibility"] = "loud",
                ["Bot__Accounts__0__Colour"] = "red",
                ["Bot__Accounts__1__Instance"] = "https://mastodon.example",
                ["Bot__Accounts__1__AccessTokenFile"] = "/there/is/no/such/file",
                ["Bot__Pace__Interval"] = "10",
                ["Bot__Feed__MinimumInterval"] = "00:00:01",
                ["Bot__Delivery__LookFirstAfter"] = "02:00:00",
            },
            "run",
            "--once"
        );

        Assert.Equal((2, ""), (exitCode, output));
        Assert.All(
            [
                "use https://",
                "'cs.XX', which arXiv does not have",
                "public, unlisted, private, direct",
                "Colour is no setting",
                "cannot be read",
                "hours:minutes:seconds",
                "00:00:03 to 01:00:00",
                "00:00:01 to 01:00:00",
            ],
            words => Assert.Contains(words, errors, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_instance_without_a_token_is_told_where_to_put_it()
    {
        var (exitCode, _, errors) = await BotProcess.RunAsync(
            new Dictionary<string, string> { ["Bot__Accounts__0__Instance"] = "https://mastodon.example" },
            "run",
            "--once"
        );
        Assert.Equal(2, exitCode);
        Assert.Contains("Bot__Accounts__0__AccessToken", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_may_stand_in_a_file_of_its_own()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(1));
        var file = Path.Combine(_folder.FullName, "token");
        await File.WriteAllTextAsync(file, rehearsal.Sandbox.BotToken + "\n");
        rehearsal.Environment.Remove("Bot__Accounts__0__AccessToken");
        rehearsal.Environment["Bot__Accounts__0__AccessTokenFile"] = file;

        var (exitCode, output, errors) = await BotProcess.RunAsync(rehearsal.Environment, "run", "--once");

        Assert.True(exitCode == 0, errors);
        Assert.Equal("2 toots posted, 0 refused", output.TrimEnd());
    }

    [Fact]
    public async Task Toots_of_a_time_before_the_clock_was_set_back_are_not_counted_again()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(1));
        await BotProcess.RunAsync(rehearsal.Environment, "run", "--once");
        using (
            var connection = new SqliteConnection(
                $"Data Source={rehearsal.Environment["Bot__Ledger__Path"]};Pooling=False"
            )
        )
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE outbox SET sent_at = sent_at + 3600000";
            Assert.Equal(2, command.ExecuteNonQuery());
        }

        var (exitCode, output, errors) = await BotProcess.RunAsync(rehearsal.Environment, "run", "--once");

        Assert.True(exitCode == 0, errors);
        Assert.Equal("0 toots posted, 0 refused", output.TrimEnd());
    }

    [Fact]
    public async Task Preview_shows_each_toot_as_one_line_of_json()
    {
        await File.WriteAllTextAsync(
            Sample,
            SampleListings.Feed(
                SampleListings.Item("2506.00001", version: 2)
                    + SampleListings.Item("2506.00002", "cross", categories: "cs.CV cs.LG")
            )
        );
        var (exitCode, output, _) = await BotProcess.RunAsync(
            NoSettings,
            "preview",
            "--feed",
            Sample,
            "--json",
            "--long-abstract",
            "thread"
        );
        Assert.Equal(0, exitCode);
        var toots = output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        Assert.Equal(
            ["summary", "article", "abstract"],
            toots.Select(toot => toot.GetProperty("kind").GetString()).Take(3)
        );
        Assert.Equal(
            [
                "account",
                "kind",
                "arxivId",
                "version",
                "part",
                "parts",
                "text",
                "spoilerText",
                "visibility",
                "language",
                "inReplyTo",
                "characters",
                "tags",
            ],
            toots[1].EnumerateObject().Select(one => one.Name)
        );
        Assert.Equal(
            ("2506.00001", 2, 1, JsonValueKind.Null),
            (
                toots[1].GetProperty("arxivId").GetString(),
                toots[1].GetProperty("version").GetInt32(),
                toots[1].GetProperty("part").GetInt32(),
                toots[1].GetProperty("inReplyTo").ValueKind
            )
        );
        Assert.Equal(
            (2, 1, "unlisted"),
            (
                toots[2].GetProperty("part").GetInt32(),
                toots[2].GetProperty("inReplyTo").GetInt32(),
                toots[2].GetProperty("visibility").GetString()
            )
        );
        Assert.Equal(
            ["toXiv_bot_toot", "toXiv_bot_new_article_toot", "csLG"],
            toots[1].GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!)
        );
    }

    [Fact]
    public async Task Preview_shows_lists_and_warnings_as_the_settings_have_them()
    {
        await File.WriteAllTextAsync(
            Sample,
            SampleListings.Feed(
                SampleListings.Item("2506.00001", title: "Suicide Risk") + SampleListings.Item("2506.00002")
            )
        );
        var quiet = new Dictionary<string, string> { ["Bot__Accounts__0__NewPapers"] = "list" };
        var (_, json, _) = await BotProcess.RunAsync(quiet, "preview", "--feed", Sample, "--json");
        var toots = json.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        Assert.Equal(["summary", "list"], toots.Select(toot => toot.GetProperty("kind").GetString()));
        Assert.Equal(
            ("mentions suicide", 0, "unlisted"),
            (
                toots[1].GetProperty("spoilerText").GetString(),
                toots[1].GetProperty("inReplyTo").GetInt32(),
                toots[1].GetProperty("visibility").GetString()
            )
        );

        var (_, text, _) = await BotProcess.RunAsync(quiet, "preview", "--feed", Sample);
        Assert.Contains("They follow in one list.", text, StringComparison.Ordinal);
        Assert.Matches(
            @"--- list, \d+ characters, unlisted, behind the warning: mentions suicide\nSuicide Risk\n",
            text
        );
        var (_, classic, _) = await BotProcess.RunAsync(quiet, "preview", "--feed", Sample, "--style", "classic");
        Assert.Equal(2, classic.Split("--- article").Length - 1);
    }

    [Fact]
    public async Task Preview_of_what_is_no_feed_fails_with_a_reason()
    {
        await File.WriteAllTextAsync(Sample, "<html></html>");
        var (exitCode, output, errors) = await BotProcess.RunAsync(NoSettings, "preview", "--feed", Sample);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("neither an RSS nor an Atom feed", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_tells_how_a_day_went_in_text_and_json()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await BotProcess.RunAsync(rehearsal.Environment, "run", "--once");

        var (_, text, _) = await BotProcess.RunAsync(rehearsal.Environment, "status");
        Assert.Matches(@"cs\.LG +2025-06-09 +3 +0 +0 +4 +0", text);
        Assert.Matches(
            @"\n  2025-06-09 complete since 20\d\d-\d\d-\d\d \d\d:\d\d UTC, 3 new: the listing is in\n",
            text
        );
        var (exitCode, json, _) = await BotProcess.RunAsync(rehearsal.Environment, "status", "--json");
        Assert.Equal(0, exitCode);
        Assert.Equal(
            4,
            JsonDocument
                .Parse(json)
                .RootElement.GetProperty("accounts")[0]
                .GetProperty("listings")[0]
                .GetProperty("sent")
                .GetInt32()
        );
        Assert.Contains(
            JsonDocument.Parse(json).RootElement.GetProperty("days").EnumerateArray(),
            day =>
                day.GetProperty("date").GetString() == "2025-06-09"
                && day.GetProperty("state").GetString() == "complete"
        );
    }

    [Fact]
    public async Task Status_without_a_ledger_says_what_to_do()
    {
        var (exitCode, _, errors) = await BotProcess.RunAsync(
            new Dictionary<string, string> { ["Bot__Ledger__Path"] = Path.Combine(_folder.FullName, "none.db") },
            "status"
        );
        Assert.Equal(1, exitCode);
        Assert.Contains("start `run` once", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_without_a_data_folder_gets_one_and_no_ledger_in_the_working_folder()
    {
        var (_, _, errors) = await BotProcess.RunAsync(
            new Dictionary<string, string> { ["HOME"] = _folder.FullName, ["XDG_DATA_HOME"] = "" },
            "status"
        );
        Assert.Contains(
            $"no ledger at {_folder.FullName}/.local/share/tootprint/ledger.db",
            errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_service_shows_its_health_where_it_is_told_to()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(1));
        rehearsal.Environment["Bot__Web__Url"] = "http://127.0.0.1:0";
        using var bot = new BotProcess(rehearsal.Environment, "run");
        var url = await bot.SaysAsync("Readers' page at ");
        await bot.SaysAsync("posted article");
        using var http = new HttpClient(new SocketsHttpHandler());
        using var health = await http.GetAsync(new Uri(new Uri(url.Trim()), "health"));
        Assert.Equal(200, (int)health.StatusCode);
        var page = await http.GetStringAsync(new Uri(new Uri(url.Trim()), "status"));
        Assert.Contains("<h1>Tootprint: status</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<br>Mon 2025-06-09: <span>complete</span> since ", page, StringComparison.Ordinal);
        await Bounded.UntilAsync(
            "the readers' page has the paper",
            async () =>
                (await http.GetStringAsync(new Uri(url.Trim()))).Contains(
                    "A Study of Case 2506 00001",
                    StringComparison.Ordinal
                )
        );
        bot.Terminate();
        var (exitCode, _, errors) = await bot.EndAsync();
        Assert.True(exitCode == 0, errors);
    }

    private static Dictionary<string, string> NoSettings => [];
}
