using System.IO.Compression;
using Bot.Feed;
using Bot.Tests.Support;
using Microsoft.Playwright;

namespace Bot.Tests.Web;

/// <summary>The readers' page as readers meet it: in a browser without scripts.</summary>
[Trait("Category", "Slow")]
public sealed class BrowserTests(BrowserTests.Reader reader) : IClassFixture<BrowserTests.Reader>
{
    private readonly ReadersPage _page = reader.Page;

    // Null where there is no Chromium: then each test says so.
    private Browser Browser => reader.Browser ?? Browser.Missing();

    /// <summary>One browser and one site for all of these tests: none of them changes anything.</summary>
    public sealed class Reader : IAsyncLifetime
    {
        public ReadersPage Page { get; private set; } = null!;
        public Browser? Browser { get; private set; }

        public async ValueTask InitializeAsync()
        {
            Browser = await Browser.StartAsync();
            Page = await ReadersPage.StartAsync();
        }

        public async ValueTask DisposeAsync()
        {
            if (Browser is not null)
            {
                await Browser.DisposeAsync();
            }

            await Page.DisposeAsync();
        }
    }

    [Fact]
    public async Task One_reads_opens_filters_and_goes_to_another_day()
    {
        var page = await OpenAsync("/");
        await page.GetByText("Abstract and links: On O(n²) Bounds of Poincaré Maps").ClickAsync();
        Assert.True(await page.GetByText("We study case 2506.02001. The method is simple").IsVisibleAsync());
        Assert.True(await page.GetByRole(AriaRole.Link, new() { Name = "PDF" }).First.IsVisibleAsync());
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Filter by topics" })
            .GetByRole(AriaRole.Link, new() { Name = "Graph Learning" })
            .ClickAsync();
        Assert.Equal(1, await page.Locator("article.card").CountAsync());
        Assert.Contains(
            "1 of 3 papers on Graph Learning",
            await page.GetByRole(AriaRole.Status).InnerTextAsync(),
            StringComparison.Ordinal
        );
        await page.GetByRole(AriaRole.Link, new() { Name = "Show all", Exact = true }).ClickAsync();
        await page.GetByLabel("Another day").FillAsync("2025-06-06");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go" }).ClickAsync();
        Assert.StartsWith(
            "Friday, 6 June 2025",
            await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task One_searches_and_opens_a_paper()
    {
        var page = await OpenAsync("/");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("poincare");
        await page.GetByRole(AriaRole.Searchbox).PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "On O(n²) Bounds of Poincaré Maps", Exact = true })
            .ClickAsync();
        Assert.Equal(
            "On O(n²) Bounds of Poincaré Maps",
            await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync()
        );
        Assert.True(await page.GetByRole(AriaRole.Heading, new() { Name = "Similar papers" }).IsVisibleAsync());
    }

