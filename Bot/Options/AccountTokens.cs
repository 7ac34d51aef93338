using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;

namespace Bot.Options;

/// <summary>Where an account's access token may stand, and what it must look like.</summary>
internal static class AccountTokens
{
    /// <summary>Settings files are copied, mailed and committed: a token in one is as good as published.</summary>
    public static void RefuseInFiles(IConfigurationRoot sources, SettingsReader settings)
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

    /// <summary>The account with its token, read from a file if need be.</summary>
    /// <param name="account">As the settings say.</param>
    /// <param name="isOnly">
    /// Whether it is the only account. Then an unreadable file is a mistake; of several accounts it stops this one only.
    /// </param>
    /// <param name="settings">Where to report mistakes.</param>
    public static AccountOptions Load(AccountOptions account, bool isOnly, SettingsReader settings)
    {
        if (account.AccessToken.Length > 0 && account.AccessTokenFile.Length > 0)
        {
            settings.Mistake($"{account.Key} has both AccessToken and AccessTokenFile; keep one");
        }

        var (token, trouble) = account.AccessToken.Length > 0 ? (account.AccessToken, null) : FromFile(account);
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

    private static (string? Token, string? Trouble) FromFile(AccountOptions account)
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
