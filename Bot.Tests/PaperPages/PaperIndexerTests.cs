using Bot.Arxiv;
using Bot.Ledger;
using Bot.Tests.Support;

namespace Bot.Tests.PaperPages;

/// <summary>From what arXiv says to what readers see.</summary>
public sealed class PaperIndexerTests
{
    [Fact]
    public async Task A_delivered_day_is_there_for_readers_with_its_toots()
    {
        TestEngine.NeedsPages();
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(3));
        await rehearsal.RunOnceAsync();
        using var ledger = rehearsal.ReadLedger();
        var papers = (await ledger.Pages!.Find(new PaperQuery { Date = SampleListings.Monday })).Papers;
        Assert.Equal(SampleListings.Ids(3), papers.Select(paper => paper.Id.Value));
        Assert.All(
            papers,
            paper =>
                Assert.StartsWith(
                    new Uri(rehearsal.Sandbox.Url, "@tootprint/").AbsoluteUri,
                    paper.TootUrl,
                    StringComparison.Ordinal
                )
        );
        Assert.Equal("@tootprint", (await ledger.Pages!.Accounts()).Single().Handle[..10]);
    }

    [Fact]
    public async Task The_service_shows_a_listing_that_comes_while_it_runs()
    {
        TestEngine.NeedsPages();
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(SampleListings.Day(2));
        await rehearsal.ServeUntilAsync(ledger => ledger.IndexedPaper("2506.00002") is not null);
    }

    [Fact]
    public async Task What_was_interrupted_goes_on_and_what_is_made_is_not_made_again()
    {
        await using var page = new ReadersPage();
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await page.RecordAsync(SampleListings.Day(120));
        Assert.Equal(120, (await page.Ledger.PaperIndex!.Backlog(revision: 5)).Marks.Count);
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            page.PaperIndexer.RedoAsync(revision: 5, stopped.Token)
        );
        Assert.Equal(120, (await page.Ledger.PaperIndex!.Backlog(revision: 5)).Marks.Count);
        await page.PaperIndexer.RedoAsync(revision: 5, CancellationToken.None);
        Assert.Empty((await page.Ledger.PaperIndex!.Backlog(revision: 5)).Marks);
        Assert.Equal(120, (await page.Ledger.Pages!.Find(new PaperQuery { Words = "study case" })).Total);
    }

    [Fact]
    public async Task Each_paper_gets_topics_points_from_its_abstract_and_the_earlier_papers_that_are_like_it()
    {
        await using var page = new ReadersPage();
        var items = Enumerable
            .Range(1, 12)
            .Select(n =>
                SampleListings.Item(
                    $"2506.{n:00000}",
                    title: n is 3 or 9
                        ? "Message Passing on Molecular Graphs with Graph Neural Networks"
                        : $"Case {n} of Its Own Kind{n}",
                    about: n is 3 or 9
                        ? "Molecular graphs are hard. We propose a graph neural network that passes messages "
                            + "along bonds, which improves accuracy by 12% on three benchmarks."
                        : $"Matter{n} differs from stuff{n}. We show that thing{n} works."
                )
            );
        await page.RecordAsync(SampleListings.Feed(string.Concat(items)));
        var later = page.Ledger.IndexedPaper("2506.00009")!;
        Assert.Equal("graph-learning", later.Topics[0].Slug);
        Assert.Contains(
            later.KeyPoints,
            point => point.Contains("passes messages along bonds", StringComparison.Ordinal) && point.Length <= 200
        );
        Assert.All(
            later.KeyPoints,
            point => Assert.Contains(point.TrimEnd('.'), later.Abstract, StringComparison.OrdinalIgnoreCase)
        );
        Assert.Equal("2506.00003", later.Similar[0].Value);
        Assert.DoesNotContain(ArxivId.Parse("2506.00009"), page.Ledger.IndexedPaper("2506.00003")!.Similar);
    }

    [Fact]
    public async Task An_older_version_that_comes_late_changes_nothing()
    {
        await using var page = new ReadersPage();
        await page.RecordAsync(SampleListings.Feed(SampleListings.Item("2506.00001", version: 2, title: "Newer")));
        await page.RecordAsync(
            SampleListings.Feed(
                SampleListings.Item("2506.00001", type: "cross", version: 1, title: "Older"),
                category: "stat.ML"
            )
        );
        var shown = page.Ledger.IndexedPaper("2506.00001")!;
        await page.Ledger.PaperIndex!.Indexed([shown with { Version = 1, Title = "Older" }], revision: 9);
        shown = page.Ledger.IndexedPaper(shown.Id.Value)!;
        Assert.Equal(("Newer", 2, AnnounceType.New), (shown.Title, shown.Version, shown.Type));
        Assert.Empty(await page.Ledger.Pages!.Changes(10));
        Assert.Equal(0, (await page.Ledger.Pages!.Find(new PaperQuery { Words = "older" })).Total);
    }
}
