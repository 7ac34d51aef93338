using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Bot.Sandbox;

/// <summary>
/// How the sandbox behaves from now on; read with GET and changed with PATCH on <c>/sandbox/settings</c>.
/// </summary>
internal sealed record SandboxSettings
{
    private static readonly string[] LengthRules = ["graphemes", "codePoints", "none"];

    /// <summary>
    /// Which server program it is like, one of <see cref="Habits.Kinds"/>. Setting it sets all others to what is usual
    /// there.
    /// </summary>
    public string Kind { get; init; } = Habits.Mastodon;

    /// <summary>
    /// Of a Mastodon, one of <see cref="MastodonVersion.Known"/>: what is a hashtag or a mention to it. Others pass it
    /// over.
    /// </summary>
    public string Version { get; init; } = MastodonVersion.Newest;

    public int MaxCharacters { get; init; } = 500;
    public int CharactersPerUrl { get; init; } = 23;

    /// <summary>
    /// <c>graphemes</c> with each link at its price, <c>codePoints</c> of all as it stands, or <c>none</c>: the limit
    /// is only stated.
    /// </summary>
    public string LengthRule { get; init; } = "graphemes";

    /// <summary>0 for no limit.</summary>
    public int PostsPerThreeHours { get; init; } = 300;

    /// <summary>
    /// Mastodon allows 300 per token (rack_attack), GoToSocial 300 per address; 0, off, where tests are in a hurry.
    /// </summary>
    public int RequestsPerFiveMinutes { get; init; }

    /// <summary>Deletions and boosts taken back: 30 on Mastodon; 0 for no limit.</summary>
    public int DeletesPerHalfHour { get; init; } = 30;

    /// <summary>Uploads: 30 on Mastodon; 0 for no limit.</summary>
    public int UploadsPerHalfHour { get; init; } = 30;

    /// <summary>Later pages of lists: 300 on Mastodon; 0 for no limit.</summary>
    public int PagesPerQuarterHour { get; init; } = 300;

    public bool KeepsIdempotencyKeys { get; init; } = true;

    /// <summary>
    /// Mastodon 4.6.0 to 4.6.5 answer a repeated key with 500 instead of the status (mastodon#40399); null for what is
    /// usual for the version.
    /// </summary>
    public bool? RepeatedKeyAnswers500 { get; init; }

    /// <summary>
    /// So many looks at an upload find it unfinished; 0: it is done when its answer comes, as images are on Mastodon
    /// since 4.0.
    /// </summary>
    public int MediaBusyReads { get; init; }

    /// <summary>
    /// How long a new status is missing from every list, as on servers that fill timelines in the background.
    /// </summary>
    public int VisibilityDelaySeconds { get; init; }

    /// <summary>
    /// The most characters of a picture's description, which the instance states; null for what is usual, 10,000 on
    /// Mastodon 4.6 and 1,500 elsewhere.
    /// </summary>
    public int? LongestDescription { get; init; }

    /// <summary>The sites that the bot's accounts may be named on, with blanks between.</summary>
    public string AttributionDomains { get; init; } = "";

    /// <summary>So many reads still show what was deleted, as on servers that delete in the background.</summary>
    public int DeletedShownReads { get; init; }

    /// <summary>
    /// How a text is read whose client names no <c>content_type</c>: <c>text/plain</c> or <c>text/markdown</c>, as
    /// accounts of GoToSocial and glitch-soc may have it. Empty: the server knows no formats.
    /// </summary>
    public string StatusContentType { get; init; } = "";

    /// <summary>False: Markdown is read in every text, whatever its client says of it.</summary>
    public bool HeedsContentType { get; init; } = true;

    /// <summary>
    /// <c>none</c>; <c>snac</c>: light markup and raw HTML in the text are interpreted; <c>hollo</c>: Markdown is, and
    /// host names become links.
    /// </summary>
    public string AlterText { get; init; } = "none";

    /// <summary>False: <c>/api/v2/instance</c> is 404, as on snac and on old Mastodons.</summary>
    public bool InstanceV2 { get; init; } = true;

    /// <summary>True: both instance addresses answer 500.</summary>
    public bool InstanceFails { get; init; }

    /// <summary>
    /// True: all JSON is a careless server's, with ids as numbers, flags as 0 and 1, and odd elements in lists.
    /// </summary>
    public bool OddAnswers { get; init; }

    /// <summary>True: new statuses get ids that are no numbers.</summary>
    public bool OddIds { get; init; }

    /// <summary>What a reply to a status that is gone is answered: 404 on Mastodon, 500 on Hollo.</summary>
    public int GoneParentAnswers { get; init; } = 404;

    /// <summary>
    /// True: the bot's accounts may not log in, as those that were disabled, suspended or moved, or whose role wants a
    /// second factor (app/controllers/api/base_controller.rb).
    /// </summary>
    public bool LoginDisabled { get; init; }

    /// <summary>Hashtags that no toot may have, with blanks between (DisallowedHashtagsValidator).</summary>
    public string BannedTags { get; init; } = "";

    /// <summary>
    /// Words, with blanks between, whose posts are answered like any other and exist nowhere, as on a Mastodon since 4.5
    /// (app/lib/antispam.rb).
    /// </summary>
    public string BannedWords { get; init; } = "";

    /// <summary>True: the server quietly turns public into unlisted, as Mastodon does for a limited account.</summary>
    public bool Silenced { get; init; }

