using Bot.Pipeline;
using Bot.Publisher;
using Bot.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Bot.Tests.Issues;

/// <summary>Odd JSON and misleading refusals, as a stranger thought of them.</summary>
public sealed class StrangersAnswersTests
{
    [Theory]
    [InlineData(
        "{\"configuration\":{\"statuses\":{\"max_characters\":{\"value\":5}}}}",
        "{\"max_toot_chars\":\"777\"}"
    )]
    [InlineData("{\"configuration\":null,\"error\":[]}", "{\"max_toot_chars\":777.0,\"version\":null}")]
    [InlineData("\"hello\"", "{\"configuration\":{\"statuses\":{\"max_characters\":777}},\"max_toot_chars\":null}")]
    [InlineData("{\"configuration\":{\"statuses\":{\"max_char", "\uFEFF{\"configuration\":[],\"max_toot_chars\":777}")]
    [InlineData("{\"configuration\":{\"statuses\":{\"max_characters\":1e400}}}", "\n {\"max_toot_chars\":7.77e2} \n")]
    [InlineData(
        "{\"configuration\":{\"statuses\":{\"max_characters\":\"\"}}}",
        "{\"max_toot_chars\":777,\"urls\":[0]}"
    )]
    [InlineData("{\"configuration\":{\"statuses\":{\"max_characters\":[500]}}}", "{\"max_toot_chars\":777,\"uri\":{}}")]
    public async Task Where_v2_gives_no_limit_v1_is_asked(string v2, string v1)
    {
        var instance = await AskAsync(
            path =>
                path == "/api/v2/instance" ? v2
                : path == "/api/v1/instance" ? v1
                : null,
            client => client.InstanceAsync(TestContext.Current.CancellationToken)
        );
        Assert.Equal((777, 23), (instance!.Value.Limits.MaxCharacters, instance.Value.Limits.CharactersPerUrl));
    }

    [Theory]
    [InlineData("5000.00", 23)]
    [InlineData("0.5e4", 23)]
    [InlineData("\"5000.0\"", 23)]
    [InlineData("5000,\"characters_reserved_per_url\":null", 23)]
    [InlineData("5000,\"characters_reserved_per_url\":-1", 23)]
    [InlineData("5000,\"characters_reserved_per_url\":\"30.0\"", 30)]
    [InlineData("5000,\"supported_mime_types\":[null,7,\"text/plain\",{}],\"characters_reserved_per_url\":3e1", 30)]
    public async Task A_limit_is_taken_however_it_is_written(string written, int url)
    {
        var v2 = $"\uFEFF{{\"configuration\":{{\"statuses\":{{\"max_characters\":{written}}}}},\"version\":[null]}}";
        var instance = await AskAsync(
            path => path == "/api/v2/instance" ? v2 : null,
            client => client.InstanceAsync(TestContext.Current.CancellationToken)
        );
        Assert.Equal((5000, url), (instance!.Value.Limits.MaxCharacters, instance.Value.Limits.CharactersPerUrl));
    }

    [Theory]
    [InlineData("{\"id\":0,\"acct\":\"p\",\"bot\":null}", "0", "p", false)]
    [InlineData("{\"id\":\"a\",\"acct\":\"\",\"username\":\"p\",\"bot\":\"false\"}", "a", "p", false)]
    [InlineData("{\"id\":\"a\",\"acct\":\"p\",\"bot\":\"true\",\"locked\":\"no\",\"url\":{}}", "a", "p", true)]
    [InlineData("\uFEFF\n{\"id\":\"a\",\"acct\":\"p\",\"bot\":{},\"fields\":7,\"emojis\":[null]}", "a", "p", false)]
    [InlineData(
        "{\"id\":-7,\"acct\":\"p\",\"bot\":1,\"source\":\"x\",\"role\":[],\"followers_count\":1e999}",
        "-7",
        "p",
        true
    )]
    public async Task Of_an_account_is_taken_what_can_be(string json, string id, string acct, bool isBot)
    {
        var known = Assert.IsType<Verification.Known>(await VerifyAsync(json));
        Assert.Equal((id, acct, isBot), (known.Id, known.Acct, known.IsBot));
    }

    [Theory]
    [InlineData("{\"id\":null,\"username\":\"p\"}")]
    [InlineData("{\"id\":[],\"acct\":\"p\"}")]
    [InlineData("{\"id\":true}")]
    [InlineData("{\"username\":\"p\"}")]
    [InlineData("null")]
    public async Task An_account_without_a_number_does_not_blame_the_token(string json)
    {
        var answer = await VerifyAsync(json);
        Assert.IsNotType<Verification.Known>(answer);
        Assert.False(answer is Verification.Denied { IsToken: true }, $"{answer}");
    }

