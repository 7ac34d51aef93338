using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Sandbox;

/// <summary>What a client got to hear.</summary>
public sealed record Reply(HttpStatusCode Status, string Text, HttpResponseMessage Message)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public JsonObject[] Items => [.. Json.AsArray().Select(item => item!.AsObject())];

    public string? Header(string name) =>
        Message.Headers.TryGetValues(name, out var values) || Message.Content.Headers.TryGetValues(name, out values)
            ? string.Join(",", values)
            : null;
}

/// <summary>A sandbox with a clock that the test holds, asked over real HTTP.</summary>
public sealed class SandboxUnderTest : IAsyncDisposable
{
    private readonly SandboxServer _server;
    private readonly HttpClient _http;

    private SandboxUnderTest(SandboxServer server, FakeClock clock)
    {
        (_server, Clock) = (server, clock);
        _http = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.GZip }
        )
        {
            BaseAddress = server.Url,
        };
    }

    public FakeClock Clock { get; }

    public SandboxServer Server => _server;

    public Uri Url => _server.Url;

    public string Bot => _server.BotToken;

    public string Reader => _server.ReaderToken;

    public static async Task<SandboxUnderTest> StartAsync(SandboxOptions? options = null, string? userAgent = null)
    {
        var clock = new FakeClock();
        var sandbox = new SandboxUnderTest(
            await SandboxServer.StartAsync(
                // What a token may not do is the subject of few tests.
                (options ?? new SandboxOptions()) with
                {
                    TokenScopes = options?.TokenScopes ?? "profile read write follow",
                },
                clock,
                TestContext.Current.CancellationToken
            ),
            clock
        );
        sandbox._http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent);
        return sandbox;
    }

    public async Task<Reply> SendAsync(
        string method,
        string path,
        HttpContent? content = null,
        string? token = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var message = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Reply(
            message.StatusCode,
            await message.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            message
        );
    }

    public Task<Reply> GetAsync(string path, string? token = null) => SendAsync("GET", path, null, token);

    public Task<Reply> PostAsync(string path, string? token = null, JsonObject? json = null) =>
        SendAsync("POST", path, Body(json ?? []), token ?? Bot);

    public Task<Reply> TootAsync(
        string text,
        string? key = null,
        string? visibility = null,
        string? inReplyTo = null,
        string? token = null,
        string? spoiler = null
    )
    {
        var body = new JsonObject { ["status"] = text };
        if (visibility is not null)
        {
            body["visibility"] = visibility;
        }

        if (inReplyTo is not null)
        {
            body["in_reply_to_id"] = inReplyTo;
        }

        if (spoiler is not null)
        {
            body["spoiler_text"] = spoiler;
        }

        return SendAsync(
            "POST",
            "/api/v1/statuses",
            Body(body),
            token ?? Bot,
            key is null ? [] : [("Idempotency-Key", key)]
        );
    }

    public async Task<string> TootIdAsync(string text, string? visibility = null, string? inReplyTo = null) =>
        (string)(await TootAsync(text, visibility: visibility, inReplyTo: inReplyTo)).Json["id"]!;

    public async Task FaultAsync(
        string on,
        string kind,
        int skip = 0,
        int every = 1,
        int times = 1,
        int milliseconds = 0
    )
    {
        var reply = await PostAsync(
            "/sandbox/faults",
            json: new JsonObject
            {
                ["on"] = on,
                ["kind"] = kind,
                ["skip"] = skip,
                ["every"] = every,
                ["times"] = times,
                ["milliseconds"] = milliseconds,
            }
        );
        Assert.Equal(HttpStatusCode.NoContent, reply.Status);
    }

    public async Task SetAsync(string name, JsonNode value) =>
        Assert.Equal(
            HttpStatusCode.OK,
            (await SendAsync("PATCH", "/sandbox/settings", Body(new JsonObject { [name] = value }))).Status
        );

    /// <summary>The texts of every status ever accepted, in order.</summary>
    public async Task<string[]> AcceptedAsync() =>
        [.. (await GetAsync("/sandbox/statuses")).Items.Select(item => (string)item["text"]!)];

    /// <summary>The ids on a list, newest first.</summary>
    public async Task<string[]> IdsAsync(string path, string? token = null) =>
        [.. (await GetAsync(path, token ?? Bot)).Items.Select(item => (string)item["id"]!)];

    /// <summary>Returns once so many requests are being held.</summary>
    public Task HeldAsync(int count) => GetAsync($"/sandbox/held?atLeast={count}");

    public static StringContent Body(JsonObject json) => new(json.ToJsonString(), Encoding.UTF8, "application/json");

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }
}
