using Bot.Arxiv;
using Bot.Composer;
using Bot.Options;
using Bot.Text.Latex;
using Bot.Text.Terms;

namespace Bot.PaperPages;

/// <summary>The topics of a paper, by what a reader sees of its title and abstract.</summary>
public static class PaperTopics
{
    // A wrong tag is worse than none. Four of five papers have a first topic as sure as this, and of those 97 in 100
    // were right.
    private const double SureEnough = 0.8;

    /// <summary>One to three topics, the surest first.</summary>
    public static IReadOnlyList<PaperTopic> Of(
        TopicLexicon lexicon,
        string title,
        string text,
        IReadOnlyList<string> categories
    ) => lexicon.Of(LatexText.Render(title).Text, LatexText.Render(text).Text, categories);

    /// <summary>
    /// The hashtag, with <c>#</c>, of a paper's first topic; null when the account wants none or the topic is not sure
    /// enough.
    /// </summary>
    public static string? TagOf(Announcement paper, AccountOptions account)
    {
        if (account.Tags.Topic == TopicTag.Off)
        {
            return null;
        }

        var first = Of(account.Shared.Topics, paper.Title, paper.Abstract, paper.Categories)[0];
        if (first.Confidence < SureEnough)
        {
            return null;
        }

        var word = string.Concat(
            first
                .Topic.Split(' ', '-')
                .Where(part => part.Length > 0)
                .Select(part => char.ToUpperInvariant(part[0]) + part[1..])
        );
        return account.Tags.Topic == TopicTag.Plain ? $"#{word}" : $"#{CategoryTag.Of(paper.Categories[0])}_{word}";
    }
}
