using Bot.Arxiv;
using Bot.Tests.Support;
using Bot.Text.Terms;

namespace Bot.Tests.Text;

public sealed class TopicLexiconTests
{
    [Fact]
    public void The_shipped_list_spells_its_categories_as_arXiv_does()
    {
        var categories = new List<string>();
        var mistakes = new List<string>();
        var lines = Project.Read("Bot/Text/Terms/Topics.tsv").Split('\n');
        TopicLexicon.Read(lines, Spelling, mistakes);
        Assert.Empty(mistakes);
        Assert.Contains("cs.RO", categories);
        Assert.All(categories, category => Assert.Equal(ArxivCategories.Spelling(category), category));

        string? Spelling(string category)
        {
            categories.Add(category);
            return ArxivCategories.Spelling(category);
        }
    }
}
