using System.Security.Cryptography;
using System.Text;

namespace Bot.Sandbox;

/// <summary>A program that asks users for tokens.</summary>
internal sealed record App(string Id, string Name, string? Website, string Secret)
{
    public required IReadOnlyList<string> RedirectUris { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }
}

/// <summary>A user's consent, to be changed for a token once.</summary>
/// <param name="App">To which program.</param>
/// <param name="Account">Whose.</param>
/// <param name="Scopes">What was allowed.</param>
/// <param name="RedirectUri">Where the code went.</param>
/// <param name="Challenge">Of PKCE, S256; null without.</param>
/// <param name="Until">Then it is worth nothing.</param>
internal sealed record Consent(
    App App,
    Account Account,
    IReadOnlyList<string> Scopes,
    string RedirectUri,
    string? Challenge,
    DateTimeOffset Until
)
{
    /// <summary>Whether a program knows what the challenge was made of (RFC 7636).</summary>
    public bool IsProvenBy(string? verifier)
    {
        if (Challenge is null)
        {
            return true;
        }

        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(verifier ?? ""));
        return Convert.ToBase64String(hash).TrimEnd('=').Replace('+', '-').Replace('/', '_') == Challenge;
    }
}

/// <summary>The programs that were registered, and what users and the server gave them.</summary>
internal sealed class Apps
{
    private readonly Dictionary<string, App> _apps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Consent> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Grant Grant, App App)> _tokens = new(StringComparer.Ordinal);

    public App Register(string name, string? website, IReadOnlyList<string> redirectUris, IReadOnlyList<string> scopes)
    {
        var app = new App(Secret(), name, website, Secret()) { RedirectUris = redirectUris, Scopes = scopes };
        _apps.Add(app.Id, app);
        return app;
    }

    public App? Find(string? id) => id is null ? null : _apps.GetValueOrDefault(id);

    /// <summary>What may be changed for a token.</summary>
    public string Allow(Consent consent)
    {
        var code = Secret();
        _codes.Add(code, consent);
        return code;
    }

    /// <summary>A code is worth something once.</summary>
    public Consent? Take(string? code) => code is not null && _codes.Remove(code, out var consent) ? consent : null;

    public string Give(App app, Account? account, IReadOnlyList<string> scopes)
    {
        var token = Secret();
        _tokens.Add(token, (new Grant(account, scopes, app.Name), app));
        return token;
    }

    public Grant? GrantOf(string token) => _tokens.TryGetValue(token, out var given) ? given.Grant : null;

    /// <summary>False where the token is another program's; one that nobody has is revoked (RFC 7009).</summary>
    public bool TryRevoke(App app, string token)
    {
        if (_tokens.TryGetValue(token, out var given) && given.App != app)
        {
            return false;
        }

        _tokens.Remove(token);
        return true;
    }

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
