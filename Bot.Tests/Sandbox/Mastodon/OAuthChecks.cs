using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace Bot.Tests.Sandbox.Mastodon;

/// <summary>How a program comes to a token: apps_controller, Doorkeeper.</summary>
internal static class OAuthChecks
{
    private const string Callback = "http://127.0.0.1:1/callback";
    private const string OutOfBand = "urn:ietf:wg:oauth:2.0:oob";

    public static IReadOnlyDictionary<string, Func<SandboxUnderTest, Task<string>>> All { get; } =
        new Dictionary<string, Func<SandboxUnderTest, Task<string>>>
        {
            ["oauth: what the server tells of itself"] = async sandbox =>
            {
                var said = (await sandbox.GetAsync("/.well-known/oauth-authorization-server")).Json;
                return $"{said["code_challenge_methods_supported"]!.ToJsonString()} "
                    + said.Lacks("issuer authorization_endpoint token_endpoint revocation_endpoint scopes_supported");
            },
            ["oauth: an app without an address"] = async sandbox => (await RegisterAsync(sandbox, "nowhere")).Said(),
            ["oauth: an app with unknown scopes"] = async sandbox =>
                (await RegisterAsync(sandbox, Callback, "read:secrets")).Said(),
            ["oauth: code, with PKCE and state"] = async sandbox =>
            {
                var app = (await RegisterAsync(sandbox, Callback)).Json;
                var verifier = new string('v', 50);
                var (code, state) = await AllowAsync(sandbox, app, Callback, verifier);
                var (wrong, right) = (
                    await TokenAsync(sandbox, app, code, Callback, verifier + "x"),
                    await TokenAsync(
                        sandbox,
                        app,
                        (await AllowAsync(sandbox, app, Callback, verifier)).Code,
                        Callback,
                        verifier
                    )
                );
                return $"{state} | {(string?)wrong.Json["error"]} | {right.Json["token_type"]} {right.Json["scope"]} | "
                    + await WhoAsync(sandbox, right);
            },
            ["oauth: code, shown on the page"] = async sandbox =>
            {
                var app = (await RegisterAsync(sandbox, OutOfBand)).Json;
                var (code, _) = await AllowAsync(sandbox, app, OutOfBand);
                return await WhoAsync(sandbox, await TokenAsync(sandbox, app, code, OutOfBand));
            },
            ["oauth: a code is good once"] = async sandbox =>
            {
                var app = (await RegisterAsync(sandbox, Callback)).Json;
                var (code, _) = await AllowAsync(sandbox, app, Callback);
                await TokenAsync(sandbox, app, code, Callback);
                return (string)(await TokenAsync(sandbox, app, code, Callback)).Json["error"]!;
            },
            ["oauth: consent denied"] = async sandbox =>
            {
                var app = (await RegisterAsync(sandbox, Callback)).Json;
                var reply = await DecideAsync(sandbox, app, Callback, "deny", null);
                return HttpUtility.ParseQueryString(reply.Message.Headers.Location!.Query)["error"]!;
            },
            ["oauth: another address than was registered"] = async sandbox =>
            {
                var app = (await RegisterAsync(sandbox, Callback)).Json;
                return (await sandbox.GetAsync(AskPath(app, "http://127.0.0.1:1/other"))).Said();
            },
            ["oauth: a token may do what was allowed"] = async sandbox =>
            {
                var app = (await RegisterAsync(sandbox, Callback, "read:accounts")).Json;
                var (code, _) = await AllowAsync(sandbox, app, Callback, scope: "read:accounts");
                var token = (string)(await TokenAsync(sandbox, app, code, Callback)).Json["access_token"]!;
                return (await sandbox.TootAsync("one", token: token)).Said();
            },
            ["oauth: a token of an app alone"] = async sandbox =>
            {
                var app = (await RegisterAsync(sandbox, Callback)).Json;
                var token = (string)
                    (
                        await PostAsync(
                            sandbox,
                            "/oauth/token",
                            Proof(app, ("grant_type", "client_credentials"), ("scope", "read"))
                        )
                    ).Json["access_token"]!;
                return $"{(await sandbox.GetAsync("/api/v1/apps/verify_credentials", token)).Json["name"]}, "
                    + (await sandbox.GetAsync("/api/v1/timelines/home", token)).Said();
            },
            ["oauth: a wrong secret"] = async sandbox =>
            {
                var app = (await RegisterAsync(sandbox, Callback)).Json;
                app["client_secret"] = "wrong";
                return (string)(await TokenAsync(sandbox, app, "x", Callback)).Json["error"]!;
            },
            ["oauth: revoked"] = async sandbox =>
            {
                var app = (await RegisterAsync(sandbox, Callback)).Json;
                var (code, _) = await AllowAsync(sandbox, app, Callback);
                var given = await TokenAsync(sandbox, app, code, Callback);
                var token = (string)given.Json["access_token"]!;
                var revoked = await PostAsync(sandbox, "/oauth/revoke", Proof(app, ("token", token)));
                return $"{revoked.Said()}, {await WhoAsync(sandbox, given)}";
            },
        };

