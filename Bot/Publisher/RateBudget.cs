namespace Bot.Publisher;

/// <summary>
/// A limit on how often something may be done in a window. Mastodon's windows are fixed and aligned to the epoch: those
/// of three hours start at 00, 03, 06 ... UTC (sources: Mastodon's app/lib/rate_limiter.rb and
/// config/initializers/rack_attack.rb). The server's headers correct us, see <see cref="PostOutcome"/>.
/// </summary>
/// <param name="Name">As the ledger keeps it.</param>
/// <param name="Limit">How often in a window; 0 for no limit of ours.</param>
/// <param name="Window">The window's length.</param>
public sealed record RateBudget(string Name, int Limit, TimeSpan Window)
{
    /// <summary>
    /// Toots, and what else the server counts with them (<see cref="ServerHabits.CountedAsPosts"/>): 300 in three hours
    /// on Mastodon; a setting.
    /// </summary>
    public static RateBudget Posts(int limit) => new("posts", limit, TimeSpan.FromHours(3));

    /// <summary>All requests, reads too.</summary>
    public static RateBudget Requests(int limit) => new("requests", limit, TimeSpan.FromMinutes(5));

    /// <summary>Deletions and taken-back boosts together: 30 in thirty minutes on Mastodon.</summary>
    public static RateBudget Deletes { get; } = new("deletes", 30, TimeSpan.FromMinutes(30));

    public DateTimeOffset WindowStart(DateTimeOffset now) =>
        new(now.UtcTicks - (now.UtcTicks % Window.Ticks), TimeSpan.Zero);

    /// <summary>When one more fits: now, or when the window turns.</summary>
    /// <param name="now">The time.</param>
    /// <param name="spent">How many the window that holds <paramref name="now"/> has seen.</param>
    public DateTimeOffset Next(DateTimeOffset now, int spent) =>
        Limit == 0 || spent < Limit ? now : WindowStart(now) + Window;
}
