using System.Text.Json.Nodes;

namespace Bot.Sandbox;

/// <summary>
/// How programs come to tokens, as on Mastodon (Doorkeeper): registration, a user's consent with PKCE, the token, its end.
/// </summary>
internal sealed class OAuth(World world)
{
    private const string OutOfBand = "urn:ietf:wg:oauth:2.0:oob";

    /// <summary>Doorkeeper's authorization_code_expires_in.</summary>
    private static readonly TimeSpan CodeLasts = TimeSpan.FromMinutes(10);

    private static readonly string[] Scopes =
    [
        "read",
        "profile",
        "write",
        "follow",
        "push",
        .. new[]
        {
            "accounts",
            "blocks",
            "bookmarks",
            "favourites",
            "filters",
            "follows",
            "lists",
            "mutes",
            "notifications",
            "search",
            "statuses",
        }.Select(name => $"read:{name}"),
        .. new[]
        {
            "accounts",
            "blocks",
            "bookmarks",
            "conversations",
            "favourites",
            "filters",
            "follows",
            "lists",
            "media",
            "mutes",
            "notifications",
            "reports",
            "statuses",
        }.Select(name => $"write:{name}"),
    ];

    public void Map(Routes routes)
    {
        routes.Post("/api/v1/apps", Access.Open, Register);
        routes.Get("/oauth/authorize", Access.Open, Ask);
        routes.Post("/oauth/authorize", Access.Open, Decide);
        routes.Post("/oauth/token", Access.Open, Token);
        routes.Post("/oauth/revoke", Access.Open, Revoke);
        routes.Get("/.well-known/oauth-authorization-server", Access.Open, _ => Metadata());
    }

    private Answer Register(Call call)
    {
        // A list since 4.3; before that, lines of one text.
        var addresses = call.Fields("redirect_uris").Concat(Words(call.Field("redirect_uris"), '\n')).ToList();
        var scopes = ScopesOf(call.Field("scopes"));
        if (string.IsNullOrWhiteSpace(call.Field("client_name")))
        {
            return Answer.Error(422, "Validation failed: Application name can't be blank");
        }

        if (addresses.Count == 0 || addresses.Exists(one => !Uri.TryCreate(one, UriKind.Absolute, out _)))
        {
            return Answer.Error(422, "Validation failed: Redirect URI must be an absolute URI.");
        }

        if (scopes.Except(Scopes).Any())
        {
            return Answer.Error(422, "Validation failed: Scopes doesn't match configured on the server.");
        }

        var app = world.Apps.Register(call.Field("client_name")!, call.Field("website"), addresses, scopes);
        return Answer.Json(
            new JsonObject
            {
                ["id"] = app.Id,
                ["name"] = app.Name,
                ["website"] = app.Website,
                ["scopes"] = Texts(app.Scopes),
                ["redirect_uris"] = Texts(app.RedirectUris),
                ["redirect_uri"] = string.Join('\n', app.RedirectUris),
                ["client_id"] = app.Id,
                ["client_secret"] = app.Secret,
                ["client_secret_expires_at"] = 0,
                ["vapid_key"] = "",
            }
        );
    }

    // Whoever sits before this machine is logged in as the bot, and says yes or no.
    private Answer Ask(Call call) =>
        Judged(call.Query) is { App: null } refused
            ? Page(400, "An error has occurred", Html.Encode(refused.Mistake))
            : Page(
                200,
                $"Authorize {Html.Encode(world.Apps.Find(call.Query("client_id"))!.Name)}?",
                $"""
                <p>It wants to: {Html.Encode(string.Join(", ", ScopesOf(call.Query("scope"))))}</p>
                <form method="post" action="/oauth/authorize">
                {string.Concat(call.QueryNames.Select(name => Hidden(name, call.Query(name)!)))}
                <label>as <input name="username" value="{world.Accounts.Bot.Username}"></label>
                <button name="decision" value="allow">Authorize</button>
                <button name="decision" value="deny">Deny</button>
                </form>
                """
            );

    private Answer Decide(Call call)
    {
        if (Judged(call.Field) is not { App: { } app })
        {
            return Page(400, "An error has occurred", Html.Encode(Judged(call.Field).Mistake));
        }

        var address = call.Field("redirect_uri")!;
        if (call.Field("decision") != "allow" || world.Accounts.ByName(call.Field("username")) is not { } account)
        {
            return Back(call, "error=access_denied&error_description=The+resource+owner+denied+the+request.");
        }

        var consent = new Consent(
            app,
            account,
            ScopesOf(call.Field("scope")),
            address,
            call.Field("code_challenge"),
            world.Now + CodeLasts
        );
        var code = world.Apps.Allow(consent);
        return address == OutOfBand
            ? Page(200, "Authorization code", $"<input readonly value=\"{code}\">")
            : Back(call, $"code={code}");
    }

