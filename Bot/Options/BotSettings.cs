using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;

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
        RefuseTokensInFile(sources, settings);
        if (forService && options.HasInstance)
        {
            options = options with
            {
                Accounts =
                [
                    .. options.Accounts.Select(account =>
                        WithToken(account, isOnly: options.Accounts.Count == 1, settings)
                    ),
                ],
            };
        }

        foreach (
            var twins in options
                .Accounts.Where(account => account.Instance is not null)
                .GroupBy(account => (account.Instance, account.Name))
                .Where(group => group.Count() > 1)
        )
        {
            settings.Mistake(
                $"{string.Join(" and ", twins.Select(account => account.Key))} share the Name "
                    + $"'{twins.Key.Name}' on {twins.Key.Instance!.Host}; give each a name of its own, by which the "
                    + "ledger remembers it when the instance is down"
            );
        }
        // Whoever has to mend something is told of all there is.
        if (settings.Mistakes.Count > 0)
        {
            foreach (
                var trouble in options
                    .Accounts.Select(account => account.TokenTrouble)
                    .OfType<string>()
                    .Except(settings.Mistakes)
                    .ToList()
            )
            {
                settings.Mistake(trouble);
            }
        }

        if (settings.Mistakes.Count > 0)
        {
            throw new SettingsException(settings.Mistakes);
        }

        return options;
    }

    // Settings files are copied, mailed and committed: a token in one is as good as published.
    private static void RefuseTokensInFile(IConfigurationRoot sources, SettingsReader settings)
    {
        var files = sources
            .Providers.OfType<JsonConfigurationProvider>()
            .Where(provider =>
                provider.Source.Path?.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase) == true
            );
        foreach (var file in files)
        {
            foreach (var account in file.GetChildKeys([], "Bot:Accounts").Distinct())
            {
                var key = $"Bot:Accounts:{account}:AccessToken";
                if (file.TryGet(key, out var token) && !string.IsNullOrWhiteSpace(token))
                {
                    settings.Mistake(
                        $"{key} stands in {file.Source.Path}, a file that gets copied and committed; remove "
                            + "it there, revoke that token, and give a new one as environment variable "
                            + $"{key.Replace(":", "__")}, with `dotnet user-secrets`, or in a file named by "
                            + "AccessTokenFile"
                    );
                }
            }
        }
    }

    private static AccountOptions WithToken(AccountOptions account, bool isOnly, SettingsReader settings)
    {
        if (account.Instance is { AbsolutePath: not "/" })
        {
            settings.Mistake(
                $"{account.Key}:Instance is '{account.Instance}', which has a path; name the server alone, "
                    + $"such as {account.Instance.GetLeftPart(UriPartial.Authority)}"
            );
        }

        if (account.Instance is null)
        {
            settings.Mistake(
                $"{account.Key}:Instance is empty; name the server, such as https://mastodon.example, or "
                    + "remove the account"
            );
        }

        if (account.Categories.Count == 0)
        {
            settings.Mistake($"{account.Key}:Categories is empty; name at least one, such as cs.LG");
        }

        if (account.AccessToken.Length > 0 && account.AccessTokenFile.Length > 0)
        {
            settings.Mistake($"{account.Key} has both AccessToken and AccessTokenFile; keep one");
        }

        var (token, trouble) = account.AccessToken.Length > 0 ? (account.AccessToken, null) : TokenFile(account);
        // What the settings say is right; the file may come and go. Of several accounts it stops this one only.
        if (trouble is not null && isOnly)
        {
            settings.Mistake(trouble);
        }

        if (token is { Length: 0 })
        {
            settings.Mistake(
                $"{account.Key} has no token; set environment variable "
                    + $"{account.Key.Replace(":", "__")}__AccessToken, or AccessTokenFile to a file that holds it"
            );
        }
        else if (token?.Any(c => c is <= ' ' or > '~') == true)
        {
            settings.Mistake(
                $"the token of {account.Key} holds spaces or other odd characters; copy it again, one line "
                    + "and nothing else"
            );
        }

        return account with
        {
            AccessToken = token ?? "",
            TokenTrouble = trouble,
        };
    }

    private static (string? Token, string? Trouble) TokenFile(AccountOptions account)
    {
        if (account.AccessTokenFile.Length == 0)
        {
            return ("", null);
        }

        try
        {
            return (File.ReadAllText(account.AccessTokenFile).Trim(), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (
                null,
                $"{account.Key}:AccessTokenFile is '{account.AccessTokenFile}', which cannot be read "
                    + $"({e.Message}); check the path and that the bot's user may read it"
            );
        }
    }
}
