using System.Text.Json.Nodes;

namespace Bot.Tests.Sandbox.Mastodon;

/// <summary>media_controller, MediaAttachment, PostStatusService#validate_media!.</summary>
internal static class MediaChecks
{
    public static IReadOnlyDictionary<string, Func<SandboxUnderTest, Task<string>>> All { get; } =
        new Dictionary<string, Func<SandboxUnderTest, Task<string>>>
        {
            ["upload: a picture, and one that is worked on"] = async sandbox =>
            {
                var done = await sandbox.UploadAsync();
                await sandbox.SetAsync("mediaBusyReads", 1);
                var busy = await sandbox.UploadAsync();
                var path = $"/api/v1/media/{busy.Json["id"]}";
                var (first, second) = (
                    await sandbox.GetAsync(path, sandbox.Bot),
                    await sandbox.GetAsync(path, sandbox.Bot)
                );
                return $"{done.Said()} {busy.Said()} {first.Said()} {second.Said()}";
            },
            ["upload: without a file"] = async sandbox => (await sandbox.UploadAsync(type: null)).Said(),
            ["upload: a description that is too long"] = async sandbox =>
            {
                var said = new[] { 1500, 1501, 10_000, 10_001 }.Select(async length =>
                    (int)(await sandbox.UploadAsync(new string('x', length))).Status
                );
                return string.Join(' ', await Task.WhenAll(said));
            },
            ["upload: without the scope"] = async sandbox =>
            {
                await sandbox.SetAsync("tokenScopes", "read write:statuses");
                return (await sandbox.UploadAsync()).Said();
            },
            ["upload: window"] = async sandbox =>
            {
                for (var n = 0; n < 30; n++)
                {
                    await sandbox.UploadAsync();
                }

                return (await sandbox.UploadAsync()).Said();
            },
            ["media: unknown"] = async sandbox => (await PostAsync(sandbox, "7")).Said(),
            ["media: not finished"] = async sandbox =>
            {
                await sandbox.SetAsync("mediaBusyReads", 3);
                return (await PostAsync(sandbox, await sandbox.UploadIdAsync())).Said();
            },
            ["media: taken back, unused and used"] = async sandbox =>
            {
                var (unused, used) = (await sandbox.UploadIdAsync(), await sandbox.UploadIdAsync());
                await PostAsync(sandbox, used);
                return $"{(await sandbox.DeleteAsync($"/api/v1/media/{unused}")).Said()}, "
                    + (await sandbox.DeleteAsync($"/api/v1/media/{used}")).Said();
            },
            ["media: read once it is attached"] = async sandbox =>
            {
                var id = await sandbox.UploadIdAsync();
                await PostAsync(sandbox, id);
                return (await sandbox.GetAsync($"/api/v1/media/{id}", sandbox.Bot)).Said();
            },
        };

    private static Task<Reply> PostAsync(SandboxUnderTest sandbox, string picture) =>
        sandbox.PostJsonAsync(new() { ["status"] = "one", ["media_ids"] = new JsonArray(picture) });
}
