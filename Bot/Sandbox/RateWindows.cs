namespace Bot.Sandbox;

/// <summary>One of a server's limits; 0 for none.</summary>
/// <param name="Family">What is counted.</param>
/// <param name="Limit">How many in a window.</param>
/// <param name="Period">The window's length.</param>
/// <param name="FromFirst">
/// True: a window begins with what is counted first in it. False: Mastodon's way, by the clock.
/// </param>
internal readonly record struct RateLimit(string Family, int Limit, TimeSpan Period, bool FromFirst = false)
{
    /// <summary>
    /// Statuses and edits together, counted on success (app/lib/rate_limiter.rb); see <see cref="Habits.CountsBoosts"/>.
    /// </summary>
    public static RateLimit Posts(SandboxSettings settings) =>
        new("posts", settings.PostsPerThreeHours, TimeSpan.FromHours(3));

    /// <summary>Statuses deleted and boosts taken back together (config/initializers/rack_attack.rb).</summary>
    public static RateLimit Deletes(SandboxSettings settings) =>
        new("deletes", settings.DeletesPerHalfHour, TimeSpan.FromMinutes(30));

    /// <summary>Uploads (config/initializers/rack_attack.rb).</summary>
    public static RateLimit Uploads(SandboxSettings settings) =>
        new("uploads", settings.UploadsPerHalfHour, TimeSpan.FromMinutes(30));

    /// <summary>Reads of a list that go on from one of its elements (config/initializers/rack_attack.rb).</summary>
    public static RateLimit Pages(SandboxSettings settings) =>
        new("pages", settings.PagesPerQuarterHour, TimeSpan.FromMinutes(15));

    /// <summary>
    /// Mastodon: every authenticated request (config/initializers/rack_attack.rb). GoToSocial: every request.
    /// </summary>
    public static RateLimit Requests(SandboxSettings settings) =>
        new(
            "requests",
            settings.RequestsPerFiveMinutes,
            TimeSpan.FromMinutes(5),
            FromFirst: Habits.Of(settings.Kind).LimitsAddresses
        );

    public bool IsOn => Limit > 0;

    /// <summary>
    /// The end of a window that is opened now. By the clock they start with the epoch: three-hour ones at 00, 03, 06
    /// ... UTC.
    /// </summary>
    public DateTimeOffset WindowEnd(DateTimeOffset now)
    {
        if (FromFirst)
        {
            return now + Period;
        }

        var since = now - DateTimeOffset.UnixEpoch;
        return now - new TimeSpan(since.Ticks % Period.Ticks) + Period;
    }
}

/// <summary>
/// What is used up in each running window. The caller decides whether a window belongs to an account or an address.
/// </summary>
internal sealed class RateWindows
{
    private readonly Dictionary<(string Family, object Holder), (DateTimeOffset End, int Used)> _windows = [];

    public int Left(RateLimit limit, object holder, DateTimeOffset now) =>
        Math.Max(0, limit.Limit - Window(limit, holder, now).Used);

    public bool IsExhausted(RateLimit limit, object holder, DateTimeOffset now) =>
        limit.IsOn && Left(limit, holder, now) == 0;

    public void Count(RateLimit limit, object holder, DateTimeOffset now)
    {
        var (end, used) = Window(limit, holder, now);
        _windows[(limit.Family, holder)] = (end, used + 1);
    }

    private (DateTimeOffset End, int Used) Window(RateLimit limit, object holder, DateTimeOffset now) =>
        _windows.TryGetValue((limit.Family, holder), out var window)
        && now < window.End
        && now >= window.End - limit.Period
            ? window
            : (limit.WindowEnd(now), 0);

    /// <summary>The headers, which tell of the limit that is nearest to its end; null when none is on.</summary>
    public IReadOnlyDictionary<string, string>? Headers(
        IEnumerable<RateLimit> limits,
        object holder,
        DateTimeOffset now
    )
    {
        var nearest = limits
            .Where(limit => limit.IsOn)
            .Select(limit => (Limit: limit, Left: Left(limit, holder, now)))
            .OrderBy(one => one.Left)
            .Take(1)
            .ToList();
        return nearest.Count == 0
            ? null
            : Headers(nearest[0].Limit.Limit, nearest[0].Left, Window(nearest[0].Limit, holder, now).End);
    }

    /// <summary>The reset is an ISO date with six decimals (Ruby's <c>iso8601(6)</c>), never seconds.</summary>
    public static Dictionary<string, string> Headers(int limit, int left, DateTimeOffset reset) =>
        new(StringComparer.Ordinal)
        {
            ["X-RateLimit-Limit"] = $"{limit}",
            ["X-RateLimit-Remaining"] = $"{left}",
            ["X-RateLimit-Reset"] = reset.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'"),
        };
}
