using Bot.Arxiv;
using Bot.Options;
using Bot.Text.Terms;

namespace Bot.Composer;

/// <summary>The hashtag of an article's topic.</summary>
internal static class TopicHashtag
{
    // A wrong tag is worse than none. Four of five papers have a first topic as sure as this; of those that were read,
    // 97 in 100 were right.
    private const double SureEnough = 0.8;

    /// <summary>
    /// The hashtag, with <c>#</c>, of the paper's first topic; null when the account wants none or the topic is not
    /// sure enough.
    /// </summary>
    public static string? Of(Announcement paper, AccountOptions account)
    {
        if (account.Tags.Topic == TopicTag.Off)
        {
            return null;
        }

        var first = PaperTopics.Of(account.Shared.Topics, paper.Title, paper.Abstract, paper.Categories)[0];
        if (first.Confidence < SureEnough)
        {
            return null;
        }

        var word = PascalCase(first.Topic);
        return account.Tags.Topic == TopicTag.Plain ? $"#{word}" : $"{TagLine.OfCategory(paper.Categories[0])}_{word}";
    }

    private static string PascalCase(string topic) =>
        string.Concat(
            topic
                .Split(' ', '-')
                .Where(part => part.Length > 0)
                .Select(part => char.ToUpperInvariant(part[0]) + part[1..])
        );
}
