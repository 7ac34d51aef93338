using Bot.Arxiv;

namespace Bot.Web;

/// <summary>The states of a day in readers' words.</summary>
internal static class DayWords
{
    public static string Of(DayState state) =>
        state switch
        {
            DayState.Waiting => "not here yet",
            DayState.Partial => "in part",
            DayState.Complete => "complete",
            DayState.Quiet => "no new papers",
            DayState.Holiday => "holiday",
            DayState.Weekend => "weekend",
            DayState.Stale => "a repeat",
            DayState.Late => "late",
            DayState.Broken => "unreadable",
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };

    public static string Explain(DayState state) =>
        state switch
        {
            DayState.Waiting => "The day’s listing has not come yet.",
            DayState.Partial => "Papers have come, but perhaps not all of the day’s.",
            DayState.Complete => "The day’s listing is in.",
            DayState.Quiet => "The day is over and brought nothing new.",
            DayState.Holiday => "arXiv made no announcement for a holiday.",
            DayState.Weekend => "arXiv makes no announcement on weekends.",
            DayState.Stale => "arXiv’s feed showed what an earlier day’s had shown.",
            DayState.Late => "Nothing came in time, though it should have.",
            DayState.Broken => "arXiv’s feed could not be read, so nothing is known.",
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };

    /// <summary>A sign for each state, so that colour is not the only way to tell them apart.</summary>
    public static string Sign(DayState state) =>
        state switch
        {
            DayState.Complete => "",
            DayState.Quiet => "·",
            DayState.Holiday => "h",
            DayState.Weekend => "w",
            DayState.Waiting => "…",
            DayState.Partial => "½",
            DayState.Stale => "=",
            DayState.Late => "!",
            DayState.Broken => "×",
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };
}
