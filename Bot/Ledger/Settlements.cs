namespace Bot.Ledger;

/// <summary>That a toot is about to be sent.</summary>
/// <param name="Holder">
/// Who has the toot in hand. The same for all of one machine: after a crash, the next process goes on with it.
/// </param>
/// <param name="Now">When.</param>
/// <param name="LookAt">When to look whether it has arrived, should no clear answer come.</param>
public sealed record Claim(string Holder, DateTimeOffset Now, DateTimeOffset LookAt)
{
    /// <summary>The holder of everything on a machine whose ledger has one process at a time.</summary>
    public const string OneMachine = "this machine";
}

/// <summary>That a toot is on the server.</summary>
/// <param name="StatusId">Its id there.</param>
/// <param name="Url">Where readers find it; null when the server did not say.</param>
/// <param name="Now">When that became known.</param>
/// <param name="NotBefore">The account's next toot goes out no sooner.</param>
public sealed record Acceptance(string StatusId, string? Url, DateTimeOffset Now, DateTimeOffset NotBefore)
{
    /// <summary>How long the server took over the post; null where that says nothing of other posts.</summary>
    public TimeSpan? Took { get; init; }
}

/// <summary>That nobody knows whether a toot is on the server: it stays in flight.</summary>
/// <param name="Reason">Shown to the operator.</param>
public sealed record Doubt(string Reason)
{
    /// <summary>After a look that failed: when to look again. That counts as one more doubling of the wait.</summary>
    public DateTimeOffset? LookAt { get; init; }

    /// <summary>After a look that did not find it.</summary>
    public bool IsNotThere { get; init; }

    /// <summary>How long the server has had for the post; null where that says nothing of other posts.</summary>
    public TimeSpan? Took { get; init; }
}

/// <summary>
/// That a toot goes back to its place in the queue: it is certainly not on the server, as an answer said or a look
/// found.
/// </summary>
public abstract record PutBack
{
    private PutBack() { }

    /// <summary>It never left, or the server said so: it is as it was before the claim.</summary>
    /// <param name="Reason">Shown to the operator.</param>
    public sealed record NotPosted(string Reason) : PutBack;

    /// <summary>A look did not find it: one more round, and the next wait for a look is doubled.</summary>
    public sealed record NotFound : PutBack;

    /// <summary>The server asked to wait: nothing of the account goes out before a time.</summary>
    /// <param name="Until">The end of the wait.</param>
    /// <param name="Throttles">How many such answers without a time came in a row.</param>
    /// <param name="Reason">Shown to the operator.</param>
    public sealed record Throttled(DateTimeOffset Until, int Throttles, string Reason) : PutBack;

    /// <summary>The server refused a summary with its picture: it goes out without.</summary>
    /// <param name="Reason">Shown to the operator.</param>
    public sealed record WithoutPicture(string Reason) : PutBack;

    /// <summary>
    /// The summary that a list answers is gone from the server: the list answers nothing from now on.
    /// </summary>
    /// <param name="Reason">Shown to the operator.</param>
    public sealed record WithoutSummary(string Reason) : PutBack;
}

/// <summary>That a toot is not tried again, with the parts of its thread that would have answered it.</summary>
public abstract record SetAside
{
    private SetAside() { }

    /// <summary>Shown to the operator.</summary>
    public required string Reason { get; init; }

    /// <summary>
    /// The server refused it. After a first refusal it gets a second try when all else is out, a second one is final.
    /// The refusal of a post is kept for its account too; that of a boost or an edit says nothing of the account.
    /// </summary>
    public sealed record Refused : SetAside;

    /// <summary>The server never answered clearly. Final.</summary>
    public sealed record Unanswered : SetAside;
}

/// <summary>That a server does not want an account: its delivery pauses until the server knows it again.</summary>
/// <param name="Reason">Why, and what to do.</param>
/// <param name="Now">When. A lock-out that goes on keeps its beginning.</param>
/// <param name="NextCheck">When to ask the server again.</param>
public sealed record LockOut(string Reason, DateTimeOffset Now, DateTimeOffset NextCheck)
{
    /// <summary>
    /// The toot that was refused right before this one: it goes back to the queue too, with its later parts, as if it
    /// had never been tried. Null for none.
    /// </summary>
    public long? AlsoPutBack { get; init; }
}
