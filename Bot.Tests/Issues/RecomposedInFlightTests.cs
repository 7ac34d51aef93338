using Bot.Pipeline.Sending;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>
/// A thread's first part was in flight when the bot died; meanwhile the server's limit shrank, and with the later parts
/// that first one was composed anew, under a new key: it was said a second time. The simulator found it, in week
/// 200031.
/// </summary>
public sealed class RecomposedInFlightTests
{
    [Fact]
    public async Task A_part_in_flight_keeps_its_text_when_the_rest_of_its_thread_is_composed_anew()
    {
        await using var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { PostsPerThreeHours = 0, KeepsIdempotencyKeys = false }
        );
        rehearsal.Settings["Bot:Accounts:0:LongAbstract"] = "thread";
        rehearsal.Settings["Bot:Delivery:LookFirstAfter"] = "00:30:00";
        var about = string.Join(
            ' ',
            Enumerable.Range(1, 40).Select(n => $"In step {n} the method reads every word once.")
        );
        await rehearsal.ServeAsync(SampleListings.Feed(SampleListings.Item("2506.00001", about: about)));
        await rehearsal.FaultAsync("post", "lost-answer", skip: 1, milliseconds: 100);
        await rehearsal.RunOnceAsync();
        Assert.Equal(2, (await rehearsal.AcceptedAsync()).Count);

        await rehearsal.ChangeAsync(new { maxCharacters = 350 });
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        await rehearsal.RunOnceAsync();

        var texts = await rehearsal.TextsAsync();
        Assert.Single(texts, text => text.Contains("/abs/2506.00001", StringComparison.Ordinal));
        Assert.All(texts.Skip(2), text => Assert.InRange(text.Length, 1, 350));
        for (var step = 1; step <= 40; step++)
        {
            Assert.Single(texts, text => text.Contains($"In step {step} the method", StringComparison.Ordinal));
        }
    }
}
