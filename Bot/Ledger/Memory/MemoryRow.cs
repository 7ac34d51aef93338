namespace Bot.Ledger.Memory;

/// <summary>A row of an outbox.</summary>
/// <param name="Entry">
/// As it is kept: <see cref="OutboxEntry.ParentStatusId"/> means nothing here, and
/// <see cref="OutboxEntry.TargetStatusId"/> only while it is in flight; <see cref="EntryView"/> fills them in.
/// </param>
/// <param name="IsRecovered">Found on the account's timeline.</param>
internal sealed record MemoryRow(OutboxEntry Entry, bool IsRecovered)
{
    /// <summary>What became of pinning it; null while nobody has tried.</summary>
    public PinState? Pin { get; init; }

    /// <summary>What a look for it has found; null while nobody has looked.</summary>
    public Presence? Presence { get; init; }

    public long Id => Entry.Id;

    public OutboxState State => Entry.State;

    public TootKind Kind => Entry.Toot.Kind;

    public int Part => Entry.Toot.Part;

    public bool IsInHand => State is OutboxState.Queued or OutboxState.Sending;

    /// <summary>Queued, and no byte of it can have left.</summary>
    public bool IsUntried => State == OutboxState.Queued && Entry.FirstClaim is null;

    /// <summary>An article or a part behind one.</summary>
    public bool IsOfArticle => Kind is TootKind.Article or TootKind.Abstract;

    /// <summary>A row as it is first kept.</summary>
    public static MemoryRow Of(OutboxRow row, long id) =>
        new(
            new OutboxEntry
            {
                Id = id,
                AccountId = row.Account,
                Thread = row.Thread,
                Identity = row.Identity,
                Revision = row.Revision,
                Key = row.Key,
                Toot = row.Toot ?? Silent(row),
                Category = row.Category,
                Date = row.Date,
                Paper = row.Paper,
                Version = row.Version ?? 0,
                State = row.State,
                Target = row.Target,
                Reason = row.Reason,
                Precedence = row.Precedence,
                WithoutSummary = row.StandsAlone,
                CaughtUp = row.IsCaughtUp,
                StatusId = row.StatusId,
                Url = row.Url,
                QueuedAt = row.QueuedAt,
                SentAt = row.SentAt,
            },
            row.IsRecovered
        );

    /// <summary>With times as they are kept, and with a holder only while it is in flight.</summary>
    public MemoryRow Kept() =>
        this with
        {
            Entry = Entry with
            {
                Holder = State == OutboxState.Sending ? Entry.Holder : null,
                QueuedAt = Entry.QueuedAt.Kept(),
                SentAt = Entry.SentAt.Kept(),
                ClaimedAt = Entry.ClaimedAt.Kept(),
                FirstClaim = Entry.FirstClaim.Kept(),
                LookAt = Entry.LookAt.Kept(),
            },
        };

    // Of what this ledger did not compose, or is never posted, nothing is known but what it was for.
    private static Toot Silent(OutboxRow row) =>
        new()
        {
            Kind = row.Kind,
            Action = row.Action,
            Text = "",
            Visibility = TootVisibility.Public,
            Language = "",
            Tags = [],
            Part = row.Part,
            Parts = row.Parts,
            Characters = 0,
        };
}
