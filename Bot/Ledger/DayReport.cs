using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Arxiv;

namespace Bot.Ledger;

/// <summary>What is known of a category's listing on a day.</summary>
/// <param name="Category">The category.</param>
/// <param name="Date">The day in New York.</param>
/// <param name="State">What is known.</param>
/// <param name="Since">Since when.</param>
/// <param name="Announced">New papers recorded under that day.</param>
/// <param name="Late">Those of them that joined after the listing was in.</param>
/// <param name="Message">Why, for an operator.</param>
public sealed record DayReport(
    string Category,
    DateOnly Date,
    [property: JsonConverter(typeof(DayStateWord))] DayState State,
    DateTimeOffset Since,
    int Announced,
    int Late,
    string Message
)
{
    /// <summary>
    /// Papers that can have been announced on that day at the earliest, and were told late because the archive has
    /// them.
    /// </summary>
    public int CaughtUp { get; init; }

    /// <summary>True when the day should have been told and could not be, or not whole.</summary>
    [JsonIgnore]
    public bool IsWrong => State is DayState.Stale or DayState.Late or DayState.Broken or DayState.Partial;
}

/// <summary>A state as scripts read it: <c>complete</c>.</summary>
public sealed class DayStateWord() : JsonStringEnumConverter<DayState>(JsonNamingPolicy.CamelCase);

/// <summary>What a look has found out about a day.</summary>
/// <param name="Date">The day in New York.</param>
/// <param name="State">What is known.</param>
/// <param name="Message">Why, for an operator.</param>
/// <param name="Late">How many papers joined a listing that was in.</param>
/// <param name="SawEmptyFeed">Whether the day's own feed was read and had nothing.</param>
public sealed record DayNote(DateOnly Date, DayState State, string Message, int Late = 0, bool SawEmptyFeed = false);
