namespace Bot.Sandbox;

/// <summary>
/// Everything the sandbox knows. Whoever reads or changes it holds <see cref="Sync"/>; requests are answered one after
/// another.
/// </summary>
internal sealed class World
{
    public World(SandboxSettings settings, TimeProvider clock)
    {
        Settings = settings;
        Clock = clock;
        Accounts = new Accounts(settings.Kind == Habits.GoToSocial, clock.GetUtcNow());
        Feeds = new Feeds(Archive);
    }

    public Lock Sync { get; } = new();

    /// <summary>Without a slash at the end; known once the server listens.</summary>
    public string Url { get; set; } = "";

    public SandboxSettings Settings { get; set; }

    /// <summary>Those of the program that is imitated.</summary>
    public Habits Habits => Habits.Of(Settings.Kind);

    public bool IsMastodon => Settings.Kind == Habits.Mastodon;

    /// <summary>Whether a Mastodon has what came with a version.</summary>
    public bool HasSince(string version) => IsMastodon && string.CompareOrdinal(Settings.Version, version) >= 0;

    /// <summary>What programs may do for users, and how they came to it.</summary>
    public Apps Apps { get; } = new();

    /// <summary>What a token stands for; null for one that was never given or was revoked.</summary>
    public Grant? GrantOf(string token)
    {
        if (Apps.GrantOf(token) is { } given)
        {
            return given;
        }

        return Accounts.ByToken(token) is { } account ? new Grant(account, ScopesOf(account), "Tootprint") : null;
    }

    // The reader's token is for tests and may do all.
    private string[]? ScopesOf(Account account)
    {
        var told = account.IsTheBot ? Settings.TokenScopes : "profile read write follow";
        return told.Length == 0 ? null : told.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>What is kept of a text.</summary>
    public required Func<string, string> Kept { get; init; }

    public TimeProvider Clock { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    public Accounts Accounts { get; }

    public StatusBook Statuses { get; } = new();

    /// <summary>How many pictures were ever uploaded.</summary>
    public int Uploads { get; set; }

    /// <summary>Of a picture, in characters.</summary>
    public int LongestDescription =>
        Settings.LongestDescription
        ?? (Settings is { Kind: Habits.Mastodon, Version: MastodonVersion.Newest } ? 10_000 : 1500);

    /// <summary>All that was uploaded, by id.</summary>
    public Dictionary<string, Attachment> Attachments { get; } = new(StringComparer.Ordinal);

    public IdempotencyKeys Keys { get; } = new();

    public string NextId() => Statuses.NextId(Now, Settings.OddIds ? Habits.Ids : IdForm.Number);

    /// <summary>When lists begin to show what comes now.</summary>
    public DateTimeOffset ListedFrom() => Now.AddSeconds(Settings.VisibilityDelaySeconds);

    /// <summary>A limited account's toots are public for nobody.</summary>
    public string Quietened(string visibility) => Settings.Silenced && visibility == "public" ? "unlisted" : visibility;

    /// <summary>A status comes into the world, and into its author's window.</summary>
    public void Accept(Status status)
    {
        Statuses.Add(status);
        if (status.Reblog is null || Habits.CountsBoosts)
        {
            Rates.Count(RateLimit.Posts(Settings), status.Author, Now);
        }
    }

    /// <summary>The hashtags that the server finds in a status, without <c>#</c>.</summary>
    public IEnumerable<string> TagsOf(Status status) =>
        Settings switch
        {
            { AlterText: "hollo" } => HolloText.Of(status.Text, Url).Tags,
            { Kind: Habits.Mastodon } => MastodonVersion.Tags(Settings.Version, status.Text),
            _ => StatusText.Tags(status.Text),
        };

    /// <summary>Whom a text of an account's calls, of those who are here.</summary>
    public IReadOnlyList<Account> CalledBy(Account author, string text) =>
        [
            .. MastodonVersion
                .Mentions(Settings.Version, text)
                .Where(name =>
                    !name.Contains('@', StringComparison.Ordinal)
                    || name.EndsWith($"@{Host}", StringComparison.OrdinalIgnoreCase)
                )
                .Select(Accounts.ByName)
                .OfType<Account>()
                .Where(called => called != author)
                .Distinct(),
        ];

    private string Host => new Uri(Url).Host;

    public RateWindows Rates { get; } = new();

    public Faults Faults { get; } = new();

    public ListingHabits ListingHabits { get; } = new();

    public RequestLog Log { get; } = new();

    public PaperArchive Archive { get; } = new();

    public Feeds Feeds { get; }
}
