using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>
/// A back-up made between two parts of a thread, put back after the thread was whole, had its later parts said again.
/// </summary>
public sealed class HalfSaidThreadTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task Parts_that_answer_a_toot_which_the_back_up_knows_count_as_said(int saidBefore)
    {
        await using var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { PostsPerThreeHours = 0, KeepsIdempotencyKeys = false }
        );
        rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = "thread";
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.FaultAsync("post", "401", skip: saidBefore, times: 0);
        await rehearsal.RunOnceAsync();
        await rehearsal.HealAsync();
        var backup = rehearsal.BackUp();
        await rehearsal.RunOnceAsync();
        var said = await rehearsal.TextsAsync();

        rehearsal.PutBack(backup);
        Assert.Empty((await rehearsal.RunOnceAsync()).Troubles);

        Assert.Equal(said, await rehearsal.TextsAsync());
    }
}
