using Bot.Arxiv;
using Bot.Pipeline.Days;

namespace Bot.Tests.Issues;

/// <summary>
/// Friday's feed had had cross-lists only, so its listing was in; Saturday's copy had the new papers too, and the
/// summary called them announced on a Saturday, when arXiv announces nothing. Found by the simulator.
/// </summary>
public sealed class ListingOnASaturdayTests
{
    private static readonly DateOnly Friday = new(2024, 6, 21),
        Saturday = Friday.AddDays(1);

    [Theory]
    [InlineData(DayState.Complete)]
    [InlineData(DayState.Partial)]
    public void Papers_that_first_come_on_a_day_without_an_announcement_joined_the_listing_before(DayState friday)
    {
        var verdict = DayJudge.Read(
            new FeedObservation
            {
                Day = Saturday,
                Items = 5,
                Unseen = 3,
                OfDay = 0,
                Known = 0,
                Previous = friday,
            },
            new DateTimeOffset(2024, 6, 22, 4, 10, 0, TimeSpan.Zero)
        );
        Assert.Equal(
            (DayState.Stale, Friday, false, 3),
            (verdict.State, verdict.ListingDay, verdict.IsListing, verdict.Late)
        );
    }
}
