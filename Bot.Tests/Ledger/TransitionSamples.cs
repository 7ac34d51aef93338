using Bot.Ledger;

namespace Bot.Tests.Ledger;

/// <summary>A toot in its states, and its account.</summary>
internal static class TransitionSamples
{
    public static readonly DateTimeOffset Earlier = new(2025, 6, 9, 4, 0, 0, TimeSpan.Zero),
        Now = Earlier.AddHours(1),
        Later = Now.AddHours(1);

    public static readonly OutboxEntry Queued = new()
    {
        Id = 7,
        AccountId = 1,
        Thread = 3,
        Identity = "article/2506.00001",
        Revision = 1,
        Key = "key",
        Toot = LedgerSamples.Toot,
        Category = "cs.LG",
        Date = new DateOnly(2025, 6, 9),
        State = OutboxState.Queued,
        Precedence = 0,
        QueuedAt = Earlier,
        Doublings = 2,
        Rounds = 1,
    };

    /// <summary>Its first try.</summary>
    public static readonly OutboxEntry Sending = Queued with
    {
        State = OutboxState.Sending,
        Holder = Claim.OneMachine,
        ClaimedAt = Now,
        FirstClaim = Now,
        LookAt = Later,
    };

    /// <summary>Tried before.</summary>
    public static readonly OutboxEntry SendingAgain = Sending with { FirstClaim = Earlier, Error = "before" };

    public static readonly AccountRecord Account = new()
    {
        Id = 1,
        Host = "host",
        RemoteId = "1",
        Label = "test",
        Acct = "bot",
        Limits = TootLimits.Default,
        Server = "mastodon",
        NotBefore = Earlier,
        Throttles = 2,
        LastRefused = 5,
        LastError = "before",
        NextCheck = Earlier,
    };
}
