using Bot.Pipeline;
using Bot.Publisher;
using Bot.Sandbox;
using Bot.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Bot.Tests.Publisher;

/// <summary>One odd field of a server's answer is that field's loss alone.</summary>
public sealed class OddJsonTests
{
    public static MatrixTheoryData<string, string> Servers =>
        new(SandboxOptions.Kinds, ["lost-answer", "500-accepted"]);

    [Theory]
    [InlineData(200, "<!DOCTYPE html><html><body>Welcome</body></html>")]
    [InlineData(200, "{\"version\":\"4.2.0\"}")]
    [InlineData(200, "{\"configuration\":[]}")]
    [InlineData(200, "{\"configuration\":{\"statuses\":[]}}")]
    [InlineData(200, "{\"configuration\":{\"statuses\":{\"max_characters\":9999999999}}}")]
    [InlineData(200, "{\"configuration\":{\"statuses\":{\"max_characters\":99999999999999999999999999999999999}}}")]
    [InlineData(200, "{\"configuration\":{\"statuses\":{\"max_characters\":\"many\"}}}")]
    [InlineData(200, "{\"configuration\":{\"statuses\":{\"max_characters\":null}}}")]
    [InlineData(200, "{\"configuration\":{\"statuses\":{\"max_characters\":true}}}")]
    [InlineData(200, "{\"configuration\":{\"statuses\":{\"max_characters\":0}}}")]
    [InlineData(200, "{\"configuration\":{\"statuses\":{\"max_characters\":-5}}}")]
    [InlineData(200, "{\"configuration\":{\"statuses\":{\"max_characters\":12.5}}}")]
    [InlineData(200, "{\"configuration\":\"none\",\"version\":{}}")]
    [InlineData(200, "[]")]
    [InlineData(200, "null")]
    [InlineData(200, "")]
    [InlineData(204, "")]
    [InlineData(400, "{}")]
    [InlineData(401, "{\"error\":\"This method requires an authenticated user\"}")]
    [InlineData(403, "no")]
    [InlineData(404, "no")]
    [InlineData(405, "")]
    [InlineData(410, "")]
    [InlineData(422, "{\"error\":[]}")]
    [InlineData(451, "")]
    [InlineData(501, "")]
    [InlineData(503, "")]
    public async Task Where_v2_gives_no_limit_v1_is_asked(int status, string v2)
    {
        var instance = await InstanceAsync(status, v2, 200, "{\"max_toot_chars\":777,\"version\":\"4.2.0\"}");
        Assert.Equal((777, 23), (instance!.Value.Limits.MaxCharacters, instance.Value.Limits.CharactersPerUrl));
    }

    [Theory]
    [InlineData("5000", 5000, 23)]
    [InlineData("5000.0", 5000, 23)]
    [InlineData("\"5000\"", 5000, 23)]
    [InlineData("5e3", 5000, 23)]
    [InlineData("5000,\"characters_reserved_per_url\":[]", 5000, 23)]
    [InlineData("5000,\"characters_reserved_per_url\":9999999999", 5000, 23)]
    [InlineData("5000,\"characters_reserved_per_url\":\"30\"", 5000, 30)]
    [InlineData("5000,\"characters_reserved_per_url\":30.0", 5000, 30)]
    [InlineData("5000,\"supported_mime_types\":{}},\"urls\":{\"max_characters\":1", 5000, 23)]
    public async Task A_limit_is_taken_however_it_is_written(string written, int characters, int url)
    {
        foreach (var mark in new[] { "", "\uFEFF" })
        {
            var v2 = $"{mark}{{\"configuration\":{{\"statuses\":{{\"max_characters\":{written}}}}},\"version\":4.5}}";
            var limits = (await InstanceAsync(200, v2, 500, ""))!.Value.Limits;
            Assert.Equal((characters, url), (limits.MaxCharacters, limits.CharactersPerUrl));
        }
    }

    [Theory]
    [InlineData(404, 404, 500)]
    [InlineData(501, 404, 500)]
    [InlineData(200, 200, 500)]
    [InlineData(503, 404, 0)]
    [InlineData(404, 503, 0)]
    [InlineData(429, 200, 0)]
    public async Task Where_neither_gives_one_the_default_holds_if_the_server_is_well(int v2, int v1, int expected) =>
        Assert.Equal(expected, (await InstanceAsync(v2, "x", v1, "{}"))?.Limits.MaxCharacters ?? 0);

    [Fact]
    public async Task A_limit_past_all_measure_in_both_is_a_large_one() =>
        Assert.InRange(
            (
                await InstanceAsync(
                    200,
                    "{\"configuration\":{\"statuses\":{\"max_characters\":9999999999}}}",
                    200,
                    "{\"max_toot_chars\":9999999999}"
                )
            )!
                .Value
                .Limits
                .MaxCharacters,
            100_000,
            int.MaxValue
        );

