using Bot.Options;
using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>
/// A folded toot about a new version says so in its content warning, which was not read; and with hardly any room it
/// has no tag that tells it from an article. After a lost ledger such toots were said again. Found by the simulator.
/// </summary>
public sealed class FoldedVersionTests
{
    [Theory]
    [InlineData("title", 500)]
    [InlineData("title", 130)]
    [InlineData("none", 130)]
    public async Task A_new_version_that_was_told_is_known_after_the_ledger_is_lost(string fold, int limit)
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        (rehearsal.Settings["Bot:Accounts:0:Fold"], rehearsal.Settings["Bot:Accounts:0:Replacements"]) = (fold, "toot");
        await rehearsal.ChangeAsync(new { maxCharacters = limit, feedHonoursEtag = false });
        await rehearsal.ServeAsync(
            SampleListings.Feed(SampleListings.Item("2506.00001") + SampleListings.Item("2505.00007", "replace", 2))
        );
        await rehearsal.RunOnceAsync();
        Assert.Equal(3, (await rehearsal.TextsAsync()).Count);

        rehearsal.LoseLedger();

        rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);
        Assert.Equal(3, (await rehearsal.TextsAsync()).Count);
    }
}
