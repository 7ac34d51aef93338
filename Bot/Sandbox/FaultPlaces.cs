using System.Collections.Frozen;

namespace Bot.Sandbox;

/// <summary>The places that faults are put on, and which request belongs to which.</summary>
internal static class FaultPlaces
{
    /// <summary>Which requests a fault can be put on, each place with its requests in words.</summary>
    public static FrozenDictionary<string, string> Descriptions { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["post"] = "POST /api/v1/statuses",
            ["boost"] = "POST /api/v1/statuses/:id/reblog",
            ["unboost"] = "POST /api/v1/statuses/:id/unreblog",
            ["edit"] = "PUT /api/v1/statuses/:id",
            ["status"] = "GET /api/v1/statuses/:id and what is below it",
            ["delete"] = "DELETE /api/v1/statuses/:id",
            ["media"] = "POST /api/v1/media and /api/v2/media",
            ["pin"] = "POST /api/v1/statuses/:id/pin and unpin",
            ["timeline"] = "GET /api/v1/accounts/:id/statuses and /api/v1/timelines/...",
            ["verify"] = "GET /api/v1/accounts/verify_credentials",
            ["instance"] = "GET /api/v1/instance, /api/v2/instance and nodeinfo",
            ["feed"] = "GET /rss/... and /atom/...",
            ["archive"] = "GET /oai",
            ["any"] = "all of these, and the rest of /api",
        }.ToFrozenDictionary();

    // The first that matches counts.
    private static readonly (string Place, string? Method, Func<string, bool> Has)[] Table =
    [
        ("feed", null, path => IsUnder(path, "/rss/") || IsUnder(path, "/atom/")),
        ("archive", null, path => path == "/oai"),
        ("instance", null, path => EndsWith(path, "/instance") || path.Contains("nodeinfo", StringComparison.Ordinal)),
        ("verify", null, path => EndsWith(path, "/verify_credentials")),
        ("post", "POST", path => path == "/api/v1/statuses"),
        ("boost", "POST", path => EndsWith(path, "/reblog")),
        ("unboost", "POST", path => EndsWith(path, "/unreblog")),
        ("edit", "PUT", path => StartsWith(path, "/api/v1/statuses/")),
        ("status", "GET", path => StartsWith(path, "/api/v1/statuses/")),
        ("delete", "DELETE", path => StartsWith(path, "/api/v1/statuses/")),
        ("media", "POST", path => path is "/api/v1/media" or "/api/v2/media"),
        ("pin", "POST", path => EndsWith(path, "/pin") || EndsWith(path, "/unpin")),
        ("timeline", null, path => StartsWith(path, "/api/v1/timelines/")),
        ("timeline", null, path => StartsWith(path, "/api/v1/accounts/") && EndsWith(path, "/statuses")),
    ];

    /// <summary>The place a request belongs to. "other" has none: only faults on "any" strike there.</summary>
    public static string Of(string method, string path)
    {
        foreach (var (place, asked, has) in Table)
        {
            if ((asked is null || asked == method) && has(path))
            {
                return place;
            }
        }

        return "other";
    }

    // Ignores case, as the routes of the feeds do.
    private static bool IsUnder(string path, string folder) =>
        path.StartsWith(folder, StringComparison.OrdinalIgnoreCase);

    private static bool StartsWith(string path, string start) => path.StartsWith(start, StringComparison.Ordinal);

    private static bool EndsWith(string path, string end) => path.EndsWith(end, StringComparison.Ordinal);
}
