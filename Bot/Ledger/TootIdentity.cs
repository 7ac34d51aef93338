using System.Security.Cryptography;
using System.Text;
using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>
/// What a toot is known by. The ledger admits each identity once per account, so that nothing is posted twice.
/// </summary>
public static class TootIdentity
{
    public static string Summary(string category, DateOnly date) => $"summary/{category}/{date:yyyy-MM-dd}";

    /// <summary>Without the version: a paper announced again with a new one is still the same article.</summary>
    public static string Article(ArxivId id, int part = 1) => part == 1 ? $"article/{id}" : $"article/{id}/{part}";

    /// <summary>A paper is in one list of an account at most, so its first says which list it is.</summary>
    public static string List(ArxivId first) => $"list/{first}";

    /// <summary>A cross-listed paper, whether a boost or a list tells it.</summary>
    public static string CrossListed(ArxivId id) => $"cross/{id}";

    /// <summary>
    /// A paper's new version, whether a toot, a boost, an edit or a list tells it: when a setting changes the way, none
    /// is told a second time.
    /// </summary>
    public static string Replaced(ArxivId id, int version) => $"replacement/{id}/v{version}";

    /// <summary>
    /// The identities of all versions of a paper lie from the first to before the second, by code point, and those of no
    /// other do: so an index finds them.
    /// </summary>
    public static (string From, string Before) VersionsOf(ArxivId id) => ($"replacement/{id}/v", $"replacement/{id}/w");

    /// <summary>As <see cref="VersionsOf"/>, for the parts of a paper's article.</summary>
    public static (string From, string Before) PartsOf(ArxivId id) => ($"article/{id}", $"article/{id}0");

    /// <summary>A new version of which only the day is known, as of another program's toots.</summary>
    public static string ReplacedOn(ArxivId id, DateOnly date) => $"replacement/{id}/on {date:yyyy-MM-dd}";

    /// <summary>
    /// A day's lists of another program, which did not note what papers they named. All cross-lists, or all new
    /// versions, of that day count as told.
    /// </summary>
    /// <param name="kind">Cross-lists or new versions.</param>
    /// <param name="category">Whose listing.</param>
    /// <param name="date">Its day.</param>
    /// <param name="part">From 1.</param>
    public static string ListsOf(TootKind kind, string category, DateOnly date, int part = 1)
    {
        var lists = kind == TootKind.CrossLists ? "cross-lists" : "replacement-lists";
        var first = $"{lists}/{category}/{date:yyyy-MM-dd}";
        return part == 1 ? first : $"{first}/{part}";
    }

    /// <summary>What a paper in a list is known by: the same as if a toot of its own told it.</summary>
    public static string Listed(TootKind list, ArxivId id, int version) => OfKind(list.KindOfEach(), id, version);

    /// <summary>That a paper was withdrawn is told once, whatever becomes of it later.</summary>
    public static string Withdrawn(ArxivId id) => $"withdrawal/{id}";

    /// <summary>
    /// What a list in hand is known by, once its own identity is free for a list that was found on the timeline.
    /// </summary>
    /// <param name="identity">Before.</param>
    /// <param name="entry">The entry's number.</param>
    public static string SetBack(string identity, long entry) => $"{identity}/before {entry}";

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
