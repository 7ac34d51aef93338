using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Bot.PaperPages;

/// <summary>What of a chat completion is read.</summary>
internal sealed record Completion(IReadOnlyList<CompletionChoice>? Choices);

internal sealed record CompletionChoice(CompletionMessage? Message);

internal sealed record CompletionMessage(string? Content);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(Completion))]
internal sealed partial class ChatJson : JsonSerializerContext;
