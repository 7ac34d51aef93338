using System.Net;

namespace Bot.Tests.Sandbox;

/// <summary>Each fault of the built-in server, as a client without the bot meets it.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData("500", 500, "application/json", false)]
    [InlineData("500-accepted", 500, "application/json", true)]
    [InlineData("502-html", 502, "text/html", false)]
    [InlineData("502-html-accepted", 502, "text/html", true)]
    [InlineData("503", 503, "application/json", false)]
    [InlineData("400", 400, "application/json", false)]
    [InlineData("401", 401, "application/json", false)]
    [InlineData("403", 403, "application/json", false)]
    [InlineData("404", 404, "application/json", false)]
    [InlineData("422", 422, "application/json", false)]
    [InlineData("429", 429, "application/json", false)]
    [InlineData("429-bare", 429, "application/json", false)]
    [InlineData("429-retry-after", 429, "application/json", false)]
    [InlineData("html", 200, "text/html", false)]
    [InlineData("html-accepted", 200, "text/html", true)]
    [InlineData("redirect", 302, "text/html", false)]
    [InlineData("no-id", 200, "application/json", false)]
    [InlineData("no-id-accepted", 200, "application/json", true)]
    public async Task A_post_can_be_answered_wrongly_with_or_without_being_accepted(
        string kind,
        int status,
        string mediaType,
        bool accepted
    )
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.FaultAsync("post", kind);
        var reply = await sandbox.TootAsync("one");
        Assert.Equal((status, mediaType), ((int)reply.Status, reply.Message.Content.Headers.ContentType?.MediaType));
        if (mediaType == "application/json")
        {
            Assert.Null(reply.Json["id"]);
        }

        Assert.Equal(accepted ? ["one"] : [], await sandbox.AcceptedAsync());
        Assert.Equal(HttpStatusCode.OK, (await sandbox.TootAsync("two")).Status);
    }

    [Theory]
    [InlineData("lost-answer", true)]
    [InlineData("cut", false)]
    public async Task A_connection_can_be_cut_after_accepting_or_before(string kind, bool accepted)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.FaultAsync("post", kind);
        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.TootAsync("one"));
        Assert.Equal(accepted ? ["one"] : [], await sandbox.AcceptedAsync());
    }

    [Fact]
    public async Task Too_many_requests_come_with_headers_without_or_with_Retry_After()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.FaultAsync("post", "429");
        await sandbox.FaultAsync("post", "429", milliseconds: 90_000);
        await sandbox.FaultAsync("post", "429-bare");
        await sandbox.FaultAsync("post", "429-retry-after", milliseconds: 7000);
        Assert.Equal(
            "2025-06-09T04:10:00.000000Z",
            (await sandbox.SendAsync("POST", "/api/v1/statuses", SandboxUnderTest.Body([]))).Header("X-RateLimit-Reset")
        );
        Assert.Equal(
            "2025-06-09T04:06:30.000000Z",
            (await sandbox.SendAsync("POST", "/api/v1/statuses", SandboxUnderTest.Body([]))).Header("X-RateLimit-Reset")
        );
        var bare = await sandbox.TootAsync("one");
        Assert.Equal(
            (HttpStatusCode.TooManyRequests, null, null),
            (bare.Status, bare.Header("X-RateLimit-Reset"), bare.Header("Retry-After"))
        );
        Assert.Equal("7", (await sandbox.TootAsync("one")).Header("Retry-After"));
    }

    [Fact]
    public async Task A_fault_skips_counts_and_ends()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.FaultAsync("verify", "503", skip: 1, every: 2, times: 2);
        var seen = new List<int>();
        for (var n = 0; n < 7; n++)
        {
            seen.Add((int)(await sandbox.GetAsync("/api/v1/accounts/verify_credentials", sandbox.Bot)).Status);
        }

        Assert.Equal([200, 200, 503, 200, 503, 200, 200], seen);

        await sandbox.FaultAsync("any", "500", times: 0);
        Assert.Equal(HttpStatusCode.InternalServerError, (await sandbox.GetAsync("/rss/cs.LG")).Status);
        await sandbox.SendAsync("DELETE", "/sandbox/faults");
        Assert.Equal(HttpStatusCode.OK, (await sandbox.GetAsync("/rss/cs.LG")).Status);
    }

    [Fact]
    public async Task A_redirect_leads_to_another_host()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.FaultAsync("instance", "redirect");
        Assert.Equal("elsewhere.invalid", (await sandbox.GetAsync("/api/v2/instance")).Message.Headers.Location?.Host);
    }

    [Theory]
    [InlineData("post", "wrong")]
    [InlineData("elsewhere", "500")]
    [InlineData("post", null)]
    public async Task A_fault_that_does_not_exist_is_refused(string on, string? kind)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var reply = await sandbox.PostAsync("/sandbox/faults", json: new() { ["on"] = on, ["kind"] = kind });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.Status);
        var help = (await sandbox.GetAsync("/sandbox")).Json;
        Assert.NotNull(help["POST /sandbox/faults"]!["kind"]!["lost-answer"]);
    }
}
