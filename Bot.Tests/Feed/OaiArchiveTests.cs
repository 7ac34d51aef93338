using Bot.Arxiv;
using Bot.Feed;
using Bot.Options;
using Bot.Tests.Contract;
using Bot.Tests.Support;

namespace Bot.Tests.Feed;

/// <summary>The archive over HTTP: lists, pages, and single papers.</summary>
public sealed class OaiArchiveTests
{
    [Fact]
    public async Task A_list_is_read_page_by_page_each_paper_once_in_order()
    {
        await using var archive = await ArchiveUnderTest.StartAsync();
        await archive.PutManyAsync(7);
        await archive.SetAsync(new { oaiPageSize = 3 });
        var pages = (await archive.ReadAsync()).Select(Assert.IsType<ArchiveAnswer.Page>).ToList();
        Assert.Equal([3, 3, 1], pages.Select(page => page.Papers.Count));
        Assert.Equal(SampleListings.Ids(7), pages.SelectMany(page => page.Papers).Select(paper => paper.Id.Value));
        Assert.Equal([1, 2], pages.Select(page => page.Next?.Page).OfType<int>());
        Assert.Equal(new DateTimeOffset(2025, 6, 10, 0, 0, 0, TimeSpan.Zero), pages[0].Next!.Expires);
        Assert.Null(pages[^1].Next);
    }

    [Fact]
    public async Task A_page_that_is_just_full_has_no_next()
    {
        await using var archive = await ArchiveUnderTest.StartAsync();
        await archive.PutManyAsync(3);
        await archive.SetAsync(new { oaiPageSize = 3 });
        Assert.Null(Assert.IsType<ArchiveAnswer.Page>(Assert.Single(await archive.ReadAsync())).Next);
    }

    [Fact]
    public async Task A_list_goes_on_where_it_was_left()
    {
        await using var archive = await ArchiveUnderTest.StartAsync();
        await archive.PutManyAsync(7);
        await archive.SetAsync(new { oaiPageSize = 3 });
        await archive.FaultAsync("503", skip: 1, times: 4);
        var first = await archive.ReadAsync();
        Assert.IsType<ArchiveAnswer.Failed>(first[1]);
        var rest = await archive.ReadAsync(position: Assert.IsType<ArchiveAnswer.Page>(first[0]).Next);
        Assert.Equal(
            SampleListings.Ids(4, first: 4),
            rest.Select(Assert.IsType<ArchiveAnswer.Page>)
                .SelectMany(page => page.Papers)
                .Select(paper => paper.Id.Value)
        );
    }

    [Fact]
    public async Task A_token_that_has_expired_means_begin_again()
    {
        await using var archive = await ArchiveUnderTest.StartAsync();
        await archive.PutManyAsync(4);
        await archive.SetAsync(new { oaiPageSize = 3, oaiTokenMinutes = 5 });
        await using (
            var pages = archive
                .Archive.ReadAsync(new ArchiveQuery("cs.LG", new DateOnly(2025, 6, 1)))
                .GetAsyncEnumerator()
        )
        {
            Assert.True(await pages.MoveNextAsync());
            archive.Clock.Advance(TimeSpan.FromMinutes(6));
            Assert.True(await pages.MoveNextAsync());
            Assert.Contains(
                "ask again without one",
                Assert.IsType<ArchiveAnswer.Expired>(pages.Current).Message,
                StringComparison.Ordinal
            );
            Assert.False(await pages.MoveNextAsync());
        }

        Assert.IsType<ArchiveAnswer.Expired>(
            Assert.Single(await archive.ReadAsync(position: new ArchivePosition("never given", 1, null)))
        );
    }

    [Fact]
    public async Task Days_and_category_bound_what_is_asked_for()
    {
        await using var archive = await ArchiveUnderTest.StartAsync();
        await archive.PutAsync(
            new { id = "2506.00001", datestamp = "2025-06-05" },
            new
            {
                id = "2506.00002",
                datestamp = "2025-06-06",
                categories = "stat.ML cs.LG",
            },
            new
            {
                id = "2506.00003",
                datestamp = "2025-06-06",
                categories = "hep-th",
            },
            new { id = "2506.00004", datestamp = "2025-06-07" }
        );
        Assert.Equal("2506.00002", await IdsAsync("cs.LG", "2025-06-06", "2025-06-06"));
        Assert.Equal("2506.00003", await IdsAsync("hep-th", "2025-06-01", null));
        Assert.Equal("2506.00002 2506.00003 2506.00004", await IdsAsync(null, "2025-06-06", null));
        Assert.Equal(
            "?verb=ListRecords&metadataPrefix=arXivRaw&set=cs%3Acs%3ALG&from=2025-06-06&until=2025-06-06",
            (await archive.RequestsAsync())[0].Query
        );

        async Task<string> IdsAsync(string? category, string from, string? until) =>
            string.Join(
                ' ',
                Assert
                    .IsType<ArchiveAnswer.Page>(Assert.Single(await archive.ReadAsync(category, from, until)))
                    .Papers.Select(paper => paper.Id)
            );
    }

