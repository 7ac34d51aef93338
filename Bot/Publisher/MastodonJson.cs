using System.Text.Json.Serialization;

namespace Bot.Publisher;

// The parts of Mastodon's JSON that the bot sends; what it reads is in ServerJson.cs.

internal sealed record NewStatusJson(
    string Status,
    string? SpoilerText,
    string Visibility,
    string Language,
    string? InReplyToId,
    string[]? MediaIds
);

internal sealed record EditedStatusJson(string Status, string SpoilerText, string Language);

internal sealed record NothingJson;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(NewStatusJson))]
[JsonSerializable(typeof(EditedStatusJson))]
[JsonSerializable(typeof(NothingJson))]
internal sealed partial class MastodonJson : JsonSerializerContext;
