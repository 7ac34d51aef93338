using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>The log named a day as 06/09/2025, which half the world reads as another; every other line has 2025-06-09.</summary>
public sealed class DatesInTheLogTests
{
    [Fact]
    public async Task An_item_that_is_left_out_is_told_with_its_day_as_all_days_are_written()
    {
        // That no line has another form is looked at wherever a rehearsal ends.
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(
            SampleListings.Feed(SampleListings.Item("2506.00001") + SampleListings.Item("2506.00002", title: ""))
        );
        await rehearsal.RunOnceAsync();
        Assert.Contains(
            rehearsal.Log,
            line => line.Contains("cs.LG of 2025-06-09: left out item 2", StringComparison.Ordinal)
        );
    }
}
