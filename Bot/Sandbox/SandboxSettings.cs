using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Bot.Sandbox;

/// <summary>How the sandbox behaves from now on; read with GET and changed with PATCH on <c>/sandbox/settings</c>.</summary>
internal sealed record SandboxSettings
{
    public int MaxCharacters { get; init; } = 500;
    public int CharactersPerUrl { get; init; } = 23;

    /// <summary>0 for no limit.</summary>
    public int PostsPerThreeHours { get; init; } = 300;

    /// <summary>Mastodon allows 300 per token (rack_attack); 0, off, by default, because tests are in a hurry.</summary>
    public int RequestsPerFiveMinutes { get; init; }

    public bool KeepsIdempotencyKeys { get; init; } = true;

    /// <summary>Some Mastodon versions answered a repeated key with 500 instead of the status (mastodon#40399).</summary>
    public bool RepeatedKeyAnswers500 { get; init; }

    /// <summary>How long a new status is missing from every list, as on servers that fill timelines in the background.</summary>
    public int VisibilityDelaySeconds { get; init; }

    /// <summary><c>none</c>, or <c>snac</c>: light markup and raw HTML in the text are interpreted.</summary>
    public string AlterText { get; init; } = "none";

    /// <summary>False: <c>/api/v2/instance</c> is 404, as on snac and on old Mastodons.</summary>
    public bool InstanceV2 { get; init; } = true;

    /// <summary>True: both instance addresses answer 500.</summary>
    public bool InstanceFails { get; init; }

    /// <summary>True: new statuses get ids that are no numbers, like snac's.</summary>
    public bool OddIds { get; init; }

    /// <summary>True: the server quietly turns public into unlisted, as Mastodon does for a limited account.</summary>
    public bool Silenced { get; init; }

    public bool BotFlag { get; init; } = true;

    /// <summary>True: a chunked body has its connection dropped, as by snac; false: it is answered 411.</summary>
    public bool RejectChunked { get; init; }

    /// <summary>False: <c>If-None-Match</c> is ignored by the feed, as by arXiv's application without its CDN.</summary>
    public bool FeedHonoursEtag { get; init; } = true;

    /// <summary>The name in nodeinfo, by which a client may judge how the server counts.</summary>
    public string Software { get; init; } = "mastodon";

    public static SandboxSettings From(SandboxOptions options) => new()
    {
        MaxCharacters = options.MaxCharacters,
        CharactersPerUrl = options.CharactersPerUrl,
        PostsPerThreeHours = options.PostsPerThreeHours,
        KeepsIdempotencyKeys = options.KeepsIdempotencyKeys,
    };

    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, ControlJson.Default.SandboxSettings)!.AsObject();

    /// <summary>These settings with the given ones put over them; an unknown name or value is a <see cref="JsonException"/>.</summary>
    public SandboxSettings With(JsonObject changes)
    {
        var all = ToJson();
        foreach (var (name, value) in changes) all[name] = value?.DeepClone();
        var changed = all.Deserialize(ControlJson.Default.SandboxSettings)!;
        return changed.AlterText is "none" or "snac" ? changed : throw new JsonException("alterText is none or snac");
    }
}

/// <summary>The JSON that the control addresses take, generated at build time so that the program can be trimmed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SandboxSettings))]
[JsonSerializable(typeof(FaultOrder))]
internal sealed partial class ControlJson : JsonSerializerContext;
