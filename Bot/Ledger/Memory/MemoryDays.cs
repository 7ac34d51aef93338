using Bot.Arxiv;

namespace Bot.Ledger.Memory;

/// <summary>What is known of a category's days.</summary>
internal static class MemoryDays
{
    /// <summary>
    /// Those from a day on, with the ones of which only papers are known, and earlier ones that were not looked back
    /// at.
    /// </summary>
    public static DayHistory History(this DiskState state, string category, DateOnly from)
    {
        var looked = state.Days.GetValueOrDefault(category);
        var asked = looked?.Where(day => day.Key >= from || !day.Value.HasEnded).Select(day => day.Key) ?? [];
        var announced = state.Announced.Keys.Where(one => one.Category == category && one.Date >= from);
        return new DayHistory(
            looked is { IsEmpty: false } ? looked.Keys.First() : null,
            [
                .. asked
                    .Union(announced.Select(one => one.Date))
                    .Order()
                    .Select(date => RecordOf(state, category, date, looked?.GetValueOrDefault(date))),
            ]
        );
    }

    /// <summary>
    /// Each category's newest day and the three before it: over a weekend that shows the last listing.
    /// </summary>
    public static IReadOnlyList<DayReport> ReportDays(this DiskState state) =>
        [
            .. state.Days.SelectMany(category =>
                category
                    .Value.Reverse()
                    .Take(4)
                    .Select(day => new DayReport(
                        category.Key,
                        day.Key,
                        day.Value.State,
                        day.Value.Since,
                        state.Announced.GetValueOrDefault((category.Key, day.Key)),
                        day.Value.Late,
                        day.Value.Message
                    )
                    {
                        CaughtUp = day.Value.CaughtUp,
                    })
            ),
        ];

    /// <summary>Up to each category's newest day: of those after it nobody can know while the bot is off.</summary>
    public static IReadOnlyList<MissedReport> ReportMissed(this DiskState state, IReadOnlyList<HarvestReport> harvests)
    {
        var missed = new List<MissedReport>();
        foreach (var (category, looked) in state.Days)
        {
            var newest = looked.Keys.Max();
            var since = newest.AddDays(-MissedReport.MostDaysBack);
            var days = state.History(category, since).Missed(since, newest);
            if (days.Count > 0)
            {
                missed.Add(MissedReport.Of(category, days, harvests.FirstOrDefault(one => one.Category == category)));
            }
        }

        return missed;
    }

    private static DayRecord RecordOf(DiskState state, string category, DateOnly date, MemoryDay? day) =>
        new()
        {
            Date = date,
            State = day?.State,
            Since = day?.Since ?? default,
            Announced = state.Announced.GetValueOrDefault((category, date)),
            CaughtUp = day?.CaughtUp ?? 0,
            SawEmptyFeed = day?.SawEmptyFeed ?? false,
            HasEnded = day?.HasEnded ?? false,
            OthersHadListing =
                day is { HasEnded: false }
                && state.Days.Any(other =>
                    other.Key != category && other.Value.GetValueOrDefault(date)?.State == DayState.Complete
                ),
        };
}
