using Bot.Composer;
using Bot.Options;

namespace Bot.Tests.Composer;

public class TagTests
{
    private static readonly AccountOptions Hashtags = Samples.Account() with
    {
        Style = TootStyle.Readable,
        Tags = Samples.Tags with { Reply = ["toXiv_bot_abstract_toot"], Category = true },
    };

    private static readonly AccountOptions Keywords = Hashtags with
    {
        Tags = Hashtags.Tags with { Shared = SharedTags.Keyword },
    };

    [Fact]
    public void Keywords_are_plain_words_and_only_the_category_stays_a_hashtag()
    {
        var composer = new TootComposer(Keywords, TootLimits.Default);
        var summary = composer.Summary(new ListingSummary("cs.LG", new DateOnly(2025, 6, 9), 3));
        Assert.EndsWith(
            "\n\ntoXiv_bot_toot toXiv_bot_new_article_summary_toot #csLG",
            summary.Text,
            StringComparison.Ordinal
        );
        var article = composer.Only(Samples.Paper());
        Assert.EndsWith("\n\ntoXiv_bot_toot toXiv_bot_new_article_toot #csLG", article.Text, StringComparison.Ordinal);
        Assert.All([summary, article], toot => Assert.Equal(["csLG"], toot.Tags));
    }

    [Fact]
    public void Keywords_stand_on_replies_too()
    {
        var thread = new TootComposer(Keywords with { LongAbstract = LongAbstract.Thread }, TootLimits.Default).Article(
            Samples.Paper(text: string.Concat(Enumerable.Repeat(Samples.Sentence, 30)))
        );
        Assert.True(thread.Count > 2);
        Assert.All(
            thread.Skip(1),
            reply => Assert.EndsWith("\n\ntoXiv_bot_toot toXiv_bot_abstract_toot", reply.Text, StringComparison.Ordinal)
        );
        Assert.All(thread.Skip(1), reply => Assert.Empty(reply.Tags));
        Assert.All(thread, toot => Promises.Holds(toot, TootLimits.Default));
    }

    [Fact]
    public void A_keyword_costs_one_character_less_than_its_hashtag()
    {
        var (one, other) = (
            new TootComposer(Hashtags, TootLimits.Default).Only(Samples.Paper()),
            new TootComposer(Keywords, TootLimits.Default).Only(Samples.Paper())
        );
        Assert.Equal(one.Characters - 2, other.Characters);
        Assert.Equal(one.Text.Replace("#toXiv", "toXiv", StringComparison.Ordinal), other.Text);
    }

    [Fact]
    public void A_tag_that_stands_in_two_lists_is_written_once()
    {
        var toot = new TootComposer(
            Hashtags with
            {
                Tags = Hashtags.Tags with { Article = ["TOXIV_bot_toot", "csLG"] },
            },
            TootLimits.Default
        ).Only(Samples.Paper());
        Assert.Equal(["toXiv_bot_toot", "csLG"], toot.Tags);
    }
}
