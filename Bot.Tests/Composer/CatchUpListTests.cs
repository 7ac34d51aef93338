using Bot.Arxiv;
using Bot.Composer;
using Bot.Options;
using Bot.Tests.Support;

namespace Bot.Tests.Composer;

/// <summary>Lists of papers that are told late.</summary>
public class CatchUpListTests
{
    private static readonly AccountOptions Listing = Samples.Account() with
    {
        Style = TootStyle.Readable,
        CatchUp = CatchUp.List,
    };

    private static readonly IReadOnlyList<Announcement> Papers =
    [
        .. SampleListings.Ids(40).Select(id => Samples.Paper() with { Id = ArxivId.Parse(id) }),
    ];

    [Theory]
    [InlineData(70)]
    [InlineData(150)]
    [InlineData(200)]
    [InlineData(300)]
    [InlineData(500)]
    [InlineData(5000)]
    public void Every_paper_is_in_one_list_in_order_within_the_limit_and_under_a_heading_where_there_is_room(int limit)
    {
        var lists = new TootComposer(Listing, Samples.Limit(limit)).CatchUp(
            "cs.LG",
            new DateOnly(2025, 12, 30),
            new DateOnly(2026, 1, 2),
            Papers
        );
        Assert.Equal(Papers.Select(paper => paper.Id), lists.SelectMany(list => list.Papers).Select(paper => paper.Id));
        Assert.All(
            lists,
            list =>
                Assert.InRange(TootLength.Count(list.Toot.Text, list.Toot.SpoilerText, Samples.Limit(limit)), 1, limit)
        );
        Assert.All(
            lists,
            list =>
                Assert.Equal(
                    list.Toot.Characters,
                    TootLength.Count(list.Toot.Text, list.Toot.SpoilerText, Samples.Limit(limit))
                )
        );
        if (limit >= 300)
        {
            Assert.All(
                lists.Index(),
                list =>
                    Assert.StartsWith(
                        "Caught up: 40 papers of cs.LG from 30 December 2025 to 2 January "
                            + $"2026{(lists.Count > 1 ? $" [{list.Index + 1}/{lists.Count}]" : "")}\n\n",
                        list.Item.Toot.Text,
                        StringComparison.Ordinal
                    )
            );
        }
    }

    [Theory]
    [InlineData("2025-06-10", "2025-06-10", "10 June 2025")]
    [InlineData("2025-06-10", "2025-06-12", "10 to 12 June 2025")]
    [InlineData("2025-05-30", "2025-06-02", "30 May to 2 June 2025")]
    public void The_days_are_told_once(string first, string last, string days)
    {
        var list = Assert.Single(
            new TootComposer(Listing, Samples.Limit(500)).CatchUp(
                "cs.LG",
                DateOnly.Parse(first, null),
                DateOnly.Parse(last, null),
                [Papers[0]]
            )
        );
        Assert.StartsWith($"Caught up: 1 paper of cs.LG from {days}\n\n", list.Toot.Text, StringComparison.Ordinal);
    }
}
