using System.Net;
using System.Text;

namespace Bot.Tests.Sandbox;

public sealed class SettingsTests
{
    [Fact]
    public async Task Unknown_settings_are_refused_and_known_ones_are_shown()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (
                await sandbox.SendAsync(
                    "PATCH",
                    "/sandbox/settings",
                    SandboxUnderTest.Body(new() { ["maxCharacter"] = 1 })
                )
            ).Status
        );
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (
                await sandbox.SendAsync(
                    "PATCH",
                    "/sandbox/settings",
                    SandboxUnderTest.Body(new() { ["maxCharacters"] = "many" })
                )
            ).Status
        );
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (
                await sandbox.SendAsync(
                    "PATCH",
                    "/sandbox/settings",
                    SandboxUnderTest.Body(new() { ["alterText"] = "gently" })
                )
            ).Status
        );
        await sandbox.SetAsync("botFlag", false);
        Assert.False((bool?)(await sandbox.GetAsync("/sandbox/settings")).Json["botFlag"]);
        Assert.False((bool?)(await sandbox.GetAsync("/api/v1/accounts/verify_credentials", sandbox.Bot)).Json["bot"]);
    }

    [Fact]
    public async Task The_instance_can_lack_its_second_version_or_fail()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        Assert.StartsWith("4.6.0 (compatible;", (string?)(await sandbox.GetAsync("/api/v2/instance")).Json["version"]);
        await sandbox.SetAsync("instanceV2", false);
        Assert.Equal(HttpStatusCode.NotFound, (await sandbox.GetAsync("/api/v2/instance")).Status);
        Assert.Equal(
            500,
            (int?)(await sandbox.GetAsync("/api/v1/instance")).Json["configuration"]!["statuses"]!["max_characters"]
        );
        await sandbox.SetAsync("instanceFails", true);
        Assert.Equal(HttpStatusCode.InternalServerError, (await sandbox.GetAsync("/api/v1/instance")).Status);
        var link = (string)(await sandbox.GetAsync("/.well-known/nodeinfo")).Json["links"]![0]!["href"]!;
        Assert.Equal("mastodon", (string?)(await sandbox.GetAsync(link)).Json["software"]!["name"]);
    }

    [Fact]
    public async Task A_chunked_body_is_taken_or_has_its_connection_dropped()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        (string, string)[] chunked = [("Transfer-Encoding", "chunked")];
        Task<Reply> Toot() =>
            sandbox.SendAsync(
                "POST",
                "/api/v1/statuses",
                new StringContent("{\"status\":\"one\"}", Encoding.UTF8, "application/json"),
                sandbox.Bot,
                chunked
            );
        Assert.Equal(HttpStatusCode.OK, (await Toot()).Status);
        await sandbox.SetAsync("rejectChunked", true);
        await Assert.ThrowsAsync<HttpRequestException>(Toot);
        Assert.Single(await sandbox.AcceptedAsync());
    }

    [Fact]
    public async Task Every_request_of_a_client_is_on_record_without_its_token()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.FaultAsync("post", "cut");
        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.TootAsync("one", key: "k"));
        await sandbox.SendAsync("GET", "/api/v1/timelines/public?limit=1", null, null, ("User-Agent", "Test/1.0"));
        await sandbox.GetAsync("/");
        var log = await sandbox.GetAsync("/sandbox/requests");
        Assert.Equal(["/api/v1/statuses", "/api/v1/timelines/public"], log.Items.Select(one => (string?)one["path"]));
        Assert.Equal(
            ("k", true, 0, "2025-06-09T04:05:00.0000000+00:00"),
            (
                (string?)log.Items[0]["idempotencyKey"],
                (bool?)log.Items[0]["authorization"],
                (int?)log.Items[0]["answered"],
                (string?)log.Items[0]["at"]
            )
        );
        Assert.Equal(
            ("Test/1.0", "?limit=1", 200),
            ((string?)log.Items[1]["userAgent"], (string?)log.Items[1]["query"], (int?)log.Items[1]["answered"])
        );
        Assert.DoesNotContain(sandbox.Bot, log.Text);
    }

    [Fact]
    public async Task A_body_that_is_no_JSON_is_a_bad_request()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (
                await sandbox.SendAsync(
                    "POST",
                    "/api/v1/statuses",
                    new StringContent("{", Encoding.UTF8, "application/json"),
                    sandbox.Bot
                )
            ).Status
        );
    }
}
