namespace Bot.Options;

/// <summary>What one account's summaries carry beside the number of papers.</summary>
public sealed record SummaryOptions
{
    /// <summary>
    /// Whether summaries carry the day as a picture, where it can be made and uploaded; only in
    /// <see cref="TootStyle.Readable"/>.
    /// </summary>
    public bool Picture { get; init; }

    /// <summary>
    /// Whether summaries say how many papers the most frequent topics have; only in <see cref="TootStyle.Readable"/>.
    /// </summary>
    public bool Topics { get; init; }

    /// <summary>Whether summaries name terms that rise; only in <see cref="TootStyle.Readable"/>.</summary>
    public bool Rising { get; init; }

    /// <summary>Whether the newest summary is pinned to the profile.</summary>
    public bool Pin { get; init; }

    /// <summary>Reads them for an account, whose key in the settings is such as <c>Bot:Accounts:0</c>.</summary>
    public static SummaryOptions Read(SettingsReader settings, string account) =>
        new()
        {
            Picture = settings.Flag(
                $"{account}:SummaryPicture",
                true,
                "`readable`: summaries of eight papers or more carry a picture of the day, with its "
                    + "description in words: papers by topic, and the last four weeks. Needs the token scope "
                    + "`write:media` and `Bot:Pictures:Program`; without either the summary goes out without a "
                    + "picture, and `doctor` says so"
            ),
            Topics = settings.Flag(
                $"{account}:SummaryTopics",
                false,
                "`readable`: summaries say how many papers the three most frequent topics have, where there is room"
            ),
            Rising = settings.Flag(
                $"{account}:SummaryRising",
                false,
                "`readable`: summaries name up to three terms whose share of the papers of four weeks has "
                    + "doubled against the half year before, once the ledger has so much history; on most days none"
            ),
            Pin = settings.Flag(
                $"{account}:PinSummary",
                false,
                "The newest summary is pinned to the account's profile and the one before unpinned; needs "
                    + "the token scope `write:accounts`"
            ),
        };
}
