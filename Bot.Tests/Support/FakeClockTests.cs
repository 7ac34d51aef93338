namespace Bot.Tests.Support;

public sealed class FakeClockTests
{
    [Fact]
    public async Task A_wait_ends_when_the_clock_is_moved_far_enough()
    {
        var clock = new FakeClock();
        var wait = Task.Delay(TimeSpan.FromMinutes(1), clock, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal((false, 1), (wait.IsCompleted, clock.Waiting));
        clock.Advance(TimeSpan.FromSeconds(1));
        await wait;
        Assert.Equal(0, clock.Waiting);
    }

    [Fact]
    public async Task On_its_own_it_moves_to_the_end_of_every_wait_and_lets_time_outs_take_real_time()
    {
        var clock = new FakeClock { AutoAdvance = true };
        var start = clock.GetUtcNow();
        using var timeOut = new CancellationTokenSource(TimeSpan.FromMinutes(10), clock);
        await Task.Delay(TimeSpan.FromMinutes(4), clock, timeOut.Token);
        Assert.Equal((TimeSpan.FromMinutes(4), false), (clock.GetUtcNow() - start, timeOut.IsCancellationRequested));
        await Task.Delay(TimeSpan.FromMinutes(7), clock, TestContext.Current.CancellationToken);
        Assert.False(timeOut.IsCancellationRequested);
        Assert.Equal(TimeSpan.FromMinutes(11), clock.GetElapsedTime(start.UtcTicks));
    }

    [Fact]
    public async Task A_periodic_timer_fires_at_each_of_its_times()
    {
        var clock = new FakeClock();
        var times = new List<TimeSpan>();
        var start = clock.GetUtcNow();
        await using var timer = clock.CreateTimer(
            _ => times.Add(clock.GetUtcNow() - start),
            null,
            TimeSpan.FromHours(1),
            TimeSpan.FromHours(2)
        );
        clock.Advance(TimeSpan.FromHours(6));
        Assert.Equal([TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(5)], times);
    }
}