    [Theory]
    [InlineData("[{\"id\":5,\"in_reply_to_id\":false,\"tags\":[null,7],\"mentions\":{}}]", "5")]
    [InlineData("[[[]],{\"id\":\"5\",\"content\":[],\"visibility\":null,\"created_at\":7}]", "5")]
    [InlineData("[true,{\"id\":12345678901234567890123},{\"id\":[]}]", "12345678901234567890123")]
    [InlineData("[{\"id\":\"5\",\"in_reply_to_id\":{\"id\":\"4\"}},{\"id\":true},{\"id\":{}}]", "5")]
    [InlineData("\uFEFF\n[{\"id\":\"5\",\"media_attachments\":[null,{\"id\":9}],\"card\":[],\"poll\":0}]", "5")]
    [InlineData("[{\"id\":\"5\",\"content\":true,\"spoiler_text\":[],\"url\":7},1e400]", "5")]
    public async Task Of_a_list_the_odd_elements_are_skipped(string json, string ids)
    {
        var (page, trouble) = await AskAsync(
            _ => json,
            client => client.OwnStatusesAsync("1", null, TestContext.Current.CancellationToken)
        );
        Assert.Null(trouble);
        Assert.Equal(ids, string.Join(' ', page!.Select(one => one.Id)));
    }

    [Theory]
    [InlineData("{\"id\":5,\"content\":{},\"account\":null,\"tags\":7,\"url\":\"h\"}", "5", "h")]
    [InlineData("{\"id\":\"5\",\"url\":\"\\ud800\",\"uri\":\"u\"}", "5", "u")]
    [InlineData("{\"id\":5,\"url\":7,\"uri\":\"u\",\"visibility\":[null]}", "5", "u")]
    [InlineData("\uFEFF\r\n{\"id\":\"5\",\"url\":false,\"uri\":0.5}", "5", null)]
    [InlineData("{\"id\":{},\"url\":\"h\"}", null, null)]
    public async Task Of_a_status_the_id_is_enough(string json, string? id, string? url)
    {
        var outcome = await AskAsync(
            _ => json,
            client => client.BoostAsync("1", TestContext.Current.CancellationToken)
        );
        Assert.Equal(id, outcome is PostOutcome.Posted posted ? posted.StatusId : null);
        // "0.5" is what a number as an address would be.
        Assert.True(outcome is not PostOutcome.Posted { Url: { } seen } || seen is "0.5" || seen == url);
    }

    [Theory]
    [InlineData("{\"id\":7,\"url\":[],\"type\":0}")]
    [InlineData("\uFEFF{\"id\":\"7\",\"meta\":[null]}")]
    [InlineData("{\"id\":\"7\",\"description\":{},\"url\":\"\\ud800\"}")]
    [InlineData("{\"id\":\"7\",\"preview_url\":1e400,\"url\":\"https://a.example/7.png\"}")]
    [InlineData(" \n{\"id\":7,\"url\":\"https://a.example/7.png\",\"blurhash\":false}\n")]
    public async Task Of_an_upload_the_id_is_enough(string json)
    {
        var (id, trouble) = await AskAsync(
            _ => json,
            client => client.UploadAsync([0x89], "What it shows", TestContext.Current.CancellationToken)
        );
        Assert.Equal(("7", null), (id, trouble));
    }

    [Theory]
    [InlineData("{\"links\":[{\"href\":\"/n\",\"rel\":null}]}", "{\"software\":{\"name\":\"GoToSocial\"}}")]
    [InlineData(
        "{\"links\":[{\"href\":\"/n\"}]}",
        "{\"version\":2.0,\"software\":{\"name\":\"gotosocial\",\"version\":0.19}}"
    )]
    [InlineData(
        "{\"links\":[[],{\"href\":[]},{\"href\":\"/n\"}]}",
        "{\"protocols\":7,\"software\":{\"name\":\"gotosocial\"}}"
    )]
    [InlineData(
        "{\"links\":[{\"href\":\"\"},{\"href\":\"/n\"}],\"a\":1e400}",
        "{\"software\":{\"name\":\"gotosocial\"},\"usage\":[]}"
    )]
    [InlineData("{\"links\":[{\"rel\":7,\"href\":\"/n\"}]}", "{\"software\":{\"name\":\"gotosocial\"}}")]
    [InlineData("\n{\"links\":[{\"href\":\"/n\"}]}", "\n{\"software\":{\"version\":{},\"name\":\"gotosocial\"}}")]
    public async Task Nodeinfo_is_read_in_spite_of_odd_fields(string links, string info)
    {
        var instance = await AskAsync(
            path =>
                path switch
                {
                    "/.well-known/nodeinfo" => links,
                    "/n" => info,
                    _ => "{}",
                },
            client => client.InstanceAsync(TestContext.Current.CancellationToken)
        );
        Assert.Equal(ServerKind.GoToSocial, instance!.Value.Kind);
    }

