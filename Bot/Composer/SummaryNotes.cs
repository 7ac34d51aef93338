using System.Globalization;
using Bot.Text.Terms;

namespace Bot.Composer;

/// <summary>What a summary can say of its day besides the number of papers.</summary>
public sealed record SummaryNotes
{
    /// <summary>More would be a list; the picture and the page have them all.</summary>
    private const int MostTopics = 3;

    public static SummaryNotes None { get; } = new();

    /// <summary>Topics and how many papers they have, most first; empty to say nothing of them.</summary>
    public IReadOnlyList<(string Topic, int Papers)> Topics { get; init; } = [];

    /// <summary>Terms that more papers use than in the weeks before; empty to say nothing of them.</summary>
    public IReadOnlyList<RisingTerm> Rising { get; init; } = [];

    /// <summary>The address of the readers' page of the day; null for none.</summary>
    public string? Page { get; init; }

    internal string TopicLine
    {
        get
        {
            var topics = Topics
                .Take(MostTopics)
                .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Topic} {one.Papers}"));
            return Topics.Count == 0 ? "" : $"\n\nMost: {string.Join(", ", topics)}.";
        }
    }

    internal string RisingLine
    {
        get
        {
            var terms = Rising.Select((term, at) => Said(term, isFirst: at == 0));
            return Rising.Count == 0 ? "" : $"\n\nRising in four weeks: {string.Join(", ", terms)}.";
        }
    }

    internal string PageLine => Page is null ? "" : $"\n\nThe whole day: {Page}";

    // The first term shows what the numbers mean: "(12 papers, 3.5 times its share)", then "(9, 2.1 times)".
    private static string Said(RisingTerm term, bool isFirst)
    {
        var papers = isFirst ? " papers" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{term.Term} ({term.Papers}{papers}, {Lift(term, isFirst)})"
        );
    }

    private static string Lift(RisingTerm term, bool isFirst)
    {
        // A term that nobody used before has no share to compare with.
        if (term.Before == 0)
        {
            return "new";
        }

        var share = isFirst ? " its share" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{term.Lift:0.#} times{share}");
    }
}
