using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Bot.Tests.Sandbox.Clients;

/// <summary>
/// Two clients that know nothing of the sandbox use it as they would use a Mastodon: Mastodon.py and toot, as
/// <c>eng/clients</c> gets them. Without them these tests are skipped.
/// </summary>
[Trait("Category", "Slow")]
public sealed class RealClientTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("tootprint-test-");

    public static TheoryData<string> Versions => ["4.3", "4.5", "4.6"];

    public void Dispose() => _home.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Mastodon_py_posts_edits_reads_and_logs_in_and_out(string version)
    {
        await using var sandbox = await StartAsync(version);
        var script = Path.Combine(AppContext.BaseDirectory, "Data", "mastodon-py.py");
        Assert.Equal("ok", await PythonAsync(script, Address(sandbox), sandbox.Reader));
        var texts = await sandbox.AcceptedAsync();
        Assert.Equal(["Edited #tag", "Second", "", "Third"], texts);
    }

    [Theory]
    [InlineData("4.3")]
    [InlineData("4.6")]
    public async Task Toot_posts_threads_boosts_and_reads(string version)
    {
        await using var sandbox = await StartAsync(version);
        await LogInAsync(sandbox);

        Assert.Contains("@tootprint", await TootAsync("whoami"), StringComparison.Ordinal);
        await TootAsync("post", "First #tag", "--language", "en");
        var id = (string)(await sandbox.GetAsync("/sandbox/statuses")).Items[0]["id"]!;
        await TootAsync("post", "Second", "--reply-to", id, "--visibility", "unlisted");
        Assert.Contains("Second", await TootAsync("thread", id), StringComparison.Ordinal);
        foreach (var deed in new[] { "reblog", "unreblog", "favourite", "unfavourite", "pin", "unpin" })
        {
            await TootAsync(deed, id);
        }

        await sandbox.PostAsync($"/api/v1/statuses/{id}/reblog", sandbox.Reader);
        Assert.Contains("reader", await TootAsync("notifications"), StringComparison.Ordinal);
        foreach (
            var list in new[]
            {
                new[] { "timeline", "-1" },
                ["timeline", "-1", "--public"],
                ["timeline", "-1", "-t", "tag"],
            }
        )
        {
            Assert.Contains("First", await TootAsync(list), StringComparison.Ordinal);
        }

        await TootAsync("delete", id);
        Assert.Equal(404, (int)(await sandbox.GetAsync($"/api/v1/statuses/{id}", sandbox.Bot)).Status);
    }

    private static async Task<SandboxUnderTest> StartAsync(string version)
    {
        Assert.SkipWhen(Python is null || Clients is null, "needs Mastodon.py and toot: `eng/clients DIR` gets them");
        return await SandboxUnderTest.StartAsync(new() { Version = version });
    }

    private static string? Python => Environment.GetEnvironmentVariable("TOOTPRINT_TEST_PYTHON");

    private static string? Clients => Environment.GetEnvironmentVariable("TOOTPRINT_TEST_CLIENTS");

    private static string Address(SandboxUnderTest sandbox) => sandbox.Url.AbsoluteUri.TrimEnd('/');

    // As toot keeps it after a log-in, for which it would open a browser.
    private async Task LogInAsync(SandboxUnderTest sandbox)
    {
        var host = sandbox.Url.Authority;
        var folder = Directory.CreateDirectory(Path.Combine(_home.FullName, "toot"));
        var app = new JsonObject
        {
            ["instance"] = host,
            ["base_url"] = Address(sandbox),
            ["client_id"] = "x",
            ["client_secret"] = "x",
        };
        var user = new JsonObject
        {
            ["instance"] = host,
            ["username"] = "tootprint",
            ["access_token"] = sandbox.Bot,
        };
        var config = new JsonObject
        {
            ["apps"] = new JsonObject { [host] = app },
            ["users"] = new JsonObject { [$"tootprint@{host}"] = user },
            ["active_user"] = $"tootprint@{host}",
        };
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "config.json"),
            config.ToJsonString(),
            TestContext.Current.CancellationToken
        );
    }

    private Task<string> TootAsync(params string[] arguments) =>
        PythonAsync(["-c", "import sys; from toot.console import main; sys.exit(main())", .. arguments]);

    private async Task<string> PythonAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python!, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment =
            {
                ["PYTHONPATH"] = Clients,
                ["XDG_CONFIG_HOME"] = _home.FullName,
                ["PYTHONDONTWRITEBYTECODE"] = "1",
            },
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', arguments)}\n{await output}\n{await errors}");
        return (await output).Trim();
    }
}
