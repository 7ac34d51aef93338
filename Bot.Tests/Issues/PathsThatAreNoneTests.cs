using Bot.Options;
using Bot.Text.Terms;
using Microsoft.Extensions.Configuration;

namespace Bot.Tests.Issues;

/// <summary>
/// A NUL in a path of the settings ended the start with a trace instead of naming the setting. Found by odd values for
/// all settings.
/// </summary>
public sealed class PathsThatAreNoneTests
{
    [Theory]
    [InlineData("Bot:Ledger:Path")]
    [InlineData("Bot:ContentWarnings")]
    [InlineData("Bot:Accounts:0:AccessTokenFile")]
    public void A_path_with_a_nul_is_a_mistake_that_names_its_key(string key)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Bot:Accounts:0:Instance"] = "https://mastodon.example",
            [key] = "a\0b",
        };
        if (!key.EndsWith("File", StringComparison.Ordinal))
        {
            settings["Bot:Accounts:0:AccessToken"] = "made-up";
        }

        var e = Assert.Throws<SettingsException>(() =>
            BotSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), forService: true)
        );
        Assert.Contains(key, Assert.Single(e.Mistakes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://mybox:8080", true)]
    [InlineData("http://localhost:8080", false)]
    [InlineData("http://127.0.0.1:8080", false)]
    [InlineData("http://[::1]:8080", false)]
    [InlineData("http://0.0.0.0:8080", false)] // a knowing choice
    public void A_name_does_not_say_where_the_status_page_is_served(string url, bool mistaken)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Bot:Web:Url", url)]).Build();
        if (mistaken)
        {
            Assert.Contains(
                "all of the machine's addresses",
                Assert.Throws<SettingsException>(() => BotSettings.Read(settings, forService: false)).Message,
                StringComparison.Ordinal
            );
        }
        else
        {
            Assert.Equal(new Uri(url), BotSettings.Read(settings, forService: false).Web.Url);
        }
    }
}
