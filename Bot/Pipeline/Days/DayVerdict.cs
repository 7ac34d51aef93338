using Bot.Arxiv;

namespace Bot.Pipeline.Days;

/// <summary>What the judge decided about one day.</summary>
/// <param name="Day">The day in New York.</param>
/// <param name="State">What is known of it.</param>
/// <param name="Reason">For the operator.</param>
public sealed record DayVerdict(DateOnly Day, DayState State, string Reason)
{
    /// <summary>
    /// The day whose papers the feed has; another than <see cref="Day"/> when the feed is a copy of an earlier one.
    /// </summary>
    public DateOnly ListingDay { get; init; } = Day;

    /// <summary>
    /// True when the listing of <see cref="ListingDay"/> is in with this feed, so that a summary may state its number.
    /// </summary>
    public bool IsListing { get; init; }

    /// <summary>How many papers joined a listing that was in before.</summary>
    public int Late { get; init; }

    /// <summary>True when the day's own feed was read and had no items.</summary>
    public bool IsEmpty { get; init; }
}
