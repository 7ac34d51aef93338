using Bot.Composer;
using Bot.Options;

namespace Bot.Tests.Composer;

public class RestTests
{
    private static TootComposer At(int limit, LongAbstract mode = LongAbstract.Thread) =>
        new(Samples.Account(mode), Samples.Limit(limit));

    [Fact]
    public void After_the_limits_shrank_the_unsent_parts_go_on_where_the_sent_ones_ended()
    {
        var chance = new Random(2);
        for (var round = 0; round < 300; round++)
        {
            var paper = Nonsense.Paper(chance);
            var before = At(chance.Next(400, 1500)).Article(paper);
            if (before.Count == 1)
            {
                continue;
            }

            var sent = chance.Next(1, before.Count);
            var limit = chance.Next(150, 800);
            var rest = At(limit).Rest(paper, before[sent]);
            Promises.LosesNothing(
                paper.Abstract,
                [.. before.Take(sent).Concat(rest).Select(toot => Promises.Share(paper, toot))]
            );
            for (var at = 0; at < rest.Count; at++)
            {
                Promises.Holds(rest[at], Samples.Limit(limit));
                Assert.Equal(
                    (TootKind.Abstract, sent + 1 + at, sent + rest.Count),
                    (rest[at].Kind, rest[at].Part, rest[at].Parts)
                );
            }
        }
    }

    [Fact]
    public void Under_the_same_limits_the_rest_is_what_it_was()
    {
        var paper = Samples.Paper(text: string.Concat(Enumerable.Repeat(Samples.Sentence, 30)));
        var toots = At(500).Article(paper);
        Assert.Equal(toots.Skip(2).Select(toot => toot.Text), At(500).Rest(paper, toots[2]).Select(toot => toot.Text));
    }

    [Fact]
    public void When_nothing_was_sent_the_whole_article_is_composed_anew()
    {
        var paper = Samples.Paper(text: string.Concat(Enumerable.Repeat(Samples.Sentence, 30)));
        var toots = At(5000).Article(paper);
        Assert.Equal(
            At(500).Article(paper).Select(toot => toot.Text),
            At(500).Rest(paper, toots[0]).Select(toot => toot.Text)
        );
    }

    [Fact]
    public void A_thread_once_begun_is_continued_though_the_account_now_shortens()
    {
        var paper = Samples.Paper(text: string.Concat(Enumerable.Repeat(Samples.Sentence, 30)));
        var toots = At(1000).Article(paper);
        Assert.True(At(500, LongAbstract.Shorten).Rest(paper, toots[1]).Count > 1);
    }

    [Fact]
    public void Beyond_the_end_of_the_abstract_nothing_is_left_to_say()
    {
        var paper = Samples.Paper();
        var toot = At(500).Only(paper) with { Kind = TootKind.Abstract, Part = 2, Parts = 2, AbstractStart = 10_000 };
        Assert.Empty(At(500).Rest(paper, toot));
    }
}
