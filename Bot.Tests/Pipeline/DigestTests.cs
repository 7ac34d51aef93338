using Bot.Ledger;
using Bot.Pipeline;
using Bot.Tests.Support;

namespace Bot.Tests.Pipeline;

/// <summary>From what arXiv says to what readers see.</summary>
public sealed class DigestTests
{
    [Fact]
    public async Task A_delivered_day_is_there_for_readers_with_its_toots()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(Listings.Day(3));
        await rehearsal.RunOnceAsync();
        using var ledger = SqliteLedger.OpenToRead(rehearsal.LedgerPath);
        var papers = ledger.Find(new PaperQuery { Date = Listings.Monday }).Papers;
        Assert.Equal(Listings.Ids(3), papers.Select(paper => paper.Id.Value));
        Assert.All(papers, paper => Assert.StartsWith(new Uri(rehearsal.Sandbox.Url, "@tootprint/").AbsoluteUri, paper.TootUrl, StringComparison.Ordinal));
        Assert.Equal("@tootprint", ledger.Voices().Single().Handle[..10]);
    }

    [Fact]
    public async Task The_service_shows_a_listing_that_comes_while_it_runs()
    {
        await using var rehearsal = await Rehearsal.StartAsync();
        await rehearsal.ServeAsync(Listings.Day(2));
        await rehearsal.ServeUntilAsync(ledger => ledger.Digest(ArxivId.Parse("2506.00002")) is not null);
    }

    [Fact]
    public async Task What_was_interrupted_goes_on_and_what_is_made_is_not_made_again()
    {
        await using var page = new ReadersPage();
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await page.RecordAsync(Listings.Day(120));
        Assert.Equal(120, page.Ledger.Undigested(revision: 2).Count);
        await Assert.ThrowsAsync<OperationCanceledException>(() => new Digest(page.Ledger).RedoAsync(revision: 2, stopped.Token));
        Assert.Equal(120, page.Ledger.Undigested(revision: 2).Count);
        await new Digest(page.Ledger).RedoAsync(revision: 2, CancellationToken.None);
        Assert.Empty(page.Ledger.Undigested(revision: 2));
        Assert.Equal(120, page.Ledger.Find(new PaperQuery { Words = "study case" }).Total);
    }

    [Fact]
    public async Task An_older_version_that_comes_late_changes_nothing()
    {
        await using var page = new ReadersPage();
        await page.RecordAsync(Listings.Feed(Listings.Item("2506.00001", version: 2, title: "Newer")));
        await page.RecordAsync(Listings.Feed(Listings.Item("2506.00001", type: "cross", version: 1, title: "Older"), category: "stat.ML"));
        Assert.Equal(("Newer", 2, AnnounceType.New), (page.Ledger.Digest(ArxivId.Parse("2506.00001"))!.Title, page.Ledger.Digest(ArxivId.Parse("2506.00001"))!.Version, page.Ledger.Digest(ArxivId.Parse("2506.00001"))!.Type));
        Assert.Empty(page.Ledger.PaperChanges(10));
        Assert.Equal(0, page.Ledger.Find(new PaperQuery { Words = "older" }).Total);
    }
}