    // Whom a request is of, or why its browser must not be sent back: the address may be anybody's.
    private (App? App, string Mistake) Judged(Func<string, string?> field)
    {
        if (world.Apps.Find(field("client_id")) is not { } app)
        {
            return (null, "Client authentication failed due to unknown client.");
        }

        if (field("redirect_uri") is not { } address || !app.RedirectUris.Contains(address))
        {
            return (null, "The redirect uri included is not valid.");
        }

        if (field("response_type") != "code")
        {
            return (null, "The authorization server does not support this response type.");
        }

        if (field("code_challenge") is not null && field("code_challenge_method") != "S256")
        {
            return (null, "The code_challenge_method must be S256.");
        }

        return ScopesOf(field("scope")).TrueForAll(scope => IsBelow(scope, app.Scopes))
            ? (app, "")
            : (null, "The requested scope is invalid, unknown, or malformed.");
    }

    private Answer Token(Call call)
    {
        if (world.Apps.Find(call.Field("client_id")) is not { } app || call.Field("client_secret") != app.Secret)
        {
            return Refused(
                401,
                "invalid_client",
                "Client authentication failed due to unknown client, no client authentication included, or unsupported "
                    + "authentication method."
            );
        }

        switch (call.Field("grant_type"))
        {
            case "client_credentials":
                return Given(app, account: null, ScopesOf(call.Field("scope")));
            case "authorization_code":
                break;
            default:
                return Refused(
                    400,
                    "unsupported_grant_type",
                    "The authorization grant type is not supported by the authorization server."
                );
        }

        return
            world.Apps.Take(call.Field("code")) is { } consent
            && consent.App == app
            && consent.RedirectUri == call.Field("redirect_uri")
            && consent.Until > world.Now
            && consent.IsProvenBy(call.Field("code_verifier"))
            ? Given(app, consent.Account, consent.Scopes)
            : Refused(
                400,
                "invalid_grant",
                "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used "
                    + "in the authorization request, or was issued to another client."
            );
    }

    private Answer Given(App app, Account? account, IReadOnlyList<string> scopes) =>
        Answer.Json(
            new JsonObject
            {
                ["access_token"] = world.Apps.Give(app, account, scopes),
                ["token_type"] = "Bearer",
                ["scope"] = string.Join(' ', scopes),
                ["created_at"] = world.Now.ToUnixTimeSeconds(),
            }
        );

    private Answer Revoke(Call call) =>
        world.Apps.Find(call.Field("client_id")) is { } app
        && call.Field("client_secret") == app.Secret
        && world.Apps.TryRevoke(app, call.Field("token") ?? "")
            ? Answer.Json(new JsonObject())
            : Refused(403, "unauthorized_client", "You are not authorized to revoke this token");

    private Answer Metadata() =>
        Answer.Json(
            new JsonObject
            {
                ["issuer"] = $"{world.Url}/",
                ["authorization_endpoint"] = $"{world.Url}/oauth/authorize",
                ["token_endpoint"] = $"{world.Url}/oauth/token",
                ["revocation_endpoint"] = $"{world.Url}/oauth/revoke",
                ["app_registration_endpoint"] = $"{world.Url}/api/v1/apps",
                ["scopes_supported"] = Texts(Scopes),
                ["response_types_supported"] = new JsonArray("code"),
                ["response_modes_supported"] = new JsonArray("query"),
                ["grant_types_supported"] = new JsonArray("authorization_code", "client_credentials"),
                ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post"),
                ["code_challenge_methods_supported"] = new JsonArray("S256"),
            }
        );

    private static Answer Back(Call call, string with)
    {
        var address = call.Field("redirect_uri")!;
        var state = call.Field("state") is { } told ? $"&state={Uri.EscapeDataString(told)}" : "";
        var join = address.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return Answer.Html(302, "").With("Location", $"{address}{join}{with}{state}");
    }

    private static Answer Refused(int status, string error, string description) =>
        Answer.Json(new JsonObject { ["error"] = error, ["error_description"] = description }, status);

    private static Answer Page(int status, string title, string body) =>
        Answer.Html(
            status,
            $"<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>\n"
        );

    private static string Hidden(string name, string value) =>
        $"<input type=\"hidden\" name=\"{Html.Encode(name)}\" value=\"{Html.Encode(value)}\">\n";

    private static bool IsBelow(string scope, IReadOnlyList<string> allowed) =>
        allowed.Contains(scope) || allowed.Contains(scope.Split(':')[0]);

    // Doorkeeper's default scope.
    private static List<string> ScopesOf(string? field) => Words(field, ' ') is { Count: > 0 } words ? words : ["read"];

    private static List<string> Words(string? field, char between) =>
        [.. (field ?? "").Split(between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
