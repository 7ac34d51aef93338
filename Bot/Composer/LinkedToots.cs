namespace Bot.Composer;

/// <summary>Toots of ours that an article links to.</summary>
internal sealed record LinkedToots
{
    public static LinkedToots None { get; } = new();

    /// <summary>
    /// For a new version: the address of our first toot about the paper; null when that is not known.
    /// </summary>
    public string? First { get; init; }

    /// <summary>Addresses of toots about similar papers, the nearest first.</summary>
    public IReadOnlyList<string> Similar { get; init; } = [];

    /// <summary>The line that links to the first <paramref name="count"/> of <see cref="Similar"/>.</summary>
    public string SimilarLine(int count) => $"Similar: {string.Join(' ', Similar.Take(count))}";
}
