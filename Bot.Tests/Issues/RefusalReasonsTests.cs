using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Issues;

/// <summary>An operator hears why a server refuses, and what would mend it; meanwhile nothing is lost.</summary>
[Trait("Category", "Slow")]
public sealed class RefusalReasonsTests
{
    [Theory]
    [InlineData("mastodon", 0)]
    [InlineData("mastodon", 2)]
    [InlineData("gotosocial", 1)]
    [InlineData("snac", 1)]
    [InlineData("hollo", 3)]
    public async Task An_account_that_may_not_log_in_is_called_that_and_goes_on_afterwards(string kind, int said)
    {
        await using var rehearsal = await StartAsync(kind);
        await rehearsal.ServeAsync(SampleListings.Day(3));
        if (said > 0)
        {
            // The toot after these is refused with 401, so that the rest is still to be said when the login is disabled.
            await rehearsal.FaultAsync("post", "401", skip: said);
            await rehearsal.RunOnceAsync();
            rehearsal.Clock.Advance(TimeSpan.FromMinutes(16));
        }

        await rehearsal.ChangeAsync(new { loginDisabled = true });
        var troubles = string.Join('\n', (await rehearsal.RunOnceAsync()).Troubles.Concat(rehearsal.Log));
        Assert.Contains("Your login is currently disabled", troubles, StringComparison.Ordinal);
        Assert.Contains("second factor", troubles, StringComparison.Ordinal);
        Assert.Equal(said, (await rehearsal.TextsAsync()).Count);

        await rehearsal.ChangeAsync(new { loginDisabled = false });
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(16));
        await rehearsal.RunOnceAsync();
        Assert.Equal(4, (await rehearsal.TextsAsync()).Count);
        Assert.Null(rehearsal.Report().Accounts[0].BlockedReason);
    }

    [Fact]
    public async Task A_post_that_a_disabled_login_refuses_does_not_blame_the_token()
    {
        await using var rehearsal = await StartAsync("mastodon");
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.FaultAsync("post", "403", skip: 1);
        await rehearsal.RunOnceAsync();
        var reason = rehearsal.Report().Accounts[0].BlockedReason!;
        Assert.Contains("HTTP 403", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("check the account and its token", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mastodon", "cslg", "#csLG")]
    [InlineData("mastodon", "CSLG other", "#csLG")]
    [InlineData("mastodon", "toxiv_bot_toot cslg", "#toXiv_bot_toot, #csLG")]
    [InlineData("gotosocial", "cslg", "#csLG")]
    [InlineData("snac", "cslg", "#csLG")]
    [InlineData("hollo", "toxiv_bot_toot", "#toXiv_bot_toot")]
    public async Task A_hashtag_that_admins_banned_is_named_and_nothing_is_lost(
        string kind,
        string banned,
        string named
    )
    {
        await using var rehearsal = await StartAsync(kind);
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.ChangeAsync(new { bannedTags = banned });
        await rehearsal.RunOnceAsync();
        var reason = rehearsal.Report().Accounts[0].BlockedReason;
        Assert.Contains($"may have banned {named}: ask them", reason, StringComparison.Ordinal);
        Assert.Empty(await rehearsal.TextsAsync());

        await rehearsal.ChangeAsync(new { bannedTags = "" });
        for (var run = 0; run < 4; run++)
        {
            rehearsal.Clock.Advance(TimeSpan.FromMinutes(31));
            await rehearsal.RunOnceAsync();
        }

        var texts = await rehearsal.TextsAsync();
        Assert.Equal(4, texts.Count);
        Assert.Equal(4, texts.Distinct().Count());
    }

    private static Task<Rehearsal> StartAsync(string kind) =>
        Rehearsal.StartAsync(
            new SandboxOptions
            {
                Kind = kind,
                PostsPerThreeHours = 0,
                RequestsPerFiveMinutes = 0,
            }
        );
}
