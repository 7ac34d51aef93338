using System.Collections.Frozen;

namespace Bot.Sandbox;

/// <summary>
/// One fault as ordered with <c>POST /sandbox/faults</c>. The first <paramref name="Skip"/> matching requests are left
/// alone, then every <paramref name="Every"/>-th fails, <paramref name="Times"/> times in all (0: for ever).
/// </summary>
/// <param name="On">One of <see cref="Faults.Places"/>.</param>
/// <param name="Kind">One of <see cref="FaultKinds"/>.</param>
/// <param name="Milliseconds">How long to wait, or what a 429 announces; what 0 means depends on the kind.</param>
internal sealed record FaultOrder(
    string On,
    string Kind,
    int Skip = 0,
    int Every = 1,
    int Times = 1,
    int Milliseconds = 0
);

/// <summary>The faults that are switched on, each with its own count of the requests it has seen.</summary>
internal sealed class Faults
{
    /// <summary>Which requests a fault can be put on.</summary>
    public static FrozenDictionary<string, string> Places { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["post"] = "POST /api/v1/statuses",
            ["boost"] = "POST /api/v1/statuses/:id/reblog",
            ["unboost"] = "POST /api/v1/statuses/:id/unreblog",
            ["edit"] = "PUT /api/v1/statuses/:id",
            ["media"] = "POST /api/v1/media and /api/v2/media",
            ["pin"] = "POST /api/v1/statuses/:id/pin and unpin",
            ["timeline"] = "GET /api/v1/accounts/:id/statuses and /api/v1/timelines/...",
            ["verify"] = "GET /api/v1/accounts/verify_credentials",
            ["instance"] = "GET /api/v1/instance, /api/v2/instance and nodeinfo",
            ["feed"] = "GET /rss/... and /atom/...",
            ["archive"] = "GET /oai",
            ["any"] = "all of these, and the rest of /api",
        }.ToFrozenDictionary();

    private readonly List<Switched> _switched = [];

    /// <summary>Null, or what is wrong with the order.</summary>
    public static string? MistakeIn(FaultOrder order)
    {
        if (!Places.ContainsKey(order.On))
        {
            return $"on is '{order.On}'; write one of {string.Join(", ", Places.Keys)}";
        }

        if (FaultKinds.Find(order.Kind) is null)
        {
            return $"kind is '{order.Kind}'; GET /sandbox lists the kinds";
        }

        return order is { Skip: >= 0, Every: >= 1, Times: >= 0, Milliseconds: >= 0 }
            ? null
            : "skip, times and milliseconds must be 0 or more, every 1 or more";
    }

    public void Add(FaultOrder order) => _switched.Add(new Switched(order));

    public void Clear() => _switched.Clear();

    /// <summary>Every fault on the place counts the request; the first that is due strikes.</summary>
    public FaultOrder? Next(string place)
    {
        Switched? due = null;
        foreach (var fault in _switched)
        {
            if (fault.Order.On != "any" && fault.Order.On != place)
            {
                continue;
            }

            fault.Seen++;
            due ??= fault.IsDue ? fault : null;
        }

        if (due is not null)
        {
            due.Struck++;
        }

        return due?.Order;
    }

    /// <summary>The place a request belongs to; "other" is only ever struck by faults on "any".</summary>
    public static string PlaceOf(string method, string path)
    {
        if (
            path.StartsWith("/rss/", StringComparison.OrdinalIgnoreCase)
            || path.StartsWith("/atom/", StringComparison.OrdinalIgnoreCase)
        )
        {
            return "feed";
        }

        if (path == "/oai")
        {
            return "archive";
        }

        if (path.EndsWith("/instance", StringComparison.Ordinal) || path.Contains("nodeinfo", StringComparison.Ordinal))
        {
            return "instance";
        }

        if (path.EndsWith("/verify_credentials", StringComparison.Ordinal))
        {
            return "verify";
        }

        if (method == "POST" && path == "/api/v1/statuses")
        {
            return "post";
        }

        if (method == "POST" && path.EndsWith("/reblog", StringComparison.Ordinal))
        {
            return "boost";
        }

        if (method == "POST" && path.EndsWith("/unreblog", StringComparison.Ordinal))
        {
            return "unboost";
        }

        if (method == "PUT" && path.StartsWith("/api/v1/statuses/", StringComparison.Ordinal))
        {
            return "edit";
        }

        if (method == "POST" && path is "/api/v1/media" or "/api/v2/media")
        {
            return "media";
        }

        if (
            method == "POST"
            && (path.EndsWith("/pin", StringComparison.Ordinal) || path.EndsWith("/unpin", StringComparison.Ordinal))
        )
        {
            return "pin";
        }

        var lists =
            path.StartsWith("/api/v1/timelines/", StringComparison.Ordinal)
            || (
                path.StartsWith("/api/v1/accounts/", StringComparison.Ordinal)
                && path.EndsWith("/statuses", StringComparison.Ordinal)
            );
        return lists ? "timeline" : "other";
    }

    private sealed class Switched(FaultOrder order)
    {
        public FaultOrder Order => order;

        public int Seen { get; set; }

        public int Struck { get; set; }

        public bool IsDue =>
            Seen > order.Skip && (Seen - order.Skip) % order.Every == 0 && (order.Times == 0 || Struck < order.Times);
    }
}
