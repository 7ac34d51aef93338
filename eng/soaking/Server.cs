using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bot.Sandbox;

namespace Soaking;

/// <summary>The server that the bot posts to, behind a bad door; arXiv is always the built-in one's.</summary>
internal sealed partial class Server : IAsyncDisposable
{
    private const int PageSize = 40;

    private readonly SandboxServer _sandbox;
    private readonly Uri _instance;
    private readonly List<(string Id, string? Paper)> _said = [];

    private Server(SandboxServer sandbox, string? name, Uri instance, string token, Door door)
    {
        (_sandbox, Name, _instance, Token, Door) = (sandbox, name ?? "the built-in server", instance, token, door);
        Habits = name is null
            ? "with Mastodon's limits and without idempotency keys"
            : "as Debian packages it, on loopback";
    }

    /// <summary>As the page calls it.</summary>
    public string Name { get; }

    public string Habits { get; }

    public string Token { get; }

    public Door Door { get; }

    public Uri FeedUrl => new(_sandbox.Url, "rss/");

    /// <param name="real">Name, address and token of a real server; empty for the built-in one.</param>
    /// <param name="clock">The time for all.</param>
    public static async Task<Server> StartAsync(string[] real, FastClock clock)
    {
        // As hard as Mastodon is with its limits, and without the keys that would help.
        var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions
            {
                PostsPerThreeHours = 300,
                RequestsPerFiveMinutes = 300,
                KeepsIdempotencyKeys = false,
            },
            clock,
            default
        );
        var (name, instance, token) = real is [var called, var url, var its]
            ? (called, new Uri(url), its)
            : (null, sandbox.Url, sandbox.BotToken);
        return new Server(sandbox, name, instance, token, await Door.OpenAsync(instance, clock));
    }

    public async Task ServeAsync(string feed)
    {
        using var http = new HttpClient();
        (
            await http.PutAsync(new Uri(_sandbox.Url, "sandbox/feeds/cs.LG"), new StringContent(feed))
        ).EnsureSuccessStatusCode();
    }

    public async Task FailFeedsAsync(int every)
    {
        using var http = new HttpClient();
        using var order = new StringContent(
            $$"""{"on":"feed","kind":"503","every":{{every}},"times":0}""",
            MediaTypeHeaderValue.Parse("application/json")
        );
        (await http.PostAsync(new Uri(_sandbox.Url, "sandbox/faults"), order)).EnsureSuccessStatusCode();
    }

    /// <summary>
    /// What the account's timeline has shown so far, oldest first: the arXiv id of each toot, null where it names none.
    /// </summary>
    public IEnumerable<string?> Said => _said.Select(one => one.Paper);

    /// <summary>
    /// Reads what is new on the account's timeline through the server's API, page by page. A day's toots are read on
    /// that day: snac's API shows no more than the last 256.
    /// </summary>
    public async Task ReadTimelineAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero })
        {
            BaseAddress = _instance,
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        http.DefaultRequestHeaders.Add("User-Agent", "soak");
        var account = (string)JsonNode.Parse(await http.GetStringAsync("api/v1/accounts/verify_credentials"))!["id"]!;
        var known = _said.Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        var newestFirst = new List<(string Id, string? Paper)>();
        while (true)
        {
            var older = newestFirst.Count == 0 ? "" : $"&max_id={newestFirst[^1].Id}";
            var statuses = JsonNode
                .Parse(await http.GetStringAsync($"api/v1/accounts/{account}/statuses?limit={PageSize}{older}"))!
                .AsArray();
            // One status is one toot, though two pages may show it.
            var page = statuses
                .Select(one => (Id: (string)one!["id"]!, Paper: Paper(WebUtility.HtmlDecode((string)one["content"]!))))
                .Where(one => known.Add(one.Id))
                .ToList();
            newestFirst.AddRange(page);
            if (page.Count < statuses.Count || page.Count == 0)
                break;
        }

        _said.AddRange(Enumerable.Reverse(newestFirst));
    }

    public async ValueTask DisposeAsync()
    {
        await Door.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    private static string? Paper(string content) =>
        AbsLink().Match(content) is { Success: true } link ? link.Groups[1].Value : null;

    [GeneratedRegex(@"https://arxiv\.org/abs/(\d+\.\d+)")]
    private static partial Regex AbsLink();
}
