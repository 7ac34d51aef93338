namespace Bot.Sandbox;

/// <summary>One of Mastodon's limits; 0 for none.</summary>
internal readonly record struct RateLimit(string Family, int Limit, TimeSpan Period)
{
    /// <summary>Statuses and boosts together, counted on success (app/lib/rate_limiter.rb).</summary>
    public static RateLimit Posts(SandboxSettings settings) => new("posts", settings.PostsPerThreeHours, TimeSpan.FromHours(3));

    /// <summary>Every authenticated request (config/initializers/rack_attack.rb).</summary>
    public static RateLimit Requests(SandboxSettings settings) => new("requests", settings.RequestsPerFiveMinutes, TimeSpan.FromMinutes(5));

    public bool IsOn => Limit > 0;

    /// <summary>Windows are fixed and start with the epoch: three-hour ones at 00, 03, 06 ... UTC.</summary>
    public DateTimeOffset WindowEnd(DateTimeOffset now)
    {
        var since = now - DateTimeOffset.UnixEpoch;
        return now - new TimeSpan(since.Ticks % Period.Ticks) + Period;
    }
}

/// <summary>What is used up in each running window.</summary>
internal sealed class RateWindows
{
    private readonly Dictionary<(string Family, Account Account), (DateTimeOffset End, int Used)> _windows = [];

    public int Left(RateLimit limit, Account account, DateTimeOffset now) => Math.Max(0, limit.Limit - Used(limit, account, now));

    public bool IsExhausted(RateLimit limit, Account account, DateTimeOffset now) => limit.IsOn && Left(limit, account, now) == 0;

    public void Count(RateLimit limit, Account account, DateTimeOffset now) =>
        _windows[(limit.Family, account)] = (limit.WindowEnd(now), Used(limit, account, now) + 1);

    private int Used(RateLimit limit, Account account, DateTimeOffset now) =>
        _windows.TryGetValue((limit.Family, account), out var window) && window.End == limit.WindowEnd(now) ? window.Used : 0;

    /// <summary>The headers, which tell of the limit that is nearest to its end; null when none is on.</summary>
    public IReadOnlyDictionary<string, string>? Headers(IEnumerable<RateLimit> limits, Account account, DateTimeOffset now)
    {
        var nearest = limits.Where(limit => limit.IsOn).Select(limit => (Limit: limit, Left: Left(limit, account, now))).OrderBy(one => one.Left).Take(1).ToList();
        return nearest.Count == 0 ? null : Headers(nearest[0].Limit.Limit, nearest[0].Left, nearest[0].Limit.WindowEnd(now));
    }

    /// <summary>The reset is an ISO date with six decimals (Ruby's <c>iso8601(6)</c>), never seconds.</summary>
    public static Dictionary<string, string> Headers(int limit, int left, DateTimeOffset reset) => new(StringComparer.Ordinal)
    {
        ["X-RateLimit-Limit"] = $"{limit}",
        ["X-RateLimit-Remaining"] = $"{left}",
        ["X-RateLimit-Reset"] = reset.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'"),
    };
}
