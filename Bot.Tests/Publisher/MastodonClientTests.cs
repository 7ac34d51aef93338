using Bot.Pipeline;
using Bot.Publisher;
using Bot.Sandbox;
using Bot.Tests.Support;

namespace Bot.Tests.Publisher;

public sealed class MastodonClientTests
{
    private static readonly Toot Hello = new()
    {
        Kind = TootKind.Article,
        Text = "Hello",
        Visibility = TootVisibility.Public,
        Language = "en",
        Tags = [],
        Characters = 5,
    };

    [Theory]
    [InlineData("500", typeof(PostOutcome.Unknown))]
    [InlineData("502-html", typeof(PostOutcome.Unknown))]
    [InlineData("503", typeof(PostOutcome.Unknown))]
    [InlineData("cut", typeof(PostOutcome.Unknown))]
    [InlineData("lost-answer", typeof(PostOutcome.Unknown))]
    [InlineData("html", typeof(PostOutcome.Unknown))]
    [InlineData("html-accepted", typeof(PostOutcome.Unknown))]
    [InlineData("no-id", typeof(PostOutcome.Unknown))]
    [InlineData("truncated", typeof(PostOutcome.Unknown))]
    [InlineData("cut-midway", typeof(PostOutcome.Unknown))]
    [InlineData("429", typeof(PostOutcome.RateLimited))]
    [InlineData("400", typeof(PostOutcome.Refused))]
    [InlineData("422", typeof(PostOutcome.Refused))]
    [InlineData("401", typeof(PostOutcome.LockedOut))]
    [InlineData("403", typeof(PostOutcome.LockedOut))]
    [InlineData("404", typeof(PostOutcome.LockedOut))]
    [InlineData("redirect", typeof(PostOutcome.LockedOut))]
    [InlineData("not-modified", typeof(PostOutcome.LockedOut))]
    public async Task Every_answer_has_its_outcome(string fault, Type outcome)
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.FaultAsync("post", fault);