    [Theory]
    [InlineData("{\"id\":17,\"acct\":\"paper\",\"bot\":1}", "17", "paper", true)]
    [InlineData("\uFEFF{\"id\":\"17\",\"acct\":\"paper\",\"bot\":true}", "17", "paper", true)]
    [InlineData(
        "{\"id\":109876543210987654321,\"acct\":null,\"username\":\"p\",\"bot\":0}",
        "109876543210987654321",
        "p",
        false
    )]
    [InlineData("{\"id\":\"a\",\"acct\":[],\"username\":{},\"bot\":\"yes\",\"url\":5}", "a", "a", false)]
    [InlineData("{\"id\":\"a\",\"acct\":\"\\ud800\",\"username\":\"p\",\"bot\":\"1\",\"source\":[]}", "a", "p", true)]
    public async Task Of_an_account_is_taken_what_can_be(string json, string id, string acct, bool isBot)
    {
        await using var server = await ServeAsync(_ => (200, json));
        using var http = HttpClients.Create("test", server.Url);
        var known = Assert.IsType<Verification.Known>(
            await Client(http).VerifyAsync(TestContext.Current.CancellationToken)
        );
        Assert.Equal((id, acct, isBot), (known.Id, known.Acct, known.IsBot));
    }

    [Theory]
    [InlineData("[null,{\"id\":5,\"content\":\"x\"},7,\"a\",[],{\"id\":null},{}]", "5")]
    [InlineData("\uFEFF[{\"id\":\"5\",\"content\":null,\"reblog\":false,\"account\":[]}]", "5")]
    [InlineData("[{\"id\":\"5\",\"url\":{},\"reblog\":[]},{\"id\":6,\"in_reply_to_id\":5}]", "5 6<5")]
    [InlineData("[{\"id\":\"5\",\"spoiler_text\":false,\"reblog\":{\"id\":null}}]", "5b")]
    [InlineData("[{\"id\":\"5\",\"content\":\"\\ud800\",\"in_reply_to_id\":\"\"}]", "5")]
    [InlineData("[]", "")]
    [InlineData("[null,7]", "")]
    [InlineData("[null,7,{}]", null)]
    [InlineData("{\"statuses\":[]}", null)]
    [InlineData("<html></html>", null)]
    public async Task Of_a_list_the_odd_elements_are_skipped_and_one_of_nothing_else_tells_nothing(
        string json,
        string? expected
    )
    {
        await using var server = await ServeAsync(_ => (200, json));
        using var http = HttpClients.Create("test", server.Url);
        var (page, trouble) = await Client(http).OwnStatusesAsync("1", null, TestContext.Current.CancellationToken);
        Assert.Equal(expected is null, trouble is not null);
        Assert.Equal(
            expected,
            page is null
                ? null
                : string.Join(
                    ' ',
                    page.Select(one =>
                        one.Id + (one.InReplyToId is null ? "" : $"<{one.InReplyToId}") + (one.IsBoost ? "b" : "")
                    )
                )
        );
    }

    [Theory]
    [InlineData("{\"id\":9007199254740993,\"url\":null,\"uri\":\"u\",\"visibility\":2}", "9007199254740993", "u")]
    [InlineData("\uFEFF{\"id\":\"5\",\"url\":[],\"reblog\":\"\"}", "5", null)]
    [InlineData("{\"id\":\"\"}", null, null)]
    [InlineData("[{\"id\":\"5\"}]", null, null)]
    public async Task Of_a_posted_status_the_id_is_enough(string json, string? id, string? url)
    {
        await using var server = await ServeAsync(_ => (200, json));
        using var http = HttpClients.Create("test", server.Url);
        var outcome = await Client(http).BoostAsync("1", TestContext.Current.CancellationToken);
        Assert.Equal((id, url), outcome is PostOutcome.Posted posted ? (posted.StatusId, posted.Url) : default);
    }

