using Bot.Composer;
using Bot.Options;
using Bot.Tests.Composer;
using Bot.Text;

namespace Bot.Tests.Issues;

/// <summary>
/// An abstract that held one link of thousands of letters, whose pieces are many links and cost more than the whole,
/// was dealt out letter by letter, in thousands of toots.
/// </summary>
public sealed class EndlessLinkTests
{
    [Theory]
    // One link as a whole; a piece of it begins with an address that is none, and then has a link for each of the last
    // few.
    [InlineData("127.0.0.1/http://")]
    [InlineData("http://127.0.0.1/")]
    public void A_link_of_links_is_dealt_out_in_full_toots(string link)
    {
        var chain = $"https://example.org/{string.Concat(Enumerable.Repeat(link, 136))}";
        var account = Samples.Account(LongAbstract.Thread) with { Style = TootStyle.Classic };
        var toots = new TootComposer(account, new TootLimits(130, 23, LengthRule.Stricter)).Article(
            Samples.Paper("A Title", "", $"We study {chain} at length.")
        );
        Assert.All(toots, toot => Assert.InRange(toot.Characters, 1, 130));
        // 2,300 letters at most 105 a toot, and each piece that is a link to the server costs 23 of them; letter by
        // letter it were 1,900.
        Assert.InRange(toots.Count, 22, 110);
        Assert.Contains(toots, toot => toot.Text.Contains("at length", StringComparison.Ordinal));
    }
}
