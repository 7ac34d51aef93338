using System.Net;
using System.Text.Json.Nodes;
using Bot.Tests.Support;

namespace Bot.Tests.Web;

/// <summary>A paper is found by its identifier as people have it.</summary>
public sealed class IdentifierTests : IAsyncLifetime
{
    private ReadersPage _page = null!;

    public async ValueTask InitializeAsync() => _page = await ReadersPage.StartAsync();

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    [Theory]
    [InlineData("2506.02001v1")]
    [InlineData("2506.02001v12")]
    [InlineData("2506.02001V2")]
    [InlineData("arXiv:2506.02001v1")]
    [InlineData("2506.02001.pdf")]
    [InlineData("2506.02001v3.pdf")]
    public async Task An_address_with_a_version_leads_to_the_papers_page(string id)
    {
        using var answer = await _page.Http.GetAsync($"/paper/{id}");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.EndsWith("/paper/2506.02001", $"{answer.Headers.Location}", StringComparison.Ordinal);
        await _page.GetAsync("/paper/2506.02001");
    }

    [Theory]
    [InlineData("2506.02001v1")]
    [InlineData("2506.02001")]
    [InlineData("ARXIV:2506.02001v7")]
    public async Task The_api_gives_the_paper_of_a_version(string id) =>
        Assert.Equal("2506.02001", (string)JsonNode.Parse(await _page.GetAsync($"/api/v1/papers/{id}"))!["id"]!);

    [Theory]
    [InlineData("2506.02001")]
    [InlineData(" 2506.02001v2 ")]
    [InlineData("arXiv:2506.02001")]
    [InlineData("arxiv: 2506.02001v1")]
    [InlineData("arXiv:2506.02001v1 [cs.LG]")]
    [InlineData("https://arxiv.org/abs/2506.02001v2")]
    [InlineData("http://export.arxiv.org/pdf/2506.02001v2.pdf")]
    [InlineData("arxiv.org/html/2506.02001?x=1#y")]
    [InlineData("10.48550/arXiv.2506.02001")]
    [InlineData("https://doi.org/10.48550/arXiv.2506.02001")]
    public async Task A_search_for_an_identifier_finds_its_paper_on_the_page_in_the_api_and_in_the_feed(string words)
    {
        var query = $"?q={Uri.EscapeDataString(words)}";
        var found = JsonNode.Parse(await _page.GetAsync($"/api/v1/papers{query}"))!;
        Assert.Equal((1, "2506.02001"), ((int)found["total"]!, (string)found["papers"]![0]!["id"]!));
        var feed = JsonNode.Parse(await _page.GetAsync($"/search/feed.json{query}"))!;
        Assert.Single(feed["items"]!.AsArray());
        using var page = await _page.Http.GetAsync($"/search{query}");
        Assert.EndsWith("/paper/2506.02001", $"{page.Headers.Location}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("&date=2025-06-09", 1)]
    [InlineData("&date=2025-06-06", 0)]
    [InlineData("&category=math.DS", 1)]
    [InlineData("&category=cs.CV", 0)]
    [InlineData("&topic=theory", 1)]
    [InlineData("&topic=robotics", 0)]
    [InlineData("&page=2", 1)]
    public async Task What_else_is_asked_for_still_counts(string more, int total)
    {
        var found = JsonNode.Parse(await _page.GetAsync($"/api/v1/papers?q=2506.02001{more}"))!;
        Assert.Equal(total, (int)found["total"]!);
        Assert.Equal(more == "&page=2" ? 0 : total, found["papers"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("2506.99999v1")]
    [InlineData("2506.02001v")]
    [InlineData("2506.02001v1v2")]
    [InlineData("v1")]
    [InlineData("2506.02001x")]
    public async Task What_is_no_paper_is_none(string id)
    {
        await _page.GetAsync($"/paper/{id}", HttpStatusCode.NotFound);
        await _page.GetAsync($"/api/v1/papers/{id}", HttpStatusCode.NotFound);
        Assert.Equal(0, (int)JsonNode.Parse(await _page.GetAsync($"/api/v1/papers?q={id}"))!["total"]!);
    }

    [Fact]
    public async Task An_old_identifier_may_have_a_version_too()
    {
        await _page.RecordAsync(
            SampleListings.Feed(SampleListings.Item("math.GT/0309136", title: "An Old Paper"), date: new(2025, 6, 10))
        );
        _page.Clock.Advance(TimeSpan.FromMinutes(1));
        var paper = JsonNode.Parse(await _page.GetAsync("/api/v1/papers/math.GT/0309136v2"))!;
        Assert.Equal("math.GT/0309136", (string)paper["id"]!);
        using var page = await _page.Http.GetAsync("/paper/math.GT/0309136v2");
        Assert.EndsWith("/paper/math.GT/0309136", $"{page.Headers.Location}", StringComparison.Ordinal);
    }
}