    [Theory]
    [InlineData(
        "{\"links\":[null,7,{\"href\":5},{\"rel\":\"http://nodeinfo.diaspora.software/ns/schema/2.0\",\"href\":\"{0}n\"}]}"
    )]
    [InlineData(
        "{\"links\":[{\"rel\":\"http://nodeinfo.diaspora.software/ns/schema/2.0\",\"href\":\"{0}n\"},"
            + "{\"rel\":\"https://www.w3.org/ns/activitystreams#Application\",\"href\":\"{0}actor\"}]}"
    )]
    [InlineData(
        "{\"links\":[{\"rel\":\"http://nodeinfo.diaspora.software/ns/schema/2.1\",\"href\":\"https://cdn.example/n\"},"
            + "{\"rel\":\"http://nodeinfo.diaspora.software/ns/schema/2.0\",\"href\":\"{0}n\"}]}"
    )]
    [InlineData(
        "{\"links\":[{\"rel\":\"http://nodeinfo.diaspora.software/ns/schema/1.0\",\"href\":\"{0}n\"},"
            + "{\"rel\":\"http://nodeinfo.diaspora.software/ns/schema/2.1\",\"href\":\"{0}gone\"}]}"
    )]
    [InlineData("\uFEFF{\"links\":[{\"href\":\"{0}n\"}],\"more\":{}}")]
    public async Task Nodeinfo_is_found_beside_other_links(string links)
    {
        await using var server = await RecordingServer.StartAsync(
            (recording, http) =>
            {
                http.Response.StatusCode = http.Request.Path == "/gone" ? 404 : 200;
                return http.Response.WriteAsync(
                    http.Request.Path.Value switch
                    {
                        "/.well-known/nodeinfo" => links.Replace(
                            "{0}",
                            recording.Url.AbsoluteUri,
                            StringComparison.Ordinal
                        ),
                        "/n" => "\uFEFF{\"software\":{\"name\":\"gotosocial\",\"version\":[]},\"usage\":null}",
                        "/actor" => "{\"type\":\"Application\"}",
                        _ => "{}",
                    }
                );
            }
        );
        using var http = HttpClients.Create("test", server.Url);
        Assert.Equal(
            ServerKind.GoToSocial,
            (await Client(http).InstanceAsync(TestContext.Current.CancellationToken))!.Value.Kind
        );
    }

    [Theory]
    [InlineData("{\"scopes\":[\"read\",null,5,\"write\"]}", "read 5 write")]
    [InlineData("{\"scopes\":\"read write\"}", "read write")]
    [InlineData("{\"scopes\":[null]}", null)]
    [InlineData("{\"scopes\":{}}", null)]
    [InlineData("{}", null)]
    [InlineData("[]", null)]
    public async Task Scopes_are_taken_however_they_are_written(string json, string? expected)
    {
        await using var server = await ServeAsync(_ => (200, json));
        using var http = HttpClients.Create("test", server.Url);
        var scopes = await Client(http).ScopesAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected, scopes is null ? null : string.Join(' ', scopes));
    }

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Servers))]
    public async Task On_a_careless_server_a_whole_day_is_said_once_in_spite_of_doubts(string kind, string fault)
    {
        await using var rehearsal = await Rehearsal.StartAsync(
            new SandboxOptions
            {
                Kind = kind,
                PostsPerThreeHours = 0,
                RequestsPerFiveMinutes = 0,
                KeepsIdempotencyKeys = false,
            }
        );
        await rehearsal.ChangeAsync(new { oddAnswers = true });
        await rehearsal.ServeAsync(SampleListings.Day(4));
        await rehearsal.FaultAsync("post", fault, every: 2, times: 2);
        await rehearsal.RunOnceAsync();
        Expect.EachOnceInOrder(SampleListings.Ids(4), await rehearsal.TextsAsync());

        // Its ledger is lost, and all is found again.
        rehearsal.LoseLedger();
        await rehearsal.RunOnceAsync();
        Assert.Equal(5, (await rehearsal.TextsAsync()).Count);
        Assert.DoesNotContain(rehearsal.Log, line => line.Contains("NOT MARKED AS A BOT", StringComparison.Ordinal));
    }

    private static async Task<InstanceFacts?> InstanceAsync(int status2, string v2, int status1, string v1)
    {
        await using var server = await ServeAsync(path =>
            path switch
            {
                "/api/v2/instance" => (status2, v2),
                "/api/v1/instance" => (status1, v1),
                _ => (404, ""),
            }
        );
        using var http = HttpClients.Create("test", server.Url);
        return await Client(http).InstanceAsync(TestContext.Current.CancellationToken);
    }

    private static Task<RecordingServer> ServeAsync(Func<string, (int Status, string Body)> answer) =>
        RecordingServer.StartAsync(
            (_, http) =>
            {
                var (status, body) = answer(http.Request.Path.Value!);
                http.Response.StatusCode = status;
                return status == 204 ? Task.CompletedTask : http.Response.WriteAsync(body);
            }
        );

    private static MastodonClient Client(HttpClient http) =>
        new(http, "s3cr3t-t0ken", Polly.ResiliencePipeline.Empty, TimeProvider.System, () => ValueTask.CompletedTask);
}
