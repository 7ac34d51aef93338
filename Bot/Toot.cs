using Bot.Text;

namespace Bot;

// The words for what we say.

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
    /// Whether it reads markup and HTML in every text, as snac does, so that signs that authors wrote must be guarded.
    /// </summary>
    public bool ReadsMarkup { get; init; }

    /// <summary>The flat price of a link; 0 where links count in full.</summary>
    public int LinkPrice => Rule == LengthRule.CodePoints ? 0 : CharactersPerUrl;

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
