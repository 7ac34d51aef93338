using Bot.Arxiv;
using Bot.Composer;
using Bot.Options;

namespace Bot.Tests.Composer;

public class ReadableArticleTests
{
    private const string Tags = "#toXiv_bot_toot #toXiv_bot_new_article_toot #csLG";
    private const string Abs = "https://arxiv.org/abs/2506.06280";

    private static readonly AccountOptions Account = Samples.Account() with
    {
        Style = TootStyle.Readable,
        Tags = Samples.Tags with { Category = true, Reply = ["toXiv_bot_abstract_toot"] },
    };

    private static string Text(Announcement paper, int limit = 500, AccountOptions? account = null) =>
        new TootComposer(account ?? Account, Samples.Limit(limit)).Only(paper).Text;

    private static string Long(int sentences = 20) => string.Concat(Enumerable.Repeat(Samples.Sentence, sentences));

    [Fact]
    public void Fields_stand_apart_links_are_labelled_and_tags_come_last() =>
        Assert.Equal(
            $"Wide Networks\n\nAda Lovelace, Alan Turing\n\n{Abs}\nPDF: https://arxiv.org/pdf/2506.06280\n"
                + $"HTML: https://arxiv.org/html/2506.06280\n\nShort.\n\n{Tags}",
            Text(Samples.Paper(text: "Short."))
        );

    [Fact]
    public void What_is_empty_leaves_no_gap() =>
        Assert.Equal(
            $"Wide Networks\n\n{Abs}\n\n{Tags}",
            Text(Samples.Paper(authors: "", text: ""), account: Account with { Links = PaperLinks.Abs })
        );

