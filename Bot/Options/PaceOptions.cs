namespace Bot.Options;

/// <summary>How evenly toots go out, so that readers meet no bursts.</summary>
public sealed record PaceOptions
{
    /// <summary>Between two toots of one account.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>How long the toots of one listing take together.</summary>
    public required TimeSpan SpreadOver { get; init; }

    public static PaceOptions Read(SettingsReader settings) =>
        new()
        {
            Interval = settings.Duration(
                "Bot:Pace:Interval",
                "00:00:10",
                TimeSpan.Zero,
                TimeSpan.FromHours(6),
                "At least this long between two toots of one account"
            ),
            SpreadOver = settings.Duration(
                "Bot:Pace:SpreadOver",
                "03:00:00",
                TimeSpan.Zero,
                TimeSpan.FromHours(20),
                "A listing's toots are spread evenly over this time, since readers dislike bursts; "
                    + "ignored by `run --once` and `demo`"
            ),
        };
}
