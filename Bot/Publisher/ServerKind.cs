using System.Collections.Frozen;
using Bot.Text;

namespace Bot.Publisher;

/// <summary>The server programs that the bot knows the habits of.</summary>
public enum ServerKind
{
    Unknown,
    Mastodon,
    GoToSocial,
    Snac,
    Pleroma,
    Hollo,
}

/// <summary>What differs between servers, as data.</summary>
/// <param name="Rule">How it counts a toot's length.</param>
/// <param name="RequestsPerFiveMinutes">
/// What it accepts of one token (GoToSocial: of one address); 0 for no limit.
/// </param>
/// <param name="Markup">What it takes for markup in a text that is sent as plain.</param>
public sealed record ServerHabits(LengthRule Rule, int RequestsPerFiveMinutes, MarkupRule Markup = MarkupRule.None)
{
    /// <summary>
    /// Whether two posts with one idempotency key are surely one toot, also while the first is being worked on: on
    /// Mastodon the key is held by a lock. Others do without keys, or read them before their work and write them after.
    /// </summary>
    public bool HoldsKeys { get; init; }

    /// <summary>
    /// What counts towards the posts of three hours. Of Mastodon posts and edits, not boosts (of 4.3 to 4.6:
    /// app/models/status_edit.rb, reblogs_controller.rb); of others nothing is known, so all of it.
    /// </summary>
    public IReadOnlyList<TootAction> CountedAsPosts { get; init; } =
    [TootAction.Post, TootAction.Boost, TootAction.Edit];

    // Mastodon: rack_attack, 300 per token in five minutes. GoToSocial: 300 per address; code points, links in full
    // although it states a price for them. snac: neither counts nor limits. Hollo: states both
    // and keeps to neither. Pleroma and the unknown: the stricter of what is known.
    private static readonly FrozenDictionary<ServerKind, ServerHabits> All = new Dictionary<ServerKind, ServerHabits>
    {
        [ServerKind.Mastodon] = new(LengthRule.Graphemes, 300)
        {
            HoldsKeys = true,
            CountedAsPosts = [TootAction.Post, TootAction.Edit],
        },
        [ServerKind.GoToSocial] = new(LengthRule.CodePoints, 300),
        [ServerKind.Snac] = new(LengthRule.Stricter, 0, MarkupRule.Snac),
        [ServerKind.Pleroma] = new(LengthRule.Stricter, 300),
        [ServerKind.Hollo] = new(LengthRule.Stricter, 300, MarkupRule.Markdown),
        [ServerKind.Unknown] = new(LengthRule.Stricter, 300, MarkupRule.Unknown),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, ServerKind> Names = new Dictionary<string, ServerKind>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["mastodon"] = ServerKind.Mastodon,
        ["gotosocial"] = ServerKind.GoToSocial,
        ["snac"] = ServerKind.Snac,
        ["snac2"] = ServerKind.Snac,
        ["pleroma"] = ServerKind.Pleroma,
        ["akkoma"] = ServerKind.Pleroma,
        ["hollo"] = ServerKind.Hollo,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether signs in a plain text are known to be taken for markup.</summary>
    public bool ReadsMarkup => Markup is MarkupRule.Snac or MarkupRule.Markdown;

    public static ServerHabits Of(ServerKind kind) => All[kind];

    /// <summary>Those of a kind by its name, as it is kept for an account.</summary>
    public static ServerHabits Of(string kind) => Of(Enum.Parse<ServerKind>(kind, ignoreCase: true));

    /// <summary>
    /// By the software's name in nodeinfo, else by an instance's version text ("2.7.2 (compatible; Akkoma 3.10)").
    /// </summary>
    public static ServerKind KindOf(string? software, string? version)
    {
        if (software is not null)
        {
            return Names.GetValueOrDefault(software.Trim());
        }

        if (version is null)
        {
            return ServerKind.Unknown;
        }

        var named = Names.Keys.FirstOrDefault(name =>
            name != "mastodon" && version.Contains(name, StringComparison.OrdinalIgnoreCase)
        );
        if (named is not null)
        {
            return Names[named];
        }
        // A bare number is Mastodon's own way; "4.2.0+glitch" and the like are forks, whose rules may differ.
        return version.Length > 0 && version.All(c => char.IsAsciiDigit(c) || c == '.')
            ? ServerKind.Mastodon
            : ServerKind.Unknown;
    }
}
