using Bot.Arxiv;
using Bot.Composer;
using Bot.Options;

namespace Bot.Tests.Composer;

public class ThreadTests
{
    private static IReadOnlyList<Toot> Thread(Announcement paper, int limit = 500) =>
        new TootComposer(Samples.Account(LongAbstract.Thread), Samples.Limit(limit)).Article(paper);

    private static string Times(string text, int times) => string.Concat(Enumerable.Repeat(text, times)).Trim();

    [Fact]
    public void A_paper_that_fits_is_one_toot_without_a_number()
    {
        var toot = Assert.Single(Thread(Samples.Paper()));
        Assert.DoesNotContain("[1/", toot.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_abstract_goes_on_in_numbered_unlisted_replies()
    {
        var toots = Thread(Samples.Paper(text: Times(Samples.Sentence, 20)));
        Assert.Equal(3, toots.Count);
        Assert.EndsWith(
            " [1/3]\n\n#toXiv_bot_toot #toXiv_bot_new_article_toot",
            toots[0].Text,
            StringComparison.Ordinal
        );
        Assert.StartsWith("[2/3] ", toots[1].Text, StringComparison.Ordinal);
        Assert.EndsWith(".\n\n#toXiv_bot_toot", toots[2].Text, StringComparison.Ordinal);
        Assert.Equal([TootKind.Article, TootKind.Abstract, TootKind.Abstract], toots.Select(toot => toot.Kind));
        Assert.Equal(
            [TootVisibility.Public, TootVisibility.Unlisted, TootVisibility.Unlisted],
            toots.Select(toot => toot.Visibility)
        );
        Assert.Equal(["toXiv_bot_toot"], toots[1].Tags);
    }

    [Theory]
    [InlineData(TootVisibility.Public, TootVisibility.Unlisted)]
    [InlineData(TootVisibility.Unlisted, TootVisibility.Unlisted)]
    [InlineData(TootVisibility.Private, TootVisibility.Private)]
    [InlineData(TootVisibility.Direct, TootVisibility.Direct)]
    public void Replies_are_never_more_public_than_unlisted_or_the_account(TootVisibility account, TootVisibility reply)
    {
        var toots = new TootComposer(Samples.Account(LongAbstract.Thread, account), TootLimits.Default).Article(
            Samples.Paper(text: Times(Samples.Sentence, 20))
        );
        Assert.Equal(account, toots[0].Visibility);
        Assert.Equal(3, toots.Count);
        Assert.All(toots.Skip(1), toot => Assert.Equal(reply, toot.Visibility));
    }

    [Fact]
    public void Made_up_papers_keep_every_promise_at_every_limit()
    {
        var chance = new Random(1);
        for (var round = 0; round < 150; round++)
        {
            var paper = Nonsense.Paper(chance);
            foreach (var limit in new[] { 300, 500, 1000, 5000, 11000, chance.Next(100, 6000) })
            {
                foreach (var mode in new[] { LongAbstract.Thread, LongAbstract.Shorten })
                {
                    var limits = new TootLimits(limit, chance.Next(4) == 0 ? chance.Next(0, 40) : 23);
                    Promises.Keep(paper, new TootComposer(Samples.Account(mode), limits).Article(paper), mode, limits);
                }
            }
        }
    }

    [Fact]
    public void A_thread_that_grows_to_ten_parts_keeps_room_for_the_second_digit()
    {
        var totals = new HashSet<int>();
        for (var sentences = 20; sentences < 220; sentences++)
        {
            var paper = Samples.Paper(text: Times("Wide nets are neat and deep ones too so it is. ", sentences));
            var toots = Thread(paper, 300);
            Promises.Keep(paper, toots, LongAbstract.Thread, Samples.Limit(300));
            totals.Add(toots.Count);
        }

        Assert.Superset(new HashSet<int> { 9, 10, 11 }, totals);
    }

    [Fact]
    public void Parts_are_well_filled()
    {
        var toots = Thread(Samples.Paper(text: Times(Samples.Sentence, 50)));
        Assert.True(toots.Count > 3);
        Assert.All(toots.SkipLast(1), toot => Assert.InRange(toot.Characters, 450, 500));
    }

    [Fact]
    public void A_part_ends_with_a_sentence_only_when_one_ends_near_its_end()
    {
        // Room for a share is 500 - 6 - 17 = 477.
        var near = Times("word ", 89) + " end. Next " + Times("more ", 100);
        var far = Times("word ", 79) + " end. Next " + Times("more ", 100);
        Assert.EndsWith("end.", Body(near), StringComparison.Ordinal);
        Assert.EndsWith("more", Body(far), StringComparison.Ordinal);

        static string Body(string text)
        {
            var paper = Samples.Paper(new string('T', 440), text: text);
            return Promises.Share(paper, Thread(paper)[1]);
        }
    }

    [Fact]
    public void A_word_longer_than_a_part_is_cut_between_graphemes()
    {
        foreach (
            var word in new[]
            {
                new string('x', 600),
                Times("👩‍👩‍👧‍👦", 600),
                Times("e\u0301", 600),
                Times("x\u0304", 600),
                "https://x.unknownzone/" + new string('y', 900),
                Times("@k", 400),
                Times("a#b", 400),
            }
        )
        {
            var paper = Samples.Paper(text: $"Before {word} after.");
            var toots = Thread(paper);
            Assert.InRange(toots.Count, 3, 6);
            Promises.Keep(paper, toots, LongAbstract.Thread, TootLimits.Default);
        }
    }

    [Fact]
    public void A_sign_that_a_cut_sets_free_is_made_harmless()
    {
        foreach (var word in new[] { "a#b", "a@b.", "https://x.unknownzone/?a=#b" })
        {
            for (var shift = 1; shift <= word.Length; shift++)
            {
                var paper = Samples.Paper(text: new string('x', shift) + Times(word, 1200 / word.Length));
                Promises.Keep(paper, Thread(paper), LongAbstract.Thread, TootLimits.Default);
            }
        }
    }

    [Fact]
    public void No_part_begins_with_a_mark_that_belongs_to_the_space_before_it()
    {
        var toots = Thread(Samples.Paper(text: Times("word \u0301more ", 200)));
        Assert.True(toots.Count > 3);
        Assert.All(toots.Skip(1), toot => Assert.DoesNotContain("] \u0301", toot.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_reply_knows_where_in_the_abstract_it_takes_over()
    {
        var paper = Samples.Paper(
            text: "  " + Times("We call @skills and #tags.\n  \u0001Then more of it 👩‍👧. ", 40)
        );
        var toots = Thread(paper);
        Assert.True(toots.Count > 3);
        foreach (var toot in toots.Skip(1))
        {
            var start = Promises.Words(Promises.Share(paper, toot))[0];
            Assert.StartsWith(
                start,
                paper.Abstract[toot.AbstractStart..].TrimStart('\u0001'),
                StringComparison.Ordinal
            );
        }
    }
}
