using System.Globalization;
using Bot.Text.Terms;

namespace Bot.Composer;

/// <summary>What a summary can say of its day besides the number of papers.</summary>
public sealed record SummaryNotes
{
    /// <summary>More would be a list; the picture and the page have them all.</summary>
    private const int MostTopics = 3;

    public static SummaryNotes None { get; } = new();

    /// <summary>Topics with their papers, most first; none to say nothing of them.</summary>
    public IReadOnlyList<(string Topic, int Papers)> Topics { get; init; } = [];

    /// <summary>Terms that rise; none to say nothing.</summary>
    public IReadOnlyList<RisingTerm> Rising { get; init; } = [];

    /// <summary>Where readers find the whole day; null for nowhere.</summary>
    public string? Page { get; init; }

    internal string TopicLine =>
        Topics.Count == 0
            ? ""
            : "\n\nMost: "
                + $"{string.Join(", ", Topics.Take(MostTopics).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Topic} {one.Papers}")))}.";

    internal string RisingLine =>
        Rising.Count == 0
            ? ""
            : "\n\nRising in four weeks: "
                + $"{string.Join(", ", Rising.Select((term, at) => Said(term, isFirst: at == 0)))}.";

    internal string PageLine => Page is null ? "" : $"\n\nThe whole day: {Page}";

    // A term that nobody used before has no share to compare with.
    private static string Said(RisingTerm term, bool isFirst) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{term.Term} ({term.Papers}{(isFirst ? " papers" : "")}, "
                + $"{(term.Before == 0 ? "new" : string.Create(CultureInfo.InvariantCulture, $"{term.Lift:0.#} times {(isFirst ? "its share" : "")}").TrimEnd())})"
        );
}
