using Bot.Composer;
using Bot.Options;
using Bot.Text;

namespace Bot.Tests.Composer;

/// <summary>On a server of an unknown kind no formatter can make a link of a category's name.</summary>
public class CategoryNamesTests
{
    [Theory]
    [InlineData(
        "12 new papers in cs.LG (Machine Learning), announced",
        "12 new papers in cs.|LG (Machine Learning), announced"
    )]
    [InlineData("stat.ML, cond-mat.dis-nn and math.IT.", "stat.|ML, cond-mat.|dis-nn and math.|IT.")]
    [InlineData("quant-ph and no.Such", "quant-ph and no.Such")]
    [InlineData("https://arxiv.org/list/cs.LG/new", "https://arxiv.org/list/cs.LG/new")]
    [InlineData("a@cs.AI, cs.AI.example, #csAI", "a@cs.AI, cs.AI.example, #csAI")]
    public void A_joiner_stands_behind_the_stop(string text, string guarded) =>
        Assert.Equal(guarded.Replace('|', '\u2060'), CategoryNames.Guard(text));

    [Fact]
    public void Only_unknown_servers_are_sent_them_and_they_count()
    {
        var account = Samples.Account() with { Style = TootStyle.Readable };
        var listing = new ListingSummary("cs.LG", new DateOnly(2025, 6, 9), 3);
        var limits = new TootLimits(500, 23, LengthRule.Stricter);
        var plain = new TootComposer(account, limits).Summary(listing);
        var unknown = new TootComposer(account, limits with { Markup = MarkupRule.Unknown }).Summary(listing);

        Assert.StartsWith("3 new papers in cs.LG (", plain.Text, StringComparison.Ordinal);
        Assert.StartsWith("3 new papers in cs.\u2060LG (", unknown.Text, StringComparison.Ordinal);
        Assert.Equal(plain.Characters + 1, unknown.Characters);
        Assert.Equal(plain.Tags, unknown.Tags);
    }
}
