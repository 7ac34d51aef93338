using Bot.Feed;
using Bot.Sandbox;

namespace Bot.Cli;

/// <summary>Speaks to the sandbox's controls, over HTTP like everybody.</summary>
internal static class SandboxClient
{
    /// <summary>A listing from a file, and the category whose it is.</summary>
    /// <exception cref="FeedFormatException">It cannot be read, or does not say whose it is.</exception>
    public static async Task<(string Category, byte[] Listing)> ReadListingAsync(string feed, CancellationToken cancellation)
    {
        using var http = BotHost.Client("Tootprint demo");
        await using var stream = await FeedFile.ReadAsync(feed, http, cancellation);
        var listing = stream.ToArray();
        var document = await FeedParser.ParseAsync(new MemoryStream(listing), asked: null, cancellation: cancellation);
        return (document.Category ?? throw new FeedFormatException($"{feed} does not name one category in its link, so nobody knows whose listing it is"), listing);
    }

    public static async Task ServeFeedAsync(SandboxServer sandbox, string category, byte[] listing, CancellationToken cancellation)
    {
        using var http = BotHost.Client("Tootprint demo", sandbox.Url);
        using var content = new ByteArrayContent(listing);
        using var response = await http.PutAsync(new Uri($"sandbox/feeds/{category}", UriKind.Relative), content, cancellation);
        response.EnsureSuccessStatusCode();
    }
}
