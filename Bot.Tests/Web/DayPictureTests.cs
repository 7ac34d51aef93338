using System.Net;
using Bot.Options;
using Bot.PaperPages;
using Bot.Tests.Support;

namespace Bot.Tests.Web;

/// <summary>A day's picture on the readers' page, and in the folder of files.</summary>
public sealed class DayPictureTests
{
    [Fact]
    public async Task The_days_page_shows_the_picture_with_its_words_and_serves_it()
    {
        await using var page = new ReadersPage();
        await page.RecordAsync(SampleListings.Day(12));
        await page.DrawAsync("cs.LG", SampleListings.Monday, 12);
        await page.ServeAsync();
        Assert.Contains(
            "<img src=\"/day/2025-06-09/cs.LG.svg\" width=\"1200\" height=\"675\" alt=\"12 new papers in "
                + "cs.LG, Monday 9 June 2025.",
            await page.Http.GetStringAsync("/"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            ".svg\" width=\"1200\"",
            await page.Http.GetStringAsync("/?topic=theory"),
            StringComparison.Ordinal
        );
        using var picture = await page.Http.GetAsync("/day/2025-06-09/cs.LG.svg");
        Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("<svg xmlns=", await picture.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        foreach (var none in new[] { "/day/2025-06-08/cs.LG.svg", "/day/2025-06-09/cs.CV.svg", "/day/2025-06-09/.svg" })
        {
            using var answer = await page.Http.GetAsync(none);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Cards_of_links_to_the_day_have_it_as_png_where_the_program_is_there_and_go_without_elsewhere()
    {
        await using var page = new ReadersPage();
        using var maker = new PictureMaker();
        await page.RecordAsync(SampleListings.Day(12));
        await page.DrawAsync("cs.LG", SampleListings.Monday, 12);
        await page.DrawAsync("cs.LG", SampleListings.Monday.AddDays(-20), 12);
        await page.ServeAsync();
        await CardsAsync(page, Path.Combine(page.Folder, "no-such-program"));
        Assert.DoesNotContain("og:image", await page.GetAsync("/"), StringComparison.Ordinal);

        await CardsAsync(page, maker.Path);
        page.Clock.Advance(TimeSpan.FromSeconds(6));
        var html = await page.GetAsync("/");
        Assert.Contains(
            $"<meta property=\"og:image\" content=\"{ReadersPage.PublicUrl}day/2025-06-09/cs.LG.png\">",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "<meta property=\"og:image:alt\" content=\"12 new papers in cs.LG, Monday 9 June 2025.",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains("<meta name=\"twitter:card\" content=\"summary_large_image\">", html, StringComparison.Ordinal);
        using var picture = await page.Http.GetAsync("/day/2025-06-09/cs.LG.png");
        Assert.Equal("image/png", picture.Content.Headers.ContentType!.MediaType);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await picture.Content.ReadAsByteArrayAsync())[..4]);
        await page.GetAsync("/day/2025-05-20/cs.LG.png", HttpStatusCode.NotFound);

        var folder = new DirectoryInfo(Path.Combine(page.Folder, "site"));
        await new Bot.Web.StaticSite(
            page.Ledger,
            new Uri(ReadersPage.PublicUrl),
            null,
            page.Clock.GetUtcNow()
        ).WriteAsync(folder, 5);
        Assert.Equal(
            await picture.Content.ReadAsByteArrayAsync(),
            await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "day/2025-06-09/cs.LG.png"))
        );

        // Another picture makes the old card wrong, and after two weeks nobody shares the day.
        await page.DrawAsync("cs.LG", SampleListings.Monday, 14);
        Assert.False(page.Ledger.Picture("cs.LG", SampleListings.Monday)!.HasPng);
        await CardsAsync(page, maker.Path);
        Assert.True(page.Ledger.Picture("cs.LG", SampleListings.Monday)!.HasPng);
        page.Clock.Advance(TimeSpan.FromDays(20));
        await page.DrawAsync("cs.LG", SampleListings.Monday.AddDays(20), 12);
        await CardsAsync(page, maker.Path);
        Assert.False(page.Ledger.Picture("cs.LG", SampleListings.Monday)!.HasPng);
    }

    private static Task CardsAsync(ReadersPage page, string program) =>
        new CardPictures(
            page.Ledger,
            ReadersPage.Options with
            {
                Accounts =
                [
                    ReadersPage.Options.Accounts[0] with
                    {
                        Shared = new SharedOptions { PictureProgram = program },
                    },
                ],
            },
            page.Clock,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<CardPictures>.Instance
        ).MakeAsync(CancellationToken.None);

    [Fact]
    public async Task Files_for_a_web_host_have_it_too()
    {
        await using var page = new ReadersPage();
        await page.RecordAsync(SampleListings.Day(12));
        await page.DrawAsync("cs.LG", SampleListings.Monday, 12);
        var folder = new DirectoryInfo(Path.Combine(page.Folder, "site"));
        await new Bot.Web.StaticSite(
            page.Ledger,
            new Uri(ReadersPage.PublicUrl),
            null,
            page.Clock.GetUtcNow()
        ).WriteAsync(folder, 5);
        Assert.StartsWith(
            "<svg",
            await File.ReadAllTextAsync(Path.Combine(folder.FullName, "day/2025-06-09/cs.LG.svg")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "src=\"../day/2025-06-09/cs.LG.svg\"",
            await File.ReadAllTextAsync(Path.Combine(folder.FullName, "day/2025-06-09.html")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_last_four_weeks_are_those_of_whole_listings()
    {
        await using var page = new ReadersPage();
        await page.RecordAsync(SampleListings.Day(9, first: 100, date: SampleListings.Monday.AddDays(-30)));
        await page.RecordAsync(SampleListings.Day(5, first: 50, date: SampleListings.Monday.AddDays(-3)));
        await page.RecordAsync(
            SampleListings.Day(4, first: 70, date: SampleListings.Monday.AddDays(-4)),
            complete: false
        );
        Assert.Contains(
            "The one listing of the four weeks before had 5 new papers.",
            (await page.DrawAsync("cs.LG", SampleListings.Monday, 12)).Alt,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_later_reading_with_fewer_papers_does_not_shrink_the_picture()
    {
        await using var page = new ReadersPage();
        await page.DrawAsync("cs.LG", SampleListings.Monday, 12);
        await page.DrawAsync("cs.LG", SampleListings.Monday, 9);
        Assert.Equal(12, page.Ledger.Picture("cs.LG", SampleListings.Monday)!.Papers);
        await page.DrawAsync("cs.LG", SampleListings.Monday, 14);
        Assert.Equal(14, Assert.Single(await page.Ledger.Pages!.Pictures(SampleListings.Monday)).Papers);
    }
}
