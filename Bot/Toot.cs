using Bot.Text;

namespace Bot;

// The words for what we say.

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
    private static readonly Dictionary<TootKind, Traits> Table = new()
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
    };

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

/// <summary>What is done to say something.</summary>
public enum TootAction
{
    /// <summary>A new status.</summary>
    Post,

    /// <summary>Passing on a status of one of our accounts.</summary>
    Boost,

    /// <summary>Taking a boost back, so that a second one is new to readers.</summary>
    Unboost,

    /// <summary>Another text for a status of the account's own.</summary>
    Edit,
}

/// <summary>Mastodon's four visibilities. Only public toots are found by their hashtags.</summary>
public enum TootVisibility
{
    Public,
    Unlisted,
    Private,
    Direct,
}

/// <summary>A server's limits for one toot.</summary>
/// <param name="MaxCharacters">In the server's own counting; Mastodon's default is 500.</param>
/// <param name="CharactersPerUrl">What every link costs, however long it is; 23 on Mastodon.</param>
/// <param name="Rule">How it counts.</param>
public sealed record TootLimits(int MaxCharacters, int CharactersPerUrl, LengthRule Rule = LengthRule.Graphemes)
{
    /// <summary>
    /// What it takes for markup in every text, as snac and Hollo do, so that signs that authors wrote must be guarded.
    /// </summary>
    public MarkupRule Markup { get; init; }

    /// <summary>The flat price of a link; 0 where links count in full.</summary>
    public int LinkPrice => Rule == LengthRule.CodePoints ? 0 : CharactersPerUrl;

    /// <summary>The rule's name as it is kept, such as <c>graphemes</c>.</summary>
    public string RuleName => Rule.ToString().ToLowerInvariant();

    /// <summary>How the server counts the characters of a text.</summary>
    public CharacterCount Counting => new(Rule, LinkPrice);

    /// <summary>
    /// What the barest summary takes: day, number and the longest category. With less no toot of ours could say
    /// anything whole.
    /// </summary>
    public const int Least = 70;

    /// <summary>Null when there is room for toots, else what to tell the operator.</summary>
    public string? TooSmall =>
        MaxCharacters >= Least
            ? null
            : $"the instance says that a toot has at most {MaxCharacters} characters, too few for any of ours "
                + $"(at least {Least}); see its api/v2/instance";

    /// <summary>Limits as they were kept.</summary>
    /// <param name="maxCharacters">In the server's own counting.</param>
    /// <param name="charactersPerUrl">What every link costs.</param>
    /// <param name="ruleName">A <see cref="RuleName"/>.</param>
    /// <exception cref="ArgumentException">There is no such rule.</exception>
    public static TootLimits Of(int maxCharacters, int charactersPerUrl, string ruleName) =>
        new(maxCharacters, charactersPerUrl, Enum.Parse<LengthRule>(ruleName, ignoreCase: true));

    /// <summary>Mastodon's defaults, for servers that state nothing.</summary>
    public static TootLimits Default { get; } = new(500, 23);
}

/// <summary>One toot, frozen: once queued its text never changes, because its idempotency key stands for it.</summary>
public sealed record Toot
{
    public required TootKind Kind { get; init; }

    public TootAction Action { get; init; } = TootAction.Post;

    /// <summary>Empty for boosts.</summary>
    public required string Text { get; init; }

    /// <summary>The content warning; empty for none. Counts towards the limit.</summary>
    public string SpoilerText { get; init; } = "";

    public required TootVisibility Visibility { get; init; }

    /// <summary>ISO 639 code, such as <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The hashtags it carries, without <c>#</c>, in order.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>1 for the first (or only) toot of a thread.</summary>
    public int Part { get; init; } = 1;

    /// <summary>How many toots the thread has.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>Where in the abstract this toot takes over, in UTF-16 units; 0 for all but replies.</summary>
    public int AbstractStart { get; init; }

    /// <summary>The number of papers that a summary states; 0 for all other toots.</summary>
    public int Papers { get; init; }

    /// <summary>
    /// Length as the server counts it: graphemes, links at the server's flat price, the content warning included.
    /// </summary>
    public required int Characters { get; init; }

    /// <summary>Lower goes first, whenever it was queued; see <see cref="TootKinds.Precedence"/>.</summary>
    public int Precedence => Kind.Precedence();
}
