using Bot.Sandbox;

namespace Bot.Cli;

/// <summary>Speaks to the sandbox's controls, over HTTP like everybody.</summary>
internal static class SandboxClient
{
    public static async Task ServeFeedAsync(SandboxServer sandbox, string category, byte[] listing, CancellationToken cancellation)
    {
        using var http = BotHost.Client("Tootprint demo", sandbox.Url);
        using var content = new ByteArrayContent(listing);
        using var response = await http.PutAsync(new Uri($"sandbox/feeds/{category}", UriKind.Relative), content, cancellation);
        response.EnsureSuccessStatusCode();
    }
}
