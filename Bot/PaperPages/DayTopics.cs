using Bot.Arxiv;
using Bot.Text.Terms;

namespace Bot.PaperPages;

/// <summary>Counts the topics of a day's papers.</summary>
public static class DayTopics
{
    /// <summary>A first topic less sure than this is as often wrong as right.</summary>
    private const double SureEnough = 0.5;

    /// <summary>
    /// The categories that the shipped list of topics is made for. In others its words mean something else ("optimal"
    /// in geometry), and their counts would be wrong.
    /// </summary>
    private static readonly HashSet<string> Shipped = ["cs.LG", "stat.ML", "cs.AI", "cs.CL", "cs.CV", "cs.NE"];

    /// <summary>
    /// The topics with the number of papers whose first topic they are, most first. A paper whose first topic is not
    /// sure is not counted. Empty when the list of topics is not made for the category.
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
