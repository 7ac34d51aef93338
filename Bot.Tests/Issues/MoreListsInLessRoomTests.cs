using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>
/// Lists that were composed anew for less room, and so were more than before, had their last ones behind the next
/// day's. Found by the simulator.
/// </summary>
public sealed class MoreListsInLessRoomTests
{
    [Fact]
    public async Task The_last_list_of_a_day_still_comes_before_the_next_days()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Accounts:0:NewPapers"] = "list";
        await rehearsal.FaultAsync("post", "401", times: 0);
        await rehearsal.ServeAsync(SampleListings.Day(8));
        await rehearsal.RunOnceAsync();
        rehearsal.Clock.Advance(TimeSpan.FromDays(1));
        await rehearsal.ServeAsync(SampleListings.Day(8, first: 11, date: SampleListings.Monday.AddDays(1)));
        await rehearsal.RunOnceAsync();
        await rehearsal.HealAsync();
        await rehearsal.ChangeAsync(new { maxCharacters = 250 });
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        await rehearsal.RunOnceAsync();

        var listed = (await rehearsal.TextsAsync())
            .SelectMany(text =>
                SampleListings.Ids(18).Where(id => text.Contains($"/abs/{id}", StringComparison.Ordinal))
            )
            .ToList();
        Assert.Equal([.. SampleListings.Ids(8), .. SampleListings.Ids(8, 11)], listed);
    }
}
