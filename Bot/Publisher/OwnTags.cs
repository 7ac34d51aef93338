namespace Bot.Publisher;

/// <summary>The tags of an account's settings, by what of its toots they tell.</summary>
public sealed record OwnTags
{
    /// <summary>Those of which each article, summary and reply has one; when there are none, all toots are ours.</summary>
    public IReadOnlyList<string> Common { get; init; } = [];

    /// <summary>Those of every toot that has room for any.</summary>
    public IReadOnlyList<string> Every { get; init; } = [];

    /// <summary>Those that only lists have.</summary>
    public IReadOnlyList<string> List { get; init; } = [];

    /// <summary>Those that only lists of cross-lists have.</summary>
    public IReadOnlyList<string> CrossList { get; init; } = [];

    /// <summary>Those that only toots and lists about new versions have.</summary>
    public IReadOnlyList<string> Replacement { get; init; } = [];

    /// <summary>Those that only articles have.</summary>
    public IReadOnlyList<string> Article { get; init; } = [];
}
