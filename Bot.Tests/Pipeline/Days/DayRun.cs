using Bot.Arxiv;
using Bot.Ledger;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Days;

/// <summary>Runs the bot on given days, and tells what it then knows of them.</summary>
internal static class DayRun
{
    /// <summary>What the ledger knows of the newest day, which is the first of the report.</summary>
    public static DayReport Day(Rehearsal rehearsal) => rehearsal.Report().Days.First(day => day.Category == "cs.LG");

    /// <summary>Runs the bot once on a day with a feed; at hour 0 some minutes after midnight.</summary>
    public static async Task RunOnAsync(Rehearsal rehearsal, DateOnly day, string feed, int hour = 0)
    {
        var time = At(day, hour) + (hour == 0 ? TimeSpan.FromMinutes(6) : TimeSpan.Zero);
        if (time > rehearsal.Clock.GetUtcNow())
        {
            rehearsal.Clock.Advance(time - rehearsal.Clock.GetUtcNow());
        }

        await rehearsal.ServeAsync(feed);
        await rehearsal.RunOnceAsync();
    }

    /// <summary>An hour of a day in New York.</summary>
    public static DateTimeOffset At(DateOnly day, int hour) =>
        new(
            day.ToDateTime(new TimeOnly(hour, 0)),
            ArxivDay.NewYork.GetUtcOffset(day.ToDateTime(new TimeOnly(hour, 0)))
        );
}
