using System.Text.RegularExpressions;
using Bot.Cli;
using Bot.Cli.Demo;
using Bot.Pipeline.Days;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Cli;

/// <summary>The proof that anybody can run, and that it would tell if the promise were broken.</summary>
[Trait("Category", "Slow")]
public sealed partial class ChaosTests : IDisposable
{
    private const int Papers = 14;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Killed_and_robbed_of_answers_it_says_each_paper_once_tells_so_and_leaves_nothing_behind()
    {
        var (exitCode, output, errors) = await BotProcess.RunAsync(
            Settings(),
            "demo",
            "--chaos",
            "--seed",
            "5",
            "--papers",
            $"{Papers}"
        );
        Assert.True(exitCode == 0, output + errors);
        var verdict = Verdict().Match(output);
        Assert.True(verdict.Success, output);
        Assert.InRange(int.Parse(verdict.Groups["kills"].ValueSpan, null), 1, 4);
        Assert.Contains("seed 5", errors, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Theory]
    [InlineData("4.3")]
    [InlineData("4.5")]
    [InlineData("4.6")]
    public async Task On_a_Mastodon_that_holds_keys_too(string version)
    {
        var (exitCode, output, errors) = await BotProcess.RunAsync(
            Settings(),
            "demo",
            "--chaos",
            "--seed",
            "7",
            "--papers",
            "8",
            "--version",
            version
        );
        Assert.True(exitCode == 0, output + errors);
        Assert.Contains("0 lost, 0 twice", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopped_on_its_way_it_claims_nothing_and_leaves_nothing_behind()
    {
        using var demo = new BotProcess(Settings(), "demo", "--chaos");
        await demo.SaysAsync("made-up papers");
        demo.Terminate();
        var (exitCode, output, _) = await demo.EndAsync();
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Fact]
    public async Task A_paper_that_somebody_else_says_with_the_accounts_token_is_counted_and_it_ends_with_1()
    {
        using var demo = new BotProcess(Settings(), "demo", "--chaos", "--papers", "2");
        var url = (await demo.SaysAsync("filling now: ")).Trim();
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(url) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Accounts.BotToken);
        using var post = await http.PostAsync(
            "api/v1/statuses",
            new StringContent(
                """{"status":"Read https://arxiv.org/abs/2506.90002"}""",
                System.Text.Encoding.UTF8,
                "application/json"
            )
        );
        Assert.True(post.IsSuccessStatusCode);

        var (exitCode, output, errors) = await demo.EndAsync();

        Assert.True(exitCode == 1, output + errors);
        Assert.Contains("twice: 2506.90002\n", output, StringComparison.Ordinal);
        Assert.Contains("0 lost, 1 twice\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2506.90001 2506.90002 2506.90003", "")]
    [InlineData("2506.90001 2506.90003", "lost: 2506.90002")]
    [InlineData("2506.90001 2506.90002 2506.90003 2506.90002", "twice: 2506.90002")]
    [InlineData("2506.90001 2506.90002 2506.90003 2506.90004", "never announced: 2506.90004")]
    [InlineData("2506.90002 2506.90001 2506.90003", "out of order: 2506.90001")]
    [InlineData("2506.90003", "lost: 2506.90001 2506.90002")]
    public void A_timeline_that_lacks_repeats_or_shuffles_papers_is_found_out(string said, string trouble)
    {
        var audit = ChaosAudit.Of(
            MadeUpListing.Ids(3),
            said.Split(' ').Select(Article).Prepend("3 new papers in cs.LG")
        );
        Assert.Equal(trouble, string.Join('\n', audit.Troubles()));
        Assert.Equal(trouble.Length == 0, audit.IsGood);
    }

    [Fact]
    public void So_is_a_summary_that_is_missing_repeated_or_late()
    {
        Assert.Equal(["lost: the summary"], ChaosAudit.Of(["2506.90001"], [Article("2506.90001")]).Troubles());
        Assert.Equal(
            ["twice: the summary"],
            ChaosAudit.Of(["2506.90001"], ["1 new paper", "1 new paper", Article("2506.90001")]).Troubles()
        );
        Assert.Equal(
            ["out of order: the summary"],
            ChaosAudit.Of(["2506.90001"], [Article("2506.90001"), "1 new paper"]).Troubles()
        );
    }

    [Fact]
    public void The_same_seed_plans_the_same_deaths_and_another_one_others()
    {
        Assert.Equal(ChaosPlan.Of(128, new Random(1)), ChaosPlan.Of(128, new Random(1)));
        Assert.NotEqual(ChaosPlan.Of(128, new Random(1)), ChaosPlan.Of(128, new Random(2)));
        Assert.Equal(3, ChaosPlan.Of(128, new Random(1)).Select(life => life.Death).Distinct().Count());
    }

    private static string Article(string id) => $"A Title\n\nhttps://arxiv.org/abs/{id}\n\n#csLG";

    // All that it writes to disk goes there.
    private Dictionary<string, string> Settings() =>
        new() { ["TMPDIR"] = _folder.FullName, ["DOTNET_EnableDiagnostics"] = "0" };

    [GeneratedRegex(@"\A14 papers, (?<kills>\d+) kills, \d+ lost answers: 0 lost, 0 twice\n\z")]
    private static partial Regex Verdict();
}
