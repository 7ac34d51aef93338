using System.Text.Json;
using Bot.Tests.Support;

namespace Bot.Tests.Cli;

/// <summary>What <c>preview</c> prints: real processes, for eyes and for programs.</summary>
[Trait("Category", "Slow")]
public sealed class PreviewVerbTests : IDisposable
{
    private static readonly Dictionary<string, string> NoSettings = [];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");

    private string Sample => Path.Combine(_folder.FullName, "listing.xml");

    public void Dispose() => _folder.Delete(recursive: true);

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
}
