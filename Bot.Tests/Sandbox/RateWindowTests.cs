using System.Net;
using Bot.Sandbox;

namespace Bot.Tests.Sandbox;

public sealed class RateWindowTests
{
    [Fact]
    public async Task Posts_and_boosts_share_a_window_that_ends_with_the_third_full_hour()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync(new SandboxOptions { PostsPerThreeHours = 2 });
        var toot = await sandbox.TootAsync("one", key: "k");
        Assert.Equal(
            ("2", "1", "2025-06-09T06:00:00.000000Z"),
            (toot.Header("X-RateLimit-Limit"), toot.Header("X-RateLimit-Remaining"), toot.Header("X-RateLimit-Reset"))
        );
        Assert.Equal("1", (await sandbox.TootAsync("one", key: "k")).Header("X-RateLimit-Remaining"));
        Assert.Equal(
            "0",
            (await sandbox.PostAsync($"/api/v1/statuses/{toot.Json["id"]}/reblog")).Header("X-RateLimit-Remaining")
        );

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
}
