using System.Globalization;

namespace Bot.Feed;

/// <summary>Dates as arXiv's feeds and its archive write them.</summary>
internal static class FeedDate
{
    private static readonly string[] Rfc822Forms =
    [
        "d MMM yyyy HH:mm:ss zzz",
        "d MMM yyyy HH:mm:ss 'GMT'",
        "d MMM yyyy HH:mm:ss 'UTC'",
    ];

    /// <summary>RSS's dates; the weekday is ignored, since it can only contradict the date.</summary>
    /// <returns>Null when it cannot be read.</returns>
    public static DateTimeOffset? Rfc822(string text) => Exactly(text[(text.IndexOf(',') + 1)..], Rfc822Forms);

    /// <summary>Atom's dates (RFC 3339), with seven decimals of a second at most.</summary>
    /// <returns>Null when it cannot be read.</returns>
    public static DateTimeOffset? Rfc3339(string text) => Exactly(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK");

    private static DateTimeOffset? Exactly(string text, params string[] forms) =>
        DateTimeOffset.TryParseExact(
            text.Trim(),
            forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var date
        )
            ? date
            : null;
}
