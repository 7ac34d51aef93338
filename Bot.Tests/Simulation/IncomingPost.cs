using System.Text.Json.Nodes;

namespace Bot.Tests.Simulation;

/// <summary>Who posts, and where to.</summary>
internal sealed record PostSender(SimulatedInstance Instance, SimulatedAccount Account, Life Life, ClockError Error);

/// <summary>What a simulated server is asked to post.</summary>
internal sealed record IncomingPost(PostSender Sender, string Text, string SpoilerText, string Visibility)
{
    public required string Key { get; init; }

    /// <summary>The status that it answers; null for none.</summary>
    public required string? Parent { get; init; }

    public SimulatedInstance Instance => Sender.Instance;

    public SimulatedAccount Account => Sender.Account;

    /// <summary>The text on one line, cut for the log.</summary>
    public string Short =>
        Text.ReplaceLineEndings(" ") is { Length: > 60 } line ? line[..60] : Text.ReplaceLineEndings(" ");

    /// <summary>The length as the server counts it.</summary>
    public int Length => Instance.LengthOf(Text, SpoilerText);

    public static async Task<IncomingPost> ReadAsync(PostSender sender, HttpRequestMessage request)
    {
        var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(CancellationToken.None))!;
        var spoiler = (string?)body["spoiler_text"] ?? "";
        return new IncomingPost(sender, (string)body["status"]!, spoiler, (string)body["visibility"]!)
        {
            Key = request.Headers.GetValues("Idempotency-Key").Single(),
            Parent = (string?)body["in_reply_to_id"],
        };
    }
}
