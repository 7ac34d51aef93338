using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot.Publisher;

// The parts of Mastodon's JSON that the bot sends; what it reads is in ServerJson.cs.

internal sealed record NewStatusJson(
    string Status,
    string? SpoilerText,
    string Visibility,
    string Language,
    string? InReplyToId,
    string[]? MediaIds,
    string QuoteApprovalPolicy
)
{
    /// <summary>
    /// Else the account's own format counts, and Markdown would take signs away. Servers that have no formats pass it
    /// over.
    /// </summary>
    public string ContentType { get; } = TextFormat.Plain;

    /// <summary>
    /// Nobody: Mastodon refuses a toot that calls somebody all the same, before they hear of it. Others pass it over.
    /// </summary>
    public string[] AllowedMentions { get; } = [];
}

internal sealed record EditedStatusJson(string Status, string SpoilerText, string Language)
{
    /// <summary>As for a new status.</summary>
    public string ContentType { get; } = TextFormat.Plain;
}

internal sealed record NothingJson;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(NewStatusJson))]
[JsonSerializable(typeof(EditedStatusJson))]
[JsonSerializable(typeof(NothingJson))]
internal sealed partial class MastodonJson : JsonSerializerContext;
