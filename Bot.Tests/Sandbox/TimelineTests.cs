using System.Net;

namespace Bot.Tests.Sandbox;

public sealed class TimelineTests
{
    [Fact]
    public async Task An_account_is_listed_newest_first_and_page_by_page()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var ids = new List<string>();
        for (var n = 0; n < 45; n++)
        {
            ids.Insert(0, await sandbox.TootIdAsync($"toot {n}"));
        }

        var list = $"/api/v1/accounts/{await AccountAsync(sandbox)}/statuses";

        Assert.Equal(ids[..20], await sandbox.IdsAsync(list));
        Assert.Equal(ids[..40], await sandbox.IdsAsync($"{list}?limit=80"));
        Assert.Equal(ids[40..], await sandbox.IdsAsync($"{list}?limit=40&max_id={ids[39]}"));
        Assert.Equal(ids[..2], await sandbox.IdsAsync($"{list}?limit=2&since_id={ids[9]}"));
        Assert.Equal(ids[7..9], await sandbox.IdsAsync($"{list}?limit=2&min_id={ids[9]}"));
        Assert.Contains($"max_id={ids[19]}", (await sandbox.GetAsync(list)).Header("Link"));
        Assert.Equal(ids.OrderByDescending(long.Parse), ids);
    }

    [Fact]
    public async Task A_thread_hangs_together_and_replies_can_be_left_out()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var first = await sandbox.TootIdAsync("one");
        var second = await sandbox.TootIdAsync("two", inReplyTo: first);
        var third = await sandbox.TootIdAsync("three", inReplyTo: second);
        var context = (await sandbox.GetAsync($"/api/v1/statuses/{second}/context")).Json;
        Assert.Equal(
            (first, third),
            ((string?)context["ancestors"]![0]!["id"], (string?)context["descendants"]![0]!["id"])
        );
        Assert.Equal(1, (int?)(await sandbox.GetAsync($"/api/v1/statuses/{first}")).Json["replies_count"]);

        var reader = (string)(await sandbox.TootAsync("hear", inReplyTo: first, token: sandbox.Reader)).Json["id"]!;
        var account = (string)(await sandbox.GetAsync("/api/v1/accounts/lookup?acct=reader")).Json["id"]!;
        Assert.Equal([reader], await sandbox.IdsAsync($"/api/v1/accounts/{account}/statuses"));
        Assert.Empty(await sandbox.IdsAsync($"/api/v1/accounts/{account}/statuses?exclude_replies=true"));
        Assert.Equal(
            3,
            (
                await sandbox.IdsAsync($"/api/v1/accounts/{await AccountAsync(sandbox)}/statuses?exclude_replies=true")
            ).Length
        );

        var orphan = await sandbox.TootAsync("four", inReplyTo: "12345");
        Assert.Equal(
            (HttpStatusCode.NotFound, "The post you are trying to reply to does not appear to exist."),
            (orphan.Status, (string?)orphan.Json["error"])
        );
    }

    [Fact]
    public async Task A_new_status_is_on_lists_only_after_the_delay_but_readable_at_once()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SetAsync("visibilityDelaySeconds", 30);
        var id = await sandbox.TootIdAsync("one #tag");
        Assert.Empty(await sandbox.IdsAsync($"/api/v1/accounts/{await AccountAsync(sandbox)}/statuses"));
        Assert.Empty(await sandbox.IdsAsync("/api/v1/timelines/tag/tag"));
        Assert.Equal(HttpStatusCode.OK, (await sandbox.GetAsync($"/api/v1/statuses/{id}")).Status);

        sandbox.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal([id], await sandbox.IdsAsync($"/api/v1/accounts/{await AccountAsync(sandbox)}/statuses"));
        Assert.Equal([id], await sandbox.IdsAsync("/api/v1/timelines/tag/TAG"));
    }

    [Fact]
    public async Task Only_public_statuses_are_found_by_tag_and_by_search()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var seen = await sandbox.TootIdAsync("seen #csLG");
        await sandbox.TootIdAsync("unseen #csLG #hidden", visibility: "unlisted");
        Assert.Equal([seen], await sandbox.IdsAsync("/api/v1/timelines/tag/cslg"));
        Assert.Equal([seen], await sandbox.IdsAsync("/api/v1/timelines/public"));
        var found = (await sandbox.GetAsync("/api/v2/search?q=%23cs&type=hashtags", sandbox.Reader)).Json;
        Assert.Equal("cslg", (string?)found["hashtags"]![0]!["name"]);
        Assert.Empty(
            (await sandbox.GetAsync("/api/v2/search?q=%23hidden", sandbox.Reader)).Json["hashtags"]!.AsArray()
        );
        Assert.Single(
            (await sandbox.GetAsync("/api/v2/search?q=seen&type=statuses", sandbox.Reader)).Json["statuses"]!.AsArray()
        );
        Assert.Equal("[]", (await sandbox.GetAsync("/api/v1/trends/tags")).Text);
    }

    [Fact]
    public async Task A_limited_account_is_quietly_unlisted()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SetAsync("silenced", true);
        Assert.Equal(
            "unlisted",
            (string?)(await sandbox.TootAsync("one #tag", visibility: "public")).Json["visibility"]
        );
        Assert.Empty(await sandbox.IdsAsync("/api/v1/timelines/tag/tag"));
    }

    [Fact]
    public async Task Private_and_direct_statuses_are_kept_from_strangers()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var inner = await sandbox.TootIdAsync("for followers", visibility: "private");
        var direct = await sandbox.TootIdAsync("for nobody", visibility: "direct");
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await sandbox.GetAsync($"/api/v1/statuses/{inner}", sandbox.Reader)).Status
        );
        await sandbox.PostAsync($"/api/v1/accounts/{await AccountAsync(sandbox)}/follow", sandbox.Reader);
        Assert.Equal(HttpStatusCode.OK, (await sandbox.GetAsync($"/api/v1/statuses/{inner}", sandbox.Reader)).Status);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await sandbox.GetAsync($"/api/v1/statuses/{direct}", sandbox.Reader)).Status
        );
        Assert.DoesNotContain("for nobody", (await sandbox.GetAsync("/")).Text);
    }

    [Fact]
    public async Task Following_fills_the_home_timeline_until_one_unfollows()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var account = await AccountAsync(sandbox);
        var id = await sandbox.TootIdAsync("one");
        Assert.Empty(await sandbox.IdsAsync("/api/v1/timelines/home", sandbox.Reader));
        Assert.True(
            (bool?)(await sandbox.PostAsync($"/api/v1/accounts/{account}/follow", sandbox.Reader)).Json["following"]
        );
        Assert.Equal([id], await sandbox.IdsAsync("/api/v1/timelines/home", sandbox.Reader));
        Assert.Equal(1, (int?)(await sandbox.GetAsync($"/api/v1/accounts/{account}")).Json["followers_count"]);
        Assert.False(
            (bool?)(await sandbox.PostAsync($"/api/v1/accounts/{account}/unfollow", sandbox.Reader)).Json["following"]
        );
        Assert.Empty(await sandbox.IdsAsync("/api/v1/timelines/home", sandbox.Reader));
    }

    private static async Task<string> AccountAsync(SandboxUnderTest sandbox) =>
        (string)(await sandbox.GetAsync("/api/v1/accounts/verify_credentials", sandbox.Bot)).Json["id"]!;
}
