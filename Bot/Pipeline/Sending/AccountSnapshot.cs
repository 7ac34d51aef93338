using Bot.Composer;
using Bot.Ledger;
using Bot.Options;
using Bot.Publisher;

namespace Bot.Pipeline.Sending;

/// <summary>
/// An account as of one moment: what its settings want, and what the ledger knows of it. It is read once and handed
/// down, so that all of one step goes by the same limits.
/// </summary>
/// <param name="Session">The account.</param>
/// <param name="Record">What the ledger knows of it.</param>
public sealed record AccountSnapshot(AccountSession Session, AccountRecord Record)
{
    /// <summary>Its settings.</summary>
    public AccountOptions Options => Session.Options;

    /// <summary>Composes toots within the account's limits, as its settings want them.</summary>
    public TootComposer Composer => ComposerOf(Options, Record);

    /// <summary>Composes toots within an account's limits, as its settings want them.</summary>
    /// <param name="options">Its settings.</param>
    /// <param name="record">What the ledger knows of it.</param>
    public static TootComposer ComposerOf(AccountOptions options, AccountRecord record) =>
        new(options, LimitsOf(record));

    /// <summary>An account's limits, and what its server takes for markup.</summary>
    public static TootLimits LimitsOf(AccountRecord record) =>
        record.Limits with
        {
            Markup = ServerHabits.Of(record.Server).Markup,
        };
}