    [Fact]
    public void Tex_is_read_in_title_authors_and_abstract() =>
        Assert.Equal(
            $"On O(n²) Time\n\nRémi Müller\n\n{Abs}\n\nIt takes 10⁻³ s, 5% less.\n\n{Tags}",
            Text(
                Samples.Paper(@"On $\mathcal{O}(n^2)$ Time", @"R\'emi M\""uller", @"It takes $10^{-3}$ s, 5\% less."),
                account: Account with
                {
                    Links = PaperLinks.Abs,
                }
            )
        );

    [Fact]
    public void The_abs_link_stands_alone_where_the_abstract_does_not_fit_whole()
    {
        var text = Text(Samples.Paper(text: Long()));
        Assert.Contains($"\n\n{Abs}\n\nWe study", text, StringComparison.Ordinal);
        Assert.EndsWith($" [...]\n\n{Tags}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/pdf/", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Rather_than_the_abstract_the_other_links_go()
    {
        var abs = Text(Samples.Paper(text: Samples.Sentence), account: Account with { Links = PaperLinks.Abs });
        Assert.Equal(abs, Text(Samples.Paper(text: Samples.Sentence), TootLength.Count(abs, "", TootLimits.Default)));
    }

    [Fact]
    public void What_else_arxiv_says_stands_behind_the_abstract()
    {
        var paper = Samples.Paper(text: "Short.") with
        {
            Categories = ["stat.ML", "cs.LG"],
            JournalReference = @"Ann. Poincar\'e 12--13 (2025)",
            Doi = "10.1000/xyz#a",
        };
        Assert.Contains(
            "\n\nShort.\n\nPrimary category: stat.ML\nJournal: Ann. Poincaré 12–13 (2025)\nDOI: "
                + "10.1000/xyz#a\n\n#toXiv",
            Text(paper).Replace("\u2060", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.EndsWith("#statML", Text(paper), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_room_is_short_details_go_before_the_abstract()
    {
        var paper = Samples.Paper(text: Long()) with { JournalReference = new string('x', 50) };
        Assert.Contains("Journal: xxx", Text(paper), StringComparison.Ordinal);
        Assert.DoesNotContain("Journal", Text(paper, 400), StringComparison.Ordinal);
        Assert.Contains("We study", Text(paper, 400), StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_has_no_part_of_an_abstract_that_does_not_fit_and_all_of_one_that_does()
    {
        var card = Account with { LongAbstract = LongAbstract.Card };
        Assert.Equal(
            $"Wide Networks\n\nAda Lovelace, Alan Turing\n\n{Abs}\n\n{Tags}",
            Text(Samples.Paper(text: Long()), account: card)
        );
        Assert.Contains("Short.", Text(Samples.Paper(text: "Short."), account: card), StringComparison.Ordinal);
    }

    [Fact]
    public void Replies_carry_their_own_kinds_tag()
    {
        var toots = new TootComposer(Account with { LongAbstract = LongAbstract.Thread }, TootLimits.Default).Article(
            Samples.Paper(text: Long())
        );
        Assert.True(toots.Count > 1);
        Assert.All(
            toots.Skip(1),
            toot => Assert.EndsWith("\n\n#toXiv_bot_toot #toXiv_bot_abstract_toot", toot.Text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void No_part_of_a_thread_begins_or_ends_within_a_formula()
    {
        var text = string.Concat(Enumerable.Repeat(@"We bound $a + b \leq c + d$ and ", 60));
        var toots = new TootComposer(Account with { LongAbstract = LongAbstract.Thread }, TootLimits.Default).Article(
            Samples.Paper(text: text)
        );
        Assert.True(toots.Count > 2);
        foreach (var toot in toots)
        {
            Assert.Contains("a + b", toot.Text, StringComparison.Ordinal);
            Assert.Equal(toot.Text.Split("a + b").Length, toot.Text.Split("c + d").Length);
        }
    }

    [Theory]
    [InlineData(100, "Yuanzhe Hu, Kinshuk Goel, Vlad Killiakov")]
    [InlineData(39, "Hu, Goel, Killiakov")]
    [InlineData(18, "")]
    [InlineData(22, "Hu, Goel, Killiakov")]
    public void Authors_lose_given_names_where_room_is_short(int room, string line) =>
        Assert.Equal(
            line,
            AuthorLadder
                .Readable("Yuanzhe Hu, Kinshuk Goel, Vlad Killiakov".Split(", "), TootLimits.Default, surnames: true)
                .Longest(room)
                .Text
        );

    [Theory]
    [InlineData(100, "Author Number1, Author Number2, Author Number3, Author Number4, Author Number5 and 726 others")]
    [InlineData(
        500,
        "Author Number1, Author Number2, Author Number3, Author Number4, Author Number5, Author Number6, "
            + "Author Number7, Author Number8 and 723 others"
    )]
    [InlineData(32, "Author Number1 and 730 others")]
    [InlineData(20, "")]
    public void Of_a_crowd_the_first_are_named_and_the_others_counted(int room, string line) =>
        Assert.Equal(
            line,
            AuthorLadder
                .Readable(Enumerable.Range(1, 731).Select(n => $"Author Number{n}"), TootLimits.Default, surnames: true)
                .Longest(room)
                .Text
        );

    [Fact]
    public void A_collaborations_name_is_the_last_to_go() =>
        Assert.Equal(
            "Big Collaboration",
            AuthorLadder
                .Readable(["Big Collaboration", "Ada Lovelace", "Alan Turing"], TootLimits.Default, surnames: true)
                .Longest(20)
                .Text
        );

    [Fact]
    public void Nobody_reads_a_thousand_names_even_where_there_is_room()
    {
        var paper = Samples.Paper(authors: string.Join(", ", Enumerable.Repeat("Ada Lovelace", 1000)), text: "Short.");
        Assert.Equal(
            "Ada Lovelace, Ada Lovelace, Ada Lovelace, Ada Lovelace, Ada Lovelace, Ada Lovelace, Ada "
                + "Lovelace, Ada Lovelace and 992 others",
            Text(paper, 11_000).Split('\n')[2]
        );
    }

    [Fact]
    public void A_part_of_a_thread_stops_at_a_comma_near_its_end_rather_than_at_a_later_word()
    {
        var text = string.Concat(
            Enumerable.Repeat("the nets that we train on many small tasks are wide and deep, ", 40)
        );
        var toots = new TootComposer(Account with { LongAbstract = LongAbstract.Thread }, TootLimits.Default).Article(
            Samples.Paper(text: text)
        );
        Assert.True(toots.Count > 3);
        Assert.All(
            toots.Skip(1).SkipLast(1),
            toot => Assert.EndsWith("and deep,", Promises.Share(Samples.Paper(), toot), StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_thread_names_its_authors_even_where_the_title_leaves_no_room_for_the_abstract()
    {
        var title = string.Concat(Enumerable.Repeat("Networks ", 20)).Trim();
        var toots = new TootComposer(
            Account with
            {
                LongAbstract = LongAbstract.Thread,
            },
            Samples.Limit(title.Length + 95)
        ).Article(Samples.Paper(title, text: Long()));
        Assert.Contains("\n\nAda Lovelace", toots[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("We study", toots[0].Text, StringComparison.Ordinal);
    }
}
