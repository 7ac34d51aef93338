using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Bot.Sandbox;

namespace Bot.Tests.Sandbox;

/// <summary>Whom a text calls and which hashtags it has, in the versions of Mastodon.</summary>
public sealed class CallTests
{
    [Theory]
    [InlineData("@reader look", 1)]
    [InlineData("ask (@Reader).", 1)]
    [InlineData("@reader @reader, twice", 1)]
    [InlineData("https://example.org/a-@reader", 1)]
    [InlineData("https://example.org/?a=b&@reader", 1)]
    [InlineData("@reader@127.0.0.1 by the whole name", 1)]
    [InlineData("https://example.org/@reader", 0)]
    [InlineData("https://example.org/?a=@reader", 0)]
    [InlineData("mail@reader", 0)]
    [InlineData("@reader@elsewhere.example", 0)]
    [InlineData("@\u2060reader", 0)]
    [InlineData("@nobody", 0)]
    public async Task Who_is_called_hears_of_it(string text, int calls)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var status = (await sandbox.TootAsync(text)).Json;
        Assert.Equal(calls, status["mentions"]!.AsArray().Count);
        var heard = (await sandbox.GetAsync("/api/v1/notifications", sandbox.Reader)).Items;
        Assert.Equal(calls, heard.Length);
        Assert.All(
            heard,
            one => Assert.Equal(("mention", $"{status["id"]}"), ((string)one["type"]!, $"{one["status"]!["id"]}"))
        );
        Assert.Empty((await sandbox.GetAsync("/api/v1/notifications", sandbox.Bot)).Items);
    }

    [Fact]
    public async Task A_direct_toot_is_for_whom_it_calls()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var called = await sandbox.TootIdAsync("@reader in private", visibility: "direct");
        var alone = await sandbox.TootIdAsync("to nobody", visibility: "direct");
        Assert.Equal(HttpStatusCode.OK, (await sandbox.GetAsync($"/api/v1/statuses/{called}", sandbox.Reader)).Status);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await sandbox.GetAsync($"/api/v1/statuses/{alone}", sandbox.Reader)).Status
        );
    }

    [Fact]
    public async Task An_edit_calls_whom_the_toot_had_not_called()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var id = await sandbox.TootIdAsync("nobody yet");
        foreach (var text in new[] { "now @reader", "still @reader" })
        {
            var edit = new StringContent($"{{\"status\":\"{text}\"}}", Encoding.UTF8, "application/json");
            await sandbox.SendAsync("PUT", $"/api/v1/statuses/{id}", edit, sandbox.Bot);
            Assert.Single((await sandbox.GetAsync("/api/v1/notifications", sandbox.Reader)).Items);
        }
    }

    [Fact]
    public async Task Boosts_are_heard_of()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var id = await sandbox.TootIdAsync("a paper");
        await sandbox.PostAsync($"/api/v1/statuses/{id}/reblog", sandbox.Reader);
        var heard = Assert.Single((await sandbox.GetAsync("/api/v1/notifications", sandbox.Bot)).Items);
        Assert.Equal(("reblog", id), ((string)heard["type"]!, (string)heard["status"]!["id"]!));
        Assert.Equal(HttpStatusCode.Unauthorized, (await sandbox.GetAsync("/api/v1/notifications")).Status);
    }

    [Theory]
    [InlineData("mastodon", "[]", 422)]
    [InlineData("mastodon", "[\"7\"]", 422)]
    [InlineData("mastodon", "[\"116000000000000002\"]", 200)]
    [InlineData("mastodon", null, 200)]
    [InlineData("snac", "[]", 200)]
    [InlineData("hollo", "[]", 200)]
    public async Task Who_may_be_called_can_be_said(string kind, string? allowed, int status)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync(new SandboxOptions { Kind = kind });
        var body = new JsonObject { ["status"] = "for @reader" };
        if (allowed is not null)
        {
            body["allowed_mentions"] = JsonNode.Parse(allowed);
        }

        var answer = await sandbox.PostAsync("/api/v1/statuses", json: body);
        Assert.Equal(status, (int)answer.Status);
        var heard = (await sandbox.GetAsync("/api/v1/notifications", sandbox.Reader)).Items;
        Assert.Equal(status == 200 ? 1 : 0, heard.Length);
        if (status == 422)
        {
            Assert.Equal("reader", (string)answer.Json["unexpected_accounts"]![0]!["username"]!);
        }
    }

    [Theory]
    [InlineData("4.0", "(#SAT é#tag =#eq a-#frag https://x.org/a-#deep ＃wide #ok", "tag eq frag deep wide ok SAT")]
    [InlineData("4.3", "(#SAT é#tag =#eq a-#frag https://x.org/a-#deep ＃wide #ok", "frag deep wide ok SAT")]
    [InlineData("4.5", "(#SAT é#tag =#eq a-#frag https://x.org/a-#deep ＃wide #ok", "frag deep wide ok SAT")]
    [InlineData("4.6", "(#SAT é#tag =#eq a-#frag https://x.org/a-#deep ＃wide #ok", "wide ok")]
    [InlineData("4.6", "#1 #2nd #_ #csLG, #a-b #", "2nd csLG a")]
    [InlineData("4.5", "/#no )#no #same #SAME x#no", "same")]
    public async Task Each_version_has_its_own_hashtags(string version, string text, string tags)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync(new SandboxOptions { Version = version });
        var found = (await sandbox.TootAsync(text)).Json["tags"]!.AsArray().Select(tag => (string)tag!["name"]!);
        Assert.Equal(tags.ToLowerInvariant().Split(' ').Order(), found.Order());
        var instance = (await sandbox.GetAsync("/api/v2/instance")).Json;
        Assert.StartsWith(version, (string)instance["version"]!, StringComparison.Ordinal);
    }
}
