using System.Net;
using Bot.Sandbox;

namespace Bot.Tests.Sandbox;

public sealed class RateWindowTests
{
    [Fact]
    public async Task Posts_and_edits_share_a_window_that_ends_with_the_third_full_hour()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync(new SandboxOptions { PostsPerThreeHours = 2 });
        var toot = await sandbox.TootAsync("one", key: "k");
        Assert.Equal(
            ("2", "1", "2025-06-09T06:00:00.000000Z"),
            (toot.Header("X-RateLimit-Limit"), toot.Header("X-RateLimit-Remaining"), toot.Header("X-RateLimit-Reset"))
        );
        Assert.Equal("1", (await sandbox.TootAsync("one", key: "k")).Header("X-RateLimit-Remaining"));
        var path = $"/api/v1/statuses/{toot.Json["id"]}";
        // A boost's answer tells of the window, but does not count in it; and an edit that changes nothing is none.
        Assert.Equal("1", (await sandbox.PostAsync($"{path}/reblog")).Header("X-RateLimit-Remaining"));
        Assert.Equal("1", (await EditAsync(sandbox, path, "one")).Header("X-RateLimit-Remaining"));
        Assert.Equal("0", (await EditAsync(sandbox, path, "other")).Header("X-RateLimit-Remaining"));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await EditAsync(sandbox, path, "third")).Status);

        var refused = await sandbox.TootAsync("two");
        Assert.Equal(
            (HttpStatusCode.TooManyRequests, "Too many requests"),
            (refused.Status, (string?)refused.Json["error"])
        );
        Assert.Equal(HttpStatusCode.OK, (await sandbox.TootAsync("another's", token: sandbox.Reader)).Status);

        // 04:05 + 1:54:59 is the window's last second.
        sandbox.Clock.Advance(new TimeSpan(1, 54, 59));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await sandbox.TootAsync("two")).Status);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await sandbox.TootAsync("two")).Status);
    }

    [Fact]
    public async Task A_refused_text_uses_nothing_up()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync(new SandboxOptions { PostsPerThreeHours = 1 });
        await sandbox.TootAsync("");
        Assert.Equal(HttpStatusCode.OK, (await sandbox.TootAsync("one")).Status);
    }

    [Fact]
    public async Task Requests_are_limited_per_five_minutes_once_switched_on()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        Assert.Null((await sandbox.GetAsync("/api/v1/timelines/home", sandbox.Bot)).Header("X-RateLimit-Limit"));
        await sandbox.SetAsync("requestsPerFiveMinutes", 2);
        await sandbox.GetAsync("/api/v1/timelines/home", sandbox.Bot);
        var post = await sandbox.TootAsync("one");
        Assert.Equal(
            ("2", "0", "2025-06-09T04:10:00.000000Z"),
            (post.Header("X-RateLimit-Limit"), post.Header("X-RateLimit-Remaining"), post.Header("X-RateLimit-Reset"))
        );
        Assert.Equal(
            HttpStatusCode.TooManyRequests,
            (await sandbox.GetAsync("/api/v1/timelines/home", sandbox.Bot)).Status
        );
        sandbox.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.OK, (await sandbox.GetAsync("/api/v1/timelines/home", sandbox.Bot)).Status);
    }

    [Theory]
    [InlineData("deletesPerHalfHour", 30, "DELETE", "/api/v1/statuses/1", 404)]
    [InlineData("deletesPerHalfHour", 30, "POST", "/api/v1/statuses/1/unreblog", 404)]
    [InlineData("uploadsPerHalfHour", 30, "POST", "/api/v1/media", 422)]
    [InlineData("uploadsPerHalfHour", 30, "POST", "/api/v2/media", 422)]
    [InlineData("pagesPerQuarterHour", 15, "GET", "/api/v1/timelines/home?max_id=9", 200)]
    [InlineData("pagesPerQuarterHour", 15, "GET", "/api/v1/accounts/1/statuses?min_id=9", 404)]
    public async Task What_has_a_limit_of_its_own_is_counted_apart(
        string setting,
        int minutes,
        string method,
        string path,
        int usually
    )
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SetAsync(setting, 2);
        for (var window = 0; window < 2; window++)
        {
            Assert.Equal(usually, (int)(await AskAsync(sandbox, method, path)).Status);
            Assert.Equal("0", (await AskAsync(sandbox, method, path)).Header("X-RateLimit-Remaining"));
            Assert.Equal(HttpStatusCode.TooManyRequests, (await AskAsync(sandbox, method, path)).Status);
            Assert.Equal(HttpStatusCode.OK, (await sandbox.TootAsync($"other things go on, {window}")).Status);
            sandbox.Clock.Advance(TimeSpan.FromMinutes(minutes));
        }
    }

    private static Task<Reply> AskAsync(SandboxUnderTest sandbox, string method, string path) =>
        sandbox.SendAsync(method, path, method == "GET" ? null : SandboxUnderTest.Body([]), sandbox.Bot);

    private static Task<Reply> EditAsync(SandboxUnderTest sandbox, string path, string text) =>
        sandbox.SendAsync("PUT", path, SandboxUnderTest.Body(new() { ["status"] = text }), sandbox.Bot);
}
