using System.Net;
using Bot.Tests.Support;

namespace Bot.Tests.Sandbox;

public sealed class HoldTests
{
    [Theory]
    [InlineData("held-request", false)]
    [InlineData("held-answer", true)]
    public async Task A_post_is_held_before_or_after_it_is_accepted(string kind, bool accepted)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.FaultAsync("post", kind);
        var toot = sandbox.TootAsync("one");
        await sandbox.HeldAsync(1);
        Assert.Equal(accepted ? ["one"] : [], await sandbox.AcceptedAsync());
        Assert.False(toot.IsCompleted);

        Assert.Equal(1, (int?)(await sandbox.PostAsync("/sandbox/release")).Json["released"]);
        Assert.Equal(HttpStatusCode.OK, (await toot).Status);
        Assert.Equal(["one"], await sandbox.AcceptedAsync());
    }

    [Fact]
    public async Task A_held_request_is_accepted_even_if_its_client_has_left()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.FaultAsync("post", "held-request");
        using var client = new HttpClient(new SocketsHttpHandler());
        using var leaving = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(sandbox.Url, "/api/v1/statuses"))
        {
            Content = SandboxUnderTest.Body(new() { ["status"] = "one" }),
        };
        request.Headers.Add("Authorization", $"Bearer {sandbox.Bot}");
        var toot = client.SendAsync(request, leaving.Token);
        await sandbox.HeldAsync(1);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => toot);
        Assert.Empty(await sandbox.AcceptedAsync());

        await sandbox.PostAsync("/sandbox/release");
        await Bounded.UntilAsync("the toot is accepted", async () => (await sandbox.AcceptedAsync()).Length > 0);
        Assert.Equal(["one"], await sandbox.AcceptedAsync());
    }

    [Fact]
    public async Task A_hold_with_a_time_ends_by_the_clock()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.FaultAsync("any", "slow", milliseconds: 20_000);
        var asked = sandbox.GetAsync("/api/v1/timelines/home", sandbox.Bot);
        await sandbox.HeldAsync(1);
        await Bounded.UntilAsync("the hold waits for the clock", () => sandbox.Clock.Waiting > 0);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(19));
        Assert.False(asked.IsCompleted);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await asked).Status);
    }

    [Fact]
    public async Task A_sandbox_ends_although_it_holds_a_request()
    {
        var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.FaultAsync("post", "held-request");
        var toot = sandbox.TootAsync("one");
        await sandbox.HeldAsync(1);
        await sandbox.Server.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => toot);
    }
}
