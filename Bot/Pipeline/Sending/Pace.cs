using Bot.Options;
using Bot.Publisher;

namespace Bot.Pipeline.Sending;

/// <summary>
/// How fast one account posts: a listing's toots are spread evenly over <see cref="PaceOptions.SpreadOver"/>, never
/// closer than the interval, and never more in three hours than the server allows.
/// </summary>
/// <param name="options">The interval and the spread.</param>
/// <param name="spreads">Whether listings are spread; a single run posts them as fast as the interval allows.</param>
/// <param name="postsPerThreeHours">How many posts the server allows; 0 for no limit.</param>
public sealed class Pace(PaceOptions options, bool spreads, int postsPerThreeHours)
{
    /// <summary>The server's window of posts.</summary>
    public RateBudget Posts { get; } = RateBudget.Posts(postsPerThreeHours);

    /// <summary>The end of the spread for a listing that comes in now; null when listings are not spread.</summary>
    public DateTimeOffset? SpreadUntil(DateTimeOffset now) => spreads ? now + options.SpreadOver : null;

    /// <summary>The earliest next post after one that has just gone out.</summary>
    public DateTimeOffset After(DateTimeOffset now, int waiting, DateTimeOffset? spreadUntil)
    {
        var spread = spreads && waiting > 0 && spreadUntil > now ? (spreadUntil.Value - now) / waiting : TimeSpan.Zero;
        return now + (spread > options.Interval ? spread : options.Interval);
    }

    /// <summary>When the last of this many toots would go out, if the first goes out now.</summary>
    /// <param name="now">When the first goes out.</param>
    /// <param name="toots">How many.</param>
    /// <param name="sentInWindow">How many posts the current window has had already.</param>
    public DateTimeOffset Ends(DateTimeOffset now, int toots, int sentInWindow)
    {
        var until = SpreadUntil(now);
        for (var (left, sent) = (toots, sentInWindow); left > 1; left--)
        {
            var window = Posts.WindowStart(now);
            var next = After(now, left - 1, until);
            sent = Posts.WindowStart(next) == window ? sent + 1 : 0;
            now = Posts.Next(next, sent);
            if (Posts.WindowStart(now) != Posts.WindowStart(next))
            {
                sent = 0;
            }
        }

        return now;
    }
}
