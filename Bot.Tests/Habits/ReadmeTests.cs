using System.Text.RegularExpressions;
using Bot.Composer;
using Bot.Feed;
using Bot.Options;
using Bot.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Bot.Tests.Habits;

/// <summary>What the README says must be so, and the table of settings that it points to.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = Project.Read("README.md");

    [Fact]
    public void The_settings_table_is_what_the_program_declares()
    {
        var settings = new SettingsReader(new ConfigurationBuilder().Build());
        BotOptions.Read(settings, accounts: 1);
        var table = string.Join(
            '\n',
            settings.Declared.Select(one =>
                $"| `{one.Key}` | {(one.Default.Length > 0 ? $"`{one.Default}`" : "")} | {one.Range} | {one.Reason} |"
            )
        );
        Assert.True(
            Project.Read("docs/settings.md").Contains(table, StringComparison.Ordinal),
            $"The table in docs/settings.md should read:\n\n{table}"
        );
    }

    [Fact]
    public async Task Its_example_is_what_the_program_toots()
    {
        await using var listing = File.OpenRead(Path.Combine(Project.Root, "Bot/Sandbox/Resources/sample-listing.xml"));
        var feed = await FeedParser.ParseAsync(
            listing,
            null,
            FeedParser.MaxCharactersOfFile,
            TestContext.Current.CancellationToken
        );
        var account = AccountOptions.Read(new SettingsReader(new ConfigurationBuilder().Build()), 0);
        var toot = new TootComposer(account, TootLimits.Default).Article(feed.Announcements[0])[0].Text;
        Assert.True(
            Readme.Contains($"```text\n{toot}\n```", StringComparison.Ordinal),
            $"README's example should read:\n\n{toot}"
        );
    }

    [Fact]
    public void Its_two_commands_and_every_verb_are_there()
    {
        Assert.Contains("dotnet run --project Bot -- demo\n", Readme, StringComparison.Ordinal);
        Assert.Contains("dotnet test\n", Readme, StringComparison.Ordinal);
        foreach (
            var file in Project
                .SourceFiles("Bot/Cli")
                .Where(file => file.EndsWith("Command.cs", StringComparison.Ordinal))
        )
        {
            Assert.Contains(
                $"`{WordBreak().Replace(Path.GetFileNameWithoutExtension(file)[..^"Command".Length], "-").ToLowerInvariant()}",
                Readme,
                StringComparison.Ordinal
            );
        }

        foreach (var verb in Verb().Matches(Project.Read("docs/verbs.md")).Select(match => match.Groups["verb"].Value))
        {
            Assert.Contains($"`{verb}", Readme, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void It_thanks_arxiv_in_arxivs_words_and_claims_no_ties() =>
        Assert.Contains(
            "Thank you to arXiv for use of its open access interoperability. This product was not reviewed "
                + "or approved by, nor does it necessarily express or reflect the policies or opinions of, arXiv.",
            Readme.ReplaceLineEndings(" "),
            StringComparison.Ordinal
        );

    public static TheoryData<string> Docs =>
        [
            "README.md",
            "CONTRIBUTING.md",
            .. Directory
                .GetFiles(Path.Combine(Project.Root, "docs"), "*.md", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Project.Root, file)),
        ];

    [Theory]
    [MemberData(nameof(Docs))]
    public void Every_path_that_a_document_names_exists(string file)
    {
        var paths = RepositoryPath().Matches(Project.Read(file)).Select(match => match.Groups[1].Value);
        // The one that a reader is to make.
        var missing = paths.Where(path =>
            path != "Bot/Cli/NameCommand.cs" && !Path.Exists(Path.Combine(Project.Root, path))
        );
        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("docs/settings.md")]
    [InlineData("docs/decisions/README.md")]
    [InlineData("docs/decisions/text.md")]
    public void Every_file_it_links_to_exists(string file)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Project.Root, file))!;
        var links = Link()
            .Matches(Project.Read(file))
            .Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#'))
            .ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(folder, link)), link));
    }

    [Fact]
    public void Its_pipeline_picture_names_the_rooms_that_exist() =>
        Assert.All(
            Directory
                .GetDirectories(Path.Combine(Project.Root, "Bot"))
                .Select(folder => Path.GetFileName(folder)!)
                .Where(room => room is not ("bin" or "obj" or "Properties")),
            room => Assert.Contains(room + "/", Readme, StringComparison.Ordinal)
        );

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    // The first word of a row: "| `run` (or none) |", "| `demo [--feed FILE]` |".
    [GeneratedRegex("^\\| `(?<verb>[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex Verb();

    // In backticks, from the root: `Bot/Toot.cs`, `eng/snac stop`, `Bot.Tests/Contract/`.
    [GeneratedRegex("`((?:Bot|Bot\\.Tests|docs|eng)/[A-Za-z./-]*)")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordBreak();
}
