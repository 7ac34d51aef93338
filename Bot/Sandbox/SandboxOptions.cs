namespace Bot.Sandbox;

/// <summary>
/// How a sandbox starts; what is null is as usual for its kind. Everything but the port can be changed later with
/// <c>PATCH /sandbox/settings</c>.
/// </summary>
public sealed record SandboxOptions
{
    /// <summary>0 for any free port; always on 127.0.0.1.</summary>
    public int Port { get; init; }

    /// <summary>The server program that it imitates, one of <see cref="Kinds"/>.</summary>
    public string Kind { get; init; } = Habits.Mastodon;

    public static IReadOnlyList<string> Kinds { get; } = [.. Habits.Kinds];

    /// <summary>Of a Mastodon, one of <see cref="Versions"/>.</summary>
    public string Version { get; init; } = MastodonVersion.Newest;

    public static IReadOnlyList<string> Versions { get; } = MastodonVersion.Known;

    /// <summary>500 on Mastodon (StatusLengthValidator::MAX_CHARS).</summary>
    public int? MaxCharacters { get; init; }

    /// <summary>What each link costs: 23 on Mastodon (StatusLengthValidator::URL_PLACEHOLDER_CHARS).</summary>
    public int? CharactersPerUrl { get; init; }

    /// <summary>
    /// Statuses and edits together, per account: 300 on Mastodon (app/lib/rate_limiter.rb); 0 for no limit.
    /// </summary>
    public int? PostsPerThreeHours { get; init; }

    /// <summary>
    /// All requests: 300 on GoToSocial. Off where Mastodon is imitated, so that tests run fast.
    /// </summary>
    public int? RequestsPerFiveMinutes { get; init; }

    /// <summary>What the bot's tokens may do, with blanks between.</summary>
    public string? TokenScopes { get; init; }

    /// <summary>True: for one hour, like Mastodon. False: the header is ignored, as by GoToSocial and snac.</summary>
    public bool? KeepsIdempotencyKeys { get; init; }

    /// <summary>
    /// What is kept of a text and its content warning, as by servers that normalize them to NFC or NFKC; all of it when
    /// null. What was sent is what counts for the limit. It is handed in because the sandbox uses nothing of ours, and
    /// Unicode's tables are ours.
    /// </summary>
    public Func<string, string>? KeptAs { get; init; }
}
