using Bot.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Bot.Tests.Cli;

/// <summary>The program as an operator meets it: real processes, exit codes, stdout and stderr.</summary>
[Trait("Category", "Slow")]
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

    private static Dictionary<string, string> NoSettings => [];
}
