using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Bot.Arxiv;
using Bot.Feed;
using Bot.Pipeline;
using Bot.Sandbox;

namespace Bot.Cli.Demo;

/// <summary>Sets the sandbox's feeds and faults, and asks what it has seen, over HTTP.</summary>
internal static class SandboxClient
{
    /// <summary>A listing from a file or an address, and its category.</summary>
    /// <exception cref="FeedFormatException">It cannot be read, or does not name its category.</exception>
    public static async Task<(string Category, byte[] Listing)> ReadListingAsync(
        string feed,
        CancellationToken cancellation
    )
    {
        using var http = HttpClients.Create("Tootprint demo");
        await using var stream = await FeedFile.ReadAsync(feed, http, cancellation);
        var listing = stream.ToArray();
        var document = await FeedParser.ParseAsync(new MemoryStream(listing), asked: null, cancellation: cancellation);
        return (
            document.Category
                ?? throw new FeedFormatException(
                    $"{feed} does not name one category in its link, so nobody knows whose listing it is"
                ),
            listing
        );
    }

    public static async Task ServeFeedAsync(
        SandboxServer sandbox,
        string category,
        byte[] listing,
        CancellationToken cancellation
    )
    {
        using var http = HttpClients.Create("Tootprint demo", sandbox.Url);
        using var content = new ByteArrayContent(listing);
        using var response = await http.PutAsync(
            new Uri($"sandbox/feeds/{category}", UriKind.Relative),
            content,
            cancellation
        );
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Orders a fault on one post, after <paramref name="skip"/> posts that succeed.</summary>
    public static Task FaultOnPostAsync(SandboxServer sandbox, string kind, int skip, CancellationToken cancellation) =>
        DoAsync(
            sandbox,
            HttpMethod.Post,
            "faults",
            new JsonObject
            {
                ["on"] = "post",
                ["kind"] = kind,
                ["skip"] = skip,
            },
            cancellation
        );

    /// <summary>Removes all faults.</summary>
    public static Task RemoveFaultsAsync(SandboxServer sandbox, CancellationToken cancellation) =>
        DoAsync(sandbox, HttpMethod.Delete, "faults", body: null, cancellation);

    /// <summary>Releases the requests that are held.</summary>
    public static Task ReleaseAsync(SandboxServer sandbox, CancellationToken cancellation) =>
        DoAsync(sandbox, HttpMethod.Post, "release", new JsonObject(), cancellation);

    /// <summary>Returns once a request is held.</summary>
    public static async Task WaitUntilHeldAsync(SandboxServer sandbox, CancellationToken cancellation) =>
        await GetAsync(sandbox, "held?atLeast=1", cancellation);

    /// <summary>The texts of all toots that were ever accepted, without boosts, the oldest first.</summary>
    public static async Task<IReadOnlyList<string>> TextsAsync(SandboxServer sandbox, CancellationToken cancellation) =>
        [
            .. (await GetAsync(sandbox, "statuses", cancellation))
                .AsArray()
                .Where(one => one!["boostOf"] is null)
                .Select(one => (string)one!["text"]!),
        ];

    /// <summary>How many posts were cut off without an answer.</summary>
    public static async Task<int> LostAnswersAsync(SandboxServer sandbox, CancellationToken cancellation) =>
        (await GetAsync(sandbox, "requests", cancellation))
            .AsArray()
            .Count(one => (string?)one!["method"] == "POST" && (int?)one["answered"] == 0);

    private static async Task DoAsync(
        SandboxServer sandbox,
        HttpMethod method,
        string what,
        JsonObject? body,
        CancellationToken cancellation
    )
    {
        using var http = HttpClients.Create("Tootprint demo", sandbox.Url);
        using var request = new HttpRequestMessage(method, $"sandbox/{what}");
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
        }

        using var response = await http.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
    }

    // Each call has a client of its own. A client has one connection, so a held request would block the others.
    private static async Task<JsonNode> GetAsync(SandboxServer sandbox, string what, CancellationToken cancellation)
    {
        using var http = HttpClients.Create("Tootprint demo", sandbox.Url);
        return JsonNode.Parse(await http.GetStringAsync(new Uri($"sandbox/{what}", UriKind.Relative), cancellation))!;
    }
}
