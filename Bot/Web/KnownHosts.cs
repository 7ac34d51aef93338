using System.Net;
using Bot.Options;

namespace Bot.Web;

/// <summary>
/// The names under which the page is asked for. A stranger's page may lead its own name to this machine's address (DNS
/// rebinding) and then read here what its reader can read; but the browser says which name it asked for, and ours it
/// cannot claim.
/// </summary>
internal sealed class KnownHosts(WebOptions options)
{
    private readonly HashSet<string> _names = new(
        new[] { options.Url?.IdnHost, options.PublicUrl?.IdnHost, "localhost" }
            .OfType<string>()
            .Concat(options.Hosts)
            .Select(Bare),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Whether a request may be answered. An address is nobody's name, and no browser leaves the host out.</summary>
    /// <param name="host">What the request says, without the port; empty for nothing.</param>
    public bool Has(string host)
    {
        var name = Bare(host);
        return name.Length == 0 || IPAddress.TryParse(name, out _) || _names.Contains(name);
    }

    private static string Bare(string host) => host.Trim('[', ']').TrimEnd('.');
}
