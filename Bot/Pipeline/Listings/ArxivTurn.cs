using Bot.Arxiv;
using Bot.Ledger;
using Bot.Options;

namespace Bot.Pipeline.Listings;

/// <summary>When the next request to arXiv may go out.</summary>
public static class ArxivTurn
{
    /// <summary>
    /// Waits for the next turn and notes it in the ledger, so that a restart, or ten, asks no faster.
    /// </summary>
    public static Func<CancellationToken, Task> Of(
        BotOptions options,
        RunMode mode,
        IAccounts accounts,
        TimeProvider clock
    )
    {
        var avoidsMidnight = mode == RunMode.Service || !SettingsReader.IsLoopback(options.Feed.BaseUrl);
        return async cancellation =>
        {
            var last = await accounts.DoneAt(LastDone.Feed);
            await WaitAsync(last, options.Feed.MinimumInterval, avoidsMidnight, clock, cancellation);
            await accounts.Done(LastDone.Feed, clock.GetUtcNow());
        };
    }

    /// <param name="last">When arXiv was last asked; null for never.</param>
    /// <param name="interval">The least time between two requests.</param>
    /// <param name="avoidsMidnight">Whether to wait while arXiv makes its listings; see the calendar.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public static async Task WaitAsync(
        DateTimeOffset? last,
        TimeSpan interval,
        bool avoidsMidnight,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        // A last time in the future is a clock that was set back, not a reason to wait for it.
        if (last is { } time && time <= clock.GetUtcNow())
        {
            await clock.Until(time + interval, cancellation);
        }

        // Asked after that wait, which may end near midnight.
        if (avoidsMidnight)
        {
            await clock.Until(ArxivCalendar.AwayFromMidnight(clock.GetUtcNow()), cancellation);
        }
    }
}
