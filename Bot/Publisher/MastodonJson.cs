using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot.Publisher;

// The parts of Mastodon's JSON that the bot uses; everything else is passed over.

internal sealed record AccountJson(string? Id, string? Acct, string? Username, string? Url, bool? Bot);

internal sealed record ApplicationJson(List<string>? Scopes);

internal sealed record StatusJson(
    string? Id,
    string? Url,
    string? Uri,
    string? InReplyToId,
    string? Visibility,
    string? Content,
    string? SpoilerText,
    StatusJson? Reblog,
    AccountJson? Account,
    bool? Reblogged,
    JsonElement? Tags
);

internal sealed record SourceJson(string? Text, string? SpoilerText);

internal sealed record InstanceJson(InstanceConfigurationJson? Configuration, int? MaxTootChars, string? Version);

internal sealed record NodeInfoLinksJson(List<NodeInfoLinkJson?>? Links);

internal sealed record NodeInfoLinkJson(string? Href);

internal sealed record NodeInfoJson(NodeInfoSoftwareJson? Software);

internal sealed record NodeInfoSoftwareJson(string? Name);

internal sealed record InstanceConfigurationJson(InstanceStatusesJson? Statuses);

internal sealed record InstanceStatusesJson(int? MaxCharacters, int? CharactersReservedPerUrl);

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

internal sealed record MediaJson(string? Id);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(AccountJson))]
[JsonSerializable(typeof(ApplicationJson))]
[JsonSerializable(typeof(StatusJson))]
[JsonSerializable(typeof(List<StatusJson>))]
[JsonSerializable(typeof(SourceJson))]
[JsonSerializable(typeof(InstanceJson))]
[JsonSerializable(typeof(NodeInfoLinksJson))]
[JsonSerializable(typeof(NodeInfoJson))]
[JsonSerializable(typeof(NewStatusJson))]
[JsonSerializable(typeof(EditedStatusJson))]
[JsonSerializable(typeof(NothingJson))]
[JsonSerializable(typeof(MediaJson))]
internal sealed partial class MastodonJson : JsonSerializerContext;