        Assert.IsType(outcome, await PostAsync(rehearsal));
        Assert.IsType<PostOutcome.Posted>(await PostAsync(rehearsal));
    }

    [Fact]
    public async Task A_reply_to_a_status_that_is_gone_is_refused_and_no_lock_out()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        Assert.IsType<PostOutcome.Refused>(
            await Client(rehearsal).PostAsync(Hello, "key", "999", CancellationToken.None)
        );
    }

    [Fact]
    public async Task A_text_that_calls_somebody_is_refused_before_they_hear_of_it()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        var calling = Hello with { Text = "for @reader" };
        var outcome = await Client(rehearsal).PostAsync(calling, "key", null, CancellationToken.None);
        var refused = Assert.IsType<PostOutcome.Refused>(outcome);
        Assert.Contains("unexpected accounts", refused.Reason, StringComparison.Ordinal);
        Assert.Empty(await rehearsal.TextsAsync());
    }

    [Fact]
    public async Task The_time_to_wait_is_the_headers_else_Retry_After_else_unknown()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        var now = rehearsal.Clock.GetUtcNow();
        await rehearsal.FaultAsync("post", "429", milliseconds: 90_000);
        Assert.Equal(now.AddSeconds(90), Assert.IsType<PostOutcome.RateLimited>(await PostAsync(rehearsal)).Until);
        await rehearsal.HealAsync();
        await rehearsal.FaultAsync("post", "429-retry-after", milliseconds: 40_000);
        Assert.Equal(now.AddSeconds(40), Assert.IsType<PostOutcome.RateLimited>(await PostAsync(rehearsal)).Until);
        await rehearsal.HealAsync();
        await rehearsal.FaultAsync("post", "429-bare");
        Assert.Null(Assert.IsType<PostOutcome.RateLimited>(await PostAsync(rehearsal)).Until);
    }

    [Fact]
    public async Task An_answer_without_end_in_sight_is_given_up_and_stays_unknown()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.FaultAsync("post", "held-answer");
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        Assert.IsType<PostOutcome.Unknown>(await Client(rehearsal).PostAsync(Hello, "key", null, patience.Token));
        Assert.Single(await rehearsal.AcceptedAsync());
    }

    [Fact]
    public async Task Every_request_names_us_and_every_post_has_a_length_and_its_key()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        rehearsal.Settings["Bot:Feed:Contact"] = "ada@example.org";
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.RunOnceAsync();

        var requests = await rehearsal.RequestsAsync();
        Assert.All(
            requests,
            request =>
                Assert.Equal($"Tootprint/{HttpClients.Version} (+ada@example.org)", (string?)request["userAgent"])
        );
        var posts = requests.Where(request => (string?)request["method"] == "POST").ToList();
        Assert.Equal(3, posts.Count);
        Assert.All(posts, post => Assert.True((int?)post["contentLength"] > 0));
        Assert.Equal(
            3,
            posts.Select(post => (string?)post["idempotencyKey"]).Where(key => key is { Length: 40 }).Distinct().Count()
        );
    }

    [Fact]
    public async Task The_token_is_in_no_log_no_ledger_and_no_feed_request()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(4));
        foreach (var kind in new[] { "401", "500", "redirect", "422", "html", "cut" })
        {
            await rehearsal.FaultAsync("post", kind);
        }

        await rehearsal.FaultAsync("verify", "403", skip: 1);
        for (var run = 0; run < 8; run++)
        {
            await rehearsal.RunOnceAsync();
            rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.NotEmpty(rehearsal.Log);
        Assert.DoesNotContain(
            rehearsal.Log,
            line => line.Contains(rehearsal.Sandbox.BotToken, StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            rehearsal.Sandbox.BotToken,
            await File.ReadAllTextAsync(rehearsal.LedgerPath),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            await rehearsal.RequestsAsync(),
            request =>
                ((string)request["path"]!).StartsWith("/rss", StringComparison.Ordinal)
                && (bool)request["authorization"]!
        );
    }

    [Fact]
    public async Task Limits_come_from_v2_then_v1_and_are_unknown_when_both_fail()
    {
        await using var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions { MaxCharacters = 777, CharactersPerUrl = 25 }
        );
        Assert.Equal(
            new InstanceFacts(ServerKind.Mastodon, new TootLimits(777, 25), "4.6.0 (compatible; TootprintSandbox 1.0)")
            {
                LongestDescription = 10_000,
            },
            await Client(rehearsal).InstanceAsync(CancellationToken.None)
        );
        await rehearsal.ChangeAsync(new { instanceV2 = false });
        Assert.Equal(
            new InstanceFacts(ServerKind.Mastodon, new TootLimits(777, 25), "4.6.0 (compatible; TootprintSandbox 1.0)")
            {
                LongestDescription = 10_000,
            },
            await Client(rehearsal).InstanceAsync(CancellationToken.None)
        );
        await rehearsal.ChangeAsync(new { instanceFails = true });
        Assert.Null(await Client(rehearsal).InstanceAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Reads_are_tried_three_times_and_posts_once()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.FaultAsync("verify", "503", times: 2);
        Assert.IsType<Verification.Known>(await Client(rehearsal).VerifyAsync(CancellationToken.None));
        await rehearsal.FaultAsync("post", "503");
        await PostAsync(rehearsal);
        Assert.Equal(
            (3, 1),
            (
                (await rehearsal.RequestsAsync()).Count(one =>
                    ((string)one["path"]!).EndsWith("verify_credentials", StringComparison.Ordinal)
                ),
                (await rehearsal.RequestsAsync()).Count(one => (string?)one["method"] == "POST")
            )
        );
    }

    [Fact]
    public async Task The_source_of_a_status_is_its_text_as_sent()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        var posted = Assert.IsType<PostOutcome.Posted>(await PostAsync(rehearsal));
        Assert.Equal(("Hello", null), await Client(rehearsal).SourceAsync(posted.StatusId, CancellationToken.None));
        Assert.Equal((null, null), await Client(rehearsal).SourceAsync("12345", CancellationToken.None));
    }

    [Fact]
    public async Task A_source_that_cannot_be_asked_for_is_a_trouble_and_no_answer()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        var posted = Assert.IsType<PostOutcome.Posted>(await PostAsync(rehearsal));
        await rehearsal.FaultAsync("any", "503", times: 3);
        var (text, trouble) = await Client(rehearsal).SourceAsync(posted.StatusId, CancellationToken.None);
        Assert.Null(text);
        Assert.Contains("503", trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_boost_of_the_accounts_own_status_shows_it_and_a_boost_of_anothers_does_not()
    {
        // As snac 2.96 lists the statuses of account "b9" after a reader's boost: the wrapper stands in the status's
        // place.
        const string List = """
            [
              {
                "id":"17AB","content":"","account":{"id":"6e"},
                "reblog":{
                  "id":"17ab","url":"http://s/p/1","content":"<p>Ours</p>","in_reply_to_id":null,
                  "account":{"id":"b9"},"reblog":null
                }
              },
              {
                "id":"18","content":"","account":{"id":"b9"},
                "reblog":{"id":"19","content":"<p>Theirs</p>","account":{"id":"6e"},"reblog":null}
              }
            ]
            """;
        using var http = new HttpClient(new FixedAnswer(List)) { BaseAddress = new Uri("http://127.0.0.1/") };
        var (page, _) = await new MastodonClient(
            http,
            "token",
            RetryPolicy.Reads(TimeProvider.System),
            TimeProvider.System,
            () => ValueTask.CompletedTask
        ).OwnStatusesAsync("b9", null, CancellationToken.None);

        Assert.Equal(
            [
                new OwnStatus(
                    "17AB",
                    null,
                    null,
                    true,
                    "",
                    new OwnStatus("17ab", "http://s/p/1", null, false, "<p>Ours</p>")
                ),
                new OwnStatus("18", null, null, true, ""),
            ],
            page
        );
    }

    private sealed class FixedAnswer(string json) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => Task.FromResult(new HttpResponseMessage { Content = new StringContent(json) });
    }

    private static Task<PostOutcome> PostAsync(Rehearsal rehearsal) =>
        Client(rehearsal).PostAsync(Hello, Guid.NewGuid().ToString(), null, CancellationToken.None);

    private static MastodonClient Client(Rehearsal rehearsal) =>
        new(
            HttpClients.Create("Tootprint test", rehearsal.Sandbox.Url),
            rehearsal.Sandbox.BotToken,
            RetryPolicy.Reads(rehearsal.Clock),
            rehearsal.Clock,
            () => ValueTask.CompletedTask
        );
}
