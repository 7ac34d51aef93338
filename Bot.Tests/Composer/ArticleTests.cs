using Bot.Arxiv;
using Bot.Composer;
using Bot.Options;

namespace Bot.Tests.Composer;

public class ArticleTests
{
    private const string Links =
        "https://arxiv.org/abs/2506.06280 https://arxiv.org/pdf/2506.06280 https://arxiv.org/html/2506.06280";
    private const string Tags = "#toXiv_bot_toot #toXiv_bot_new_article_toot";

    private static Toot Compose(Announcement paper, int limit = 500, AccountOptions? account = null) =>
        new TootComposer(account ?? Samples.Account(), Samples.Limit(limit)).Only(paper);

    [Theory]
    [InlineData(AnnounceType.New, "new")]
    [InlineData(AnnounceType.Cross, "cross")]
    [InlineData(AnnounceType.Replace, "replace")]
    [InlineData(AnnounceType.ReplaceCross, "replace-cross")]
    public void The_announcement_line_names_version_and_type(AnnounceType type, string name) =>
        Assert.Equal(
            $"Wide Networks\n\nAda Lovelace\n{Links}\n\narXiv:2506.06280v3 Announce Type: {name}\nAbstract: "
                + $"Short.\n\n{Tags}",
            Compose(Samples.Paper(authors: "Ada Lovelace", text: "Short.") with { Type = type, Version = 3 }).Text
        );

    [Fact]
    public void Without_authors_there_is_no_line_for_them() =>
        Assert.StartsWith(
            $"Wide Networks\n\n{Links}\n\n",
            Compose(Samples.Paper(authors: "")).Text,
            StringComparison.Ordinal
        );

    [Fact]
    public void Without_an_abstract_there_is_no_label_for_it() =>
        Assert.EndsWith(
            $"Announce Type: new\n\n{Tags}",
            Compose(Samples.Paper(text: "")).Text,
            StringComparison.Ordinal
        );

    [Fact]
    public void Without_tags_the_abstract_ends_the_toot() =>
        Assert.EndsWith(
            "Abstract: Short.",
            Compose(
                Samples.Paper(text: "Short."),
                account: Samples.Account() with
                {
                    Tags = Samples.Tags with { Every = [], Article = [] },
                }
            ).Text,
            StringComparison.Ordinal
        );

    [Fact]
    public void Paragraphs_of_an_abstract_stay() =>
        Assert.Contains(
            "Abstract: One.\n  Two.\n",
            Compose(Samples.Paper(text: "One.\n  Two.")).Text,
            StringComparison.Ordinal
        );

    [Fact]
    public void An_article_carries_what_the_account_says()
    {
        var toot = Compose(
            Samples.Paper(),
            account: Samples.Account(visibility: TootVisibility.Private) with
            {
                Language = "de",
            }
        );
        Assert.Equal(
            (TootKind.Article, TootVisibility.Private, "de", 1, 1, 0),
            (toot.Kind, toot.Visibility, toot.Language, toot.Part, toot.Parts, toot.AbstractStart)
        );
    }

    [Fact]
    public void A_toot_that_just_fits_is_left_whole_and_one_more_character_shortens_it()
    {
        var paper = Samples.Paper(authors: "Ada", text: string.Concat(Enumerable.Repeat(Samples.Sentence, 6)).Trim());
        var whole = Compose(paper, 5000);
        Assert.Equal(whole.Text, Compose(paper, whole.Characters).Text);
        var shorter = Compose(paper, whole.Characters - 1);
        Assert.EndsWith($"networks. [...]\n\n{Tags}", shorter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Authors_are_shortened_rather_than_the_abstract_when_that_is_enough()
    {
        var paper = Samples.Paper(authors: "Ada Lovelace, Alan Turing, Grace Hopper");
        Assert.Contains(
            "\nLovelace, Turing, Hopper\n",
            Compose(paper, Compose(paper).Characters - 1).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Authors_take_at_most_a_quarter_of_a_long_toot()
    {
        var authors = string.Join(", ", Enumerable.Repeat("Ada Lovelace", 10));
        var toot = Compose(
            Samples.Paper(authors: authors, text: string.Concat(Enumerable.Repeat(Samples.Sentence, 20)))
        );
        Assert.Equal(string.Join(", ", Enumerable.Repeat("Lovelace", 10)), toot.Text.Split('\n')[2]);
        authors = string.Join(", ", Enumerable.Repeat("Ada Lovelace", 300));
        Assert.Equal(
            "Ada Lovelace, et al.",
            Compose(Samples.Paper(authors: authors, text: string.Concat(Enumerable.Repeat(Samples.Sentence, 20))))
                .Text.Split('\n')[2]
        );
    }

    [Fact]
    public void Authors_may_take_what_a_short_abstract_leaves_free()
    {
        var authors = string.Join(", ", Enumerable.Repeat("Ada Lovelace", 15));
        Assert.Equal(authors, Compose(Samples.Paper(authors: authors, text: "Short.")).Text.Split('\n')[2]);
    }

    [Fact]
    public void When_no_sentence_fits_whole_words_are_told_and_no_formula_is_cut()
    {
        var toot = Compose(
            Samples.Paper(
                text: "We bound "
                    + string.Concat(Enumerable.Repeat("very ", 50))
                    + "$a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r$ "
                    + string.Concat(Enumerable.Repeat("very ", 100))
                    + "long."
            )
        );
        Assert.EndsWith($"very very [...]\n\n{Tags}", toot.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("a + b", toot.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Thousands_of_authors_are_no_trouble()
    {
        var paper = Samples.Paper(
            authors: string.Join(", ", Enumerable.Repeat("Gheorghe Comanici van der Berg", 3435)),
            text: string.Concat(Enumerable.Repeat(Samples.Sentence, 30))
        );
        Promises.Keep(paper, [Compose(paper)], LongAbstract.Shorten, TootLimits.Default);
        Promises.Keep(paper, [Compose(paper, 200_000)], LongAbstract.Shorten, Samples.Limit(200_000));
    }

    [Fact]
    public void The_same_input_gives_the_same_toots()
    {
        var chance = new Random(5);
        for (var round = 0; round < 50; round++)
        {
            var paper = Nonsense.Paper(chance);
            var composer = new TootComposer(Samples.Account(LongAbstract.Thread), TootLimits.Default);
            Assert.Equal(
                composer.Article(paper).Select(toot => toot.Text),
                new TootComposer(Samples.Account(LongAbstract.Thread), TootLimits.Default)
                    .Article(paper)
                    .Select(toot => toot.Text)
            );
        }
    }
}
