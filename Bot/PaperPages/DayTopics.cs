using Bot.Arxiv;
using Bot.Text.Terms;

namespace Bot.PaperPages;

/// <summary>What a day's papers are about, as a whole.</summary>
public static class DayTopics
{
    /// <summary>A first topic less sure than this is as often wrong as right.</summary>
    private const double SureEnough = 0.5;

    /// <summary>
    /// What the shipped list is made for. Its words are found elsewhere too ("optimal" in geometry), and their counts
    /// would tell nothing of the field.
    /// </summary>
    private static readonly HashSet<string> Shipped = ["cs.LG", "stat.ML", "cs.AI", "cs.CL", "cs.CV", "cs.NE"];

    /// <summary>
    /// Topics with how many of the papers they are surely the first of, most first; none when the list of topics is not
    /// made for the category.
    /// </summary>
    public static IReadOnlyList<(string Topic, int Papers)> Of(
        string category,
        IReadOnlyList<Announcement> papers,
        TopicLexicon lexicon
    )
    {
        if (lexicon == TopicLexicon.Shipped && !Shipped.Contains(category))
        {
            return [];
        }

        var firsts = papers
            .Select(paper => PaperTopics.Of(lexicon, paper.Title, paper.Abstract, paper.Categories)[0])
            .Where(topic => topic.Confidence >= SureEnough);
        return
        [
            .. firsts
                .CountBy(topic => topic.Topic)
                .Select(one => (one.Key, one.Value))
                .OrderByDescending(one => one.Value)
                .ThenBy(one => one.Key, StringComparer.Ordinal),
        ];
    }
}
