using Bot.Pipeline.Listings;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline.Listings;

public sealed class SharedTagAdviceTests
{
    [Fact]
    public async Task Five_accounts_that_share_hashtags_are_advised_once_at_the_start()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        for (var n = 1; n < 5; n++)
        {
            rehearsal.Settings[$"Bot:Accounts:{n}:Name"] = $"account {n}";
            rehearsal.Settings[$"Bot:Accounts:{n}:Instance"] = rehearsal.Sandbox.Url.AbsoluteUri;
            rehearsal.Settings[$"Bot:Accounts:{n}:AccessToken"] = "another";
        }

        await rehearsal.RunOnceAsync();
        var advice = Assert.Single(rehearsal.Log, line => line.Contains("SharedTags", StringComparison.Ordinal));
        Assert.StartsWith("Warning", advice, StringComparison.Ordinal);
        Assert.Contains(
            "5 accounts share #toXiv_bot_toot, #toXiv_bot_new_article_summary_toot, #toXiv_bot_new_article_toot:",
            advice,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Set SharedTags to keyword on Bot:Accounts:0, Bot:Accounts:1,",
            advice,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Bot:Accounts:2:SharedTags", "keyword")]
    [InlineData("Bot:Accounts:2:Visibility", "unlisted")]
    public async Task Four_that_would_trend_are_left_alone(string key, string value)
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        for (var n = 1; n < 5; n++)
        {
            rehearsal.Settings[$"Bot:Accounts:{n}:Instance"] = $"https://{n}.example";
        }

        for (var n = 1; n < 5; n++)
        {
            rehearsal.Settings[$"Bot:Accounts:{n}:AccessToken"] = "another";
        }

        Assert.NotNull(SharedTagAdvice.For(rehearsal.Options().Accounts));
        rehearsal.Settings[key] = value;
        Assert.Null(SharedTagAdvice.For(rehearsal.Options().Accounts));
    }
}
