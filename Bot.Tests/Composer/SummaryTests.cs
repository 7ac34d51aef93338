using System.Globalization;
using System.Net;
using Bot.Arxiv;
using Bot.Composer;
using Bot.Options;
using Bot.Publisher;

namespace Bot.Tests.Composer;

public class SummaryTests
{
    private static readonly DateOnly Monday = new(2025, 6, 9);

    private static Toot Summary(string category, int articles, int limit = 500) =>
        new TootComposer(Samples.Account(), Samples.Limit(limit)).Summary(
            new ListingSummary(category, Monday, articles)
        );

    [Theory]
    [InlineData("cs.LG", 128, "[2025-06-09 Mon (UTC), 128 new articles found for cs.LG Machine Learning]")]
    [InlineData("cs.LG", 1, "[2025-06-09 Mon (UTC), 1 new article found for cs.LG Machine Learning]")]
    [InlineData("cs.LG", 0, "[2025-06-09 Mon (UTC), no new articles found for cs.LG Machine Learning]")]
    [InlineData("cs.XX", 2, "[2025-06-09 Mon (UTC), 2 new articles found for cs.XX]")]
    public void A_summary_says_day_number_and_category(string category, int articles, string line)
    {
        var toot = Summary(category, articles);
        Assert.Equal($"{line}\n\n#toXiv_bot_toot #toXiv_bot_new_article_summary_toot", toot.Text);
        Assert.Equal(
            (TootKind.Summary, TootVisibility.Public, "en", toot.Text.Length),
            (toot.Kind, toot.Visibility, toot.Language, toot.Characters)
        );
        Assert.Equal(["toXiv_bot_toot", "toXiv_bot_new_article_summary_toot"], toot.Tags);
    }

    [Theory]
    [InlineData(126, "for cs.LG Machine Learning]\n\n#toXiv_bot_toot #toXiv_bot_new_article_summary_toot")]
    [InlineData(125, "for cs.LG]\n\n#toXiv_bot_toot #toXiv_bot_new_article_summary_toot")]
    [InlineData(108, "for cs.LG]\n\n#toXiv_bot_toot")]
    [InlineData(72, "for cs.LG]")]
    [InlineData(11, "[2025-06-09")]
    public void A_summary_that_is_too_long_drops_the_caption_first_and_then_tags(int limit, string end)
    {
        var toot = Summary("cs.LG", 128, limit);
        Assert.EndsWith(end, toot.Text, StringComparison.Ordinal);
        Assert.InRange(toot.Characters, 1, limit);
        Assert.All(toot.Tags, tag => Assert.Contains("#" + tag, toot.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_summary_without_tags_ends_with_its_sentence()
    {
        var account = Samples.Account() with { Tags = Samples.Tags with { Every = [], Summary = [] } };
        Assert.EndsWith(
            "Machine Learning]",
            new TootComposer(account, TootLimits.Default).Summary(new ListingSummary("cs.LG", Monday, 3)).Text,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "cs.LG",
        128,
        null,
        "128 new papers in cs.LG (Machine Learning), announced Monday 9 June 2025.\n\nThey follow here, one toot each."
    )]
    [InlineData(
        "cs.LG",
        1,
        null,
        "1 new paper in cs.LG (Machine Learning), announced Monday 9 June 2025.\n\nIt follows here."
    )]
    [InlineData("cs.LG", 0, null, "No new papers in cs.LG (Machine Learning), announced Monday 9 June 2025.")]
    [InlineData(
        "cs.LG",
        2,
        "2025-06-09T15:30:00+00:00",
        "2 new papers in cs.LG (Machine Learning), announced Monday 9 June 2025.\n\nThey follow here, one "
            + "toot each; the last is expected by 15:30 UTC."
    )]
    [InlineData(
        "cs.LG",
        2,
        "2025-06-10T01:00:00+00:00",
        "2 new papers in cs.LG (Machine Learning), announced Monday 9 June 2025.\n\nThey follow here, one "
            + "toot each; the last is expected by 01:00 UTC on Tuesday 10 June."
    )]
    [InlineData(
        "cs.XX",
        2,
        null,
        "2 new papers in cs.XX, announced Monday 9 June 2025.\n\nThey follow here, one toot each."
    )]
    public void A_readable_summary_says_what_follows_and_by_when(
        string category,
        int articles,
        string? until,
        string text
    )
    {
        var account = Samples.Account() with
        {
            Style = TootStyle.Readable,
            Tags = Samples.Tags with { Category = true },
        };
        var end = until is null ? (DateTimeOffset?)null : DateTimeOffset.Parse(until, CultureInfo.InvariantCulture);
        var toot = new TootComposer(account, TootLimits.Default).Summary(
            new ListingSummary(category, Monday, articles) { Until = end }
        );
        Assert.Equal(
            $"{text}\n\n#toXiv_bot_toot #toXiv_bot_new_article_summary_toot "
                + $"#{category.Replace(".", "", StringComparison.Ordinal)}",
            toot.Text
        );
    }

    [Fact]
    public void A_summary_in_either_style_is_known_again_on_the_timeline_in_every_category()
    {
        foreach (var category in ArxivCategories.All)
        {
            foreach (var style in Enum.GetValues<TootStyle>())
            {
                var text = new TootComposer(Samples.Account() with { Style = style }, TootLimits.Default)
                    .Summary(new ListingSummary(category, Monday, 12))
                    .Text;
                var status = new OwnStatus(
                    "1",
                    null,
                    null,
                    false,
                    $"<p>{WebUtility.HtmlEncode(text).Replace("\n\n", "</p><p>", StringComparison.Ordinal)}</p>"
                );
                var own = OwnToot.Read(status, new OwnTags { Common = ["toXiv_bot_toot"] });
                Assert.Equal((category, (DateOnly?)Monday), (own?.Category, own?.Date));
            }
        }
    }
}
