using System.Text.Json.Nodes;

namespace Bot.Tests.Sandbox.Mastodon;

/// <summary>POST /api/v1/statuses: statuses_controller#create, PostStatusService.</summary>
internal static class PostChecks
{
    public static IReadOnlyDictionary<string, Func<SandboxUnderTest, Task<string>>> All { get; } =
        new Dictionary<string, Func<SandboxUnderTest, Task<string>>>
        {
            ["post: status, JSON, id as text"] = async sandbox =>
            {
                var reply = await sandbox.TootAsync("one");
                return $"{(int)reply.Status} {reply.Json["id"]!.GetValueKind()}";
            },
            ["post: blank text"] = async sandbox => (await sandbox.TootAsync(" \n ")).Said(),
            ["post: too long"] = async sandbox => (await sandbox.TootAsync(new string('x', 501))).Said(),
            ["post: unknown visibility"] = async sandbox => (await sandbox.TootAsync("one", visibility: "loud")).Said(),
            ["post: a warning without a text becomes the text"] = async sandbox =>
            {
                var json = (await sandbox.TootAsync("", spoiler: "warning")).Json;
                return $"{json["content"]} {json["spoiler_text"]} {json["sensitive"]}";
            },
            ["post: unknown language"] = async sandbox =>
                (string)
                    (await sandbox.PostJsonAsync(new() { ["status"] = "one", ["language"] = "!!" })).Json["language"]!,
            ["post: public of a limited account"] = async sandbox =>
            {
                await sandbox.SetAsync("silenced", true);
                var reply = await sandbox.TootAsync("one", visibility: "public");
                return $"{(int)reply.Status} {reply.Json["visibility"]}";
            },
            ["post: parent gone"] = async sandbox => (await sandbox.TootAsync("one", inReplyTo: "1")).Said(),
            ["post: disallowed hashtag"] = async sandbox =>
            {
                await sandbox.SetAsync("bannedTags", "bad");
                return (await sandbox.TootAsync("one #Bad")).Said();
            },
            ["post: banned words"] = async sandbox =>
            {
                await sandbox.SetAsync("bannedWords", "casino");
                var reply = await sandbox.TootAsync("at the Casino");
                return $"{(int)reply.Status} {(await sandbox.GetAsync($"/api/v1/statuses/{reply.Json["id"]}")).Said()}";
            },
            ["post: nobody may be called"] = async sandbox =>
                (
                    await sandbox.PostJsonAsync(
                        new() { ["status"] = "@reader", ["allowed_mentions"] = new JsonArray() }
                    )
                ).Said(),
            ["post: who is called hears of it"] = async sandbox =>
            {
                var json = (await sandbox.TootAsync("@reader look")).Json;
                var heard = (await sandbox.GetAsync("/api/v1/notifications", sandbox.Reader)).Items;
                return $"{json["mentions"]![0]!["acct"]} {heard.Length} {heard[0]["type"]}";
            },
            ["post: window of posts"] = async sandbox =>
            {
                await sandbox.SetAsync("postsPerThreeHours", 1);
                var header = (await sandbox.TootAsync("one")).Header("X-RateLimit-Reset");
                var full = await sandbox.TootAsync("two");
                return $"{header} {full.Said()} {full.Header("Retry-After") ?? "-"}";
            },
            ["post: a chunked body"] = async sandbox =>
                (
                    await sandbox.SendAsync(
                        "POST",
                        "/api/v1/statuses",
                        SandboxUnderTest.Body(new() { ["status"] = "one" }),
                        sandbox.Bot,
                        ("Transfer-Encoding", "chunked")
                    )
                ).Said(),
            ["post: bad JSON"] = async sandbox =>
                (
                    await sandbox.SendAsync(
                        "POST",
                        "/api/v1/statuses",
                        new StringContent("{", System.Text.Encoding.UTF8, "application/json"),
                        sandbox.Bot
                    )
                ).Said(),
            ["post: who may quote"] = async sandbox =>
                (await sandbox.PostJsonAsync(new() { ["status"] = "one", ["quote_approval_policy"] = "followers" }))
                    .Json["quote_approval"]
                    ?["automatic"]!.ToJsonString()
                ?? "not said",
        };
}
