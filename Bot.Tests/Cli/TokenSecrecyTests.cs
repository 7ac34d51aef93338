using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bot.Tests.Support;

namespace Bot.Tests.Cli;

/// <summary>
/// The token leaves the process in one header, to its instance; it is in no log, file, page or answer of ours.
/// </summary>
[Trait("Category", "Slow")]
public sealed partial class TokenSecrecyTests
{
    [Fact]
    public async Task After_a_day_with_faults_it_is_nowhere_but_at_the_instance()
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        rehearsal.Environment["Logging__LogLevel__Default"] = "Trace";
        rehearsal.Environment["Bot__Web__Url"] = "http://127.0.0.1:0";
        var token = rehearsal.Sandbox.BotToken;
        await rehearsal.ServeAsync(SampleListings.Day(12));
        foreach (
            var (on, kind) in new[]
            {
                ("verify", "503"),
                ("post", "500"),
                ("post", "lost-answer"),
                ("post", "html"),
                ("post", "422"),
                ("timeline", "502-html"),
                ("feed", "503"),
                ("post", "redirect"),
            }
        )
        {
            await rehearsal.FaultAsync(new { on, kind });
        }

        var told = new List<string>();
        using (var bot = new BotProcess(rehearsal.Environment, "run"))
        {
            using var web = new HttpClient(new SocketsHttpHandler())
            {
                BaseAddress = new Uri(await bot.SaysAsync("Readers' page at ")),
            };
            // The redirect locks the account out, which is the last of the faults.
            await bot.SaysAsync("delivery pauses");
            told.AddRange(await PagesAsync(web));
            foreach (
                var arguments in new string[][]
                {
                    ["status"],
                    ["status", "--json"],
                    ["health"],
                    ["doctor"],
                    ["ledger", "backup", Path.Combine(rehearsal.Folder, "copy.db")],
                    ["publish-site", Path.Combine(rehearsal.Folder, "site")],
                }
            )
            {
                var (_, output, errors) = await BotProcess.RunAsync(rehearsal.Environment, arguments);
                told.Add(output + errors);
            }

            told.AddRange(Files(rehearsal.Folder));
            Assert.Contains(
                Directory.GetFiles(rehearsal.Folder),
                file => file.EndsWith("-wal", StringComparison.Ordinal)
            );
            bot.Terminate();
            var (_, said, log) = await bot.EndAsync();
            told.Add(said + log);
        }

        told.AddRange(Files(rehearsal.Folder));
        var requests = (await rehearsal.Http.GetFromJsonAsync<JsonArray>("sandbox/requests"))!;
        told.AddRange(requests.Select(request => request!.ToJsonString()));
        Assert.All(
            requests,
            request =>
                Assert.True(
                    !(bool)request!["authorization"]!
                        || !((string)request["path"]!).StartsWith("/rss", StringComparison.Ordinal),
                    "arXiv gets it"
                )
        );
        Assert.All(told, text => Assert.DoesNotContain(token, text, StringComparison.Ordinal));
        // That it was looked for in the right places: the bot was at work with it, and told of each fault.
        Assert.NotEmpty(await rehearsal.TextsAsync());
        Assert.Contains(told, text => text.Contains("LOCKED OUT", StringComparison.Ordinal));
        Assert.Contains(
            told,
            text =>
                text.Contains("no answer", StringComparison.OrdinalIgnoreCase)
                || text.Contains("doubtful", StringComparison.Ordinal)
                || text.Contains("HTTP 500", StringComparison.Ordinal)
        );
    }

    // Every path of the readers' page that leads from its front, and the operator's two.
    private static async Task<IReadOnlyList<string>> PagesAsync(HttpClient web)
    {
        var (due, seen, texts) = (
            new Queue<string>([
                "/",
                "/status",
                "/health",
                "/robots.txt",
                "/sitemap.xml",
                "/api/v1/papers",
                "/api/v1/days",
                "/nothing-here",
            ]),
            new HashSet<string>(StringComparer.Ordinal),
            new List<string>()
        );
        while (due.TryDequeue(out var path))
        {
            if (!seen.Add(path))
            {
                continue;
            }

            using var answer = await web.GetAsync(path);
            texts.Add($"{answer.Headers}{await answer.Content.ReadAsStringAsync()}");
            foreach (Match link in OwnLink().Matches(texts[^1]))
            {
                due.Enqueue(WebUtility.HtmlDecode(link.Groups[1].Value));
            }
        }

        // That it got around: days, papers, groups, feeds.
        Assert.True(texts.Count > 40, $"{texts.Count} pages");
        return texts;
    }

    // Bytes as letters, so that text is found in databases too.
    private static IEnumerable<string> Files(string folder)
    {
        // The lock is held and empty.
        foreach (
            var file in Directory
                .GetFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
        )
        {
            using var stream = new FileStream(
                file,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            yield return Encoding.Latin1.GetString(bytes.ToArray());
        }
    }

    [GeneratedRegex("(?:href|src)=\"(/[^\"#?]*)")]
    private static partial Regex OwnLink();
}
