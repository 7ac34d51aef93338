using System.Net;

namespace Bot.Tests.Sandbox;

public sealed class StatusTests
{
    [Fact]
    public async Task A_status_can_come_as_a_form_and_has_what_clients_read()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        using var form = new FormUrlEncodedContent([
            new("status", "Hello #World_1 #1"),
            new("language", "de"),
            new("visibility", "unlisted"),
            new("spoiler_text", "cw"),
        ]);
        var status = (await sandbox.SendAsync("POST", "/api/v1/statuses", form, sandbox.Bot)).Json;
        Assert.Equal(
            ("de", "unlisted", "cw", "2025-06-09T04:05:00.000Z"),
            (
                (string?)status["language"],
                (string?)status["visibility"],
                (string?)status["spoiler_text"],
                (string?)status["created_at"]
            )
        );
        Assert.Equal(("tootprint", true), ((string?)status["account"]!["acct"], (bool?)status["account"]!["bot"]));
        Assert.Equal("world_1", (string?)Assert.Single(status["tags"]!.AsArray())!["name"]);
        Assert.Equal(HttpStatusCode.OK, (await sandbox.GetAsync((string)status["url"]!)).Status);
    }

    [Fact]
    public async Task A_wrong_token_is_refused_and_none_where_one_is_needed()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        foreach (
            var reply in new[]
            {
                await sandbox.GetAsync("/api/v1/timelines/home", "wrong"),
                await sandbox.GetAsync("/api/v1/accounts/verify_credentials"),
                await sandbox.TootAsync("one", token: "wrong"),
            }
        )
        {
            Assert.Equal(
                (HttpStatusCode.Unauthorized, "The access token is invalid"),
                (reply.Status, (string?)reply.Json["error"])
            );
        }
    }

    [Fact]
    public async Task Boosting_twice_is_one_boost_and_can_be_taken_back()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var id = await sandbox.TootIdAsync("one");
        var boost = (await sandbox.PostAsync($"/api/v1/statuses/{id}/reblog", sandbox.Reader)).Json;
        Assert.Equal((id, true), ((string?)boost["reblog"]!["id"], (bool?)boost["reblog"]!["reblogged"]));
        Assert.Equal(
            (string?)boost["id"],
            (string?)(await sandbox.PostAsync($"/api/v1/statuses/{id}/reblog", sandbox.Reader)).Json["id"]
        );
        Assert.Equal(
            "reader",
            (string?)Assert.Single((await sandbox.GetAsync($"/api/v1/statuses/{id}/reblogged_by")).Items)["username"]
        );
        var account = (string)boost["account"]!["id"]!;
        Assert.Single(await sandbox.IdsAsync($"/api/v1/accounts/{account}/statuses"));
        Assert.Empty(await sandbox.IdsAsync($"/api/v1/accounts/{account}/statuses?exclude_reblogs=true"));

        Assert.Equal(
            0,
            (int?)(await sandbox.PostAsync($"/api/v1/statuses/{id}/unreblog", sandbox.Reader)).Json["reblogs_count"]
        );
        Assert.Empty(await sandbox.IdsAsync($"/api/v1/accounts/{account}/statuses"));
    }

    [Fact]
    public async Task A_favourite_counts_once()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var id = await sandbox.TootIdAsync("one");
        await sandbox.PostAsync($"/api/v1/statuses/{id}/favourite", sandbox.Reader);
        Assert.Equal(
            1,
            (int?)(await sandbox.PostAsync($"/api/v1/statuses/{id}/favourite", sandbox.Reader)).Json["favourites_count"]
        );
        Assert.Equal(
            0,
            (int?)
                (await sandbox.PostAsync($"/api/v1/statuses/{id}/unfavourite", sandbox.Reader)).Json["favourites_count"]
        );
    }

    [Fact]
    public async Task An_edit_is_marked_unless_it_changes_nothing_and_only_the_author_may()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var id = await sandbox.TootIdAsync("one");
        Task<Reply> Edit(string text, string token) =>
            sandbox.SendAsync(
                "PUT",
                $"/api/v1/statuses/{id}",
                SandboxUnderTest.Body(new() { ["status"] = text }),
                token
            );
        Assert.Null((await Edit("one", sandbox.Bot)).Json["edited_at"]);
        Assert.NotNull((await Edit("two", sandbox.Bot)).Json["edited_at"]);
        Assert.Equal(HttpStatusCode.NotFound, (await Edit("three", sandbox.Reader)).Status);
        Assert.Equal(
            "two",
            (string?)(await sandbox.GetAsync($"/api/v1/statuses/{id}/source", sandbox.Bot)).Json["text"]
        );
    }

    [Fact]
    public async Task A_deleted_status_is_gone_for_clients_and_on_record_for_tests()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var id = await sandbox.TootIdAsync("  exactly\r\nso ");
        Assert.Equal(
            "  exactly\r\nso ",
            (string?)(await sandbox.SendAsync("DELETE", $"/api/v1/statuses/{id}", null, sandbox.Bot)).Json["text"]
        );
        Assert.Equal(HttpStatusCode.NotFound, (await sandbox.GetAsync($"/api/v1/statuses/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await sandbox.TootAsync("two", inReplyTo: id)).Status);
        var kept = Assert.Single((await sandbox.GetAsync("/sandbox/statuses")).Items);
        Assert.Equal(
            ("  exactly\r\nso ", true, "tootprint"),
            ((string?)kept["text"], (bool?)kept["deleted"], (string?)kept["author"])
        );
        await sandbox.SendAsync("DELETE", "/sandbox/statuses");
        Assert.Empty(await sandbox.AcceptedAsync());
    }

    [Fact]
    public async Task Ids_can_be_no_numbers_and_paging_still_works()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SetAsync("oddIds", true);
        var (first, second) = (await sandbox.TootIdAsync("one"), await sandbox.TootIdAsync("two"));
        Assert.Matches("^[0-9]+\\.[0-9]{6}-x$", first);
        var account = (string)(await sandbox.GetAsync("/api/v1/accounts/verify_credentials", sandbox.Bot)).Json["id"]!;
        Assert.Equal([first], await sandbox.IdsAsync($"/api/v1/accounts/{account}/statuses?max_id={second}"));
        Assert.Equal(first, (string?)(await sandbox.TootAsync("three", inReplyTo: first)).Json["in_reply_to_id"]);
    }
}
