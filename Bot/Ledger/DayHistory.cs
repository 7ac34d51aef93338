using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>What is known of a category's day.</summary>
public sealed record DayRecord
{
    /// <summary>In New York.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Null when nobody has looked at the day, though papers are recorded under it.</summary>
    public required DayState? State { get; init; }

    /// <summary>Since when it has that state.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>How many new papers are recorded under it.</summary>
    public int Announced { get; init; }

    /// <summary>How many papers were told late, because the archive has them.</summary>
    public int CaughtUp { get; init; }

    /// <summary>Whether the day's own feed was read and had nothing.</summary>
    public bool SawEmptyFeed { get; init; }

    /// <summary>Whether it was looked back at, when it was over.</summary>
    public bool HasEnded { get; init; }

    /// <summary>
    /// Whether another category's listing of that day is complete, so that arXiv did announce. Told only of a day that
    /// somebody looked at and nobody has looked back at yet; else false.
    /// </summary>
    public bool OthersHadListing { get; init; }
}

/// <summary>What is known of a category's days.</summary>
/// <param name="First">The first day that anybody looked at, of all; null for none.</param>
/// <param name="Days">Those asked for, oldest first. A day of which nothing is known is missing.</param>
public sealed record DayHistory(DateOnly? First, IReadOnlyList<DayRecord> Days)
{
    /// <summary>Null when nothing is known of it.</summary>
    public DayRecord? On(DateOnly day) => Days.FirstOrDefault(one => one.Date == day);

    /// <summary>Null when nobody has looked.</summary>
    public DayState? StateOf(DateOnly day) => On(day)?.State;

    /// <summary>
    /// The days with a listing before one of which it is not known that it came, or that there was none: nobody looked,
    /// or in vain. From the first day on that anybody looked at.
    /// </summary>
    /// <param name="since">Not before the first day that was asked for.</param>
    /// <param name="before">The day after the last.</param>
    public IReadOnlyList<DateOnly> Missed(DateOnly since, DateOnly before)
    {
        if (First is not { } first)
        {
            return [];
        }

        var states = Days.ToDictionary(day => day.Date, day => day.State);
        var missed = new List<DateOnly>();
        for (var day = first > since ? first : since; day < before; day = day.AddDays(1))
        {
            var isSettled = states.GetValueOrDefault(day) is DayState.Complete or DayState.Quiet or DayState.Holiday;
            if (ListingDays.HasListing(day) && !isSettled)
            {
                missed.Add(day);
            }
        }

        return missed;
    }
}
