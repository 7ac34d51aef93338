namespace Bot.Tests.Sandbox.Mastodon;

/// <summary>pins_controller, StatusPinValidator.</summary>
internal static class PinChecks
{
    public static IReadOnlyDictionary<string, Func<SandboxUnderTest, Task<string>>> All { get; } =
        new Dictionary<string, Func<SandboxUnderTest, Task<string>>>
        {
            ["pin: without the scope"] = async sandbox =>
            {
                await sandbox.SetAsync("tokenScopes", "read write:statuses");
                return (await PinAsync(sandbox, await sandbox.TootIdAsync("one"))).Said();
            },
            ["pin: a sixth"] = async sandbox =>
            {
                for (var n = 0; n < 5; n++)
                {
                    await PinAsync(sandbox, await sandbox.TootIdAsync($"{n}"));
                }

                return (await PinAsync(sandbox, await sandbox.TootIdAsync("one"))).Said();
            },
            ["pin: a second time"] = async sandbox =>
            {
                var id = await sandbox.TootIdAsync("one");
                await PinAsync(sandbox, id);
                return (await PinAsync(sandbox, id)).Said();
            },
            ["pin: a direct toot"] = async sandbox =>
                (await PinAsync(sandbox, await sandbox.TootIdAsync("one", "direct"))).Said(),
            ["pin: another's toot"] = async sandbox =>
            {
                var id = (string)(await sandbox.TootAsync("one", token: sandbox.Reader)).Json["id"]!;
                return (await PinAsync(sandbox, id)).Said();
            },
            ["pin: a boost"] = async sandbox =>
            {
                var id = await sandbox.TootIdAsync("one");
                var boost = (await sandbox.PostAsync($"/api/v1/statuses/{id}/reblog")).Json["id"];
                return (await PinAsync(sandbox, (string)boost!)).Said();
            },
        };

    private static Task<Reply> PinAsync(SandboxUnderTest sandbox, string id) =>
        sandbox.PostAsync($"/api/v1/statuses/{id}/pin");
}