    private static Task<Reply> RegisterAsync(SandboxUnderTest sandbox, string address, string scopes = "read write") =>
        PostAsync(sandbox, "/api/v1/apps", [("client_name", "Test"), ("redirect_uris", address), ("scopes", scopes)]);

    private static async Task<(string Code, string State)> AllowAsync(
        SandboxUnderTest sandbox,
        JsonNode app,
        string address,
        string? verifier = null,
        string scope = "read write"
    )
    {
        var reply = await DecideAsync(sandbox, app, address, "allow", verifier, scope);
        if (reply.Status == HttpStatusCode.OK)
        {
            return (reply.Text.Split("value=\"")[1].Split('"')[0], "");
        }

        var query = HttpUtility.ParseQueryString(reply.Message.Headers.Location!.Query);
        return (query["code"]!, query["state"]!);
    }

    // As a browser does: the page's form has all that the address had.
    private static async Task<Reply> DecideAsync(
        SandboxUnderTest sandbox,
        JsonNode app,
        string address,
        string decision,
        string? verifier,
        string scope = "read write"
    )
    {
        var page = await sandbox.GetAsync(AskPath(app, address, verifier, scope));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var hidden = page
            .Text.Split("<input type=\"hidden\" name=\"")
            .Skip(1)
            .Select(input => (input.Split('"')[0], HttpUtility.HtmlDecode(input.Split("value=\"")[1].Split('"')[0])))
            .ToArray();
        return await PostAsync(
            sandbox,
            "/oauth/authorize",
            [.. hidden, ("username", "tootprint"), ("decision", decision)]
        );
    }

    private static string AskPath(JsonNode app, string address, string? verifier = null, string scope = "read write")
    {
        var proof = verifier is null
            ? ""
            : "&code_challenge_method=S256&code_challenge="
                + Convert
                    .ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))
                    .TrimEnd('=')
                    .Replace('+', '-')
                    .Replace('/', '_');
        return $"/oauth/authorize?response_type=code&client_id={app["client_id"]}&state=a%26b"
            + $"&redirect_uri={Uri.EscapeDataString(address)}&scope={Uri.EscapeDataString(scope)}{proof}";
    }

    private static Task<Reply> TokenAsync(
        SandboxUnderTest sandbox,
        JsonNode app,
        string code,
        string address,
        string? verifier = null
    ) =>
        PostAsync(
            sandbox,
            "/oauth/token",
            Proof(
                app,
                ("grant_type", "authorization_code"),
                ("code", code),
                ("redirect_uri", address),
                ("code_verifier", verifier ?? "")
            )
        );

    private static (string, string)[] Proof(JsonNode app, params (string, string)[] fields) =>
        [("client_id", (string)app["client_id"]!), ("client_secret", (string)app["client_secret"]!), .. fields];

    private static async Task<Reply> PostAsync(
        SandboxUnderTest sandbox,
        string path,
        (string Name, string Value)[] fields
    )
    {
        using var form = new FormUrlEncodedContent(
            fields.Select(field => KeyValuePair.Create(field.Name, field.Value))
        );
        return await sandbox.SendAsync("POST", path, form);
    }

    private static async Task<string> WhoAsync(SandboxUnderTest sandbox, Reply given)
    {
        var reply = await sandbox.GetAsync(
            "/api/v1/accounts/verify_credentials",
            (string?)given.Json["access_token"] ?? ""
        );
        return (string?)reply.Json["acct"] ?? reply.Said();
    }
}