    /// <summary>
    /// What the bot's tokens may do; empty: everything, and the server does not tell, like Mastodon before 4.3.
    /// </summary>
    public string TokenScopes { get; init; } = "profile read:statuses write:statuses write:media";

    public bool BotFlag { get; init; } = true;

    /// <summary>True: a chunked body has its connection dropped, as by snac.</summary>
    public bool RejectChunked { get; init; }

    /// <summary>
    /// False: <c>If-None-Match</c> is ignored by the feed, as by arXiv's application without its CDN.
    /// </summary>
    public bool FeedHonoursEtag { get; init; } = true;

    /// <summary>Records on one page of the archive; arXiv's own number (RECORDS_LIMIT in arXiv/oaipmh).</summary>
    public int OaiPageSize { get; init; } = 2500;

    /// <summary>How long a resumption token holds; 0: until midnight UTC, as arXiv says of its own.</summary>
    public int OaiTokenMinutes { get; init; }

    /// <summary>True: the archive's lists begin anew at their end and never stop.</summary>
    public bool OaiEndless { get; init; }

    /// <summary>The name in nodeinfo, by which a client may judge how the server counts.</summary>
    public string Software { get; init; } = "mastodon";

    public static SandboxSettings From(SandboxOptions options)
    {
        var usual = Usual(options.Kind);
        return usual with
        {
            Version = options.Version,
            MaxCharacters = options.MaxCharacters ?? usual.MaxCharacters,
            CharactersPerUrl = options.CharactersPerUrl ?? usual.CharactersPerUrl,
            PostsPerThreeHours = options.PostsPerThreeHours ?? usual.PostsPerThreeHours,
            RequestsPerFiveMinutes = options.RequestsPerFiveMinutes ?? usual.RequestsPerFiveMinutes,
            TokenScopes = options.TokenScopes ?? usual.TokenScopes,
            KeepsIdempotencyKeys = options.KeepsIdempotencyKeys ?? usual.KeepsIdempotencyKeys,
        };
    }

    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, ControlJson.Default.SandboxSettings)!.AsObject();

    /// <summary>
    /// These settings with the given ones put over them; an unknown name or value is a <see cref="JsonException"/>.
    /// </summary>
    public SandboxSettings With(JsonObject changes)
    {
        var all = changes["kind"] is { } kind
            ? Usual(kind.Deserialize(ControlJson.Default.String)!).ToJson()
            : ToJson();
        foreach (var (name, value) in changes)
        {
            all[name] = value?.DeepClone();
        }

        var changed = all.Deserialize(ControlJson.Default.SandboxSettings)!;
        if (changed.AlterText is not ("none" or "snac" or "hollo"))
        {
            throw new JsonException("alterText is none, snac or hollo");
        }

        if (!MastodonVersion.Known.Contains(changed.Version))
        {
            throw new JsonException($"version is one of {string.Join(", ", MastodonVersion.Known)}");
        }

        if (changed.OaiPageSize < 1)
        {
            throw new JsonException("oaiPageSize is 1 or more");
        }

        return LengthRules.Contains(changed.LengthRule)
            ? changed
            : throw new JsonException($"lengthRule is one of {string.Join(", ", LengthRules)}");
    }

    // Their own defaults; the numbers that GoToSocial, snac and Hollo state are not those that they keep to.
    private static SandboxSettings Usual(string kind) =>
        kind switch
        {
            Habits.Mastodon => new(),
            Habits.GoToSocial => new()
            {
                Kind = kind,
                Software = kind,
                MaxCharacters = 5000,
                CharactersPerUrl = 25,
                LengthRule = "codePoints",
                PostsPerThreeHours = 0,
                DeletesPerHalfHour = 0,
                UploadsPerHalfHour = 0,
                PagesPerQuarterHour = 0,
                RequestsPerFiveMinutes = 300,
                KeepsIdempotencyKeys = false,
                OddIds = true,
                DeletedShownReads = 2,
                StatusContentType = "text/plain",
            },
            Habits.Snac => new()
            {
                Kind = kind,
                Software = kind,
                MaxCharacters = 100_000,
                CharactersPerUrl = 32,
                LengthRule = "none",
                PostsPerThreeHours = 0,
                DeletesPerHalfHour = 0,
                UploadsPerHalfHour = 0,
                PagesPerQuarterHour = 0,
                KeepsIdempotencyKeys = false,
                OddIds = true,
                AlterText = "snac",
                InstanceV2 = false,
                RejectChunked = true,
            },
            Habits.Hollo => new()
            {
                Kind = kind,
                Software = kind,
                MaxCharacters = 10_000,
                CharactersPerUrl = 256,
                LengthRule = "none",
                PostsPerThreeHours = 0,
                DeletesPerHalfHour = 0,
                UploadsPerHalfHour = 0,
                PagesPerQuarterHour = 0,
                OddIds = true,
                AlterText = "hollo",
                GoneParentAnswers = 500,
            },
            _ => throw new JsonException($"kind is one of {string.Join(", ", Habits.Kinds)}"),
        };
}

/// <summary>
/// The JSON that the control addresses take, generated at build time so that the program can be trimmed.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(SandboxSettings))]
[JsonSerializable(typeof(FaultOrder))]
[JsonSerializable(typeof(HabitOrder))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(ArchiveOrder))]
internal sealed partial class ControlJson : JsonSerializerContext;
