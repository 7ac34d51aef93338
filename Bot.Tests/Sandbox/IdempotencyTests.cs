using System.Net;
using Bot.Sandbox;

namespace Bot.Tests.Sandbox;

public sealed class IdempotencyTests
{
    [Fact]
    public async Task A_key_stands_for_its_first_status_for_one_hour_whatever_the_body()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync(new SandboxOptions { Version = "4.5" });
        var first = await sandbox.TootAsync("one", key: "k");
        sandbox.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal((string?)first.Json["id"], (string?)(await sandbox.TootAsync("two", key: "k")).Json["id"]);

        sandbox.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEqual((string?)first.Json["id"], (string?)(await sandbox.TootAsync("three", key: "k")).Json["id"]);
        Assert.Equal(["one", "three"], await sandbox.AcceptedAsync());
    }

    [Fact]
    public async Task A_key_belongs_to_its_account_and_only_success_is_kept()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sandbox.TootAsync("", key: "k")).Status);
        await sandbox.TootAsync("bot", key: "k");
        await sandbox.TootAsync("reader", key: "k", token: sandbox.Reader);
        Assert.Equal(["bot", "reader"], await sandbox.AcceptedAsync());
    }

    [Fact]
    public async Task A_server_without_keys_posts_twice()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync(
            new SandboxOptions { KeepsIdempotencyKeys = false }
        );
        await sandbox.TootAsync("one", key: "k");
        await sandbox.TootAsync("one", key: "k");
        Assert.Equal(["one", "one"], await sandbox.AcceptedAsync());
    }

    [Fact]
    public async Task The_newest_answers_a_repeated_key_with_500()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.TootAsync("one", key: "k");
        Assert.Equal(HttpStatusCode.InternalServerError, (await sandbox.TootAsync("one", key: "k")).Status);
        Assert.Single(await sandbox.AcceptedAsync());
    }
}
