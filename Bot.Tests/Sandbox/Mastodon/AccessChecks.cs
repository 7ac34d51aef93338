namespace Bot.Tests.Sandbox.Mastodon;

/// <summary>Tokens, scopes and windows of requests: Doorkeeper, api/base_controller, rack_attack.</summary>
internal static class AccessChecks
{
    public static IReadOnlyDictionary<string, Func<SandboxUnderTest, Task<string>>> All { get; } =
        new Dictionary<string, Func<SandboxUnderTest, Task<string>>>
        {
            ["scopes: write:statuses posts and reads nothing of one's own"] = sandbox =>
                WithAsync(sandbox, "write:statuses"),
            ["scopes: read:notifications does neither"] = sandbox => WithAsync(sandbox, "read:notifications"),
            ["scopes: profile tells who one is"] = sandbox => WithAsync(sandbox, "profile"),
            ["scopes: a wide one stands for those below it"] = sandbox => WithAsync(sandbox, "read write"),
            ["scopes: open reads want them of whoever has a token"] = async sandbox =>
            {
                var path = $"/api/v1/statuses/{await sandbox.TootIdAsync("one")}";
                await sandbox.SetAsync("tokenScopes", "write:statuses");
                return $"{(await sandbox.GetAsync(path, sandbox.Bot)).Said()}, {(await sandbox.GetAsync(path)).Said()}";
            },
            ["token: unknown, where none is needed"] = async sandbox =>
                (await sandbox.GetAsync("/api/v1/timelines/public", "wrong")).Said(),
            ["token: unknown, where one is needed"] = async sandbox =>
                (await sandbox.GetAsync("/api/v1/timelines/home", "wrong")).Said(),
            ["token: none, where one is needed"] = async sandbox =>
                (await sandbox.GetAsync("/api/v1/timelines/home")).Said(),
            ["token: of a suspended, moved or disabled account"] = async sandbox =>
            {
                await sandbox.SetAsync("loginDisabled", true);
                return $"{(await sandbox.TootAsync("one")).Said()}, {await WhoAsync(sandbox)}";
            },
            ["window: requests of one token"] = async sandbox =>
            {
                await sandbox.SetAsync("requestsPerFiveMinutes", 300);
                for (var n = 0; n < 300; n++)
                {
                    await sandbox.GetAsync("/api/v1/timelines/home", sandbox.Bot);
                }

                var full = await sandbox.GetAsync("/api/v1/timelines/home", sandbox.Bot);
                return $"{full.Said()} {full.Header("X-RateLimit-Reset")}";
            },
            ["window: headers on every answer of the API"] = async sandbox =>
            {
                await sandbox.SetAsync("requestsPerFiveMinutes", 300);
                var (list, toot) = (
                    await sandbox.GetAsync("/api/v1/timelines/home", sandbox.Bot),
                    await sandbox.GetAsync("/api/v1/statuses/1", sandbox.Bot)
                );
                return $"{list.Header("X-RateLimit-Remaining")} {toot.Header("X-RateLimit-Remaining")}";
            },
            ["window: pages of lists"] = async sandbox =>
            {
                var path = "/api/v1/timelines/home?max_id=9";
                for (var n = 0; n < 300; n++)
                {
                    await sandbox.GetAsync(path, sandbox.Bot);
                }

                return $"{(await sandbox.GetAsync(path, sandbox.Bot)).Said()}, "
                    + (await sandbox.GetAsync("/api/v1/timelines/home", sandbox.Bot)).Said();
            },
            ["routes: unknown ones"] = async sandbox =>
                $"{(await sandbox.GetAsync("/api/v1/nothing", sandbox.Bot)).Said()}, "
                + (await sandbox.GetAsync("/api/v1/statuses/1", sandbox.Bot)).Said(),
        };

    private static async Task<string> WithAsync(SandboxUnderTest sandbox, string scopes)
    {
        await sandbox.SetAsync("tokenScopes", scopes);
        var toot = (int)(await sandbox.TootAsync("one")).Status;
        var home = await sandbox.GetAsync("/api/v1/timelines/home", sandbox.Bot);
        return $"post {toot}, home {home.Said()}, who {await WhoAsync(sandbox)}";
    }

    private static async Task<string> WhoAsync(SandboxUnderTest sandbox) =>
        (await sandbox.GetAsync("/api/v1/accounts/verify_credentials", sandbox.Bot)).Said();
}
