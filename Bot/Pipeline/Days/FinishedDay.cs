using Bot.Arxiv;

namespace Bot.Pipeline.Days;

/// <summary>A day that is over, with what was seen of it.</summary>
/// <param name="Day">The day in New York.</param>
/// <param name="State">What was known of it when it ended.</param>
public sealed record FinishedDay(DateOnly Day, DayState State)
{
    /// <summary>Whether the day's own feed was read and had no items.</summary>
    public required bool SawEmptyFeed { get; init; }

    /// <summary>Whether another category had its listing that day, so that there was an announcement.</summary>
    public required bool OthersHadListing { get; init; }
}
