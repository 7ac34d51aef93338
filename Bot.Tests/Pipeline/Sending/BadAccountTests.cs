using Bot.Options;
using Bot.Tests.Support;
using static Bot.Tests.Support.FamilyRehearsal;

namespace Bot.Tests.Pipeline.Sending;

/// <summary>Of several accounts, one in trouble stops itself and nobody else.</summary>
public sealed class BadAccountTests
{
    [Theory]
    [InlineData("AccessToken", "no-such-token", "make a token")]
    [InlineData("Instance", "http://127.0.0.1:9", "cannot be reached")]
    [InlineData(
        "AccessTokenFile",
        "/no/such/token",
        "check the path and that the bot's user may read it, and start the bot again"
    )]
    public async Task The_others_are_delivered_and_the_operator_is_told(string setting, string value, string told)
    {
        await using var rehearsal = await StartAsync("mastodon", "cs.CL", "cs.LG", "cs.AI");
        Set(rehearsal, 0, setting, value);
        if (setting == "AccessTokenFile")
        {
            Set(rehearsal, 0, "AccessToken", null);
        }

        Set(rehearsal, 2, "CrossLists", "boost");
        foreach (var (n, category) in new[] { "cs.CL", "cs.LG", "cs.AI" }.Index())
        {
            await rehearsal.ServeAsync(SampleListings.Day(3, first: 10 * n, category: category), category);
        }

        var result = await rehearsal.RunOnceAsync();

        Assert.Contains(told, Assert.Single(result.Troubles), StringComparison.Ordinal);
        Assert.Equal(
            [4, 4],
            (await rehearsal.AcceptedAsync()).GroupBy(one => (string)one["author"]!).Select(own => own.Count())
        );
        Assert.Equal("Bot:Accounts:0", Assert.Single(rehearsal.Report().Troubles).Name);
    }

    [Fact]
    public async Task In_the_service_too()
    {
        await using var rehearsal = await StartAsync("mastodon", "cs.LG", "cs.AI");
        foreach (var (n, category) in new[] { "cs.LG", "cs.AI" }.Index())
        {
            await rehearsal.ServeAsync(SampleListings.Day(8, first: 10 * n, category: category), category);
        }

        Set(rehearsal, 0, "Instance", "http://127.0.0.1:9");
        await rehearsal.RunAsync(
            Bot.Pipeline.RunMode.Service,
            (_, ledger) => Bounded.UntilAsync("the other is done", () => ledger.Sent() >= 9)
        );

        Assert.All(await rehearsal.AcceptedAsync(), one => Assert.Equal(Author(1), (string)one["author"]!));
    }

    [Fact]
    public void A_token_file_that_cannot_be_read_ends_the_start_of_a_bot_with_that_account_alone()
    {
        var settings = new Microsoft.Extensions.Configuration.ConfigurationBuilder();
        settings.Add(
            new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
            {
                InitialData =
                [
                    new("Bot:Accounts:0:Instance", "https://a.example"),
                    new("Bot:Accounts:0:AccessTokenFile", "/no/such/token"),
                ],
            }
        );
        Assert.Contains(
            "cannot be read",
            Assert.Single(
                Assert.Throws<SettingsException>(() => BotSettings.Read(settings.Build(), forService: true)).Mistakes
            ),
            StringComparison.Ordinal
        );
    }
}
