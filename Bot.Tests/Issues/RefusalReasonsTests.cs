using Bot.Pipeline;
using Bot.Publisher;
using Bot.Sandbox;
using Bot.Tests.Support;
using Microsoft.AspNetCore.Http;

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

    [Theory]
    [InlineData(403, "{\"error\":\"Your login is currently disabled\"}", "log in with a browser")]
    [InlineData(403, "{\"error\":\"This action is outside the authorized scopes\"}", "make a token")]
    [InlineData(403, "<html>Attention Required! | Cloudflare</html>", "see what a proxy")]
    [InlineData(401, "{\"error\":\"The access token was revoked\"}", "make a token")]
    [InlineData(401, "", "make a token")]
    public async Task A_refused_post_says_what_would_mend_it(int status, string body, string advice)
    {
        await using var server = await RecordingServer.StartAsync(
            (_, http) =>
            {
                http.Response.StatusCode = status;
                return http.Response.WriteAsync(body);
            }
        );
        using var http = HttpClients.Create("test", server.Url);
        var client = new MastodonClient(
            http,
            "s3cr3t",
            Polly.ResiliencePipeline.Empty,
            TimeProvider.System,
            () => ValueTask.CompletedTask
        );
        var toot = new Toot
        {
            Kind = TootKind.Article,
            Text = "Hello",
            Visibility = TootVisibility.Public,
            Language = "en",
            Tags = [],
            Characters = 5,
        };
        var outcome = await client.PostAsync(toot, "key", null, TestContext.Current.CancellationToken);
        var locked = Assert.IsType<PostOutcome.LockedOut>(outcome);
        Assert.StartsWith($"HTTP {status}", locked.Reason, StringComparison.Ordinal);
        Assert.Contains($"; {advice}", locked.Reason, StringComparison.Ordinal);
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