    [Fact]
    public async Task Nothing_changed_is_an_empty_page_because_arxiv_says_so()
    {
        await using var archive = await ArchiveUnderTest.StartAsync();
        var page = Assert.IsType<ArchiveAnswer.Page>(Assert.Single(await archive.ReadAsync()));
        Assert.Equal((0, 0, null), (page.Papers.Count, page.Rejected.Count, page.Next));
    }

    [Fact]
    public async Task One_paper_is_read_with_all_that_the_feed_does_not_tell()
    {
        await using var archive = await ArchiveUnderTest.StartAsync();
        await archive.PutAsync(
            new
            {
                id = "2506.00001",
                datestamp = "2025-06-09",
                comments = "Withdrawn: the proof of Lemma 3 is wrong",
                versions = new[] { "2025-06-05T17:00:00Z", "2025-06-07T10:00:00Z" },
                withdrawn = true,
            },
            new
            {
                id = "hep-th/9901001",
                datestamp = "2025-06-09",
                deleted = true,
            }
        );
        var paper = Assert.Single(
            Assert
                .IsType<ArchiveAnswer.Page>(
                    await archive.Archive.ReadAsync(ArxivId.Parse("2506.00001"), CancellationToken.None)
                )
                .Papers
        );
        Assert.Equal(
            new Withdrawal(
                2,
                new DateTimeOffset(2025, 6, 7, 10, 0, 0, TimeSpan.Zero),
                "Withdrawn: the proof of Lemma 3 is wrong"
            ),
            paper.Withdrawal
        );
        Assert.Equal(new DateOnly(2025, 6, 6), paper.EarliestAnnouncement);
        Assert.True(
            Assert
                .Single(
                    Assert
                        .IsType<ArchiveAnswer.Page>(
                            await archive.Archive.ReadAsync(ArxivId.Parse("hep-th/9901001"), CancellationToken.None)
                        )
                        .Papers
                )
                .Deleted
        );
        Assert.Empty(
            Assert
                .IsType<ArchiveAnswer.Page>(
                    await archive.Archive.ReadAsync(ArxivId.Parse("2506.00002"), CancellationToken.None)
                )
                .Papers
        );
    }

    [Fact]
    public async Task Feed_and_archive_share_one_connection_and_one_interval()
    {
        await using var archive = await ArchiveUnderTest.StartAsync(withSample: true);
        await archive.SetAsync(new { oaiPageSize = 2 });
        await archive.FaultAsync("503", skip: 2);
        var feed = new ArxivFeed(
            archive.Http,
            new FeedOptions
            {
                BaseUrl = new Uri(archive.Url, "rss/"),
                Contact = "",
                MinimumInterval = ArchiveUnderTest.Interval,
            },
            archive.Gate,
            archive.Clock
        );
        await Task.WhenAll(
            archive.ReadAsync(),
            Task.Run(async () =>
            {
                for (var n = 0; n < 5; n++)
                {
                    Assert.IsType<FeedAnswer.Read>(await feed.ReadAsync("cs.LG", null, CancellationToken.None));
                }
            })
        );
        var times = (await archive.RequestsAsync()).Select(request => request.At).ToList();
        Assert.Equal(11, times.Count);
        Assert.All(
            times.Zip(times.Skip(1)),
            pair => Assert.True(pair.Second - pair.First >= ArchiveUnderTest.Interval)
        );
    }

    [Fact]
    public async Task The_archive_tells_a_feeds_papers_as_the_feed_does()
    {
        await using var archive = await ArchiveUnderTest.StartAsync(withSample: true);
        var feed = new ArxivFeed(
            archive.Http,
            new FeedOptions
            {
                BaseUrl = new Uri(archive.Url, "rss/"),
                Contact = "",
                MinimumInterval = TimeSpan.Zero,
            },
            archive.Gate,
            archive.Clock
        );
        var announced = Assert
            .IsType<FeedAnswer.Read>(await feed.ReadAsync("cs.LG", null, CancellationToken.None))
            .Document;
        var page = Assert.IsType<ArchiveAnswer.Page>(Assert.Single(await archive.ReadAsync()));
        Assert.Equal(
            announced.Announcements.Select(Told),
            page.Papers.Select(paper =>
                (
                    paper.Id,
                    paper.Version,
                    paper.Title,
                    paper.Abstract,
                    string.Join('|', paper.Authors),
                    string.Join('|', paper.Categories),
                    paper.Doi,
                    paper.JournalReference,
                    paper.License
                )
            )
        );
        Assert.All(
            page.Papers,
            paper =>
                Assert.Equal(
                    (announced.Date, announced.Date, null),
                    (paper.Datestamp, paper.EarliestAnnouncement, paper.Withdrawal)
                )
        );

        static (ArxivId, int, string, string, string, string, string?, string?, string?) Told(Announcement paper) =>
            (
                paper.Id,
                paper.Version,
                paper.Title,
                paper.Abstract,
                string.Join('|', paper.Authors),
                string.Join('|', paper.Categories),
                paper.Doi,
                paper.JournalReference,
                paper.License
            );
    }
}