    [Fact]
    public async Task The_keyboard_alone_will_do()
    {
        var page = await OpenAsync("/");
        await page.Keyboard.PressAsync("Tab");
        var skip = page.GetByRole(AriaRole.Link, new() { Name = "Skip to the papers" });
        Assert.InRange((await skip.BoundingBoxAsync())!.Y, 0, 100);
        await page.Keyboard.PressAsync("Enter");
        Assert.EndsWith("#main", page.Url, StringComparison.Ordinal);
        var summary = page.Locator("summary").First;
        for (var step = 0; step < 60 && await page.Locator("summary:focus").CountAsync() == 0; step++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.NotEqual("none", await Style(page.Locator("summary:focus"), "outline-style"));
        await page.Keyboard.PressAsync("Enter");
        Assert.True(await page.Locator("details[open] .abstract").First.IsVisibleAsync());
        Assert.True(await summary.IsVisibleAsync());
    }

    [Theory]
    [InlineData("/", 320)]
    [InlineData("/search?q=study", 320)]
    [InlineData("/paper/2506.02003", 320)]
    [InlineData("/archive", 320)]
    [InlineData("/weather", 320)]
    [InlineData("/changes", 320)]
    [InlineData("/subscribe", 320)]
    [InlineData("/", 768)]
    [InlineData("/", 1920)]
    public async Task No_page_is_wider_than_its_window(string path, int width)
    {
        var page = await OpenAsync(path, width);
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
    }

    [Theory]
    [InlineData("/", false)]
    [InlineData("/", true)]
    [InlineData("/?topic=theory", true)]
    [InlineData("/search?q=study", false)]
    [InlineData("/paper/2506.02001", true)]
    [InlineData("/paper/2506.00051", false)]
    [InlineData("/archive", false)]
    [InlineData("/weather", true)]
    [InlineData("/weather", false)]
    [InlineData("/changes", true)]
    [InlineData("/changes", false)]
    [InlineData("/subscribe", true)]
    public async Task No_page_has_a_serious_barrier_in_light_or_dark(string path, bool dark)
    {
        var page = await Browser.OpenAsync(new Uri(_page.Http.BaseAddress!, path), dark: dark, scripts: true);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(fold => fold.open = true)");
        Assert.Equal([], await Browser.BarriersAsync(page));
    }

    [Fact]
    public async Task Dark_is_dark_and_light_is_light()
    {
        Assert.Equal("rgb(250, 248, 243)", await Style((await OpenAsync("/")).Locator("body"), "background-color"));
        Assert.Equal(
            "rgb(19, 18, 24)",
            await Style(
                (await Browser.OpenAsync(_page.Http.BaseAddress!, dark: true)).Locator("body"),
                "background-color"
            )
        );
    }

    [Fact]
    public async Task ABrowser_asks_nobody_else_and_has_nothing_to_complain_of()
    {
        var page = await Browser.OpenAsync(_page.Http.BaseAddress!);
        List<string> asked = [],
            complaints = [];
        page.Request += (_, request) => asked.Add(new Uri(request.Url).Authority);
        page.Console += (_, message) => complaints.Add(message.Text);
        foreach (var path in new[] { "/", "/weather", "/changes", "/paper/2506.02002", "/search?q=quotes" })
        {
            await page.GotoAsync(new Uri(_page.Http.BaseAddress!, path).AbsoluteUri);
        }

        Assert.Equal([_page.Http.BaseAddress!.Authority], asked.Distinct());
        Assert.Equal([], complaints);
    }

    [Fact]
    public async Task A_real_day_reads_well()
    {
        await using var stream = new GZipStream(
            File.OpenRead(SharedData.Path("feeds/2026-08-21-cs-lg.xml.gz")),
            CompressionMode.Decompress
        );
        await using var real = new ReadersPage();
        real.Clock.Advance(new DateTimeOffset(2026, 8, 20, 4, 25, 0, TimeSpan.Zero) - real.Clock.GetUtcNow());
        await real.RecordAsync(
            await FeedParser.ParseAsync(stream, null, FeedParser.MaxCharactersOfFile, CancellationToken.None)
        );
        await real.ServeAsync();
        var narrow = await Browser.OpenAsync(real.Http.BaseAddress!, 320);
        Assert.InRange(await narrow.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, 320);
        await ShowAsync("narrow", narrow);
        await ShowAsync("light", await Browser.OpenAsync(real.Http.BaseAddress!));
        await ShowAsync("changes", await OpenAsync("/changes"));
        await ShowAsync("paper", await OpenAsync("/paper/2506.02001"));
        await ShowAsync("weather", await OpenAsync("/weather"));
        await ShowAsync("weather-narrow", await OpenAsync("/weather", 320));
        await ShowAsync("topics", await OpenAsync("/"));
        await ShowAsync("dark", await Browser.OpenAsync(real.Http.BaseAddress!, dark: true));
    }

    // For people to look at: a folder in TOOTPRINT_TEST_PICTURES gets the pages as they look.
    private static async Task ShowAsync(string name, IPage page)
    {
        if (Environment.GetEnvironmentVariable("TOOTPRINT_TEST_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"page-{name}.png") });
        }
    }

    private Task<IPage> OpenAsync(string path, int width = 1200, int height = 900) =>
        Browser.OpenAsync(new Uri(_page.Http.BaseAddress!, path), width, height);

    private static Task<string> Style(ILocator element, string property) =>
        element.EvaluateAsync<string>($"element => getComputedStyle(element).getPropertyValue('{property}')");
}
