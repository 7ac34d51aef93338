namespace Bot.Tests.Sandbox.Mastodon;

/// <summary>reblogs_controller, ReblogService.</summary>
internal static class BoostChecks
{
    public static IReadOnlyDictionary<string, Func<SandboxUnderTest, Task<string>>> All { get; } =
        new Dictionary<string, Func<SandboxUnderTest, Task<string>>>
        {
            ["boost: an answer of its own, once"] = async sandbox =>
            {
                var id = await sandbox.TootIdAsync("one");
                var (first, second) = (await BoostAsync(sandbox, id), await BoostAsync(sandbox, id));
                var ofBoost = await BoostAsync(sandbox, (string)first.Json["id"]!);
                return $"{(string)first.Json["reblog"]!["id"]! == id} "
                    + $"{(string?)second.Json["id"] == (string?)first.Json["id"]} "
                    + $"{(string?)ofBoost.Json["id"] == (string?)first.Json["id"]}";
            },
            ["boost: not counted as a post"] = async sandbox =>
            {
                await sandbox.SetAsync("postsPerThreeHours", 3);
                var id = await sandbox.TootIdAsync("one");
                await BoostAsync(sandbox, id);
                await BoostAsync(sandbox, await sandbox.TootIdAsync("two"));
                return (await sandbox.TootAsync("three")).Said();
            },
            ["boost: of one's own direct toot"] = async sandbox =>
                (await BoostAsync(sandbox, await sandbox.TootIdAsync("one", "direct"))).Said(),
            ["boost: of another's direct toot"] = async sandbox =>
            {
                var id = await sandbox.TootIdAsync("one", "direct");
                return (await sandbox.PostAsync($"/api/v1/statuses/{id}/reblog", sandbox.Reader)).Said();
            },
            ["boost: of an unlisted toot is as public as its booster"] = async sandbox =>
                (string)(await BoostAsync(sandbox, await sandbox.TootIdAsync("one", "unlisted"))).Json["visibility"]!,
            ["boost: of one's own private toot"] = async sandbox =>
                (string)(await BoostAsync(sandbox, await sandbox.TootIdAsync("one", "private"))).Json["visibility"]!,
            ["boost: its address"] = async sandbox =>
                (string)(await BoostAsync(sandbox, await sandbox.TootIdAsync("one"))).Json["url"]! is var url
                && url.EndsWith("/activity", StringComparison.Ordinal)
                    ? ".../activity"
                    : "other",
            ["unboost: where there is none"] = async sandbox =>
            {
                var id = await sandbox.TootIdAsync("one");
                var reply = await sandbox.PostAsync($"/api/v1/statuses/{id}/unreblog");
                return $"{reply.Said()} {(string)reply.Json["id"]! == id}";
            },
            ["unboost, delete: window"] = async sandbox =>
            {
                var said = new List<string>();
                for (var n = 0; n < 32; n++)
                {
                    var path = $"/api/v1/statuses/{n}";
                    var reply =
                        n % 2 == 0 ? await sandbox.DeleteAsync(path) : await sandbox.PostAsync($"{path}/unreblog");
                    said.Add(reply.Said());
                }

                return $"{said.Count(one => one.StartsWith("404", StringComparison.Ordinal))}, then {said[^1]}";
            },
            ["delete: the source in place of the content"] = async sandbox =>
            {
                var reply = await sandbox.DeleteAsync($"/api/v1/statuses/{await sandbox.TootIdAsync("a & b")}");
                return $"{reply.Json["text"]} {reply.Json.AsObject().ContainsKey("content")}";
            },
            ["delete: takes boosts along"] = async sandbox =>
            {
                var id = await sandbox.TootIdAsync("one");
                var boost = (await BoostAsync(sandbox, id)).Json["id"];
                await sandbox.DeleteAsync($"/api/v1/statuses/{id}");
                return (await sandbox.GetAsync($"/api/v1/statuses/{boost}", sandbox.Bot)).Said();
            },
        };

    private static Task<Reply> BoostAsync(SandboxUnderTest sandbox, string id) =>
        sandbox.PostAsync($"/api/v1/statuses/{id}/reblog");
}
