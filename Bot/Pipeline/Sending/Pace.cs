using Bot.Options;
using Bot.Publisher;

namespace Bot.Pipeline.Sending;

/// <summary>
/// How fast one account speaks: an even drip over <see cref="PaceOptions.SpreadOver"/>, never faster than the interval,
/// never more than the server's window.
/// </summary>
public sealed class Pace(PaceOptions options, bool spreads, int postsPerThreeHours)
{
    public RateBudget Posts { get; } = RateBudget.Posts(postsPerThreeHours);

    /// <summary>The end of the spread for a listing that comes in now; null when listings are not spread.</summary>
    public DateTimeOffset? SpreadUntil(DateTimeOffset now) => spreads ? now + options.SpreadOver : null;

    /// <summary>The earliest next post after one that has just gone out.</summary>
    public DateTimeOffset After(DateTimeOffset now, int waiting, DateTimeOffset? spreadUntil)
    {
        var drip = spreads && waiting > 0 && spreadUntil > now ? (spreadUntil.Value - now) / waiting : TimeSpan.Zero;
        return now + (drip > options.Interval ? drip : options.Interval);
    }

    /// <summary>When the last of so many toots would go out; told to the operator before the first.</summary>
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
