using System.Collections.Frozen;

namespace Bot;

/// <summary>What a toot is for.</summary>
public enum TootKind
{
    /// <summary>How many papers a listing brought; goes out before them.</summary>
    Summary,

    /// <summary>One paper: title, authors, links, abstract (or its beginning).</summary>
    Article,

    /// <summary>A reply to an article toot that continues its abstract.</summary>
    Abstract,

    /// <summary>Several papers, each with title, authors and link; answers the summary.</summary>
    List,

    /// <summary>A boost of a cross-listed paper's article, which an account of its primary category posted.</summary>
    CrossListBoost,

    /// <summary>Several cross-listed papers in one toot.</summary>
    CrossLists,

    /// <summary>A paper's new version in a toot of its own.</summary>
    Replacement,

    /// <summary>A boost of the article whose paper has a new version.</summary>
    ReplacementBoost,

    /// <summary>The article of a paper with a new version, edited.</summary>
    ReplacementEdit,

    /// <summary>Several papers with new versions in one toot.</summary>
    Replacements,

    /// <summary>That a paper which was told was withdrawn: its article edited, or a reply to it.</summary>
    Withdrawal,
}

/// <summary>What holds for every toot of a kind. A new kind is a new row in the table.</summary>
public static class TootKinds
{
    private static readonly FrozenDictionary<TootKind, Traits> Table = new Dictionary<TootKind, Traits>
    {
        [TootKind.Summary] = new(Precedence: 0) { TellsNewPapers = true },
        [TootKind.Article] = new(Precedence: 0) { TellsNewPapers = true },
        [TootKind.Abstract] = new(Precedence: 0) { TellsNewPapers = true },
        [TootKind.List] = new(Precedence: 0) { TellsNewPapers = true, KindOfEach = TootKind.Article },
        [TootKind.CrossLists] = new(Precedence: 1) { KindOfEach = TootKind.CrossListBoost },
        [TootKind.Replacements] = new(Precedence: 1) { KindOfEach = TootKind.Replacement },
        [TootKind.Replacement] = new(Precedence: 2),
        [TootKind.ReplacementEdit] = new(Precedence: 3),
        [TootKind.Withdrawal] = new(Precedence: 3),
        [TootKind.CrossListBoost] = new(Precedence: 4) { IsBoost = true },
        [TootKind.ReplacementBoost] = new(Precedence: 4) { IsBoost = true },
    }.ToFrozenDictionary();

    /// <summary>
    /// Lower goes first, whenever it was queued: a day's new papers with their summary and replies, then lists, toots
    /// about new versions, edits, boosts. So a new listing never waits behind what is only passed on.
    /// </summary>
    public static int Precedence(this TootKind kind) => Table[kind].Precedence;

    /// <summary>Whether it tells of a listing's new papers; cross-lists, new versions and withdrawals are apart.</summary>
    public static bool TellsNewPapers(this TootKind kind) => Table[kind].TellsNewPapers;

    /// <summary>Whether it passes on another toot, or takes that back.</summary>
    public static bool IsBoost(this TootKind kind) => Table[kind].IsBoost;

    /// <summary>Whether one toot names several papers.</summary>
    public static bool IsList(this TootKind kind) => Table[kind].KindOfEach is not null;

    /// <summary>As which kind each paper of a list would be told alone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kind is no list.</exception>
    public static TootKind KindOfEach(this TootKind list) =>
        Table[list].KindOfEach ?? throw new ArgumentOutOfRangeException(nameof(list), list, "no kind of list");

    private sealed record Traits(int Precedence)
    {
        public bool TellsNewPapers { get; init; }
        public bool IsBoost { get; init; }

        /// <summary>Null for all but lists.</summary>
        public TootKind? KindOfEach { get; init; }
    }
}
