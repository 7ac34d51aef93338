namespace Bot.Tests;

public sealed class TootKindTests
{
    [Fact]
    public void Every_kind_has_its_row_in_the_table() =>
        Assert.All(Enum.GetValues<TootKind>(), kind => Assert.InRange(kind.Precedence(), 0, 4));

    [Theory]
    [InlineData(TootKind.List, TootKind.Article)]
    [InlineData(TootKind.CrossLists, TootKind.CrossListBoost)]
    [InlineData(TootKind.Replacements, TootKind.Replacement)]
    public void A_list_says_as_what_its_papers_would_be_told_alone(TootKind list, TootKind each)
    {
        Assert.True(list.IsList());
        Assert.Equal(each, list.KindOfEach());
    }

    [Fact]
    public void New_papers_go_before_what_is_passed_on() =>
        Assert.True(TootKind.Article.Precedence() < TootKind.CrossListBoost.Precedence());

    [Fact]
    public void An_article_is_no_list() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TootKind.Article.KindOfEach());
}
