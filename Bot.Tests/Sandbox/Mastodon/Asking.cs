using System.Text.Json.Nodes;

namespace Bot.Tests.Sandbox.Mastodon;

/// <summary>Short ways to ask, and to say what was answered in one line of the table.</summary>
internal static class Asking
{
    /// <summary>The status, and the error's words where there are some.</summary>
    public static string Said(this Reply reply)
    {
        var error = reply.Text.StartsWith('{') ? (string?)reply.Json["error"] : null;
        return error is null ? $"{(int)reply.Status}" : $"{(int)reply.Status} {error}";
    }

    public static Task<Reply> SendJsonAsync(
        this SandboxUnderTest sandbox,
        string method,
        string path,
        JsonObject? json = null,
        string? token = null
    ) => sandbox.SendAsync(method, path, SandboxUnderTest.Body(json ?? []), token ?? sandbox.Bot);

    public static Task<Reply> PostJsonAsync(this SandboxUnderTest sandbox, JsonObject json) =>
        sandbox.SendJsonAsync("POST", "/api/v1/statuses", json);

    public static Task<Reply> EditAsync(this SandboxUnderTest sandbox, string id, JsonObject json) =>
        sandbox.SendJsonAsync("PUT", $"/api/v1/statuses/{id}", json);

    public static Task<Reply> DeleteAsync(this SandboxUnderTest sandbox, string path) =>
        sandbox.SendAsync("DELETE", path, null, sandbox.Bot);

    /// <summary>Of the bot's account.</summary>
    public static async Task<string> AccountIdAsync(this SandboxUnderTest sandbox) =>
        (string)(await sandbox.GetAsync("/api/v1/accounts/verify_credentials", sandbox.Bot)).Json["id"]!;

    public static async Task<Reply> UploadAsync(
        this SandboxUnderTest sandbox,
        string description = "",
        string? type = "image/png"
    )
    {
        using var form = new MultipartFormDataContent { { new StringContent(description), "description" } };
        if (type is not null)
        {
            var file = new ByteArrayContent([1, 2, 3]) { Headers = { ContentType = new(type) } };
            form.Add(file, "file", "picture.png");
        }

        return await sandbox.SendAsync("POST", "/api/v2/media", form, sandbox.Bot);
    }

    public static async Task<string> UploadIdAsync(this SandboxUnderTest sandbox) =>
        (string)(await sandbox.UploadAsync()).Json["id"]!;

    /// <summary>The names that an object has beside or instead of these: empty where it has all of them.</summary>
    public static string Lacks(this JsonNode json, string names) =>
        string.Join(' ', names.Split(' ').Where(name => !json.AsObject().ContainsKey(name)));
}
