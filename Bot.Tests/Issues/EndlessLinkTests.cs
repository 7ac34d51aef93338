using Bot.Composer;
using Bot.Tests.Composer;

namespace Bot.Tests.Issues;

/// <summary>An abstract that held one link of thousands of letters, each piece of which is a link again, was dealt out letter by letter, in thousands of toots.</summary>
public sealed class EndlessLinkTests
{
    [Fact]
    public async Task A_link_of_links_is_dealt_out_to_a_thread_in_no_time()
    {
        var chain = string.Concat(Enumerable.Repeat("http://127.0.0.1/", 700));
        var paper = Samples.Paper("A Title", "", $"{string.Concat(Enumerable.Repeat("<a>", 500))} We study {chain}Announce Type: {chain} at length.");
        var account = Samples.Account(LongAbstract.Thread) with { Style = TootStyle.Classic };
        var limits = new TootLimits(130, 23, LengthRule.Stricter);
        var toots = await Task.Run(() => new TootComposer(account, limits).Article(paper)).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.All(toots, toot => Assert.InRange(toot.Characters, 1, 130));
        Assert.InRange(toots.Count, 100, 700);
        Assert.Contains(toots, toot => toot.Text.Contains("at length", StringComparison.Ordinal));
    }
}
