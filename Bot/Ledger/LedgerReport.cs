using System.Text.Json.Serialization;

namespace Bot.Ledger;

/// <summary>How things stand, for an operator.</summary>
public sealed record LedgerReport(
    IReadOnlyList<AccountReport> Accounts,
    IReadOnlyList<FeedReport> Feeds,
    IReadOnlyList<TroubleReport> Troubles,
    IReadOnlyList<DayReport> Days
)
{
    /// <summary>What asks for an operator, one line each; see <see cref="AlarmsAt"/>.</summary>
    public IReadOnlyList<string> Alarms { get; init; } = [];

    /// <summary>How far the archive was read; empty when it was never asked.</summary>
    public IReadOnlyList<HarvestReport> Archive { get; init; } = [];

    /// <summary>Days of which the bot has no listing, of the last month.</summary>
    public IReadOnlyList<MissedReport> Missed { get; init; } = [];

    /// <summary>What should wake an operator at a time, one line each; empty when nothing should.</summary>
    public IReadOnlyList<string> AlarmsAt(DateTimeOffset now) => LedgerAlarms.Of(this, now);

    /// <summary>With what asks for an operator at a time.</summary>
    public LedgerReport WithAlarms(DateTimeOffset now) => this with { Alarms = AlarmsAt(now) };
}

/// <param name="Account">The handle, with host.</param>
/// <param name="Name">Its label in the settings.</param>
/// <param name="NextPost">Not before; null when it may post at once.</param>
/// <param name="BlockedSince">Since when delivery is locked out; null when it is not.</param>
/// <param name="BlockedReason">Why, and what to do.</param>
/// <param name="LastError">The last trouble since the last accepted toot.</param>
/// <param name="Listings">Of the last seven days, the newest first, and all that still have something to say.</param>
/// <param name="Refused">Toots set aside, the newest first, at most twenty.</param>
public sealed record AccountReport(
    string Account,
    string Name,
    DateTimeOffset? NextPost,
    DateTimeOffset? BlockedSince,
    string? BlockedReason,
    string? LastError,
    IReadOnlyList<ListingReport> Listings,
    IReadOnlyList<RefusedReport> Refused
)
{
    /// <summary>What was made of papers that it had tooted and that were withdrawn.</summary>
    public WithdrawalReport Withdrawals { get; init; } = new(0, 0, 0);

    /// <summary>What became of the boosts and edits of those listings.</summary>
    public ActionReport Actions { get; init; } = new(0, 0, 0, 0);
}

/// <param name="Done">Boosts and edits on the server.</param>
/// <param name="Waiting">For their turn, or for the toot that they act on.</param>
/// <param name="Gone">Settled, since that toot is gone or never came.</param>
/// <param name="SetAside">The server refused them, or would not answer clearly for a day.</param>
public sealed record ActionReport(int Done, int Waiting, int Gone, int SetAside);

/// <param name="Category">The category.</param>
/// <param name="Date">The channel date.</param>
/// <param name="Announced">New papers of that category that arXiv announced under that date.</param>
/// <param name="Queued">Toots that wait.</param>
/// <param name="Sending">Toots in flight, or whose fate is being looked up.</param>
/// <param name="Sent">Toots on the server.</param>
/// <param name="Refused">Toots set aside.</param>
public sealed record ListingReport(
    string Category,
    DateOnly Date,
    int Announced,
    int Queued,
    int Sending,
    int Sent,
    int Refused
);

public sealed record RefusedReport(string Toot, string Reason);

/// <param name="Category">The category.</param>
/// <param name="CheckedAt">When arXiv was last asked.</param>
/// <param name="FailedSince">Null when the last answer was good.</param>
/// <param name="Error">What is wrong, and what to do.</param>
/// <param name="LastListing">The newest channel date that brought something.</param>
/// <param name="LeftOut">Items of the last reading that could not be used.</param>
public sealed record FeedReport(
    string Category,
    DateTimeOffset? CheckedAt,
    DateTimeOffset? FailedSince,
    string? Error,
    DateOnly? LastListing,
    IReadOnlyList<string> LeftOut
);

/// <summary>An account of the settings that could not be verified at its instance.</summary>
public sealed record TroubleReport(string Name, DateTimeOffset Since, string Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(LedgerReport))]
public sealed partial class LedgerReportJson : JsonSerializerContext;
