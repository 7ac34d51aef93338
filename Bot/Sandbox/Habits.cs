using System.Collections.Frozen;

namespace Bot.Sandbox;

/// <summary>
/// What a server program always does in its own way. What an operator can set, or a test wants to vary alone, is in
/// <see cref="SandboxSettings"/>. All of it was measured on GoToSocial 0.20, snac 2.96 and Hollo 0.10 or stands in
/// Mastodon's documentation.
/// </summary>
internal sealed record Habits
{
    public const string Mastodon = "mastodon";
    public const string GoToSocial = "gotosocial";
    public const string Snac = "snac";
    public const string Hollo = "hollo";

    private static readonly FrozenDictionary<string, Habits> All = new Dictionary<string, Habits>(
        StringComparer.Ordinal
    )
    {
        [Mastodon] = new()
        {
            Version = "{0}.0 (compatible; TootprintSandbox 1.0)",
            KnowsWhoMayBeCalled = true,
            CountsBoosts = false,
        },
        [GoToSocial] = new()
        {
            Version = "0.20.2+git-sandbox",
            Refusal = 400,
            DefaultVisibility = "unlisted",
            NeedsUserAgent = true,
            ReadsNeedToken = true,
            LimitsAddresses = true,
            KnowsUsedTagsOnly = true,
            BoostsAgain = true,
            LocksAccounts = true,
            Ids = IdForm.Ulid,
            Ignored = ["since_id", "tagged"],
        },
        [Snac] = new()
        {
            Version = "4.0.0 (not true; really snac/2.96)",
            Ids = IdForm.Dotted,
            RenamesEdited = true,
            BoostsQuietly = true,
            Ignored = ["since_id", "tagged", "min_id", "exclude_reblogs", "exclude_replies"],
        },
        [Hollo] = new()
        {
            Version = "0.10.0",
            Ids = IdForm.Uuid,
            TakesNothingTwice = true,
            LacksInstanceV1 = true,
        },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Kinds => All.Keys.Order();

    /// <summary>As its API says; <c>{0}</c> is the version that the settings name.</summary>
    public required string Version { get; init; }

    /// <summary>A post that calls anybody but those it names in <c>allowed_mentions</c> is refused.</summary>
    public bool KnowsWhoMayBeCalled { get; init; }

    /// <summary>
    /// Boosts count towards the posts of three hours. On Mastodon they don't: the controller keeps the argument back
    /// that would count them (reblogs_controller.rb).
    /// </summary>
    public bool CountsBoosts { get; init; } = true;

    /// <summary>The status of an answer to a text that is too long or empty.</summary>
    public int Refusal { get; init; } = 422;

    /// <summary>Of a toot that names none; new accounts of GoToSocial are set so.</summary>
    public string DefaultVisibility { get; init; } = "public";

    /// <summary>A request without User-Agent is answered 418.</summary>
    public bool NeedsUserAgent { get; init; }

    /// <summary>Statuses, accounts and timelines are for token holders only.</summary>
    public bool ReadsNeedToken { get; init; }

    /// <summary>
    /// Requests are counted by address and group of paths from the first one on, not by token in windows of the clock.
    /// </summary>
    public bool LimitsAddresses { get; init; }

    /// <summary>The timeline of a tag that no status ever had is 404.</summary>
    public bool KnowsUsedTagsOnly { get; init; }

    /// <summary>A second boost of the same status is another boost.</summary>
    public bool BoostsAgain { get; init; }

    /// <summary>A second boost or pin is 500, and taking back what is not there 404.</summary>
    public bool TakesNothingTwice { get; init; }

    /// <summary><c>/api/v1/instance</c> is 404.</summary>
    public bool LacksInstanceV1 { get; init; }

    /// <summary>An edited status has another id; the old one still leads to it.</summary>
    public bool RenamesEdited { get; init; }

    /// <summary>
    /// Boosts have no status of their own in lists and answers, and a boosted status is shown within its boost, by its
    /// own id in capitals, which takes no boosts.
    /// </summary>
    public bool BoostsQuietly { get; init; }

    /// <summary>Followers have to be let in.</summary>
    public bool LocksAccounts { get; init; }

    /// <summary>The ids of statuses where they are not Mastodon's.</summary>
    public IdForm Ids { get; init; } = IdForm.Dotted;

    /// <summary>Parameters without effect on the list of an account's statuses.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    public static Habits Of(string kind) => All[kind];
}

/// <summary>How ids look.</summary>
internal enum IdForm
{
    /// <summary>
    /// Mastodon's: milliseconds since 1970, shifted by 16 bits for a sequence (lib/mastodon/snowflake.rb).
    /// </summary>
    Number,

    /// <summary>
    /// snac names a status by seconds and fraction; the letters make sure that nobody takes it for a number.
    /// </summary>
    Dotted,

    /// <summary>GoToSocial's: 26 letters and digits that sort by time.</summary>
    Ulid,

    /// <summary>Hollo's: a UUID of version 7, which sorts by time; where one is asked for, all else is 400.</summary>
    Uuid,
}
