namespace Bot.Sandbox;

/// <summary>One status as the sandbox keeps it; a boost is a status that has <see cref="Reblog"/>.</summary>
internal sealed class Status
{
    /// <summary>Its newest: snac gives an edited status another.</summary>
    public required string Id { get; set; }
    public required Account Author { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it begins to appear in lists. Reading it by its id works at once.</summary>
    public required DateTimeOffset ListedFrom { get; init; }

    /// <summary>Exactly as received.</summary>
    public required string Text { get; set; }

    /// <summary>Whether its text was sent as Markdown, or without a word on an account that has this as usual.</summary>
    public bool ReadsMarkdown { get; set; }

    public string SpoilerText { get; set; } = "";
    public required string Visibility { get; init; }
    public string Language { get; set; } = "en";
    public bool Sensitive { get; set; }

    /// <summary>Who may quote it: public, followers or nobody (quote_approval_policy).</summary>
    public string Quotes { get; set; } = "public";

    /// <summary>The name of the program that posted it.</summary>
    public string App { get; init; } = "Tootprint";
    public Status? InReplyTo { get; init; }
    public Status? Reblog { get; init; }

    /// <summary>The Idempotency-Key it came with.</summary>
    public string? Key { get; init; }

    /// <summary>Its place in the order of acceptance, from 0.</summary>
    public int Place { get; set; }

    public DateTimeOffset? EditedAt { get; set; }

    /// <summary>What it said before each edit, the oldest first.</summary>
    public List<Version> Earlier { get; } = [];
    public bool Deleted { get; set; }

    /// <summary>A deleted status is still shown until the sandbox was read this many times.</summary>
    public long ShownUntilRead { get; set; }

    public IReadOnlyList<Attachment> Attachments { get; set; } = [];

    public bool IsPinned { get; set; }

    /// <summary>Whom its text calls, each with the time of the call.</summary>
    public List<(Account Account, DateTimeOffset At)> Called { get; } = [];

    public bool Calls(Account? account) => Called.Exists(one => one.Account == account);

    public List<Status> Replies { get; } = [];
    public List<Status> Boosts { get; } = [];
    public HashSet<Account> FavouritedBy { get; } = [];

    public int ReplyCount => Replies.Count(one => !one.Deleted);

    public int BoostCount => Boosts.Count(one => !one.Deleted);

    public bool IsListed => Visibility == "public" && !Deleted;

    /// <summary>
    /// Private statuses are for followers, direct ones for the author; both also for whom they call.
    /// </summary>
    public bool IsVisibleTo(Account? viewer) =>
        Visibility switch
        {
            "public" or "unlisted" => true,
            "private" => viewer == Author || Calls(viewer) || (viewer is not null && Author.Followers.Contains(viewer)),
            _ => viewer == Author || Calls(viewer),
        };

    public Status? BoostBy(Account? account) => Boosts.Find(one => one.Author == account && !one.Deleted);
}

/// <summary>What a status said for a time.</summary>
internal sealed record Version(
    string Text,
    string SpoilerText,
    bool Sensitive,
    DateTimeOffset At,
    IReadOnlyList<Attachment> Attachments
)
{
    public static Version Of(Status status) =>
        new(status.Text, status.SpoilerText, status.Sensitive, status.EditedAt ?? status.CreatedAt, status.Attachments);
}