    [Theory]
    [InlineData(308, "https://SOCIAL.example./x", "social.example")]
    [InlineData(302, "?login=1", "another address of its own")]
    [InlineData(301, "http://[2001:db8::1]/x", "[2001:db8::1]")]
    [InlineData(303, "https://social.example/oauth?access_token=s3cr3t-t0ken", "to social.example;")]
    [InlineData(300, "https://social.example/a", "social.example")]
    public async Task A_redirect_names_its_target(int status, string? location, string words)
    {
        var denied = await DeniedAsync(null, status, "", location is null ? null : ("Location", location));
        Assert.Contains(words, denied.Trouble, StringComparison.OrdinalIgnoreCase);
        Assert.False(denied.IsToken);
        Assert.DoesNotContain("t0ken", denied.Trouble, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "null")]
    [InlineData(422, "[]")]
    [InlineData(451, "<p>Unavailable</p>")]
    [InlineData(426, "")]
    [InlineData(415, "{\"message\":\"Unsupported\"}")]
    public async Task A_host_that_is_no_fediverse_server_is_called_that(int status, string body)
    {
        var denied = await DeniedAsync(null, status, body, null);
        Assert.Contains("no sign of a Mastodon-compatible server", denied.Trouble, StringComparison.Ordinal);
        Assert.False(denied.IsToken);
    }

    // A page before the server, or a closed account, is not mended by a new token.
    [Theory]
    [InlineData(403, "<html>Attention Required! | Cloudflare</html>", false)]
    [InlineData(403, "{\"error\":\"Your login is currently disabled\"}", false)]
    [InlineData(422, "{\"error\":\"Validation failed\"}", false)]
    [InlineData(403, "<html><h1>403 Forbidden</h1><hr>nginx</html>", false)]
    [InlineData(451, "{\"error\":\"Unavailable\"}", false)]
    [InlineData(401, "{\"error\":\"The access token was revoked\"}", true)]
    [InlineData(401, "{\"error\":\"The access token expired\"}", true)]
    public async Task Of_a_fediverse_server_only_the_tokens_fault_blames_it(int status, string body, bool isToken)
    {
        var denied = await DeniedAsync("mastodon", status, body, null);
        Assert.True(isToken == denied.IsToken, denied.Trouble);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("mastodon")]
    public async Task A_password_that_a_proxy_asks_for_is_not_the_tokens_fault(string? software)
    {
        var asked = ("WWW-Authenticate", "Basic realm=\"staging\"");
        Assert.False((await DeniedAsync(software, 401, "<html>401 Authorization Required</html>", asked)).IsToken);
    }

    [Theory]
    [InlineData("Retry-After", "90", 90)]
    [InlineData("Retry-After", "soon", null)]
    [InlineData("Retry-After", "99999999999", null)]
    [InlineData("X-RateLimit-Reset", "2001-01-01T00:00:00Z", null)]
    [InlineData("X-RateLimit-Reset", "{0:yyyy-MM-ddTHH:mm:ss.ffffffZ}", 120)]
    [InlineData("X-RateLimit-Reset", "{unix}", 120)]
    public async Task After_a_429_the_time_is_taken_and_nobody_is_blamed(string name, string value, int? seconds)
    {
        var soon = TimeProvider.System.GetUtcNow().AddSeconds(120);
        var header = value
            .Replace("{unix}", $"{soon.ToUnixTimeSeconds()}", StringComparison.Ordinal)
            .Replace("{0:yyyy-MM-ddTHH:mm:ss.ffffffZ}", $"{soon.UtcDateTime:yyyy-MM-ddTHH:mm:ss.ffffff}Z");
        var answer = await VerifyAsync("{\"error\":\"Too many requests\"}", 429, (name, header));
        var unreachable = Assert.IsType<Verification.Unreachable>(answer);
        if (seconds is { } expected)
        {
            Assert.InRange(
                (unreachable.RetryAt!.Value - TimeProvider.System.GetUtcNow()).TotalSeconds,
                expected - 20,
                expected + 1
            );
        }
    }

    private static async Task<Verification.Denied> DeniedAsync(
        string? software,
        int status,
        string body,
        (string, string)? header
    ) => Assert.IsType<Verification.Denied>(await VerifyAsync(body, status, header, software));

    private static Task<Verification> VerifyAsync(
        string body,
        int status = 200,
        (string Name, string Value)? header = null,
        string? software = null
    ) =>
        AskAsync(
            path =>
                software is null ? body
                : path == "/.well-known/nodeinfo" ? "{\"links\":[{\"href\":\"/n\"}]}"
                : path == "/n" ? $"{{\"software\":{{\"name\":\"{software}\"}}}}"
                : body,
            client => client.VerifyAsync(TestContext.Current.CancellationToken),
            path => software is not null && path is ("/.well-known/nodeinfo" or "/n") ? 200 : status,
            header
        );

    private static async Task<T> AskAsync<T>(
        Func<string, string?> bodyOf,
        Func<MastodonClient, Task<T>> ask,
        Func<string, int>? statusOf = null,
        (string Name, string Value)? header = null
    )
    {
        await using var server = await RecordingServer.StartAsync(
            (_, http) =>
            {
                var path = http.Request.Path.Value!;
                var body = bodyOf(path);
                http.Response.StatusCode = body is null ? 404 : statusOf?.Invoke(path) ?? 200;
                if (header is { } given)
                {
                    http.Response.Headers[given.Name] = given.Value;
                }

                return http.Response.WriteAsync(body ?? "");
            }
        );
        using var http = HttpClients.Create("test", server.Url);
        return await ask(
            new(
                http,
                "s3cr3t-t0ken",
                Polly.ResiliencePipeline.Empty,
                TimeProvider.System,
                () => ValueTask.CompletedTask
            )
        );
    }
}
