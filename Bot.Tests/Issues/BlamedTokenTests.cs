using System.Globalization;
using Bot.Pipeline;
using Bot.Publisher;
using Bot.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Bot.Tests.Issues;

/// <summary>An operator was told to make a new token where the address, a proxy or the hour was to blame.</summary>
public sealed class BlamedTokenTests
{
    [Theory]
    [InlineData(301, "https://social.example/api/v1/accounts/verify_credentials", "to social.example; set Instance to")]
    [InlineData(308, "https://social.example:8443/x", "https://social.example:8443")]
    [InlineData(302, "//social.example/login", "to social.example;")]
    [InlineData(302, "https://user:s3cr3t-t0ken@social.example/", "to social.example;")]
    [InlineData(307, "https://s3cr3t-t0ken.example/", "to ***.example;")]
    [InlineData(303, "/auth/sign_in", "another address of its own")]
    [InlineData(301, "mailto:admin@social.example", "another address")]
    [InlineData(304, null, "HTTP 304, which is no answer")]
    public async Task A_redirect_names_its_target_and_not_the_token(int status, string? location, string words)
    {
        var denied = await DeniedAsync(http =>
        {
            http.Response.StatusCode = status;
            if (location is not null)
            {
                http.Response.Headers.Location = location;
            }

            return Task.CompletedTask;
        });
        Assert.Contains(words, denied.Trouble, StringComparison.Ordinal);
        Assert.False(denied.IsToken);
        Assert.DoesNotContain("token", denied.Trouble, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "{\"error\":\"Not Found\"}")]
    [InlineData(404, "<html>nginx</html>")]
    [InlineData(422, "{\"error\":\"no such endpoint\"}")]
    [InlineData(400, "")]
    [InlineData(403, "<html>Attention Required! | Cloudflare</html>")]
    [InlineData(405, "")]
    [InlineData(410, "")]
    [InlineData(418, "{}")]
    public async Task A_host_that_is_no_fediverse_server_is_called_that(int status, string body)
    {
        var denied = await DeniedAsync(http => AnswerAsync(http, status, body));
        Assert.Contains("no sign of a Mastodon-compatible server", denied.Trouble, StringComparison.Ordinal);
        Assert.Contains($"HTTP {status}", denied.Trouble, StringComparison.Ordinal);
        Assert.DoesNotContain("token", denied.Trouble, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "{}", false, "peertube")]
    [InlineData(405, "", false, "peertube")]
    [InlineData(422, "{\"error\":\"This method requires an authenticated user\"}", true, "make a token")]
    [InlineData(401, "{\"error\":\"The access token is invalid\"}", true, "make a token")]
    [InlineData(403, "{\"error\":\"This action is outside the authorized scopes\"}", true, "make a token")]
    [InlineData(401, "", true, "make a token")]
    [InlineData(422, "", true, "make a token")]
    [InlineData(422, "<p>Unprocessable</p>", false, "a proxy or a firewall")]
    public async Task Of_a_fediverse_server_only_what_is_about_the_token_blames_it(
        int status,
        string body,
        bool isToken,
        string words
    )
    {
        var denied = await DeniedAsync(http =>
            http.Request.Path.Value switch
            {
                "/.well-known/nodeinfo" => AnswerAsync(http, 200, "{\"links\":[{\"href\":\"/n\"}]}"),
                "/n" => AnswerAsync(http, 200, "{\"software\":{\"name\":\"peertube\"}}"),
                _ => AnswerAsync(http, status, body),
            }
        );
        Assert.Equal(isToken, denied.IsToken);
        Assert.Contains(words, denied.Trouble, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("429", 90_000, "2025-06-09")]
    [InlineData("429-retry-after", 40_000, "2025-06-09")]
    [InlineData("503-retry-after", 40_000, null)]
    public async Task After_a_429_or_503_the_account_is_asked_for_when_the_server_says(
        string fault,
        int milliseconds,
        string? told
    )
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.FaultAsync("verify", fault, milliseconds: milliseconds, times: told is null ? 3 : 1);
        var client = new MastodonClient(
            HttpClients.Create("test", rehearsal.Sandbox.Url),
            rehearsal.Sandbox.BotToken,
            RetryPolicy.Reads(rehearsal.Clock),
            rehearsal.Clock,
            () => ValueTask.CompletedTask
        );
        var unreachable = Assert.IsType<Verification.Unreachable>(await client.VerifyAsync(CancellationToken.None));
        Assert.InRange(
            unreachable.RetryAt!.Value - rehearsal.Clock.GetUtcNow(),
            TimeSpan.FromMilliseconds(milliseconds - 5000),
            TimeSpan.FromMilliseconds(milliseconds)
        );
        if (told is not null)
        {
            Assert.Contains(
                unreachable.RetryAt.Value.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture),
                unreachable.Reason,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task A_single_run_waits_for_the_time_that_the_server_says()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.FaultAsync("verify", "429", milliseconds: 3000);
        await rehearsal.RunOnceAsync();
        Assert.Equal(3, (await rehearsal.TextsAsync()).Count);
        Assert.Contains(rehearsal.Log, line => line.Contains("asks to wait until", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("timeline", "429", false)]
    [InlineData("timeline", "502-html", false)]
    [InlineData("timeline", "redirect", false)]
    [InlineData("timeline", "403", true)]
    [InlineData("post", "404", false)]
    [InlineData("post", "405", false)]
    [InlineData("post", "redirect", false)]
    [InlineData("post", "401", true)]
    public async Task No_other_answer_blames_the_token_without_need(string on, string fault, bool isBlamed)
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(1));
        await rehearsal.FaultAsync(on, fault, times: 0, milliseconds: 3_600_000);
        await rehearsal.RunOnceAsync();
        Assert.Equal(
            isBlamed,
            rehearsal.Log.Any(line =>
                !line.StartsWith("Information", StringComparison.Ordinal)
                && line.Contains("token", StringComparison.Ordinal)
            )
        );
    }

    private static async Task<Verification.Denied> DeniedAsync(Func<HttpContext, Task> answer)
    {
        await using var server = await RecordingServer.StartAsync((_, http) => answer(http));
        using var http = HttpClients.Create("test", server.Url);
        var client = new MastodonClient(
            http,
            "s3cr3t-t0ken",
            Polly.ResiliencePipeline.Empty,
            TimeProvider.System,
            () => ValueTask.CompletedTask
        );
        return Assert.IsType<Verification.Denied>(await client.VerifyAsync(TestContext.Current.CancellationToken));
    }

    private static Task AnswerAsync(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync(body);
    }
}
