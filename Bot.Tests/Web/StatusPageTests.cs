using System.Net;
using System.Text.Json.Nodes;
using Bot.Pipeline;
using Bot.Tests.Support;

namespace Bot.Tests.Web;

/// <summary>The page and the watchdog's address: they tell how things stand, and can do nothing.</summary>
public sealed class StatusPageTests
{
    [Fact]
    public async Task It_only_reads_and_loads_nothing_from_anywhere()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await ServeAsync(
            rehearsal,
            async web =>
            {
                foreach (var path in new[] { "/status", "/health" })
                {
                    using var answer = await web.GetAsync(path);
                    Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                    var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
                    Assert.Matches("^default-src 'none';.* base-uri 'none';.* frame-ancestors 'none'$", policy);
                    Assert.DoesNotMatch(@"unsafe|https?:|script|data:|\*", policy);
                    Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
                    Assert.False(answer.Headers.Contains("Server"));
                    foreach (var method in new[] { "POST", "PUT", "PATCH", "DELETE" })
                    {
                        using var writing = new HttpRequestMessage(new HttpMethod(method), path)
                        {
                            Content = new StringContent("x"),
                        };
                        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await web.SendAsync(writing)).StatusCode);
                    }
                }

                var page = await web.GetStringAsync("/status");
                Assert.DoesNotMatch("<(script|img|link|iframe|form)| (on[a-z]+|src|href|style)=", page);
                Assert.Equal(HttpStatusCode.NotFound, (await web.GetAsync("/ledger.db")).StatusCode);
            }
        );
    }

    [Fact]
    public async Task What_others_wrote_is_text_and_health_names_what_is_wrong()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(
            SampleListings
                .Feed("")
                .Replace("cs.LG updates on arXiv.org<", "Feed error<", StringComparison.Ordinal)
                .Replace(
                    "cs.LG updates on the arXiv.org e-print archive.",
                    "&lt;script&gt;alert(1)&lt;/script&gt;",
                    StringComparison.Ordinal
                )
        );
        await rehearsal.RunOnceAsync();
        rehearsal.Clock.Advance(TimeSpan.FromHours(3));
        await ServeAsync(
            rehearsal,
            async web =>
            {
                using var health = await web.GetAsync("/health");
                Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
                Assert.Contains(
                    "the feed cs.LG fails since 2025-06-09 04:",
                    (string)
                        Assert.Single(JsonNode.Parse(await health.Content.ReadAsStringAsync())!["alarms"]!.AsArray())!,
                    StringComparison.Ordinal
                );
                var page = await web.GetStringAsync("/status");
                Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
                Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
            }
        );
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", false)]
    [InlineData("http://0.0.0.0:0", true)]
    public async Task It_warns_where_others_can_read_it(string url, bool warns)
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await ServeAsync(rehearsal, _ => Task.CompletedTask, url);
        Assert.Equal(warns, rehearsal.Log.Any(line => line.Contains("has no password", StringComparison.Ordinal)));
    }

    private static async Task ServeAsync(
        Rehearsal rehearsal,
        Func<HttpClient, Task> look,
        string url = "http://127.0.0.1:0"
    )
    {
        rehearsal.Settings["Bot:Web:Url"] = url;
        rehearsal.Clock.AutoAdvance = false;
        await rehearsal.RunAsync(
            RunMode.Service,
            async (_, ledger) =>
            {
                var address = "";
                await Bounded.UntilAsync(
                    "the page is there and the feed was read",
                    () =>
                        (
                            address =
                                rehearsal.Log.FirstOrDefault(line =>
                                    line.Contains("Readers' page at ", StringComparison.Ordinal)
                                ) ?? ""
                        ).Length > 0
                        && ledger.Feed("cs.LG").CheckedAt is not null
                );
                using var web = new HttpClient(new SocketsHttpHandler())
                {
                    BaseAddress = new Uri(
                        address[(address.IndexOf("http", StringComparison.Ordinal))..]
                            .Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)
                    ),
                };
                await look(web);
            }
        );
    }
}
