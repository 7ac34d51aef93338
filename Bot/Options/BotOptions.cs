using Bot.Arxiv;
using Bot.Ledger;
using Bot.PaperPages;
using Bot.Pipeline.Sending;
using Bot.Text.Terms;

namespace Bot.Options;

/// <summary>
/// Every setting of the bot. <see cref="Read"/> is the one place that declares key, default, range and reason.
/// </summary>
public sealed record BotOptions
{
    public required FeedOptions Feed { get; init; }

    /// <summary>Where the archive is asked; null for never.</summary>
    public required Uri? ArchiveUrl { get; init; }
    public required string LedgerPath { get; init; }
    public required PaceOptions Pace { get; init; }

    /// <summary>
    /// How long after a doubtful answer the bot looks at its own timeline; doubles up to eight times.
    /// </summary>
    public required TimeSpan LookFirstAfter { get; init; }

    /// <summary>Where the readers' page listens; null for none.</summary>
    public required Uri? WebUrl { get; init; }

    /// <summary>The page's address as readers know it; null when that is <see cref="WebUrl"/>.</summary>
    public Uri? WebPublicUrl { get; init; }

    /// <summary>Where readers subscribe by mail; null for nowhere.</summary>
    public Uri? SubscribeUrl { get; init; }

    /// <summary>What sums up abstracts for the readers' page; null for nothing.</summary>
    public ModelOptions? Model { get; init; }

    public required IReadOnlyList<AccountOptions> Accounts { get; init; }

    /// <summary>What papers can be about; one list for all accounts.</summary>
    public TopicLexicon Topics => Accounts[0].Topics;

    /// <summary>False for the settings as shipped: nobody has said yet which server to post to.</summary>
    public bool HasInstance => Accounts.Any(account => account.Instance is not null);

