using System.Net;
using Bot.Composer;
using Bot.Options;
using Bot.Text;

namespace Bot.Tests.Composer;

public class GuardedTootsTests
{
    private static readonly AccountOptions Account = Samples.Account() with
    {
        Style = TootStyle.Readable,
        Tags = Samples.Tags with { List = ["list_toot"] },
    };

    private static TootLimits Snac(int characters) =>
        new(characters, 23, LengthRule.Stricter) { Markup = MarkupRule.Snac };

    [Fact]
    public void A_server_that_reads_markup_is_sent_references_and_its_readers_see_what_was_written()
    {
        var paper = Samples.Paper(
            "Let's <think> about *stars*",
            text: "If $a<b$ then 2*3*4 = 24, said @alice of #MachineLearning."
        );
        var plain = new TootComposer(Account, Snac(5000) with { Markup = MarkupRule.None }).Only(paper);
        var guarded = new TootComposer(Account, Snac(5000)).Only(paper);
        Assert.StartsWith("Let's &lt;think> about &#42;stars&#42;", guarded.Text, StringComparison.Ordinal);
        Assert.Equal(plain.Text, WebUtility.HtmlDecode(guarded.Text));
        Assert.EndsWith("#toXiv_bot_toot #toXiv_bot_new_article_toot", guarded.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void References_count_towards_the_limit_in_articles_threads_and_lists()
    {
        var chance = new Random(11);
        for (var round = 0; round < 40; round++)
        {
            var papers = Enumerable
                .Range(0, 4)
                .Select(_ => Nonsense.Paper(chance))
                .Append(
                    Samples.Paper(
                        "*_*" + new string('*', 60),
                        text: string.Concat(Enumerable.Repeat("<b> *x* `y` & ", 80))
                    )
                )
                .ToList();
            var limits = Snac(chance.Next(300, 1200));
            foreach (var mode in new[] { LongAbstract.Shorten, LongAbstract.Thread })
            {
                var composer = new TootComposer(Account with { LongAbstract = mode }, limits);
                foreach (
                    var toot in papers
                        .SelectMany(composer.Article)
                        .Concat(composer.Lists(papers).Select(list => list.Toot))
                )
                {
                    Assert.Equal(TootLength.Count(toot.Text, toot.SpoilerText, limits), toot.Characters);
                    Assert.InRange(toot.Characters, 1, limits.MaxCharacters);
                    Assert.DoesNotContain("<", toot.Text, StringComparison.Ordinal);
                }
            }
        }
    }
}
