using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Bot.Tests.Support;

namespace Bot.Tests.Sandbox;

/// <summary>The sandbox's archive answers as arXiv's does.</summary>
public sealed class ArchiveTests
{
    private static readonly XNamespace Oai = "http://www.openarchives.org/OAI/2.0/";
    private static readonly XNamespace Raw = "http://arxiv.org/OAI/arXivRaw/";
    private static readonly XNamespace Parsed = "http://arxiv.org/OAI/arXiv/";

    [Fact]
    public async Task It_says_what_it_is()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        var reply = await sandbox.GetAsync("/oai?verb=Identify");
        Assert.Equal((HttpStatusCode.OK, "text/xml"), (reply.Status, reply.Header("Content-Type")));
        var identify = XDocument.Parse(reply.Text).Root!.Element(Oai + "Identify")!;
        Assert.Equal(
            ("arXiv", "YYYY-MM-DD"),
            ((string)identify.Element(Oai + "repositoryName")!, (string)identify.Element(Oai + "granularity")!)
        );
    }

    [Fact]
    public async Task Every_feed_it_is_given_becomes_records_of_the_feeds_day()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SendAsync(
            "PUT",
            "/sandbox/feeds/cs.LG",
            new StringContent(
                SampleListings.Feed(
                    SampleListings.Item("2506.00001") + SampleListings.Item("2505.00002", "replace", 3),
                    date: new DateOnly(2025, 6, 16)
                )
            )
        );
        var records = await RecordsAsync(
            sandbox,
            "verb=ListRecords&metadataPrefix=arXivRaw&from=2025-06-10&until=2025-06-16&set=cs:cs:LG",
            clock: new(2025, 6, 16)
        );
        Assert.Equal(
            ["2505.00002", "2506.00001"],
            records.Select(record => (string)record.Descendants(Raw + "id").Single())
        );
        Assert.All(
            records,
            record => Assert.Equal("2025-06-16", (string)record.Descendants(Oai + "datestamp").Single())
        );
        Assert.Equal(
            ["v1", "v2", "v3"],
            records[0].Descendants(Raw + "version").Select(version => (string)version.Attribute("version")!)
        );
        // Monday's feed is of what was submitted until Friday afternoon.
        Assert.Equal("Fri, 13 Jun 2025 16:00:00 GMT", (string)records[1].Descendants(Raw + "date").Single());
    }

    [Fact]
    public async Task A_second_feed_adds_versions_and_forgets_none()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SendAsync(
            "PUT",
            "/sandbox/feeds/cs.LG",
            new StringContent(SampleListings.Feed(SampleListings.Item("2506.00001")))
        );
        await sandbox.SendAsync(
            "PUT",
            "/sandbox/feeds/cs.LG",
            new StringContent(
                SampleListings.Feed(SampleListings.Item("2506.00001", "replace", 2), date: new DateOnly(2025, 6, 11))
            )
        );
        await sandbox.SendAsync("PUT", "/sandbox/feeds/cs.LG", new StringContent("<rss><channel><item>broken"));
        var record = Assert.Single(
            await RecordsAsync(sandbox, "verb=GetRecord&metadataPrefix=arXivRaw&identifier=oai:arXiv.org:2506.00001")
        );
        Assert.Equal(
            ["Fri, 06 Jun 2025 16:00:00 GMT", "Tue, 10 Jun 2025 16:00:00 GMT"],
            record.Descendants(Raw + "date").Select(date => date.Value)
        );
        Assert.Equal("2025-06-11", (string)record.Descendants(Oai + "datestamp").Single());
    }

    [Fact]
    public async Task A_paper_is_told_in_both_forms_withdrawn_or_deleted()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await PutAsync(
            sandbox,
            """
            {"id":"2506.00001","datestamp":"2025-06-09","authors":"Ada Lovelace, Alan Turing","comments":"Withdrawn",
             "versions":["2025-06-05T17:00:00Z","2025-06-07T10:00:00Z"],"withdrawn":true},
            {"id":"2506.00002","datestamp":"2025-06-09","deleted":true}
            """
        );
        var raw = Assert.Single(
            await RecordsAsync(sandbox, "verb=GetRecord&metadataPrefix=arXivRaw&identifier=oai:arXiv.org:2506.00001")
        );
        Assert.Equal(["D", "I"], raw.Descendants(Raw + "source_type").Select(type => type.Value));
        Assert.Equal("None", (string)raw.Descendants(Raw + "submitter").Single());
        var parsed = Assert.Single(
            await RecordsAsync(sandbox, "verb=GetRecord&metadataPrefix=arXiv&identifier=oai:arXiv.org:2506.00001")
        );
        Assert.Equal(["Lovelace", "Turing"], parsed.Descendants(Parsed + "keyname").Select(name => name.Value));
        Assert.Equal(
            ("2025-06-05", "2025-06-07"),
            (
                (string)parsed.Descendants(Parsed + "created").Single(),
                (string)parsed.Descendants(Parsed + "updated").Single()
            )
        );
        var deleted = Assert.Single(
            await RecordsAsync(sandbox, "verb=GetRecord&metadataPrefix=arXivRaw&identifier=oai:arXiv.org:2506.00002")
        );
        Assert.Equal(
            ("deleted", null),
            ((string?)deleted.Element(Oai + "header")!.Attribute("status"), deleted.Element(Oai + "metadata"))
        );
    }

    [Fact]
    public async Task A_long_list_comes_in_pages_whose_tokens_expire()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        await sandbox.SetAsync("oaiPageSize", 4);
        await sandbox.SetAsync("oaiTokenMinutes", 10);
        var list = XDocument
            .Parse((await sandbox.GetAsync("/oai?verb=ListRecords&metadataPrefix=arXivRaw&set=cs")).Text)
            .Root!.Element(Oai + "ListRecords")!;
        var token = list.Element(Oai + "resumptionToken")!;
        Assert.Equal(
            (4, "2025-06-09T04:15:00Z"),
            (list.Elements(Oai + "record").Count(), (string?)token.Attribute("expirationDate"))
        );
        Assert.Equal(
            4,
            (await RecordsAsync(sandbox, $"verb=ListRecords&resumptionToken={Uri.EscapeDataString(token.Value)}")).Count
        );
        Assert.Equal(
            "badArgument",
            await ErrorAsync(
                sandbox,
                $"verb=ListRecords&metadataPrefix=arXivRaw&resumptionToken={Uri.EscapeDataString(token.Value)}"
            )
        );
        sandbox.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(
            "badResumptionToken",
            await ErrorAsync(sandbox, $"verb=ListRecords&resumptionToken={Uri.EscapeDataString(token.Value)}")
        );
    }

    [Theory]
    [InlineData("", "badVerb")]
    [InlineData("verb=ListSets", "badVerb")]
    [InlineData("verb=GetRecord&identifier=oai:arXiv.org:2506.06215", "cannotDisseminateFormat")]
    [InlineData("verb=GetRecord&metadataPrefix=arXivRaw&identifier=2506.06215", "idDoesNotExist")]
    [InlineData("verb=GetRecord&metadataPrefix=arXivRaw", "badArgument")]
    [InlineData("verb=ListRecords", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat")]
    [InlineData("verb=ListRecords&metadataPrefix=arXivRaw&from=yesterday", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=arXivRaw&from=2025-06-09&until=2025-06-08", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=arXivRaw&set=cs:math:AG", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=arXivRaw&set=physics:hep-th", "noRecordsMatch")]
    [InlineData("verb=ListRecords&metadataPrefix=arXivRaw&page=2", "badArgument")]
    [InlineData("verb=ListRecords&resumptionToken=nonsense", "badResumptionToken")]
    public async Task A_wrong_request_is_answered_with_the_protocols_word_for_it(string query, string code)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        Assert.Equal(code, await ErrorAsync(sandbox, query));
    }

    [Fact]
    public async Task Papers_that_are_none_are_refused()
    {
        await using var sandbox = await SandboxUnderTest.StartAsync();
        foreach (
            var body in new[]
            {
                "{}",
                "{\"papers\":[{\"id\":\"2506.00001\"}]}",
                "{\"papers\":[{\"id\":\"2506.00001\",\"datestamp\":\"2025-06-09\",\"title_\":\"x\"}]}",
                "[]",
            }
        )
        {
            Assert.Equal(
                HttpStatusCode.UnprocessableEntity,
                (await sandbox.SendAsync("PUT", "/sandbox/papers", new StringContent(body))).Status
            );
        }

        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (
                await sandbox.SendAsync(
                    "PATCH",
                    "/sandbox/settings",
                    SandboxUnderTest.Body(new JsonObject { ["oaiPageSize"] = 0 })
                )
            ).Status
        );
    }

    private static async Task PutAsync(SandboxUnderTest sandbox, string papers) =>
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await sandbox.SendAsync("PUT", "/sandbox/papers", new StringContent($"{{\"papers\":[{papers}]}}"))).Status
        );

    private static async Task<List<XElement>> RecordsAsync(
        SandboxUnderTest sandbox,
        string query,
        DateOnly? clock = null
    )
    {
        if (clock is { } day)
        {
            sandbox.Clock.Advance(
                new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero) - sandbox.Clock.GetUtcNow()
            );
        }

        return [.. XDocument.Parse((await sandbox.GetAsync($"/oai?{query}")).Text).Root!.Descendants(Oai + "record")];
    }

    private static async Task<string?> ErrorAsync(SandboxUnderTest sandbox, string query)
    {
        var reply = await sandbox.GetAsync($"/oai?{query}");
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        return (string?)XDocument.Parse(reply.Text).Root!.Element(Oai + "error")?.Attribute("code");
    }
}
