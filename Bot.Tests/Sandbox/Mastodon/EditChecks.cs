using System.Text.Json.Nodes;

namespace Bot.Tests.Sandbox.Mastodon;

/// <summary>statuses_controller#update, UpdateStatusService, StatusEdit.</summary>
internal static class EditChecks
{
    public static IReadOnlyDictionary<string, Func<SandboxUnderTest, Task<string>>> All { get; } =
        new Dictionary<string, Func<SandboxUnderTest, Task<string>>>
        {
            ["edit: history is kept, no change is no edit"] = async sandbox =>
            {
                var id = await sandbox.TootIdAsync("one");
                await sandbox.EditAsync(id, Text("one"));
                await sandbox.EditAsync(id, Text("two"));
                var history = (await sandbox.GetAsync($"/api/v1/statuses/{id}/history")).Items;
                return string.Join(' ', history.Select(one => one["content"]));
            },
            ["edit: counted as a post, with headers"] = async sandbox =>
            {
                await sandbox.SetAsync("postsPerThreeHours", 2);
                var id = await sandbox.TootIdAsync("one");
                var header = (await sandbox.EditAsync(id, Text("two"))).Header("X-RateLimit-Remaining");
                return $"{header}, then {(await sandbox.EditAsync(id, Text("three"))).Said()}";
            },
            ["edit: pictures that it does not name go"] = async sandbox =>
            {
                var (kept, id) = await PicturedAsync(sandbox);
                var named = await sandbox.EditAsync(id, Text("two", kept));
                var unnamed = await sandbox.EditAsync(id, Text("three"));
                return $"{Pictures(named)} {Pictures(unnamed)}";
            },
            ["edit: a warning without a text becomes the text"] = async sandbox =>
            {
                var id = await sandbox.TootIdAsync("one");
                var reply = await sandbox.EditAsync(id, new() { ["spoiler_text"] = "warning" });
                return $"{reply.Json["content"]}{reply.Json["spoiler_text"]}";
            },
            ["edit: of another's toot"] = async sandbox =>
            {
                var id = await sandbox.TootIdAsync("one");
                return (
                    await sandbox.SendJsonAsync("PUT", $"/api/v1/statuses/{id}", Text("two"), sandbox.Reader)
                ).Said();
            },
            ["edit: who may quote stays"] = async sandbox =>
            {
                var post = await sandbox.PostJsonAsync(
                    new() { ["status"] = "a", ["quote_approval_policy"] = "nobody" }
                );
                var edited = await sandbox.EditAsync((string)post.Json["id"]!, Text("two"));
                return edited.Json["quote_approval"]?["automatic"]!.ToJsonString() ?? "not said";
            },
            ["history: at least one, with pictures and emojis"] = async sandbox =>
            {
                var (_, id) = await PicturedAsync(sandbox);
                var one = Assert.Single((await sandbox.GetAsync($"/api/v1/statuses/{id}/history")).Items);
                return $"{one["media_attachments"]!.AsArray().Count} {one["emojis"]!.ToJsonString()}";
            },
            ["source: of another's toot, with a token that may read"] = async sandbox =>
            {
                var path = $"/api/v1/statuses/{await sandbox.TootIdAsync("one")}/source";
                var (own, none) = (await sandbox.GetAsync(path, sandbox.Reader), await sandbox.GetAsync(path));
                return $"{own.Json["text"]}, {none.Said()}";
            },
        };

    private static JsonObject Text(string text, string? picture = null)
    {
        var json = new JsonObject { ["status"] = text };
        if (picture is not null)
        {
            json["media_ids"] = new JsonArray(picture);
        }

        return json;
    }

    private static async Task<(string Picture, string Toot)> PicturedAsync(SandboxUnderTest sandbox)
    {
        var picture = await sandbox.UploadIdAsync();
        return (picture, (string)(await sandbox.PostJsonAsync(Text("one", picture))).Json["id"]!);
    }

    private static int Pictures(Reply reply) => reply.Json["media_attachments"]!.AsArray().Count;
}
