using Bot.Arxiv;
using Bot.Feed;
using Bot.Tests.Support;

namespace Bot.Tests.Feed;

public sealed class OaiSetTests
{
    [Theory]
    [InlineData("cs.LG", "cs:cs:LG")]
    [InlineData("math.AG", "math:math:AG")]
    [InlineData("q-bio.NC", "q-bio:q-bio:NC")]
    [InlineData("hep-th", "physics:hep-th")]
    [InlineData("math-ph", "physics:math-ph")]
    [InlineData("astro-ph.CO", "physics:astro-ph:CO")]
    [InlineData("cond-mat.mes-hall", "physics:cond-mat:mes-hall")]
    [InlineData("physics.acc-ph", "physics:physics:acc-ph")]
    [InlineData("nlin.CD", "physics:nlin:CD")]
    public void A_category_is_a_set_of_its_archive_and_group(string category, string set)
    {
        Assert.Equal(set, OaiSet.Of(category));
        Assert.Equal(category, OaiSet.Category(set));
    }

    [Theory]
    [InlineData("cs")]
    [InlineData("cs:cs")]
    [InlineData("physics:astro-ph")]
    [InlineData("")]
    [InlineData("a:b:c:d")]
    public void A_set_of_many_categories_is_none(string set) => Assert.Null(OaiSet.Category(set));

    [Fact]
    public void Every_category_of_arxiv_has_a_set_that_leads_back_to_it()
    {
        var categories = Project
            .Read("Bot/Arxiv/ArxivCategories.tsv")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(row => !row.StartsWith('#'))
            .Select(row => row.Split('\t')[0])
            .ToList();
        Assert.True(categories.Count > 150);
        Assert.All(categories, category => Assert.Equal(category, OaiSet.Category(OaiSet.Of(category))));
    }
}
