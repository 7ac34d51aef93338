using System.Net;
using System.Reflection;
using Bot.Options;

namespace Bot.Pipeline;

/// <summary>How the bot goes out to other machines.</summary>
public static class HttpClients
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The program's version, such as 1.4.0.</summary>
    public static string Version { get; } =
        typeof(HttpClients)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];

    /// <summary>
    /// A client that follows no redirects (a token must not travel), keeps no cookies, and keeps no connection after
    /// its answer: a server that closes one unannounced would leave the fate of the next post unknown. It has no
    /// time-out of its own; its users set theirs.
    /// </summary>
    public static HttpClient Create(string userAgent, Uri? baseAddress = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.Zero,
            MaxConnectionsPerServer = 1,
            ConnectTimeout = ConnectTimeout,
            AutomaticDecompression = DecompressionMethods.All,
        };
        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, BaseAddress = baseAddress };
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent);
        return client;
    }

    /// <summary>
    /// Who we are and whom to write to: arXiv asks for it, and some servers refuse a client without a name.
    /// </summary>
    public static string UserAgent(BotOptions options)
    {
        var instance = options.Accounts.FirstOrDefault(account => account.Instance is not null)?.Instance;
        var contact = options.Feed.Contact.Length > 0 ? options.Feed.Contact : instance?.ToString() ?? "no contact set";
        var safe = contact.Where(c => c is > ' ' and < (char)127 and not ('(' or ')'));
        return $"Tootprint/{Version} (+{string.Concat(safe)})";
    }
}
