namespace Bot.Options;

/// <summary>Where arXiv is read, and how politely.</summary>
public sealed record FeedOptions
{
    /// <summary>Where the listings are; ends with a slash.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>Whom arXiv can write to about our requests; may be empty.</summary>
    public required string Contact { get; init; }

    /// <summary>Between two requests to arXiv.</summary>
    public required TimeSpan MinimumInterval { get; init; }

    /// <summary>Asked in this order while the usual address is stale.</summary>
    public IReadOnlyList<OtherAddress> WhenStale { get; init; } = [];

    /// <summary>Where the archive is asked; null for never.</summary>
    public Uri? ArchiveUrl { get; init; }

    /// <summary>
    /// Where the same listings are in arXiv's other form, RSS or Atom; null when an address does not tell.
    /// </summary>
    public static Uri? OtherForm(Uri baseUrl) =>
        baseUrl.AbsolutePath.TrimEnd('/').Split('/')[^1] switch
        {
            "rss" => new Uri(baseUrl, "../atom/"),
            "atom" => new Uri(baseUrl, "../rss/"),
            _ => null,
        };

    public static FeedOptions Read(SettingsReader settings)
    {
        var baseUrl =
            settings.Url(
                "Bot:Feed:BaseUrl",
                "https://rss.arxiv.org/rss/",
                "https address; http on loopback",
                "Where listings are read; the category is appended. `https://rss.arxiv.org/atom/` has the same as Atom"
            ) ?? new Uri("https://rss.arxiv.org/rss/");
        var leastInterval = SettingsReader.IsLoopback(baseUrl) ? TimeSpan.Zero : TimeSpan.FromSeconds(3);
        return new FeedOptions
        {
            BaseUrl = baseUrl.AbsolutePath.EndsWith('/') ? baseUrl : new Uri(baseUrl.AbsoluteUri + "/"),
            Contact = settings.Text(
                "Bot:Feed:Contact",
                "",
                "mail or web address",
                "Sent to arXiv in the User-Agent, so that they can write to you instead of blocking you; "
                    + "your instance's address when empty"
            ),
            MinimumInterval = settings.Duration(
                "Bot:Feed:MinimumInterval",
                "00:00:03",
                leastInterval,
                TimeSpan.FromHours(1),
                "Between two requests to arXiv, over restarts too; arXiv's terms ask for 3 s, less is "
                    + "accepted only for a feed on loopback"
            ),
            WhenStale = ReadWhenStale(settings, baseUrl),
            ArchiveUrl = ReadArchiveUrl(settings, baseUrl),
        };
    }

    private static List<OtherAddress> ReadWhenStale(SettingsReader settings, Uri feed)
    {
        const string Key = "Bot:Feed:WhenStale";
        var words = settings.List(
            Key,
            "",
            "list of atom, lowercase, doubled",
            "Other addresses of the same listing, asked in this order, once per look, while the usual one "
                + "shows an earlier day's papers, or none though other categories have theirs: `atom`, the other "
                + "form (`/atom/cs.LG`, or `/rss/cs.LG`); `lowercase` (`cs.lg`); `doubled` (`cs.LG+cs.LG`). Each "
                + "costs arXiv a request; none when empty"
        );
        List<OtherAddress> addresses = [];
        foreach (var word in words)
        {
            if (!word.All(char.IsAsciiLetter) || !Enum.TryParse<OtherAddress>(word, ignoreCase: true, out var address))
            {
                settings.Mistake($"{Key} has '{word}'; write any of atom, lowercase, doubled");
            }
            else if (address == OtherAddress.Atom && OtherForm(feed) is null)
            {
                settings.Mistake(
                    $"{Key} has 'atom', but Bot:Feed:BaseUrl ({feed}) ends with neither /rss/ nor /atom/, so "
                        + "that the other form's address is not known; leave it out"
                );
            }
            else if (!addresses.Contains(address))
            {
                addresses.Add(address);
            }
        }

        return addresses;
    }

    // A rehearsal with a feed of its own must never ask the real archive by omission.
    private static Uri? ReadArchiveUrl(SettingsReader settings, Uri feed)
    {
        const string Key = "Bot:Archive:BaseUrl";
        var url = settings.Url(
            Key,
            "https://oaipmh.arxiv.org/oai",
            "https address; http on loopback",
            "arXiv's archive (OAI-PMH), the second source: what a feed left out, and which papers were "
                + "withdrawn; never asked when empty, nor when the feed is on loopback and this is not set"
        );
        return SettingsReader.IsLoopback(feed) && !settings.IsSet(Key) ? null : url;
    }
}

/// <summary>
/// Addresses at which arXiv has the same listing as at the usual one, each kept by its caches on its own.
/// </summary>
public enum OtherAddress
{
    /// <summary>The other form: Atom, or RSS where Atom is the usual one.</summary>
    Atom,

    /// <summary><c>cs.lg</c>; arXiv minds no case.</summary>
    LowerCase,

    /// <summary><c>cs.LG+cs.LG</c>; a query of several categories.</summary>
    Doubled,
}
