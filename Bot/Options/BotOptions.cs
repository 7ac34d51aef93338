using Bot.Text.Terms;

namespace Bot.Options;

/// <summary>
/// Every setting of the bot. Each record declares its own: the property, and in its Read method the key, default,
/// range and reason.
/// </summary>
public sealed record BotOptions
{
    public required FeedOptions Feed { get; init; }
    public required string LedgerPath { get; init; }
    public required PaceOptions Pace { get; init; }

    /// <summary>
    /// How long after a doubtful answer the bot looks at its own timeline; doubles up to eight times.
    /// </summary>
    public required TimeSpan LookFirstAfter { get; init; }

    public required WebOptions Web { get; init; }

    /// <summary>What sums up abstracts for the readers' page; null for nothing.</summary>
    public ModelOptions? Model { get; init; }

    public required IReadOnlyList<AccountOptions> Accounts { get; init; }

    /// <summary>What papers can be about; one list for all accounts.</summary>
    public TopicLexicon Topics => Accounts[0].Shared.Topics;

    /// <summary>False for the settings as shipped: nobody has said yet which server to post to.</summary>
    public bool HasInstance => Accounts.Any(account => account.Instance is not null);

    /// <summary>Reads all settings; mistakes are gathered in <paramref name="settings"/>, never thrown.</summary>
    public static BotOptions Read(SettingsReader settings, int accounts) =>
        new()
        {
            Feed = FeedOptions.Read(settings),
            LedgerPath = ReadLedgerPath(settings),
            Pace = PaceOptions.Read(settings),
            LookFirstAfter = settings.Duration(
                "Bot:Delivery:LookFirstAfter",
                "00:03:00",
                TimeSpan.FromSeconds(1),
                TimeSpan.FromHours(1),
                "After a doubtful answer, wait this long and look at the account's own timeline before "
                    + "repeating; a server may still be at work after its proxy gave up. Elsewhere than on Mastodon it is "
                    + "looked at twice, and later where the server has been slow"
            ),
            Web = WebOptions.Read(settings),
            Model = ModelOptions.Read(settings),
            Accounts = ReadAccounts(settings, accounts),
        };

    private static string ReadLedgerPath(SettingsReader settings)
    {
        var path = settings.Text(
            "Bot:Ledger:Path",
            "",
            "file",
            "The ledger, one file, the bot's whole memory; when empty `tootprint/ledger.db` in the "
                + "user's local data folder (`~/.local/share` on Linux), the same from whichever folder "
                + "you start"
        );
        var isNone = path.Contains('\0');
        if (isNone)
        {
            settings.Mistake($"Bot:Ledger:Path is '{path}', which no file can be called; write a path");
        }

        return Path.GetFullPath(path.Length == 0 || isNone ? UsualLedgerPath() : path);
    }

    // DoNotVerify: otherwise the folder's name would be empty for a user whose data folder is not made yet, and the
    // ledger would lie in the working folder.
    private static string UsualLedgerPath() =>
        Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.DoNotVerify
            ),
            "tootprint",
            "ledger.db"
        );

    private static AccountOptions[] ReadAccounts(SettingsReader settings, int accounts)
    {
        var shared = SharedOptions.Read(settings);
        return
        [
            .. Enumerable.Range(0, accounts).Select(n => AccountOptions.Read(settings, n) with { Shared = shared }),
        ];
    }
}