    /// <summary>Reads all settings; mistakes are gathered in <paramref name="settings"/>, never thrown.</summary>
    public static BotOptions Read(SettingsReader settings, int accounts)
    {
        var baseUrl =
            settings.Url(
                "Bot:Feed:BaseUrl",
                "https://rss.arxiv.org/rss/",
                "https address; http on loopback",
                "Where listings are read; the category is appended. `https://rss.arxiv.org/atom/` has the same as Atom"
            ) ?? new Uri("https://rss.arxiv.org/rss/");
        var floor = SettingsReader.IsLoopback(baseUrl) ? TimeSpan.Zero : TimeSpan.FromSeconds(3);
        return new BotOptions
        {
            Feed = new FeedOptions
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
                    floor,
                    TimeSpan.FromHours(1),
                    "Between two requests to arXiv, over restarts too; arXiv's terms ask for 3 s, less is "
                        + "accepted only for a feed on loopback"
                ),
                WhenStale = OtherAddresses(settings, baseUrl),
            },
            ArchiveUrl = Archive(settings, baseUrl),
            LedgerPath = LedgerFile(
                settings,
                settings.Text(
                    "Bot:Ledger:Path",
                    "",
                    "file",
                    "The ledger, one file, the bot's whole memory; when empty `tootprint/ledger.db` in the "
                        + "user's local data folder (`~/.local/share` on Linux), the same from whichever folder "
                        + "you start"
                )
            ),
            Pace = new PaceOptions
            {
                Interval = settings.Duration(
                    "Bot:Pace:Interval",
                    "00:00:10",
                    TimeSpan.Zero,
                    TimeSpan.FromHours(6),
                    "At least this long between two toots of one account"
                ),
                SpreadOver = settings.Duration(
                    "Bot:Pace:SpreadOver",
                    "03:00:00",
                    TimeSpan.Zero,
                    TimeSpan.FromHours(20),
                    "A listing's toots are spread evenly over this time, since readers dislike bursts; "
                        + "ignored by `run --once` and `demo`"
                ),
            },
            LookFirstAfter = settings.Duration(
                "Bot:Delivery:LookFirstAfter",
                "00:03:00",
                TimeSpan.FromSeconds(1),
                TimeSpan.FromHours(1),
                "After a doubtful answer, wait this long and look at the account's own timeline before "
                    + "repeating; a server may still be at work after its proxy gave up"
            ),
            WebUrl = PlainWeb(
                settings,
                settings.Url(
                    "Bot:Web:Url",
                    "",
                    "http address",
                    "Where `run` serves the readers' page, `/status` for the operator and `/health`, such as "
                        + "`http://127.0.0.1:8080`; none when empty",
                    plainAnywhere: true
                )
            ),
            WebPublicUrl = settings.Url(
                "Bot:Web:PublicUrl",
                "",
                "https address; http on loopback",
                "The readers' page's address as the world knows it, for its feeds, canonical links and "
                    + "sitemap, where a web server stands in front; `Bot:Web:Url` when empty"
            ),
            SubscribeUrl = settings.Url(
                "Bot:Mail:SubscribeUrl",
                "",
                "https address",
                "Where readers subscribe by mail; the readers' page links to it when set"
            ),
            Model = ModelOptions.Read(settings),
            Accounts = ReadAccounts(settings, accounts),
        };
    }

    private static IReadOnlyList<AccountOptions> ReadAccounts(SettingsReader settings, int accounts)
    {
        var warnings = WarningsOf(
            settings,
            settings.Text(
                "Bot:ContentWarnings",
                "",
                "file \\| off",
                "`readable`: toots about papers that mention suicide, self-harm, sexual violence, eating "
                    + "disorders or graphic violence are folded behind a content warning that says so; a list of "
                    + "your own in the form of [Bot/Text/Terms/ContentWarnings.txt](Bot/Text/Terms/ContentWarnings.txt), or `off`"
            )
        );
        var topics = TopicsOf(
            settings,
            settings.Text(
                "Bot:Topics:File",
                "",
                "file",
                "What papers can be about, and the phrases that tell: a list of your own in the form of "
                    + "[Bot/Text/Terms/Topics.tsv](Bot/Text/Terms/Topics.tsv); the shipped one when empty"
            )
        );
        var program = settings.Text(
            "Bot:Pictures:Program",
            "rsvg-convert",
            "file",
            "What makes a PNG of the SVG on its standard input, for the pictures of days: librsvg's program "
                + "(Debian: librsvg2-bin), found by its name or by a path"
        );
        return
        [
            .. Enumerable
                .Range(0, accounts)
                .Select(n =>
                    AccountOptions.Read(settings, n) with
                    {
                        Warnings = warnings,
                        Topics = topics,
                        PictureProgram = program,
                    }
                ),
        ];
    }

    private static IReadOnlyList<OtherAddress> OtherAddresses(SettingsReader settings, Uri feed)
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
            else if (address == OtherAddress.Atom && FeedOptions.OtherForm(feed) is null)
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
    private static Uri? Archive(SettingsReader settings, Uri feed)
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

    private static Uri? PlainWeb(SettingsReader settings, Uri? url)
    {
        if (url?.Scheme == Uri.UriSchemeHttps)
        {
            settings.Mistake($"Bot:Web:Url is '{url}'; write http://, and put a web server in front that speaks https");
        }
        else if (
            url is not null
            && !SettingsReader.IsLoopback(url)
            && url.HostNameType is not (UriHostNameType.IPv4 or UriHostNameType.IPv6)
        )
        {
            settings.Mistake(
                $"Bot:Web:Url is '{url}'; a name would be served on all of the machine's addresses, so write "
                    + "localhost, or the address that you mean (0.0.0.0 for all)"
            );
        }

        return url;
    }

    private static ContentWarnings WarningsOf(SettingsReader settings, string file)
    {
        if (file.Length == 0)
        {
            return ContentWarnings.Shipped;
        }

        if (file.Equals("off", StringComparison.OrdinalIgnoreCase))
        {
            return ContentWarnings.None;
        }

        return ListFrom(settings, "Bot:ContentWarnings", file, "or write off", ContentWarnings.Read)
            ?? ContentWarnings.None;
    }

    private static TopicLexicon TopicsOf(SettingsReader settings, string file) =>
        (
            file.Length == 0
                ? null
                : ListFrom(
                    settings,
                    "Bot:Topics:File",
                    file,
                    "or leave it empty for the shipped list",
                    (lines, mistakes) => TopicLexicon.Read(lines, ArxivCategories.Spelling, mistakes)
                )
        ) ?? TopicLexicon.Shipped;

    private static T? ListFrom<T>(
        SettingsReader settings,
        string key,
        string file,
        string remedy,
        Func<IEnumerable<string>, List<string>, T?> read
    )
        where T : class
    {
        try
        {
            var mistakes = new List<string>();
            var list = read(File.ReadAllLines(file), mistakes);
            foreach (var mistake in mistakes)
            {
                settings.Mistake($"{key} is '{file}': {mistake}");
            }

            return list;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            settings.Mistake(
                $"{key} is '{file}', which cannot be read ({e.Message}); check the path and that the bot's "
                    + $"user may read it, {remedy}"
            );
            return null;
        }
    }

    // DoNotVerify: else a user whose data folder is not made yet would get none, and the ledger would lie in the
    // working folder.
    private static string LedgerFile(SettingsReader settings, string path)
    {
        if (path.Contains('\0'))
        {
            settings.Mistake($"Bot:Ledger:Path is '{path}', which no file can be called; write a path");
        }

        return Path.GetFullPath(
            path.Length > 0 && !path.Contains('\0')
                ? path
                : Path.Combine(
                    Environment.GetFolderPath(
                        Environment.SpecialFolder.LocalApplicationData,
                        Environment.SpecialFolderOption.DoNotVerify
                    ),
                    "tootprint",
                    "ledger.db"
                )
        );
    }
}

public sealed record FeedOptions
{
    /// <summary>Ends with a slash.</summary>
    public required Uri BaseUrl { get; init; }
    public required string Contact { get; init; }
    public required TimeSpan MinimumInterval { get; init; }

    /// <summary>Asked in this order while the usual address is stale.</summary>
    public IReadOnlyList<OtherAddress> WhenStale { get; init; } = [];

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

public sealed record PaceOptions
{
    public required TimeSpan Interval { get; init; }
    public required TimeSpan SpreadOver { get; init; }
}

/// <summary>What an account does with the first listing it ever sees.</summary>
public enum FirstRun
{
    /// <summary>Toot it.</summary>
    Post,

    /// <summary>Note it as seen and start with the next one.</summary>
    Seen,
}
