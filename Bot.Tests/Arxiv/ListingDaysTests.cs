using System.Globalization;
using Bot.Arxiv;

namespace Bot.Tests.Arxiv;

/// <summary>arXiv's calendar: what has a listing, and what is off for which holiday.</summary>
public sealed class ListingDaysTests
{
    [Theory]
    [InlineData("2026-11-26", null)] // Thanksgiving itself: the listing of the evening before
    [InlineData("2026-11-27", "Thanksgiving")]
    [InlineData("2026-07-06", "Independence Day")] // after a Friday: Monday's
    [InlineData("2025-07-07", "Independence Day")]
    [InlineData("2026-12-28", "Christmas")]
    [InlineData("2027-01-01", "New Year's Eve")]
    [InlineData("2025-01-21", "Martin Luther King Jr. Day")]
    [InlineData("2024-10-09", null)] // empty everywhere, but no holiday
    [InlineData("2031-11-28", null)] // not in the table: never claimed
    public void The_empty_feed_is_that_of_the_next_weekday(string day, string? holiday)
    {
        Assert.Equal(holiday, ListingDays.Holiday(Day(day)));
        Assert.Equal(holiday is null, ListingDays.HasListing(Day(day)));
    }

    [Theory]
    [InlineData("2026-11-30", "2026-11-26")] // over Thanksgiving and a weekend
    [InlineData("2025-06-10", "2025-06-09")]
    [InlineData("2025-06-08", "2025-06-06")]
    [InlineData("2025-01-03", "2024-12-31")] // two holidays in a row
    public void The_listing_before_is_found_over_weekends_and_holidays(string day, string before) =>
        Assert.Equal(Day(before), ListingDays.Before(Day(day)));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
