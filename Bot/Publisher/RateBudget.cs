namespace Bot.Publisher;

/// <summary>
/// Mastodon's limit on posts: 300 in three hours for an account, counted in windows aligned to the epoch, so they start at
/// 00, 03, 06 ... UTC (source: Mastodon's app/lib/rate_limiter.rb). The server's headers correct us, see <see cref="PostOutcome"/>.
/// </summary>
public static class RateBudget
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(3);

    public static DateTimeOffset WindowStart(DateTimeOffset now) => new(now.UtcTicks - (now.UtcTicks % Window.Ticks), TimeSpan.Zero);

    /// <summary>When the next post fits: now, or when the window turns.</summary>
    /// <param name="now">The time.</param>
    /// <param name="sentInWindow">Posts accepted since <see cref="WindowStart"/>.</param>
    /// <param name="limit">0 for no limit of ours.</param>
    public static DateTimeOffset NextPost(DateTimeOffset now, int sentInWindow, int limit) =>
        limit == 0 || sentInWindow < limit ? now : WindowStart(now) + Window;
}
