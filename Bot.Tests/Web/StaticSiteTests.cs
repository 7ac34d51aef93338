using System.Text.RegularExpressions;
using Bot.Tests.Support;
using Bot.Web;

namespace Bot.Tests.Web;

/// <summary>The same site as a folder of files.</summary>
[Trait("Category", "Slow")]
public sealed partial class StaticSiteTests : IAsyncLifetime
{
    private ReadersPage _page = null!;

    public async ValueTask InitializeAsync() => _page = await ReadersPage.StartAsync();

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    [Fact]
    public async Task Every_link_of_every_file_leads_to_a_file_that_is_there()
    {
        var folder = await WriteAsync(days: 2);
        var pages = folder.GetFiles("*.html", SearchOption.AllDirectories);
        Assert.True(pages.Length > 10);
        foreach (var page in pages)
        {
            var html = File.ReadAllText(page.FullName);
            foreach (
                var link in Link()
                    .Matches(html)
                    .Select(match => match.Groups[1].Value)
                    .Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#'))
            )
            {
                Assert.True(
                    File.Exists(Path.Combine(page.DirectoryName!, link.Split('#')[0])),
                    $"{page.FullName} links to {link}"
                );
            }

            Assert.DoesNotContain("<form", html, StringComparison.Ordinal);
        }

        Assert.True(File.Exists(Path.Combine(folder.FullName, "paper/2506.02001.html")));
        Assert.False(File.Exists(Path.Combine(folder.FullName, "day/2025-06-05.html")));
        // A similar paper of a day that is not published is linked at arXiv.
        Assert.Contains(
            "href=\"https://arxiv.org/abs/2506.01001\">Good News",
            File.ReadAllText(Path.Combine(folder.FullName, "paper/2506.02001.html")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"<link rel=\"canonical\" href=\"{ReadersPage.PublicUrl}paper/2506.02001.html\">",
            File.ReadAllText(Path.Combine(folder.FullName, "paper/2506.02001.html")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"{ReadersPage.PublicUrl}category/cs.LG/feed.atom",
            File.ReadAllText(Path.Combine(folder.FullName, "category/cs.LG/feed.atom")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Writing_again_changes_nothing()
    {
        var folder = await WriteAsync(days: 3);
        Assert.NotEmpty(folder.GetFiles("*.html", SearchOption.AllDirectories));
        Assert.Equal(0, (await Site().WriteAsync(folder, 3)).Written);
    }

    [Fact]
    public async Task The_verb_writes_it_and_says_what_it_needs()
    {
        await _page.DisposeLedgerAsync();
        var environment = new Dictionary<string, string>
        {
            ["Bot__Ledger__Path"] = Path.Combine(_page.Folder, "ledger.db"),
        };
        var target = Path.Combine(_page.Folder, "public");
        var without = await BotProcess.RunAsync(environment, "publish-site", target);
        Assert.Equal(2, without.ExitCode);
        Assert.Contains("set Bot:Web:PublicUrl", without.Errors, StringComparison.Ordinal);
        environment["Bot__Web__PublicUrl"] = "https://papers.example/daily";
        var (exitCode, output, errors) = await BotProcess.RunAsync(environment, "publish-site", target, "--days", "1");
        Assert.True(exitCode == 0, errors);
        Assert.Contains("begin with index.html", output, StringComparison.Ordinal);
        Assert.Contains(
            "https://papers.example/daily/",
            await File.ReadAllTextAsync(Path.Combine(target, "sitemap.xml")),
            StringComparison.Ordinal
        );
    }

    private StaticSite Site() => new(_page.Ledger, new Uri(ReadersPage.PublicUrl), null, _page.Clock.GetUtcNow());

    private async Task<DirectoryInfo> WriteAsync(int days)
    {
        var folder = new DirectoryInfo(Path.Combine(_page.Folder, "site"));
        await Site().WriteAsync(folder, days);
        return folder;
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Link();
}
