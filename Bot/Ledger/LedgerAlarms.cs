using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>What in a report asks for an operator.</summary>
internal static class LedgerAlarms
{
    /// <summary>A failing feed is asked every ten minutes, and most of arXiv's troubles are over in an hour.</summary>
    private static readonly TimeSpan FailingFor = TimeSpan.FromHours(2);

    /// <summary>The archive is a second source: that it is away for a day changes nothing for anybody.</summary>
    private static readonly TimeSpan LongestArchiveTrouble = TimeSpan.FromDays(1);

    /// <summary>
    /// In New York. Feeds are built just after midnight, and readers there have read the day's papers by now.
    /// </summary>
    private static readonly TimeSpan Noon = TimeSpan.FromHours(12);

    /// <summary>
    /// A failing feed is asked again in six hours at the latest; one that was not is read no more, as when an account
    /// dropped its category.
    /// </summary>
    private static readonly TimeSpan AskedWithin = TimeSpan.FromHours(7);

    /// <summary>
    /// A category with fewer new papers a day may well have a day with none: once in a thousand at seven, if they come
    /// by chance.
    /// </summary>
    private const int PapersOfASureDay = 7;

    /// <summary>What should wake an operator at a time, one line each; empty when nothing should.</summary>
    public static IReadOnlyList<string> Of(LedgerReport report, DateTimeOffset now) =>
        [
            .. report
                .Accounts.Where(account => account.BlockedReason is not null)
                .Select(account =>
                    $"{account.Account} is locked out since {account.BlockedSince:yyyy-MM-dd HH:mm} UTC: "
                    + $"{account.BlockedReason}"
                ),
            .. report.Troubles.Select(trouble =>
                $"{trouble.Name} is not delivered since {trouble.Since:yyyy-MM-dd HH:mm} UTC: {trouble.Reason}"
            ),
            .. report
                .Feeds.Where(feed => HasFailedLong(feed, now))
                .Select(feed =>
                    $"the feed {feed.Category} fails since {feed.FailedSince:yyyy-MM-dd HH:mm} UTC: {feed.Error}"
                ),
            .. report
                .Archive.Where(harvest => now - harvest.FailedSince > LongestArchiveTrouble)
                .Select(harvest =>
                    $"the archive of {harvest.Category} fails since {harvest.FailedSince:yyyy-MM-dd HH:mm} "
                    + $"UTC: {harvest.Error}"
                ),
            .. report
                .Days.Where(day => IsMissed(report, day, now))
                .Select(day =>
                    $"the listing of {day.Date:yyyy-MM-dd} in {day.Category} is "
                    + $"{day.State.ToString().ToLowerInvariant()} since {day.Since:yyyy-MM-dd HH:mm} UTC: "
                    + $"{day.Message}"
                ),
        ];

    private static bool HasFailedLong(FeedReport feed, DateTimeOffset now) =>
        now - feed.FailedSince >= FailingFor && now - feed.CheckedAt < AskedWithin;

    // It is past noon of a day that has a listing by the calendar, and none has come. A partial listing raises no
    // alarm: what there is of it was tooted, and an operator can do nothing about the rest.
    private static bool IsMissed(LedgerReport report, DayReport day, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, ArxivDay.NewYork);
        if (
            DateOnly.FromDateTime(local.DateTime) != day.Date
            || local.TimeOfDay < Noon
            || !ListingDays.HasListing(day.Date)
        )
        {
            return false;
        }

        return day.State switch
        {
            DayState.Stale or DayState.Waiting => true,
            DayState.Broken => !report.Feeds.Any(feed => feed.Category == day.Category && HasFailedLong(feed, now)),
            DayState.Late => EarlierCounts(report, day).DefaultIfEmpty(PapersOfASureDay).Average() >= PapersOfASureDay,
            _ => false,
        };
    }

    // How many new papers each earlier day had, where that is known.
    private static List<int> EarlierCounts(LedgerReport report, DayReport day) =>
        [
            .. report
                .Days.Where(one =>
                    one.Category == day.Category
                    && one.Date < day.Date
                    && one.State is (DayState.Complete or DayState.Quiet)
                )
                .Select(one => one.Announced),
        ];
}
