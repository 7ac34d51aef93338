using Bot.Arxiv;
using Bot.Composer;
using Bot.Options;
using Bot.PaperPages;
using Bot.Publisher;
using Bot.Text.Terms;

namespace Bot.Tests.Composer;

/// <summary>What a summary says besides the number, as long as there is room.</summary>
public sealed class SummaryNotesTests
{
    private static readonly DateOnly Monday = new(2025, 6, 9);
    private static readonly DateTimeOffset End = new(2025, 6, 9, 7, 5, 0, TimeSpan.Zero);

    private static readonly SummaryNotes Full = new()
    {
        Topics = [("Large Language Models", 41), ("Reinforcement Learning", 22), ("Theory", 15), ("Robotics", 3)],
        Rising = [new RisingTerm("multi-turn", 17, 20, 4.52), new RisingTerm("tensor weaving", 8, 0, 90)],
        Page = "https://papers.example/day/2025-06-09",
    };

    private static string Text(SummaryNotes notes, int limit = 500, TootStyle style = TootStyle.Readable) =>
        new TootComposer(Samples.Account() with { Style = style }, Samples.Limit(limit))
            .Summary(new ListingSummary("cs.LG", Monday, 128) { Until = End, Notes = notes })
            .Text;

    [Fact]
    public void With_room_it_says_the_first_topics_what_rises_what_follows_and_where_the_day_is() =>
        Assert.Equal(
            """
            128 new papers in cs.LG (Machine Learning), announced Monday 9 June 2025.

            Most: Large Language Models 41, Reinforcement Learning 22, Theory 15.

            Rising in four weeks: multi-turn (17 papers, 4.5 times its share), tensor weaving (8, new).

            They follow here, one toot each; the last is expected by 07:05 UTC.

            The whole day: https://papers.example/day/2025-06-09
            """,
            Text(Full).Split("\n\n#")[0]
        );

    [Fact]
    public void Shrinking_room_takes_what_rises_the_topics_what_follows_and_the_page_in_this_order()
    {
        string[] parts = ["Rising", "Most:", "They follow", "The whole day"];
        var left = Enumerable
            .Range(0, 500 - TootLimits.Least)
            .Select(less => Text(Full, 500 - less))
            .Select(text => parts.Count(part => text.Contains(part, StringComparison.Ordinal)))
            .ToList();
        Assert.Equal([4, 3, 2, 1, 0], left.Distinct());
        foreach (var limit in Enumerable.Range(TootLimits.Least, 431))
        {
            var text = Text(Full, limit);
            Assert.InRange(TootLength.Count(text, "", Samples.Limit(limit)), 1, limit);
            var kept = parts.Select(part => text.Contains(part, StringComparison.Ordinal)).ToList();
            Assert.Equal(kept.Order(), kept);
        }
    }

    [Fact]
    public void Whatever_it_says_the_summary_is_known_by_its_first_line()
    {
        foreach (var limit in new[] { 100, 200, 300, 500 })
        {
            var status = new OwnStatus(
                "1",
                null,
                null,
                false,
                $"<p>{Text(Full, limit).Replace("\n\n", "</p><p>", StringComparison.Ordinal)}</p>",
                null
            );
            var own = OwnToot.Read(status, new OwnTags { Common = ["toXiv_bot_toot"] })!;
            Assert.Equal(("cs.LG", Monday), (own.Category, own.Date!.Value));
        }
    }

    [Fact]
    public void Classic_says_none_of_it() =>
        Assert.Equal(Text(SummaryNotes.None, style: TootStyle.Classic), Text(Full, style: TootStyle.Classic));

    [Fact]
    public void Topics_that_do_not_suit_the_field_are_not_counted()
    {
        var papers = Enumerable
            .Range(1, 10)
            .Select(n => Samples.Paper($"Graph Neural Networks on Molecular Graphs {n}"))
            .ToList();
        Assert.Equal([("Graph Learning", 10)], DayTopics.Of("cs.LG", papers, TopicLexicon.Shipped));
        Assert.Empty(DayTopics.Of("math.AG", papers, TopicLexicon.Shipped));
        Assert.Equal(
            [("Bundles", 10)],
            DayTopics.Of("math.AG", papers, TopicLexicon.Read(["Bundles\t9\tgraph*"], ArxivCategories.Spelling, [])!)
        );
    }
}
