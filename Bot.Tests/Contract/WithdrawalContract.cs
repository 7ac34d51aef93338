using Bot.Arxiv;
using Bot.Ledger;
using Bot.Tests.Support;

namespace Bot.Tests.Contract;

/// <summary>A withdrawn paper's article on any server: readers see the note, once, and the article behind it.</summary>
[Collection("the contract")]
[Trait("Category", "Slow")]
public sealed class WithdrawalContract
{
    [Theory]
    [MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task A_withdrawn_papers_article_is_edited_and_still_the_only_one(TestServer on)
    {
        await using var trial = await Trial.StartAsync(on);
        trial.Settings["Bot:Archive:BaseUrl"] = new Uri(trial.Sandbox.Url, "oai").AbsoluteUri;
        var day = new FreshDay();
        await trial.ServeAsync(day, day.Feed(2));
        await trial.RunAsync();
        await WithdrawAsync(trial.Settings["Bot:Ledger:Path"]!, day.Id(1));

        await trial.RunAsync();
        await trial.RunAsync();

        var told = await trial.Bot.ToldAsync(day);
        Assert.Equal([day.Id(1), day.Id(2), Told.Summary], told.Select(one => one.What).Order(StringComparer.Ordinal));
        foreach (var one in told)
        {
            var content = (string)(await trial.Reader.GetAsync($"api/v1/statuses/{one.Id}"))["content"]!;
            Assert.Equal(
                one.What == day.Id(1),
                content.Contains("WITHDRAWN (v2): no longer true", StringComparison.Ordinal)
            );
        }
    }

    // As a page of the archive does it.
    private static async Task WithdrawAsync(string path, string paper)
    {
        using var ledger = TestEngine.Sqlite.Open(path, TimeProvider.System);
        var archived = new ArchivedPaper
        {
            Id = ArxivId.Parse(paper),
            Datestamp = new DateOnly(2026, 1, 2),
            Versions = [new PaperVersion(1, null, null), new PaperVersion(2, null, "I")],
            Title = "A",
            Categories = ["cs.LG"],
            Comments = "no longer true",
        };
        await ledger.Recovery.HarvestRead(
            new HarvestPage
            {
                Category = "cs.LG",
                Papers = [(archived, new DateOnly(2026, 1, 2))],
                Accounts = [1],
                Since = new DateOnly(2026, 1, 1),
                LeftOut = [],
                Next = null,
            },
            TimeProvider.System.GetUtcNow()
        );
    }
}
