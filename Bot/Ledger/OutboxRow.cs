using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>
/// A row for the outbox, before it has a number. An engine has one way to insert it: a row whose identity its account
/// has already is not inserted, and what that means is the caller's to say.
/// </summary>
internal sealed record OutboxRow
{
    public required long Account { get; init; }
    public required long Thread { get; init; }
    public int Part { get; init; } = 1;
    public required string Identity { get; init; }
    public required TootKind Kind { get; init; }
    public TootAction Action { get; init; } = TootAction.Post;
    public required string Category { get; init; }
    public required DateOnly Date { get; init; }

    /// <summary>Of a list its first; null for a summary.</summary>
    public ArxivId? Paper { get; init; }

    /// <summary>Of the paper; 0 for one that was found or imported without it, null for a summary.</summary>
    public int? Version { get; init; }
    public required OutboxState State { get; init; }
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>What is posted; null for a row that only notes that something counts as said.</summary>
    public Toot? Toot { get; init; }

    /// <summary>How many toots its thread has.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>0 for a row without a toot.</summary>
    public int Revision { get; init; }

    /// <summary>The idempotency key; empty for a row without a toot.</summary>
    public string Key { get; init; } = "";

    /// <summary>Lower goes first.</summary>
    public int Precedence { get; init; }
    public string? StatusId { get; init; }
    public string? Url { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public string? Target { get; init; }
    public string? Reason { get; init; }

    /// <summary>A list that answers no summary.</summary>
    public bool StandsAlone { get; init; }

    /// <summary>Found on the account's timeline.</summary>
    public bool IsRecovered { get; init; }

    /// <summary>It tells late what no feed brought in time.</summary>
    public bool IsCaughtUp { get; init; }

    /// <summary>The row of a toot at a place.</summary>
    /// <param name="account">Whose it is, for the key.</param>
    /// <param name="toot">The toot.</param>
    /// <param name="place">Where it goes.</param>
    /// <param name="revision">Of the text, from 1.</param>
    public static OutboxRow Of(AccountRecord account, Toot toot, OutboxPlace place, int revision)
    {
        var identity = TootIdentity.Of(toot, place.Paper, place.Version, place.SummaryIdentity);
        return new OutboxRow
        {
            Account = account.Id,
            Thread = place.Thread,
            Part = toot.Part,
            Parts = toot.Parts,
            Identity = identity,
            Kind = toot.Kind,
            Action = toot.Action,
            Category = place.Category,
            Date = place.Date,
            Paper = place.Paper,
            Version = place.Paper is null ? null : place.Version,
            State = place.State,
            QueuedAt = place.Now,
            Toot = toot,
            Revision = revision,
            Key = TootIdentity.Key(account.Host, account.RemoteId, identity, revision),
            Precedence = place.Precedence ?? toot.Precedence,
            // A withdrawal that was to be an edit may be told by a post in its place, which acts on nothing.
            Target = toot.Action == TootAction.Post ? null : place.Target,
            Reason = place.Reason,
            StandsAlone = place.StandsAlone,
        };
    }
}

/// <summary>Where in the outbox a toot goes, and what its row says beside the toot itself.</summary>
internal sealed record OutboxPlace
{
    public required long Thread { get; init; }

    /// <summary>What a toot without a paper is known by.</summary>
    public required string SummaryIdentity { get; init; }
    public required string Category { get; init; }
    public required DateOnly Date { get; init; }

    /// <summary>Of a list its first.</summary>
    public ArxivId? Paper { get; init; }
    public int Version { get; init; }
    public OutboxState State { get; init; } = OutboxState.Queued;
    public bool StandsAlone { get; init; }
    public string? Target { get; init; }
    public string? Reason { get; init; }

    /// <summary>Null for that of the toot's kind.</summary>
    public int? Precedence { get; init; }
    public required DateTimeOffset Now { get; init; }

    /// <summary>
    /// The place that an entry has, for a toot that takes it; it is queued, unless the entry is Seen.
    /// </summary>
    public static OutboxPlace Of(OutboxEntry entry, DateTimeOffset now) =>
        new()
        {
            Thread = entry.Thread,
            SummaryIdentity = entry.Identity,
            Category = entry.Category,
            Date = entry.Date,
            Paper = entry.Paper,
            Version = entry.Version,
            State = entry.State == OutboxState.Seen ? OutboxState.Seen : OutboxState.Queued,
            StandsAlone = entry.WithoutSummary,
            Target = entry.Target,
            Reason = entry.Reason,
            Precedence = entry.Precedence,
            Now = now,
        };
}
