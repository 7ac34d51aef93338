using System.Net;
using System.Text.Json.Nodes;
using Bot.Publisher;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>
/// Accounts of GoToSocial and glitch-soc may have Markdown as their usual format, which took signs out of titles.
/// </summary>
public sealed class TextFormatTests
{
    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("gotosocial", "a<b but c>d, and <script>x</script> & more")]
    [InlineData("gotosocial", "What 2*3*4 is, and why *not* 24")]
    [InlineData("mastodon", "A `quoted` word and a snake_case_name")]
    [InlineData("mastodon", "When p<x and q>y, then p<x</b> holds")]
    [InlineData("mastodon", "_All_ of *it* <q>matters</q>")]
    [InlineData("gotosocial", "Numbers n<m without an end")]
    public async Task Readers_see_a_title_as_it_was_written_also_after_an_edit(string kind, string title)
    {
        await using var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { Kind = kind, RequestsPerFiveMinutes = 0 }
        );
        await rehearsal.ChangeAsync(new { statusContentType = "text/markdown" });
        await rehearsal.ServeAsync(SampleListings.Feed(SampleListings.Item("2506.00001", title: title)));
        await rehearsal.RunOnceAsync();
        var id = (string)(await rehearsal.AcceptedAsync())[1]["id"]!;
        Assert.Contains(title, await SeenAsync(rehearsal, id), StringComparison.Ordinal);

        var client = new MastodonClient(
            Bot.Pipeline.HttpClients.Create("test", rehearsal.Sandbox.Url),
            rehearsal.Sandbox.BotToken,
            Polly.ResiliencePipeline.Empty,
            rehearsal.Clock,
            () => ValueTask.CompletedTask
        );
        Assert.IsType<PostOutcome.Posted>(await client.EditAsync(id, Toot($"New: {title}"), CancellationToken.None));
        Assert.Contains($"New: {title}", await SeenAsync(rehearsal, id), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ServerKind.GoToSocial, "text/markdown", null, null)]
    [InlineData(ServerKind.Mastodon, null, null, null)]
    [InlineData(ServerKind.Pleroma, "text/markdown", "text/plain text/html text/markdown", null)]
    [InlineData(ServerKind.Unknown, "text/plain", null, null)]
    [InlineData(ServerKind.Unknown, "text/plain; charset=utf-8", null, null)]
    [InlineData(ServerKind.Unknown, "text/html", "text/plain text/html", null)]
    [InlineData(ServerKind.Unknown, "text/html", null, "usual format is text/html")]
    [InlineData(ServerKind.Unknown, "text/x.misskeymarkdown", null, "usual format is text/x.misskeymarkdown")]
    [InlineData(ServerKind.GoToSocial, "text/markdown", "text/markdown", "takes no plain text")]
    [InlineData(ServerKind.Unknown, null, "text/html text/bbcode", "takes no plain text")]
    [InlineData(ServerKind.Snac, null, null, "reads markup in every text")]
    [InlineData(ServerKind.Hollo, null, null, "reads markup in every text")]
    public void Where_a_server_may_still_read_markup_is_known(
        ServerKind kind,
        string? usual,
        string? taken,
        string? words
    )
    {
        var doubt = TextFormat.Doubt(kind, usual, taken?.Split(' '));
        Assert.Equal(words is null, doubt is null);
        Assert.Contains(words ?? "", doubt ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("mastodon", "text/markdown", "ok      ", "whatever the account's usual format (text/markdown)")]
    [InlineData("mitra", "text/markdown", "advice  ", "the account's usual format is text/markdown")]
    [InlineData("mitra", "text/plain", "", "")]
    public async Task The_doctor_says_it(string software, string usual, string weight, string words)
    {
        await using var rehearsal = await LiveRehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(1));
        (
            await System.Net.Http.Json.HttpClientJsonExtensions.PatchAsJsonAsync(
                rehearsal.Http,
                "sandbox/settings",
                new JsonObject { ["software"] = software, ["statusContentType"] = usual }
            )
        ).EnsureSuccessStatusCode();
        var (exitCode, output, errors) = await BotProcess.RunAsync(rehearsal.Environment, "doctor");
        Assert.True(exitCode == 0, output + errors);
        Assert.Equal(
            words.Length > 0,
            output
                .Split('\n')
                .Any(line =>
                    line.Contains("usual format", StringComparison.Ordinal)
                    && line.StartsWith(weight, StringComparison.Ordinal)
                    && line.Contains(words, StringComparison.Ordinal)
                )
        );
    }

    [Theory]
    [InlineData("a<b but c>d, p & q")]
    [InlineData("On 2*3*4 and _x_ or `y`")]
    public async Task Where_plain_text_is_not_heeded_a_toot_is_known_again_all_the_same(string title)
    {
        await using var rehearsal = await Rehearsal.StartAsync(new SandboxOptions { PostsPerThreeHours = 0 });
        await rehearsal.ChangeAsync(
            new
            {
                software = "mitra",
                statusContentType = "text/markdown",
                heedsContentType = false,
            }
        );
        await rehearsal.ServeAsync(
            SampleListings.Feed(
                SampleListings.Item("2506.00001", title: title)
                    + SampleListings.Item("2506.00002", title: $"More {title}")
            )
        );
        await rehearsal.FaultAsync("post", "lost-answer", times: 0);
        await rehearsal.RunOnceAsync();
        Expect.EachOnceInOrder(SampleListings.Ids(2), await rehearsal.TextsAsync());
        rehearsal.LoseLedger();
        await rehearsal.HealAsync();
        await rehearsal.RunOnceAsync();
        Expect.EachOnceInOrder(SampleListings.Ids(2), await rehearsal.TextsAsync());
    }

    private static async Task<string> SeenAsync(Rehearsal rehearsal, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/statuses/{id}");
        request.Headers.Authorization = new("Bearer", rehearsal.Sandbox.BotToken);
        request.Headers.UserAgent.ParseAdd("test");
        using var response = await rehearsal.Http.SendAsync(request);
        var content = (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["content"]!;
        return WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(content, "<[^>]*>", ""));
    }

    private static Toot Toot(string text) =>
        new()
        {
            Kind = TootKind.Article,
            Text = text,
            Visibility = TootVisibility.Public,
            Language = "en",
            Tags = [],
            Characters = text.Length,
        };
}
