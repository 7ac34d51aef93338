namespace Bot.Publisher;

/// <summary>What came of trying to post. A closed set, and <see cref="Unknown"/> is one of it.</summary>
public abstract record PostOutcome
{
    private PostOutcome() { }

    /// <summary>2xx with a JSON status that has an id.</summary>
    /// <param name="StatusId">Opaque; numbers on Mastodon, other forms elsewhere.</param>
    /// <param name="Url">Where readers find it.</param>
    /// <param name="Visibility">
    /// As the server set it, which a limited account cannot choose; null when not stated.
    /// </param>
    /// <param name="FullUntil">
    /// When the server's rate window that this toot filled ends; null while there is room.
    /// </param>
    public sealed record Posted(string StatusId, string? Url, string? Visibility, DateTimeOffset? FullUntil)
        : PostOutcome;

    /// <summary>429. Certainly not posted.</summary>
    /// <param name="Until">As the server said; null when it did not.</param>
    public sealed record RateLimited(DateTimeOffset? Until) : PostOutcome;

    /// <summary>400, 413, 422, or 404 or 410 to a reply: this toot will not be taken as it is.</summary>
    /// <param name="Reason">As the server put it.</param>
    /// <param name="ParentGone">True when it is the status to be answered that the server does not have.</param>
    public sealed record Refused(string Reason, bool ParentGone = false) : PostOutcome;

    /// <summary>404 to a boost or an edit: the status to act on is not there, as far as this answer tells.</summary>
    public sealed record Gone(string Reason) : PostOutcome;

    /// <summary>
    /// The server does not want this account, or is not the server we believe: 401, 403, redirects and the like.
    /// </summary>
    public sealed record LockedOut(string Reason) : PostOutcome;

    /// <summary>It may have been posted. Never tried again without a look.</summary>
    public sealed record Unknown(string Reason) : PostOutcome;
}

/// <summary>What an instance says about one status, seen with the account's token.</summary>
public abstract record StatusLookup
{
    private StatusLookup() { }

    /// <param name="Id">As it is now: some servers give an edited status another.</param>
    /// <param name="Url">Where readers find it.</param>
    /// <param name="IsBoosted">Whether the account has boosted it.</param>
    public sealed record There(string Id, string? Url, bool IsBoosted) : StatusLookup;

    /// <summary>The server has no such status.</summary>
    public sealed record Missing(string Reason) : StatusLookup;

    /// <summary>Nothing is known.</summary>
    public sealed record Unseen(string Reason) : StatusLookup;
}

/// <summary>What an instance says about the token's account.</summary>
public abstract record Verification
{
    private Verification() { }

    /// <param name="Id">The account's id there.</param>
    /// <param name="Acct">Its handle.</param>
    /// <param name="Url">Its page.</param>
    /// <param name="IsBot">Whether the account says that it is one.</param>
    public sealed record Known(string Id, string Acct, string? Url, bool IsBot) : Verification
    {
        /// <summary>
        /// The format that the account's texts have where a post names none, such as <c>text/markdown</c>; null where
        /// the server does not tell or has no formats.
        /// </summary>
        public string? Format { get; init; }

        /// <summary>
        /// The sites that may name the account under links to them; null where the server has no such thing.
        /// </summary>
        public IReadOnlyList<string>? AttributionDomains { get; init; }
    }

    /// <summary>The instance answered, and not with this account.</summary>
    public sealed record Denied(string Reason) : Verification
    {
        /// <summary>
        /// False where something else is to blame: the address, what stands before the server, or the account's state.
        /// </summary>
        public bool IsToken { get; init; } = true;

        /// <summary>What is wrong, for an operator.</summary>
        public string Trouble => IsToken ? $"the instance does not accept the token: {Reason}" : Reason;
    }

    /// <summary>The instance did not answer, or not sensibly: nothing is known.</summary>
    public sealed record Unreachable(string Reason) : Verification
    {
        /// <summary>When the server lets us ask again; null when it did not say.</summary>
        public DateTimeOffset? RetryAt { get; init; }
    }
}

/// <summary>One of our statuses as a timeline shows it.</summary>
/// <param name="Id">Opaque.</param>
/// <param name="Url">Where readers find it.</param>
/// <param name="InReplyToId">Null for no reply.</param>
/// <param name="IsBoost">True when it only passes on another status.</param>
/// <param name="Content">HTML.</param>
/// <param name="Boosted">
/// The account's own status that it passes on; some servers show a boosted status only so, whoever boosted it.
/// </param>
public sealed record OwnStatus(
    string Id,
    string? Url,
    string? InReplyToId,
    bool IsBoost,
    string Content,
    OwnStatus? Boosted = null
)
{
    /// <summary>The content warning; empty for none.</summary>
    public string SpoilerText { get; init; } = "";

    /// <summary>Its hashtags without <c>#</c>, as the server lists them; null where it does not.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}
