using System.Text.Json.Nodes;

namespace Bot.Tests.Sandbox.Mastodon;

/// <summary>Lists: accounts/statuses_controller, timelines, account_statuses_filter.</summary>
internal static class ReadChecks
{
    public static IReadOnlyDictionary<string, Func<SandboxUnderTest, Task<string>>> All { get; } =
        new Dictionary<string, Func<SandboxUnderTest, Task<string>>>
        {
            ["list: max_id, since_id, min_id"] = async sandbox =>
            {
                var ids = await TootsAsync(sandbox, 5);
                return $"{await TextsAsync(sandbox, $"max_id={ids[2]}")} | {await TextsAsync(sandbox, $"limit=1&since_id={ids[1]}")}"
                    + $" | {await TextsAsync(sandbox, $"limit=1&min_id={ids[1]}")}";
            },
            ["list: at most forty"] = async sandbox =>
            {
                await TootsAsync(sandbox, 41);
                return $"{(await PageAsync(sandbox, "limit=99")).Items.Length} {(await PageAsync(sandbox, "")).Items.Length}";
            },
            ["list: an older page is promised when this one is full"] = async sandbox =>
            {
                await TootsAsync(sandbox, 3);
                return string.Join(
                    ' ',
                    (await PageAsync(sandbox, "limit=3")).Header("Link")!.Contains("rel=\"next\""),
                    (await PageAsync(sandbox, "limit=4")).Header("Link")!.Contains("rel=\"next\"")
                );
            },
            ["list: pinned"] = async sandbox =>
            {
                var ids = await TootsAsync(sandbox, 2);
                await sandbox.PostAsync($"/api/v1/statuses/{ids[0]}/pin");
                return await TextsAsync(sandbox, "pinned=true");
            },
            ["list: only_media"] = async sandbox =>
            {
                await TootsAsync(sandbox, 1);
                await sandbox.PostJsonAsync(
                    new() { ["status"] = "pictured", ["media_ids"] = new JsonArray(await sandbox.UploadIdAsync()) }
                );
                return await TextsAsync(sandbox, "only_media=true");
            },
            ["list: exclude_direct"] = async sandbox =>
            {
                await TootsAsync(sandbox, 1);
                await sandbox.TootAsync("direct", visibility: "direct");
                return $"{await TextsAsync(sandbox, "")} | {await TextsAsync(sandbox, "exclude_direct=true")}";
            },
            ["list: unlisted toots are on no tag's timeline, own replies on the public one"] = async sandbox =>
            {
                var id = await sandbox.TootIdAsync("first #tag", "public");
                await sandbox.TootIdAsync("quiet #tag", "unlisted");
                await sandbox.TootIdAsync("reply", "public", id);
                var tag = (await sandbox.GetAsync("/api/v1/timelines/tag/tag", sandbox.Bot)).Items.Length;
                return $"{tag} {(await sandbox.GetAsync("/api/v1/timelines/public", sandbox.Bot)).Items.Length}";
            },
            ["lists of what nobody made"] = async sandbox =>
            {
                string[] paths =
                [
                    "v1/bookmarks",
                    "v1/lists",
                    "v2/filters",
                    "v1/favourites",
                    "v1/custom_emojis",
                    "v1/notifications",
                ];
                var said = new List<string>();
                foreach (var path in paths)
                {
                    said.Add((await sandbox.GetAsync($"/api/{path}", sandbox.Bot)).Text);
                }

                return string.Join(' ', said);
            },
        };

    private static async Task<List<string>> TootsAsync(SandboxUnderTest sandbox, int count)
    {
        var ids = new List<string>();
        for (var n = 0; n < count; n++)
        {
            ids.Add(await sandbox.TootIdAsync($"{n}"));
        }

        return ids;
    }

    private static async Task<Reply> PageAsync(SandboxUnderTest sandbox, string query) =>
        await sandbox.GetAsync($"/api/v1/accounts/{await sandbox.AccountIdAsync()}/statuses?{query}", sandbox.Bot);

    private static async Task<string> TextsAsync(SandboxUnderTest sandbox, string query) =>
        string.Join(
            ' ',
            (await PageAsync(sandbox, query)).Items.Select(one =>
                ((string)one["content"]!).Replace("<p>", "").Replace("</p>", "")
            )
        );
}
