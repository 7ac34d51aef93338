using Bot.Composer;
using Bot.Options;
using Bot.Text.Terms;

namespace Bot.Tests.Composer;

public class FoldTests
{
    private const string Links =
        "https://arxiv.org/abs/2506.06280\nPDF: https://arxiv.org/pdf/2506.06280\nHTML: "
        + "https://arxiv.org/html/2506.06280";

    private static readonly AccountOptions Folding = Samples.Account() with
    {
        Style = TootStyle.Readable,
        Fold = Fold.Title,
        Shared = new SharedOptions { Warnings = ContentWarnings.Shipped },
    };

    [Fact]
    public void The_title_is_the_warning_and_the_text_has_the_rest()
    {
        var toot = new TootComposer(Folding, TootLimits.Default).Only(Samples.Paper(text: "Short."));
        Assert.Equal("Wide Networks", toot.SpoilerText);
        Assert.Equal(
            $"Ada Lovelace, Alan Turing\n\n{Links}\n\nShort.\n\n#toXiv_bot_toot #toXiv_bot_new_article_toot",
            toot.Text
        );
        Promises.Holds(toot, TootLimits.Default);
    }

    [Fact]
    public void What_the_paper_mentions_stands_before_its_title()
    {
        var toot = new TootComposer(Folding, TootLimits.Default).Only(Samples.Paper(text: "On suicidal thoughts."));
        Assert.Equal("mentions suicide: Wide Networks", toot.SpoilerText);
    }

    [Fact]
    public void Unfolded_and_folded_tell_the_same()
    {
        foreach (var (paper, _) in Samples.Seeds())
        {
            var open = new TootComposer(Folding with { Fold = Fold.None }, Samples.Limit(5000)).Only(paper);
            var folded = new TootComposer(Folding, Samples.Limit(5000)).Only(paper);
            Assert.Equal(
                open.Text,
                $"{folded.SpoilerText.Replace("mentions suicide: ", "", StringComparison.Ordinal)}\n\n{folded.Text}"
            );
        }
    }

    [Fact]
    public void Every_limit_has_room_for_warning_and_text_together()
    {
        var chance = new Random(3);
        for (var round = 0; round < 60; round++)
        {
            var paper = Nonsense.Paper(chance);
            foreach (var limit in new[] { 60, 100, 140, 300, 500, 5000, chance.Next(60, 1000) })
            {
                foreach (var mode in new[] { LongAbstract.Shorten, LongAbstract.Thread, LongAbstract.Card })
                {
                    foreach (
                        var toot in new TootComposer(
                            Folding with
                            {
                                LongAbstract = mode,
                            },
                            Samples.Limit(limit)
                        ).Article(paper)
                    )
                    {
                        Promises.Holds(toot, Samples.Limit(limit));
                        Assert.DoesNotContain('\n', toot.SpoilerText);
                        Assert.Empty(ServerRules.Signals(toot.SpoilerText));
                    }
                }
            }
        }
    }

    [Fact]
    public void A_title_without_end_is_cut_so_that_link_and_tags_stay()
    {
        var toot = new TootComposer(Folding, TootLimits.Default).Only(
            Samples.Paper(string.Concat(Enumerable.Repeat("Deep Nets and https://x.org/a/long/path ", 40)))
        );
        Assert.EndsWith("...", toot.SpoilerText, StringComparison.Ordinal);
        Assert.EndsWith("https://arxiv.org/abs/2506.06280\n\n#toXiv_bot_toot", toot.Text, StringComparison.Ordinal);
        Promises.Holds(toot, TootLimits.Default);
    }

    [Fact]
    public void Parts_of_a_thread_are_folded_alike()
    {
        var toots = new TootComposer(Folding with { LongAbstract = LongAbstract.Thread }, TootLimits.Default).Article(
            Samples.Paper(text: string.Concat(Enumerable.Repeat(Samples.Sentence, 30)))
        );
        Assert.True(toots.Count > 2);
        Assert.All(toots, toot => Assert.Equal("Wide Networks", toot.SpoilerText));
        Promises.LosesNothing(
            string.Concat(Enumerable.Repeat(Samples.Sentence, 30)),
            [.. toots.Select(toot => Promises.Share(Samples.Paper(), toot))]
        );
    }
}
