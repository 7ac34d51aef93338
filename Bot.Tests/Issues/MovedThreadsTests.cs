using Bot.Options;
using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>
/// Lists that became more in less room moved the toots behind them, which were composed anew by the numbers they had
/// had: each paper's text came under another's identity, one was said twice and one never.
/// </summary>
public sealed class MovedThreadsTests
{
    [Fact]
    public async Task Papers_behind_lists_that_became_more_are_each_said_once()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Accounts:0:CrossLists"] = "list";
        await rehearsal.FaultAsync("post", "401", times: 0);
        await rehearsal.ServeAsync(
            SampleListings.Feed(
                string.Concat(SampleListings.Ids(6).Select(id => SampleListings.Item(id, categories: "cs.LG")))
                    + string.Concat(
                        SampleListings
                            .Ids(12, 21)
                            .Select(id => SampleListings.Item(id, "cross", categories: "stat.ML cs.LG"))
                    )
            )
        );
        await rehearsal.RunOnceAsync();
        await rehearsal.HealAsync();
        await rehearsal.ChangeAsync(new { maxCharacters = 300 });
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        await rehearsal.RunOnceAsync();

        var texts = await rehearsal.TextsAsync();
        Assert.Single(texts, text => text.StartsWith("6 new papers in cs.LG", StringComparison.Ordinal));
        Assert.All(
            [.. SampleListings.Ids(6), .. SampleListings.Ids(12, 21)],
            id => Assert.Single(texts, text => text.Contains($"/abs/{id}", StringComparison.Ordinal))
        );
    }
}
