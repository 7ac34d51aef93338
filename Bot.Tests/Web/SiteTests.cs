using System.Net;
using System.Xml.Linq;
using Bot.Arxiv;
using Bot.Ledger;
using Bot.Tests.Support;

namespace Bot.Tests.Web;

/// <summary>Every route of the readers' page, over HTTP.</summary>
public sealed class SiteTests : IAsyncLifetime
{
    private const string Thanks =
        "Thank you to arXiv for use of its open access interoperability. This product was not reviewed or "
        + "approved by, nor does it necessarily express or reflect the policies or opinions of, arXiv.";

    private ReadersPage _page = null!;

    public async ValueTask InitializeAsync() => _page = await ReadersPage.StartAsync();

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/?category=math.DS&topic=theory")]
    [InlineData("/day/2025-06-06")]
    [InlineData("/paper/2506.02001")]
    [InlineData("/category/cs.LG")]
    [InlineData("/category/cs.lg")]
    [InlineData("/topic/graph-learning")]
    [InlineData("/search")]
    [InlineData("/search?q=graph")]
    [InlineData("/search?q=nothing+like+this")]
    [InlineData("/archive")]
    [InlineData("/weather")]
    [InlineData("/changes")]
    [InlineData("/subscribe")]
    public async Task Every_page_is_whole_thanks_arxiv_once_and_needs_nothing_from_elsewhere(string path)
    {
        using var response = await _page.Http.GetAsync(path);
        var html = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(2, html.Split(Thanks).Length);
        Assert.Contains("Topics are assigned by a program", html, StringComparison.Ordinal);
        Assert.Contains("key points are sentences quoted from the abstract", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(?:src|action)=\"(?!/)", html);
        Assert.DoesNotMatch("<link rel=\"(?:stylesheet|icon)\" href=\"(?!/)", html);
        Assert.Single(html.Split("<h1>")[1..]);
        Assert.Contains(
            "default-src 'none'; style-src 'self'",
            response.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("/no/such/page", 404)]
    [InlineData("/day/2025-06-01", 404)]
    [InlineData("/day/yesterday", 404)]
    [InlineData("/paper/2506.99999", 404)]
    [InlineData("/paper/../../etc/passwd", 404)]
    [InlineData("/category/cs.NOPE", 404)]
    [InlineData("/topic/none-such", 404)]
    [InlineData("/search?q=graph&page=0", 400)]
    [InlineData("/?category=nope", 400)]
    [InlineData("/?topic=%3Cb%3E", 400)]
    [InlineData("/day?date=12.08.2026", 400)]
    [InlineData("/api/v1/nothing", 404)]
    [InlineData("/api/v1/papers?date=soon", 400)]
    public async Task What_is_not_there_or_makes_no_sense_is_said_so(string path, int status) =>
        await _page.GetAsync(path, (HttpStatusCode)status);

    [Fact]
    public async Task Nothing_can_be_written()
    {
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Options })
        {
            using var response = await _page.Http.SendAsync(new HttpRequestMessage(method, "/"));
            Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
            Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow);
        }
    }

    [Fact]
    public async Task What_authors_write_is_text_and_never_markup()
    {
        foreach (
            var path in new[]
            {
                "/",
                "/paper/2506.02002",
                "/search?q=quotes",
                "/changes",
                "/weather",
                "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
            }
        )
        {
            var html = await _page.GetAsync(path);
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img src=x", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<wrong>", html, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains(
            "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Quotes&quot; for &#39;All&#39;",
            await _page.GetAsync("/"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_front_page_shows_the_newest_day_and_filters_it()
    {
        Assert.Equal(["2506.02001", "2506.02002", "2506.02003"], await _page.CardsAsync("/"));
        Assert.Equal(["2506.02001"], await _page.CardsAsync("/?topic=graph-learning"));
        Assert.Equal(["2506.02002"], await _page.CardsAsync("/?category=cs.CR"));
        Assert.Equal([], await _page.CardsAsync("/?category=cs.CR&topic=graph-learning"));
        var html = await _page.GetAsync("/");
        Assert.Contains("<dt>New papers</dt><dd>3</dd>", html, StringComparison.Ordinal);
        Assert.Contains("<dt>State</dt><dd>complete</dd>", html, StringComparison.Ordinal);
        Assert.Contains(">9 Jun, 04:05 UTC<", html, StringComparison.Ordinal);
        Assert.Contains(">Tue 10 Jun, 04:05 UTC<", html, StringComparison.Ordinal);
        Assert.Contains(">3 days</a>", html, StringComparison.Ordinal);
        Assert.Contains(
            "Author1 Name1, Author2 Name2, Author3 Name3, Author4 Name4, Author5 Name5, Author6 Name6 and 34 others",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains("On O(n²) Bounds of Poincaré Maps", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chosen_date_leads_to_its_day()
    {
        using var response = await _page.Http.GetAsync("/day?date=2025-06-06");
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/day/2025-06-06", response.Headers.Location!.OriginalString);
        Assert.Equal(["2506.00050", "2506.00051", "2506.00052"], await _page.CardsAsync("/day/2025-06-06"));
    }

    [Fact]
    public async Task A_papers_page_has_all_that_is_known_of_it()
    {
        var html = await _page.GetAsync("/paper/2506.02001");
        foreach (
            var part in new[]
            {
                "René Thom, Ada Lovelace",
                "<li>Code is public.</li>",
                "https://arxiv.org/abs/2506.02001",
                "https://arxiv.org/pdf/2506.02001",
                "https://arxiv.org/html/2506.02001",
                "Graph Learning",
                "A Third Paper",
                "Good News of Graphs",
            }
        )
        {
            Assert.Contains(part, html, StringComparison.Ordinal);
        }

        Assert.Contains(
            $"<link rel=\"canonical\" href=\"{ReadersPage.PublicUrl}paper/2506.02001\">",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "<meta property=\"og:title\" content=\"On O(n²) Bounds of Poincaré Maps\">",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Withdrawn by its authors.</strong> Lemma 2 is &lt;wrong&gt;.",
            await _page.GetAsync("/paper/2506.00051"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Changes_tell_what_went_and_what_came()
    {
        var html = await _page.GetAsync("/changes");
        Assert.Contains("<del>Old</del> <ins>Good</ins> News of Graphs", html, StringComparison.Ordinal);
        Assert.Contains("<q>Lemma 2 is &lt;wrong&gt;.</q>", html, StringComparison.Ordinal);
        Assert.Contains("Good News of Graphs", await _page.GetAsync("/paper/2506.01001"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_weather_names_each_day_and_each_disturbance()
    {
        await _page.Ledger.Intake.FeedFailed(
            "cs.CV",
            "HTTP 503",
            [
                new DayNote(SampleListings.Monday, DayState.Broken, "HTTP 503"),
                new DayNote(SampleListings.Monday.AddDays(-3), DayState.Stale, "a copy"),
            ],
            _page.Clock.GetUtcNow()
        );
        var html = await _page.GetAsync("/weather");
        Assert.Contains("Mon 9 Jun: complete, 3 papers", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"cell stale\" title=\"Fri 6 Jun: a repeat\">", html, StringComparison.Ordinal);
        Assert.Contains("<strong>cs.CV: unreadable.</strong>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operators_pages_are_still_there()
    {
        Assert.Contains("Tootprint: status", await _page.GetAsync("/status"), StringComparison.Ordinal);
        Assert.Contains("\"feeds\"", await _page.GetAsync("/health"), StringComparison.Ordinal);
        await _page.Ledger.Intake.FeedFailed("cs.LG", "HTTP 503", [], _page.Clock.GetUtcNow() - TimeSpan.FromHours(3));
        await _page.GetAsync("/health", HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Robots_are_told_where_the_sitemap_is_and_it_lists_pages_that_are_there()
    {
        Assert.Contains(
            $"Sitemap: {ReadersPage.PublicUrl}sitemap.xml",
            await _page.GetAsync("/robots.txt"),
            StringComparison.Ordinal
        );
        var pages = XDocument
            .Parse(await _page.GetAsync("/sitemap.xml"))
            .Descendants()
            .Where(element => element.Name.LocalName == "loc")
            .Select(element => element.Value)
            .ToList();
        Assert.Contains($"{ReadersPage.PublicUrl}day/2025-06-06", pages);
        foreach (var page in pages)
        {
            await _page.GetAsync(page[(ReadersPage.PublicUrl.Length - 1)..]);
        }
    }

    [Fact]
    public async Task An_empty_ledger_has_a_front_page_too()
    {
        await using var empty = new ReadersPage();
        await empty.ServeAsync();
        Assert.Contains("No papers yet", await empty.GetAsync("/"), StringComparison.Ordinal);
        foreach (
            var path in new[]
            {
                "/archive",
                "/weather",
                "/changes",
                "/subscribe",
                "/feed.atom",
                "/sitemap.xml",
                "/api/v1/days",
                "/api/v1/papers",
            }
        )
        {
            await empty.GetAsync(path);
        }
    }

    [Fact]
    public async Task Five_hundred_papers_stay_light()
    {
        await using var big = new ReadersPage();
        await big.RecordAsync(SampleListings.Day(500));
        await big.ServeAsync();
        big.Http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", "gzip");
        Assert.InRange((await big.Http.GetByteArrayAsync("/")).Length, 10_000, 150_000);
    }
}
