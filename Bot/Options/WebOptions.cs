namespace Bot.Options;

/// <summary>The readers' page: where it listens and how the world knows it.</summary>
public sealed record WebOptions
{
    /// <summary>Where the page listens; null for none.</summary>
    public Uri? Url { get; init; }

    /// <summary>The page's address as readers know it; null when that is <see cref="Url"/>.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>
    /// Further names under which the page is asked for; addresses, localhost and the names of the two above need none.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Where readers subscribe by mail; null for nowhere.</summary>
    public Uri? SubscribeUrl { get; init; }

    public static WebOptions Read(SettingsReader settings) =>
        new()
        {
            Url = ReadUrl(settings),
            PublicUrl = settings.Url(
                "Bot:Web:PublicUrl",
                "",
                "https address; http on loopback",
                "The readers' page's address as the world knows it, for its feeds, canonical links and "
                    + "sitemap, where a web server stands in front; `Bot:Web:Url` when empty"
            ),
            Hosts = settings.List(
                "Bot:Web:Hosts",
                "",
                "host names",
                "Further names under which the page may be asked for, such as that which a web server in front uses "
                    + "for this one; addresses, `localhost` and the names in `Url` and `PublicUrl` need not be named. "
                    + "A request with any other name is refused: a stranger's name may lead here by a trick with DNS"
            ),
            SubscribeUrl = settings.Url(
                "Bot:Mail:SubscribeUrl",
                "",
                "https address",
                "Where readers subscribe by mail; the readers' page links to it when set"
            ),
        };

    private static Uri? ReadUrl(SettingsReader settings)
    {
        var url = settings.Url(
            "Bot:Web:Url",
            "",
            "http address",
            "Where `run` serves the readers' page, `/status` for the operator and `/health`, such as "
                + "`http://127.0.0.1:8080`; none when empty",
            plainAnywhere: true
        );
        if (url is null)
        {
            return null;
        }

        var isAddress = url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6;
        if (url.Scheme == Uri.UriSchemeHttps)
        {
            settings.Mistake($"Bot:Web:Url is '{url}'; write http://, and put a web server in front that speaks https");
        }
        else if (!isAddress && !SettingsReader.IsLoopback(url))
        {
            settings.Mistake(
                $"Bot:Web:Url is '{url}'; a name would be served on all of the machine's addresses, so write "
                    + "localhost, or the address that you mean (0.0.0.0 for all)"
            );
        }

        return url;
    }
}
