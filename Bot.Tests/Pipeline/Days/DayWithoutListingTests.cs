using Bot.Arxiv;
using Bot.Pipeline;
using Bot.Tests.Support;
using static Bot.Tests.Pipeline.Days.DayByDay;

namespace Bot.Tests.Pipeline.Days;

/// <summary>Holidays and weekends: what is tooted of them, and how often the bot looks.</summary>
public sealed class DayWithoutListingTests
{
    private static readonly DateOnly Juneteenth = new(2025, 6, 20);

    [Theory]
    [InlineData(null, 1)]
    [InlineData("false", 0)]
    public async Task A_holiday_is_told_once_where_it_is_wanted(string? setting, int toots)
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Accounts:0:HolidayToot"] = setting;
        await RunOnAsync(rehearsal, Juneteenth.AddDays(-1), SampleListings.Day(3, date: Juneteenth.AddDays(-1)));
        foreach (var hour in (int[])[0, 9, 21])
        {
            await RunOnAsync(
                rehearsal,
                Juneteenth,
                SampleListings.Feed("", date: Juneteenth) + new string('\n', hour),
                hour
            );
        }

        Assert.Equal((DayState.Holiday, "Juneteenth"), (Day(rehearsal).State, Day(rehearsal).Message));
        var texts = (await rehearsal.TextsAsync()).Skip(4).ToList();
        Assert.Equal(toots, texts.Count);
        Assert.All(
            texts,
            text =>
                Assert.StartsWith(
                    "No cs.LG papers on Friday 20 June 2025: arXiv holiday (Juneteenth).\n\n#toXiv_bot_toot",
                    text,
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task An_account_of_several_categories_tells_a_holiday_once_when_all_of_them_have_shown_it()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Accounts:0:Categories:1"] = "stat.ML";
        await rehearsal.ServeAsync(
            SampleListings.Day(2, first: 50, category: "stat.ML", date: Juneteenth.AddDays(-1)),
            "stat.ML"
        );
        await RunOnAsync(rehearsal, Juneteenth.AddDays(-1), SampleListings.Day(3, date: Juneteenth.AddDays(-1)));
        await RunOnAsync(rehearsal, Juneteenth, SampleListings.Feed("", date: Juneteenth));
        Assert.Equal(7, (await rehearsal.TextsAsync()).Count);
        await rehearsal.ServeAsync(SampleListings.Feed("", "stat.ML", Juneteenth), "stat.ML");
        await RunOnAsync(rehearsal, Juneteenth, SampleListings.Feed("", date: Juneteenth), hour: 9);
        await RunOnAsync(rehearsal, Juneteenth, SampleListings.Feed("", date: Juneteenth), hour: 21);
        Assert.StartsWith(
            "No cs.LG or stat.ML papers on Friday 20 June 2025: arXiv holiday (Juneteenth).",
            Assert.Single((await rehearsal.TextsAsync()).Skip(7)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_weekend_says_nothing()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await RunOnAsync(
            rehearsal,
            SampleListings.Monday.AddDays(4),
            SampleListings.Day(3, date: SampleListings.Monday.AddDays(4))
        );
        await RunOnAsync(
            rehearsal,
            SampleListings.Monday.AddDays(5),
            SampleListings.Feed("", date: SampleListings.Monday.AddDays(5))
        );
        Assert.Equal((DayState.Weekend, false), (Day(rehearsal).State, Day(rehearsal).IsWrong));
        Assert.Equal(4, (await rehearsal.TextsAsync()).Count);
    }

    [Fact]
    public async Task A_service_asks_in_the_evening_once_more_and_once_on_each_day_of_a_weekend()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        var friday = SampleListings.Monday.AddDays(4);
        rehearsal.Settings["Bot:Pace:SpreadOver"] = "00:00:00";
        rehearsal.Clock.Advance(At(friday, 19) - rehearsal.Clock.GetUtcNow());
        await rehearsal.ServeAsync(SampleListings.Day(2, date: friday));
        rehearsal.Clock.AutoAdvance = false;
        await rehearsal.RunAsync(
            RunMode.Service,
            async (_, ledger) =>
            {
                var began = TimeProvider.System.GetTimestamp();
                while (
                    rehearsal.Clock.GetUtcNow() < At(friday.AddDays(2), 1)
                    && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(1)
                )
                {
                    // The sign of life, the next look, and while there is something to say the next toot.
                    if (rehearsal.Clock.Waiting >= (ledger.CountUnsent(account: 1) > 0 ? 3 : 2))
                    {
                        rehearsal.Clock.AdvanceToNext();
                    }
                    else
                    {
                        await Task.Yield();
                    }
                }
            }
        );

        var looks = (await rehearsal.RequestsAsync())
            .Where(one => ((string)one["path"]!).StartsWith("/rss", StringComparison.Ordinal))
            .Select(one => TimeZoneInfo.ConvertTime((DateTimeOffset)one["at"]!, ArxivDay.NewYork))
            .ToList();
        Assert.Equal(
            ["Fri 19", "Fri 20", "Sat 00", "Sun 00"],
            looks.Select(look => look.ToString("ddd HH", System.Globalization.CultureInfo.InvariantCulture))
        );
        Assert.All(looks, look => Assert.True(look.Hour > 0 || look.Minute >= 5));
        Expect.EachOnceInOrder(SampleListings.Ids(2), await rehearsal.TextsAsync());
    }
}
