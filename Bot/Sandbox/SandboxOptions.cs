namespace Bot.Sandbox;

/// <summary>How a sandbox starts. Everything but the port can be changed later with <c>PATCH /sandbox/settings</c>.</summary>
public sealed record SandboxOptions
{
    /// <summary>0 for any free port; always on 127.0.0.1.</summary>
    public int Port { get; init; }

    /// <summary>Mastodon's default (StatusLengthValidator::MAX_CHARS).</summary>
    public int MaxCharacters { get; init; } = 500;

    /// <summary>What each link costs (StatusLengthValidator::URL_PLACEHOLDER_CHARS).</summary>
    public int CharactersPerUrl { get; init; } = 23;

    /// <summary>Statuses and boosts together, per account (Mastodon's app/lib/rate_limiter.rb); 0 for no limit.</summary>
    public int PostsPerThreeHours { get; init; } = 300;

    /// <summary>True: for one hour, like Mastodon. False: the header is ignored, as by GoToSocial and snac.</summary>
    public bool KeepsIdempotencyKeys { get; init; } = true;
}
