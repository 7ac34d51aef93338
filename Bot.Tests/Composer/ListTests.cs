using Bot.Arxiv;
using Bot.Composer;
using Bot.Ledger;
using Bot.Options;
using Bot.Text.Terms;

namespace Bot.Tests.Composer;

public class ListTests
{
    private static readonly AccountOptions Listing = Samples.Account() with
    {
        Style = TootStyle.Readable,
        NewPapers = NewPapers.List,
        Shared = new SharedOptions { Warnings = ContentWarnings.Shipped },
    };

    private static IReadOnlyList<Bot.Composer.PaperList> Lists(
        IReadOnlyList<Announcement> papers,
        int limit = 500,
        int first = 1,
        AccountOptions? account = null
    ) => new TootComposer(account ?? Listing, Samples.Limit(limit)).Lists(papers, first);

    [Fact]
    public void One_list_has_no_number_and_each_paper_its_title_brief_authors_and_link()
    {
        var list = Assert.Single(
            Lists([
                Paper(1, "Wide Networks", "Ada Lovelace"),
                Paper(2, "Deep Networks", "Ada Lovelace, Alan Turing"),
                Paper(3, "Old Networks", "Ada Lovelace, Alan Turing, Grace Hopper, Mary Jackson"),
            ])
        );
        Assert.Equal(
            """
            Wide Networks
            Ada Lovelace
            https://arxiv.org/abs/2506.00001

            Deep Networks
            Ada Lovelace, Alan Turing
            https://arxiv.org/abs/2506.00002

            Old Networks
            Ada Lovelace and 3 others
            https://arxiv.org/abs/2506.00003

            #toXiv_bot_toot #toXiv_bot_new_article_list_toot
            """,
            list.Toot.Text
        );
        Assert.Equal(
            (TootKind.List, TootVisibility.Unlisted, 1, 1, ""),
            (list.Toot.Kind, list.Toot.Visibility, list.Toot.Part, list.Toot.Parts, list.Toot.SpoilerText)
        );
        Assert.Equal(3, list.Papers.Count);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(500)]
    [InlineData(1000)]
    [InlineData(5000)]
    public void Every_paper_is_in_one_list_whole_and_in_order(int limit)
    {
        var chance = new Random(limit);
        var papers = Enumerable
            .Range(1, 130)
            .Select(n =>
                Nonsense.Paper(chance) with
                {
                    Id = ArxivId.Parse($"2506.{n:00000}"),
                    Title = $"Study {n} of {new string('x', chance.Next(1, 120))}",
                }
            )
            .ToList();
        var lists = Lists(papers, limit);
        Assert.Equal(papers, lists.SelectMany(list => list.Papers));
        foreach (var (at, list) in lists.Index())
        {
            Promises.Holds(list.Toot, Samples.Limit(limit));
            Assert.StartsWith($"[{at + 1}/{lists.Count}]\n\n", list.Toot.Text, StringComparison.Ordinal);
            Assert.All(
                list.Papers,
                paper => Assert.Contains($"\n\n{paper.Title}\n", list.Toot.Text, StringComparison.Ordinal)
            );
            Assert.All(
                list.Papers,
                paper => Assert.Contains($"\n{paper.Id.AbsUrl}\n\n", list.Toot.Text, StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void Lists_are_well_filled()
    {
        var lists = Lists([.. Enumerable.Range(1, 130).Select(n => Paper(n, $"Study {n}", "Ada Lovelace"))]);
        Assert.True(lists.Count > 10);
        Assert.All(lists.SkipLast(1), list => Assert.InRange(list.Toot.Characters, 440, 500));
    }

    [Fact]
    public void Only_a_title_that_no_toot_could_hold_is_cut_and_authors_go_before_it()
    {
        var many = string.Join(", ", Enumerable.Repeat("Ada Lovelace of Somewhere", 9));
        var whole = new string('t', 390);
        Assert.StartsWith(
            $"[1/2]\n\n{whole}\nhttps",
            Lists([Paper(1, whole, many), Paper(2, "Short", many)])[0].Toot.Text,
            StringComparison.Ordinal
        );
        var list = Assert.Single(Lists([Paper(1, string.Concat(Enumerable.Repeat("Deep Nets ", 100)), many)])).Toot;
        Assert.Contains("Deep Nets...\nhttps://arxiv.org/abs/2506.00001\n\n#", list.Text, StringComparison.Ordinal);
        Promises.Holds(list, TootLimits.Default);
    }

    [Fact]
    public void Room_is_kept_for_numbers_of_two_and_three_digits()
    {
        foreach (var papers in new[] { 9, 10, 11, 99, 100, 101 })
        {
            var lists = Lists(
                [.. Enumerable.Range(1, papers).Select(n => Paper(n, new string('t', 300), "Ada Lovelace"))],
                limit: 430
            );
            Assert.Equal(papers, lists.Count);
            Assert.StartsWith($"[{papers}/{papers}]", lists[^1].Toot.Text, StringComparison.Ordinal);
            Assert.All(lists, list => Promises.Holds(list.Toot, Samples.Limit(430)));
        }
    }

    [Fact]
    public void What_is_left_goes_on_counting_where_the_sent_ones_ended()
    {
        var lists = Lists([.. Enumerable.Range(1, 20).Select(n => Paper(n, $"Study {n}", "Ada Lovelace"))], first: 4);
        Assert.StartsWith($"[4/{3 + lists.Count}]\n\n", lists[0].Toot.Text, StringComparison.Ordinal);
        Assert.Equal((4, 3 + lists.Count), (lists[0].Toot.Part, lists[0].Toot.Parts));
    }

    [Fact]
    public void A_list_warns_of_what_its_titles_mention_within_the_limit()
    {
        var lists = Lists([
            .. Enumerable
                .Range(1, 60)
                .Select(n => Paper(n, n % 9 == 0 ? $"Suicide Risk {n}" : $"Study {n}", "Ada Lovelace")),
        ]);
        Assert.All(lists, list => Promises.Holds(list.Toot, TootLimits.Default));
        Assert.All(
            lists,
            list =>
                Assert.Equal(
                    list.Toot.Text.Contains("Suicide", StringComparison.Ordinal) ? "mentions suicide" : "",
                    list.Toot.SpoilerText
                )
        );
        Assert.Contains(lists, list => list.Toot.SpoilerText.Length > 0);
    }

    [Fact]
    public void No_limit_however_absurd_makes_listing_fail()
    {
        var chance = new Random(4);
        for (var limit = -1; limit < 200; limit += 3)
        {
            foreach (var perLink in new[] { 0, 23, 1000 })
            {
                Assert.Equal(
                    12,
                    new TootComposer(Listing, new TootLimits(limit, perLink))
                        .Lists([.. Enumerable.Range(1, 12).Select(_ => Nonsense.Paper(chance))])
                        .Sum(list => list.Papers.Count)
                );
            }
        }
    }

    [Theory]
    [InlineData(3, 7, "They follow in 7 lists.")]
    [InlineData(3, 1, "They follow in one list.")]
    [InlineData(1, 1, "It follows in a list.")]
    [InlineData(3, null, "They follow here, one toot each.")]
    [InlineData(1, null, "It follows here.")]
    public void The_summary_says_truthfully_what_follows(int papers, int? lists, string sentence) =>
        Assert.Contains(
            $"\n\n{sentence}\n\n#",
            new TootComposer(Listing, TootLimits.Default)
                .Summary(new ListingSummary("cs.LG", new DateOnly(2025, 6, 9), papers) { Lists = lists })
                .Text,
            StringComparison.Ordinal
        );

    [Fact]
    public void The_summary_promises_nothing_when_nothing_follows() =>
        Assert.Equal(
            "3 new papers in cs.LG (Machine Learning), announced Monday 9 June 2025.\n\n#toXiv_bot_toot "
                + "#toXiv_bot_new_article_summary_toot",
            new TootComposer(Listing, TootLimits.Default)
                .Summary(
                    new ListingSummary("cs.LG", new DateOnly(2025, 6, 9), 3)
                    {
                        Until = DateTimeOffset.UnixEpoch,
                        Lists = 0,
                    }
                )
                .Text
        );

    private static Announcement Paper(int number, string title, string authors) =>
        Samples.Paper(title, authors) with
        {
            Id = ArxivId.Parse($"2506.{number:00000}"),
        };
}
