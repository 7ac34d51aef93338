using Bot.Arxiv;
using Bot.Composer;
using Bot.Options;

namespace Bot.Tests.Composer;

public class SmallLimitTests
{
    private static readonly Announcement Paper = Samples.Paper(
        "A Title of Some Length on Wide Networks",
        "Ada Lovelace, Alan Turing, Grace Hopper",
        string.Concat(Enumerable.Repeat(Samples.Sentence, 20))
    );

    private static string Text(int limit) => new TootComposer(Samples.Account(), Samples.Limit(limit)).Only(Paper).Text;

    [Fact]
    public void As_room_shrinks_things_go_in_the_documented_order()
    {
        string[] order =
        [
            "Ada Lovelace, Alan",
            "Announce Type",
            "/pdf/",
            "new_article_toot",
            "We study",
            "on Wide Networks",
            "#toXiv_bot_toot",
        ];
        var gone = order
            .Select(piece =>
                Enumerable.Range(30, 570).Last(limit => !Text(limit).Contains(piece, StringComparison.Ordinal))
            )
            .ToList();
        Assert.Equal(gone.OrderDescending(), gone);
        Assert.Equal(gone.Count, gone.Distinct().Count());
    }

    [Fact]
    public void The_smallest_toots_are_a_cut_title_and_the_abs_link()
    {
        Assert.Equal("A Title of Some Length on...\n\nhttps://arxiv.org/abs/2506.06280\n\n#toXiv_bot_toot", Text(75));
        Assert.Equal("A Title of...\n\nhttps://arxiv.org/abs/2506.06280", Text(40));
        Assert.Equal("https://arxiv.org/abs/2506.06280", Text(25));
    }

    [Theory]
    [InlineData(LongAbstract.Shorten)]
    [InlineData(LongAbstract.Thread)]
    public void No_limit_however_absurd_makes_composing_fail(LongAbstract mode)
    {
        var chance = new Random(9);
        for (var limit = -1; limit < 130; limit++)
        {
            foreach (var perLink in new[] { 0, 1, 23, 40, 1000 })
            {
                var limits = new TootLimits(limit, perLink);
                var toots = new TootComposer(Samples.Account(mode), limits).Article(Nonsense.Paper(chance));
                Assert.Contains("https://arxiv.org/abs/2506.06280", toots[0].Text, StringComparison.Ordinal);
                if (limit >= 100 && perLink <= 40)
                {
                    Assert.All(toots, toot => Assert.InRange(toot.Characters, 1, limit));
                }
            }
        }
    }

    [Theory]
    [InlineData(LongAbstract.Shorten)]
    [InlineData(LongAbstract.Thread)]
    public void Readable_toots_keep_the_promises_at_every_limit(LongAbstract mode)
    {
        var chance = new Random(12);
        for (var limit = 60; limit < 11_000; limit += Math.Max(1, limit / 40))
        {
            var paper = Nonsense.Paper(chance);
            Promises.KeepReadable(
                paper,
                new TootComposer(
                    Samples.Account(mode) with
                    {
                        Style = TootStyle.Readable,
                    },
                    Samples.Limit(limit)
                ).Article(paper),
                mode,
                Samples.Limit(limit)
            );
        }
    }

    [Theory]
    [InlineData(LongAbstract.Shorten)]
    [InlineData(LongAbstract.Thread)]
    public void Titles_without_end_leave_room_for_the_link(LongAbstract mode)
    {
        foreach (
            var title in new[]
            {
                new string('x', 5000),
                string.Concat(Enumerable.Repeat("$x y$ ", 800)),
                string.Concat(Enumerable.Repeat("👩‍👧", 900)),
                string.Concat(Enumerable.Repeat("https://x.org/ @k ", 250)),
            }
        )
        {
            foreach (var limit in new[] { 100, 300, 500, 6000 })
            {
                Promises.Keep(
                    Samples.Paper(title),
                    new TootComposer(Samples.Account(mode), Samples.Limit(limit)).Article(Samples.Paper(title)),
                    mode,
                    Samples.Limit(limit)
                );
            }
        }
    }
}
