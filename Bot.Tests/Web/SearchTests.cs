using Bot.Tests.Support;

namespace Bot.Tests.Web;

/// <summary>Searching everything.</summary>
public sealed class SearchTests : IAsyncLifetime
{
    private ReadersPage _page = null!;

    public async ValueTask InitializeAsync() => _page = await ReadersPage.StartAsync();

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    [Theory]
    [InlineData("poincare maps", "2506.02001")]
    [InlineData("Poincaré", "2506.02001")]
    [InlineData("n²", "2506.02001")]
    [InlineData("rene thom", "2506.02001")]
    [InlineData("author:lovelace bound", "2506.02001")]
    [InlineData("author:\"rene thom\"", "2506.02001")]
    [InlineData("title:third", "2506.02003")]
    [InlineData("title:lovelace", "")]
    [InlineData("\"from another field\"", "2506.02004")]
    [InlineData("\"another from field\"", "")]
    [InlineData("poinc", "2506.02001")]
    [InlineData("the of third", "2506.02003")]
    [InlineData("old news", "")]
    [InlineData("good news", "2506.01001")]
    public async Task Words_find_papers_as_people_read_them(string words, string expected) =>
        Assert.Equal(
            expected.Length > 0 ? [expected] : [],
            await _page.CardsAsync($"/search?q={Uri.EscapeDataString(words)}")
        );

    [Theory]
    [InlineData("\"")]
    [InlineData("*")]
    [InlineData("graph AND")]
    [InlineData("NEAR(a b)")]
    [InlineData("-graph")]
    [InlineData("a OR (b")]
    [InlineData("author:")]
    [InlineData("author:\"")]
    [InlineData("^graph + x")]
    [InlineData("'; DROP TABLE paper; --")]
    [InlineData("\u0000\u0001")]
    [InlineData("{graph}: title")]
    [InlineData("the")]
    public async Task Whatever_is_typed_is_only_words(string words)
    {
        await _page.GetAsync($"/search?q={Uri.EscapeDataString(words)}");
        await _page.GetAsync(
            $"/search/feed.atom?q={Uri.EscapeDataString(words)}",
            string.IsNullOrWhiteSpace(words) ? System.Net.HttpStatusCode.NotFound : System.Net.HttpStatusCode.OK
        );
    }

    [Fact]
    public async Task A_papers_number_leads_to_the_paper()
    {
        using var response = await _page.Http.GetAsync("/search?q=arXiv:2506.02001");
        Assert.Equal("/paper/2506.02001", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Many_matches_come_page_by_page()
    {
        await _page.RecordAsync(SampleListings.Day(120, first: 3000));
        var first = await _page.CardsAsync("/search?q=study+case&sort=newest");
        var second = await _page.CardsAsync("/search?q=study+case&sort=newest&page=2");
        var third = await _page.CardsAsync("/search?q=study+case&sort=newest&page=3");
        Assert.Equal((50, 50), (first.Count, second.Count));
        Assert.Equal(first.Count + second.Count + third.Count, first.Concat(second).Concat(third).Distinct().Count());
        Assert.Contains(
            "rel=\"next\"",
            await _page.GetAsync("/search?q=study+case&sort=newest&page=2"),
            StringComparison.Ordinal
        );
    }
}
