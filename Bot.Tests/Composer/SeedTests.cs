using Bot.Composer;

namespace Bot.Tests.Composer;

public class SeedTests
{
    [Fact]
    public void Nine_toots_of_the_reference_bot_are_composed_byte_for_byte()
    {
        var composer = new TootComposer(Samples.Account(), Samples.Limit(4000));
        var seeds = Samples.Seeds().ToList();
        Assert.Equal(9, seeds.Count);
        foreach (var (paper, text) in seeds)
        {
            var toot = composer.Only(paper);
            Assert.Equal(text, toot.Text);
            Assert.Equal(["toXiv_bot_toot", "toXiv_bot_new_article_toot"], toot.Tags);
        }
    }
}
