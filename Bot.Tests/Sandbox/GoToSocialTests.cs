using System.Net;
using System.Text.Json.Nodes;
using Bot.Sandbox;

namespace Bot.Tests.Sandbox;

/// <summary>The sandbox as GoToSocial.</summary>
public sealed class GoToSocialTests
{
    private const HttpStatusCode TooMany = HttpStatusCode.TooManyRequests;

    [Fact]
    public async Task It_says_what_it_is_and_states_a_price_for_links_that_it_does_not_keep_to()
    {
        await using var sandbox = await StartAsync();
        var instance = (await sandbox.GetAsync("/api/v2/instance")).Json;
        Assert.StartsWith("0.20", (string?)instance["version"], StringComparison.Ordinal);
        var limits = instance["configuration"]!["statuses"]!;
        Assert.Equal((5000, 25), ((int)limits["max_characters"]!, (int)limits["characters_reserved_per_url"]!));
        Assert.Equal("gotosocial", (string?)(await sandbox.GetAsync("/nodeinfo/2.0")).Json["software"]!["name"]);

        await sandbox.SetAsync("maxCharacters", 40);
        const string Link = "https://example.org/0123456789/012345678";
        Assert.Equal(HttpStatusCode.OK, (await sandbox.TootAsync(Link)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await sandbox.TootAsync(Link + "9")).Status);
        // Four people and three joiners are one sign to a reader and seven code points here.
        Assert.Equal(HttpStatusCode.BadRequest, (await sandbox.TootAsync("👨‍👩‍👧‍👦" + new string('x', 34))).Status);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await sandbox.TootAsync(new string('x', 36), spoiler: "a CW.")).Status
        );
    }

    [Fact]
    public async Task A_request_without_a_user_agent_is_a_teapots()
    {
        await using var sandbox = await StartAsync();
        using var nameless = new HttpClient(new SocketsHttpHandler()) { BaseAddress = sandbox.Url };
        Assert.Equal(
            (HttpStatusCode)418,
            (await nameless.GetAsync("/api/v1/instance", TestContext.Current.CancellationToken)).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (await nameless.GetAsync("/rss/cs.LG", TestContext.Current.CancellationToken)).StatusCode
        );
    }

    [Fact]
    public async Task Ids_are_no_numbers_but_sort_by_time_and_a_repeated_key_makes_two_toots()
    {
        await using var sandbox = await StartAsync();
        var ids = new List<string>();
        for (var n = 0; n < 3; n++)
        {
            ids.Add((string)(await sandbox.TootAsync("the same", key: "k", visibility: "public")).Json["id"]!);
            sandbox.Clock.Advance(TimeSpan.FromSeconds(n));
        }

        Assert.All(ids, id => Assert.Matches("^[0-9A-HJKMNP-TV-Z]{26}$", id));
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(
            [ids[2], ids[1], ids[0]],
            await sandbox.IdsAsync(
                $"/api/v1/accounts/{await AccountAsync(sandbox)}/statuses?since_id={ids[1]}&tagged=none"
            )
        );
        Assert.Equal(
            [ids[0]],
            await sandbox.IdsAsync($"/api/v1/accounts/{await AccountAsync(sandbox)}/statuses?max_id={ids[1]}")
        );
        Assert.DoesNotMatch("^[0-9]+$", await AccountAsync(sandbox));
    }

    [Fact]
    public async Task Three_hundred_requests_in_five_minutes_from_the_first_one_on_are_all_that_an_address_gets()
    {
        await using var sandbox = await StartAsync();
        sandbox.Clock.Advance(TimeSpan.FromMinutes(3));
        for (var n = 0; n < 299; n++)
        {
            Assert.Equal(HttpStatusCode.OK, (await sandbox.GetAsync("/api/v1/instance")).Status);
        }

        var last = await sandbox.TootAsync("one", token: sandbox.Reader);
        Assert.Equal(("300", "0"), (last.Header("X-Ratelimit-Limit"), last.Header("X-Ratelimit-Remaining")));
        Assert.StartsWith("2025-06-09T04:13:00", last.Header("X-Ratelimit-Reset"), StringComparison.Ordinal);

        var refused = await sandbox.TootAsync("two");
        Assert.Equal(
            (TooMany, "rate limit reached", null),
            (refused.Status, (string?)refused.Json["error"], refused.Header("Retry-After"))
        );
        Assert.Equal(HttpStatusCode.OK, (await sandbox.GetAsync("/nodeinfo/2.0")).Status);
        sandbox.Clock.Advance(new TimeSpan(0, 4, 59));
        Assert.Equal(TooMany, (await sandbox.TootAsync("two")).Status);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await sandbox.TootAsync("two")).Status);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_read_but_what_the_server_says_about_itself()
    {
        await using var sandbox = await StartAsync();
        var id = await sandbox.TootIdAsync("one", visibility: "public");
        Assert.Equal(HttpStatusCode.Unauthorized, (await sandbox.GetAsync($"/api/v1/statuses/{id}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await sandbox.GetAsync("/api/v1/timelines/public")).Status);
        Assert.Equal(HttpStatusCode.OK, (await sandbox.GetAsync($"/api/v1/statuses/{id}", sandbox.Reader)).Status);
    }

    [Fact]
    public async Task A_toot_that_names_no_visibility_is_unlisted_and_an_unknown_tag_is_not_found()
    {
        await using var sandbox = await StartAsync();
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await sandbox.GetAsync("/api/v1/timelines/tag/rare", sandbox.Bot)).Status
        );
        Assert.Equal("unlisted", (string?)(await sandbox.TootAsync("one #rare")).Json["visibility"]);
        Assert.Empty(await sandbox.IdsAsync("/api/v1/timelines/tag/Rare"));
    }

    [Fact]
    public async Task A_second_boost_is_another_one_and_what_was_deleted_is_shown_a_little_longer()
    {
        await using var sandbox = await StartAsync();
        var id = await sandbox.TootIdAsync("one", visibility: "public");
        await sandbox.PostAsync($"/api/v1/statuses/{id}/reblog", sandbox.Reader);
        await sandbox.PostAsync($"/api/v1/statuses/{id}/reblog", sandbox.Reader);
        Assert.Equal(2, (int)(await sandbox.GetAsync($"/api/v1/statuses/{id}", sandbox.Bot)).Json["reblogs_count"]!);

        Assert.Equal(
            HttpStatusCode.OK,
            (await sandbox.SendAsync("DELETE", $"/api/v1/statuses/{id}", token: sandbox.Bot)).Status
        );
        Assert.Contains(id, await sandbox.IdsAsync($"/api/v1/accounts/{await AccountAsync(sandbox)}/statuses"));
        Assert.Empty(await sandbox.IdsAsync("/api/v1/timelines/home"));
        Assert.Equal(HttpStatusCode.NotFound, (await sandbox.GetAsync($"/api/v1/statuses/{id}", sandbox.Bot)).Status);
    }

    [Fact]
    public async Task Who_wants_to_follow_has_to_be_let_in()
    {
        await using var sandbox = await StartAsync();
        var reader = (string)
            (await sandbox.GetAsync("/api/v1/accounts/verify_credentials", sandbox.Reader)).Json["id"]!;
        var asked = (
            await sandbox.PostAsync($"/api/v1/accounts/{await AccountAsync(sandbox)}/follow", sandbox.Reader)
        ).Json;
        Assert.Equal((false, true), ((bool)asked["following"]!, (bool)asked["requested"]!));
        Assert.Equal(
            reader,
            (string?)Assert.Single((await sandbox.GetAsync("/api/v1/follow_requests", sandbox.Bot)).Items)["id"]
        );
        await sandbox.PostAsync($"/api/v1/follow_requests/{reader}/authorize", sandbox.Bot);
        var again = (
            await sandbox.PostAsync($"/api/v1/accounts/{await AccountAsync(sandbox)}/follow", sandbox.Reader)
        ).Json;
        Assert.Equal((true, false), ((bool)again["following"]!, (bool)again["requested"]!));
    }

    [Fact]
    public async Task A_kind_brings_all_that_is_usual_there_and_each_can_still_be_set()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var changed = await sandbox.SendAsync(
            "PATCH",
            "/sandbox/settings",
            SandboxUnderTest.Body(
                new JsonObject
                {
                    ["maxCharacters"] = 1000,
                    ["kind"] = "gotosocial",
                    ["requestsPerFiveMinutes"] = 0,
                }
            )
        );
        Assert.Equal(
            (1000, 25, 0, "codePoints"),
            (
                (int)changed.Json["maxCharacters"]!,
                (int)changed.Json["charactersPerUrl"]!,
                (int)changed.Json["requestsPerFiveMinutes"]!,
                (string?)changed.Json["lengthRule"]
            )
        );
        foreach (
            var mistake in new JsonObject[]
            {
                new() { ["kind"] = "pixelfed" },
                new() { ["kind"] = 1 },
                new() { ["kind"] = null },
                new() { ["lengthRule"] = "bytes" },
            }
        )
        {
            Assert.Equal(
                HttpStatusCode.UnprocessableEntity,
                (await sandbox.SendAsync("PATCH", "/sandbox/settings", SandboxUnderTest.Body(mistake))).Status
            );
        }
    }

    private static Task<SandboxUnderTest> StartAsync() =>
        SandboxUnderTest.StartAsync(new SandboxOptions { Kind = "gotosocial" }, userAgent: "a test");

    // Its own requests count too: tests of the limit do without.
    private static async Task<string> AccountAsync(SandboxUnderTest sandbox) =>
        (string)(await sandbox.GetAsync("/api/v1/accounts/lookup?acct=tootprint", sandbox.Bot)).Json["id"]!;
}
