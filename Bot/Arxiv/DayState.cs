namespace Bot.Arxiv;

/// <summary>
/// What is known of a category's listing on one day in New York. Decided by the papers' ids; a feed's date may be
/// wrong.
/// </summary>
public enum DayState
{
    /// <summary>Nothing has come yet, and it is early.</summary>
    Waiting,

    /// <summary>
    /// Papers have come, but not surely all of the day's, or not surely this day's. They are said, their number is not.
    /// </summary>
    Partial,

    /// <summary>The day's listing is in. Papers that join it later are said too.</summary>
    Complete,

    /// <summary>The day is over and nothing ever came: truly none.</summary>
    Quiet,

    /// <summary>arXiv made no announcement, for a holiday.</summary>
    Holiday,

    /// <summary>Saturday or Sunday: arXiv makes no announcement.</summary>
    Weekend,

    /// <summary>The feed shows what an earlier day's showed.</summary>
    Stale,

    /// <summary>Nothing has come though it should have.</summary>
    Late,

    /// <summary>The feed cannot be read, so nothing is known.</summary>
    Broken,
}
