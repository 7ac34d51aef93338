using System.Text.Json.Nodes;
using Bot.Sandbox;

namespace Bot.Tests.Support;

/// <summary>Several accounts of one bot on one sandbox, each with a category.</summary>
internal static class FamilyRehearsal
{
    public static async Task<Rehearsal> StartAsync(string kind, params string[] categories)
    {
        var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions
            {
                Kind = kind,
                PostsPerThreeHours = 0,
                RequestsPerFiveMinutes = 0,
                KeepsIdempotencyKeys = false,
            }
        );
        foreach (var (n, category) in categories.Index())
        {
            Set(rehearsal, n, "Name", category);
            Set(rehearsal, n, "Instance", rehearsal.Sandbox.Url.AbsoluteUri);
            Set(rehearsal, n, "AccessToken", Token(rehearsal, n));
            Set(rehearsal, n, "Categories:0", category);
            Set(rehearsal, n, "PostsPerThreeHours", "0");
        }

        return rehearsal;
    }

    public static string Token(Rehearsal rehearsal, int account) =>
        account == 0 ? rehearsal.Sandbox.BotToken : $"{rehearsal.Sandbox.BotToken}-{account + 1}";

    public static void Set(Rehearsal rehearsal, int account, string setting, string? value) =>
        rehearsal.Settings[$"Bot:Accounts:{account}:{setting}"] = value;

    public static string Author(int account) => account == 0 ? "tootprint" : $"tootprint{account + 1}";

    public static async Task DeliverAsync(Rehearsal rehearsal, int runs = 40)
    {
        for (var run = 0; run < runs; run++)
        {
            await rehearsal.RunOnceAsync();
            if (
                rehearsal
                    .Report()
                    .Accounts.All(account =>
                        account.BlockedReason is null
                        && account.Listings.All(listing => listing is { Queued: 0, Sending: 0 })
                    )
            )
            {
                return;
            }

            rehearsal.Clock.Advance(TimeSpan.FromMinutes(31));
        }

        Assert.Fail($"the outboxes were not drained: {string.Join('\n', rehearsal.Log.TakeLast(20))}");
    }

    public static IEnumerable<JsonNode> Boosts(IEnumerable<JsonNode> accepted) =>
        accepted.Where(one => one["boostOf"] is not null);

    public static IEnumerable<JsonNode> Naming(IEnumerable<JsonNode> accepted, string paper) =>
        accepted.Where(one =>
            ((string)one["text"]!).Contains($"https://arxiv.org/abs/{paper}", StringComparison.Ordinal)
        );
}
