using System.Security.Cryptography;
using System.Text;
using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>Where a toot is on its way.</summary>
public enum OutboxState
{
    /// <summary>Composed, not claimed.</summary>
    Queued,

    /// <summary>Claimed: it may or may not have reached the server. Only a look at the timeline can tell.</summary>
    Sending,

    /// <summary>On the server, with an id. Never posted again, whatever becomes of it there.</summary>
    Sent,

    /// <summary>Set aside with a reason; shown to the operator.</summary>
    SetAside,

    /// <summary>Never to be posted by itself: it was there before the account began, or a list carries it.</summary>
    Seen,

    /// <summary>
    /// There is nothing to act on: the toot to boost or edit is no longer on the server, or never came to be.
    /// </summary>
    Gone,
}

/// <summary>A toot and all that the ledger knows of its fate.</summary>
public sealed record OutboxEntry
{
    public required long Id { get; init; }
    public required long AccountId { get; init; }

    /// <summary>All parts of one paper share a thread; threads are delivered in the order of their numbers.</summary>
    public required long Thread { get; init; }

    public required string Identity { get; init; }
    public required int Revision { get; init; }
    public required string Key { get; init; }
    public required Toot Toot { get; init; }
    public required string Category { get; init; }
    public required DateOnly Date { get; init; }

    /// <summary>Of a list its first.</summary>
    public ArxivId? Paper { get; init; }
    public int Version { get; init; }
    public required OutboxState State { get; init; }

    /// <summary>
    /// The status this toot answers: a part the one before it, a list the summary; null for none, or when the parent
    /// never got an id.
    /// </summary>
    public string? ParentStatusId { get; init; }

    /// <summary>The identity of the toot that a boost or an edit acts on; null for a post.</summary>
    public string? Target { get; init; }

    /// <summary>That toot's status; once claimed, the one that was claimed for.</summary>
    public string? TargetStatusId { get; init; }

    /// <summary>Why a boost or an edit is made, in words; null for a post.</summary>
    public string? Reason { get; init; }

    /// <summary>For a list: it answers no summary, because that is gone from the server.</summary>
    public bool Alone { get; init; }

    /// <summary>
    /// It tells late what no feed brought in time: unlisted, without a summary, grouped with nothing else.
    /// </summary>
    public bool CaughtUp { get; init; }

    /// <summary>A summary that goes out without its picture, with which the server refused it.</summary>
    public bool Bare { get; init; }

    /// <summary>When it was first claimed; null while no byte of it can have left.</summary>
    public DateTimeOffset? FirstClaim { get; init; }

    /// <summary>When to look at the timeline next, in state <see cref="OutboxState.Sending"/>.</summary>
    public DateTimeOffset? LookAt { get; init; }

    /// <summary>How often the wait before a look was doubled.</summary>
    public int Doublings { get; init; }

    /// <summary>How many looks found nothing, each followed by another try.</summary>
    public int Rounds { get; init; }

    /// <summary>How often the server has refused it.</summary>
    public int Refusals { get; init; }
}

/// <summary>
/// Who a toot is. The ledger admits each identity once per account: that is what "never twice" rests on.
/// </summary>
public static class TootIdentity
{
    public static string Summary(string category, DateOnly date) => $"summary/{category}/{date:yyyy-MM-dd}";

    /// <summary>Without the version: a paper announced again with a new one is still the same article.</summary>
    public static string Article(ArxivId id, int part = 1) => part == 1 ? $"article/{id}" : $"article/{id}/{part}";

    /// <summary>A paper is in one list of an account at most, so its first says which list it is.</summary>
    public static string List(ArxivId first) => $"list/{first}";

    /// <summary>A cross-listed paper, however it is told.</summary>
    public static string CrossListed(ArxivId id) => $"cross/{id}";

    /// <summary>
    /// A paper's new version, however it is told: whoever changes the way hears of none a second time.
    /// </summary>
    public static string Replaced(ArxivId id, int version) => $"replacement/{id}/v{version}";

    /// <summary>A version whose number nobody noted: the one of that day.</summary>
    public static string ReplacedOn(ArxivId id, DateOnly date) => $"replacement/{id}/on {date:yyyy-MM-dd}";

    /// <summary>
    /// A day's lists, of which nobody noted what they named: its cross-lists, or its new versions, count as told.
    /// </summary>
    /// <param name="kind">Cross-lists or new versions.</param>
    /// <param name="category">Whose listing.</param>
    /// <param name="date">Its day.</param>
    /// <param name="part">From 1.</param>
    public static string ListsOf(TootKind kind, string category, DateOnly date, int part = 1) =>
        $"{(kind == TootKind.CrossLists ? "cross-lists" : "replacement-lists")}/{category}/{date:yyyy-MM-dd}{(part == 1 ? "" : $"/{part}")}";

    /// <summary>What a paper in a list is known by: as if it were told alone.</summary>
    public static string Listed(TootKind list, ArxivId id, int version) => OfKind(list.KindOfEach(), id, version);

    /// <summary>That a paper was withdrawn is told once, whatever becomes of it later.</summary>
    public static string Withdrawn(ArxivId id) => $"withdrawal/{id}";

    /// <summary>What a toot of a kind is known by, whatever its action.</summary>
    /// <param name="kind">Any but a summary, which is about no paper.</param>
    /// <param name="paper">What it is about; of a list its first.</param>
    /// <param name="version">Of the paper.</param>
    /// <param name="part">From 1; counts the toots of one article.</param>
    public static string OfKind(TootKind kind, ArxivId paper, int version, int part = 1) =>
        kind switch
        {
            TootKind.Article or TootKind.Abstract => Article(paper, part),
            TootKind.List => List(paper),
            TootKind.CrossListBoost => CrossListed(paper),
            TootKind.CrossLists => $"cross-list/{paper}",
            TootKind.Replacement or TootKind.ReplacementBoost or TootKind.ReplacementEdit => Replaced(paper, version),
            TootKind.Replacements => $"replacement-list/{paper}/v{version}",
            TootKind.Withdrawal => Withdrawn(paper),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not about a paper"),
        };

    /// <summary>What a toot is known by.</summary>
    /// <param name="toot">The toot.</param>
    /// <param name="paper">What it is about; of a list its first; null for a summary.</param>
    /// <param name="version">Of the paper.</param>
    /// <param name="summary">The listing's summary.</param>
    public static string Of(Toot toot, ArxivId? paper, int version, string summary)
    {
        if (paper is not { } id || toot.Kind == TootKind.Summary)
        {
            return summary;
        }

        var identity = OfKind(toot.Kind, id, version, toot.Part);
        // A boost that is made anew is taken back first, in a part of its own.
        return toot.Action == TootAction.Unboost ? $"{identity}/unboost" : identity;
    }

    /// <summary>The idempotency key: the same toot always has the same, a toot composed anew gets another.</summary>
    public static string Key(string host, string remoteId, string identity, int revision) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{host}\n{remoteId}\n{identity}\n{revision}"))
        )[..40];
}
