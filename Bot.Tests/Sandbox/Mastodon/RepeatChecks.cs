namespace Bot.Tests.Sandbox.Mastodon;

/// <summary>The same Idempotency-Key again: PostStatusService#with_idempotency, Lockable.</summary>
internal static class RepeatChecks
{
    public static IReadOnlyDictionary<string, Func<SandboxUnderTest, Task<string>>> All { get; } =
        new Dictionary<string, Func<SandboxUnderTest, Task<string>>>
        {
            ["repeat: within the hour"] = async sandbox =>
            {
                var first = await sandbox.TootAsync("one", key: "k");
                sandbox.Clock.Advance(TimeSpan.FromMinutes(59));
                var second = await sandbox.TootAsync("two", key: "k");
                return (int)second.Status == 200 && (string?)second.Json["id"] == (string?)first.Json["id"]
                    ? "the same"
                    : second.Said();
            },
            ["repeat: after the hour"] = async sandbox =>
            {
                await sandbox.TootAsync("one", key: "k");
                sandbox.Clock.Advance(TimeSpan.FromMinutes(60));
                await sandbox.TootAsync("two", key: "k");
                return string.Join(' ', await sandbox.AcceptedAsync());
            },
            ["repeat: of another account"] = async sandbox =>
            {
                await sandbox.TootAsync("one", key: "k");
                return (await sandbox.TootAsync("two", key: "k", token: sandbox.Reader)).Said();
            },
            ["repeat: after a refusal"] = async sandbox =>
            {
                await sandbox.TootAsync("", key: "k");
                return (await sandbox.TootAsync("one", key: "k")).Said();
            },
            ["repeat: while the first is worked on"] = async sandbox =>
            {
                await sandbox.FaultAsync("post", "held-request");
                var first = sandbox.TootAsync("one", key: "k");
                await sandbox.HeldAsync(1);
                var second = (await sandbox.TootAsync("one", key: "k")).Said();
                await sandbox.PostAsync("/sandbox/release");
                return $"{(await first).Said()}, {second}";
            },
            ["repeat: after its toot was deleted"] = async sandbox =>
            {
                var id = (await sandbox.TootAsync("one", key: "k")).Json["id"];
                await sandbox.DeleteAsync($"/api/v1/statuses/{id}");
                return (await sandbox.TootAsync("one", key: "k")).Said();
            },
            ["repeat: the parent is looked for before the key"] = async sandbox =>
            {
                var parent = await sandbox.TootIdAsync("parent");
                await sandbox.TootAsync("one", key: "k", inReplyTo: parent);
                await sandbox.DeleteAsync($"/api/v1/statuses/{parent}");
                return (await sandbox.TootAsync("one", key: "k", inReplyTo: parent)).Said();
            },
        };
}
