using Microsoft.Extensions.Configuration;

namespace Bot.Options;

/// <summary>The settings could not be used. The message lists every mistake.</summary>
public sealed class SettingsException(IReadOnlyList<string> mistakes)
    : Exception(
        $"{(mistakes.Count == 1 ? "One setting needs" : $"{mistakes.Count} settings need")} mending:\n"
            + string.Join('\n', mistakes.Select(mistake => $"  - {mistake}"))
    )
{
    public IReadOnlyList<string> Mistakes { get; } = mistakes;
}

/// <summary>Where settings come from, and the checks that need to know where from.</summary>
public static class BotSettings
{
    private const string SettingsFile = "appsettings.json";

    /// <summary>The file beside the program, then user-secrets, then the environment; later ones win.</summary>
    /// <param name="environment">False for what any process of this program reads, whatever its environment.</param>
    /// <exception cref="SettingsException">The file is not valid JSON.</exception>
    public static IConfigurationRoot Sources(bool environment = true)
    {
        try
        {
            var files = new ConfigurationBuilder()
                .SetBasePath(AppContext.BaseDirectory)
                .AddJsonFile(SettingsFile, optional: true)
                .AddUserSecrets(typeof(BotSettings).Assembly, optional: true);
            return (environment ? files.AddEnvironmentVariables() : files).Build();
        }
        catch (InvalidDataException e)
        {
            throw new SettingsException([
                $"{Path.Combine(AppContext.BaseDirectory, SettingsFile)} is not valid JSON: "
                    + $"{(e.InnerException ?? e).Message}",
            ]);
        }
    }

    /// <summary>Reads and checks everything.</summary>
    /// <param name="sources">From <see cref="Sources"/>, or a test's own.</param>
    /// <param name="forService">Also what only posting needs: instances and tokens.</param>
    /// <exception cref="SettingsException">Lists every mistake, each with key, value and remedy.</exception>
    public static BotOptions Read(IConfigurationRoot sources, bool forService)
    {
        var settings = new SettingsReader(sources);
        var numbers = sources.GetSection("Bot:Accounts").GetChildren().Select(child => child.Key).ToList();
        foreach (var odd in numbers.Where((key, index) => key != $"{index}"))
        {
            settings.Mistake($"Bot:Accounts:{odd} is out of order; number the accounts 0, 1, 2, ...");
        }

        var options = BotOptions.Read(settings, Math.Max(numbers.Count, 1));
        settings.ReportUnknown();
        AccountTokens.RefuseInFiles(sources, settings);
        if (forService && options.HasInstance)
        {
            options = options with { Accounts = ReadyToPost(options.Accounts, settings) };
        }

        RefuseTwins(options.Accounts, settings);
        if (settings.Mistakes.Count == 0)
        {
            return options;
        }

        // An unreadable token file alone stops only its account. An operator who has to mend settings anyway hears of
        // it at once.
        var troubles = options.Accounts.Select(account => account.TokenTrouble).OfType<string>();
        foreach (var trouble in troubles.Except(settings.Mistakes).ToList())
        {
            settings.Mistake(trouble);
        }

        throw new SettingsException(settings.Mistakes);
    }

    private static List<AccountOptions> ReadyToPost(IReadOnlyList<AccountOptions> accounts, SettingsReader settings)
    {
        var ready = new List<AccountOptions>();
        foreach (var account in accounts)
        {
            new AccountChecks(account, settings).CheckForService();
            ready.Add(AccountTokens.Load(account, isOnly: accounts.Count == 1, settings));
        }

        return ready;
    }

    private static void RefuseTwins(IReadOnlyList<AccountOptions> accounts, SettingsReader settings)
    {
        var twins = accounts
            .Where(account => account.Instance is not null)
            .GroupBy(account => (account.Instance, account.Name))
            .Where(group => group.Count() > 1);
        foreach (var group in twins)
        {
            settings.Mistake(
                $"{string.Join(" and ", group.Select(account => account.Key))} share the Name "
                    + $"'{group.Key.Name}' on {group.Key.Instance!.Host}; give each a name of its own, by which the "
                    + "ledger remembers it when the instance is down"
            );
        }
    }
}
