using Bot.Arxiv;
using Bot.Feed;
using Bot.Tests.Contract;
using Bot.Tests.Support;

namespace Bot.Tests.Feed;

/// <summary>What arXiv's archive may answer in place of a page.</summary>
public sealed class OaiArchiveTroubleTests
{
    [Theory]
    [InlineData("html", "as web pages do")]
    [InlineData("truncated", "damaged or cut short")]
    [InlineData("endless", "32 million characters")]
    [InlineData("cut", "check the network")]
    [InlineData("cut-midway", "")]
    [InlineData("503", "arXiv has trouble or is busy")]
    [InlineData("502-html", "arXiv has trouble or is busy")]
    [InlineData("429", "turns the bot away")]
    [InlineData("429-bare", "turns the bot away")]
    [InlineData("403", "turns the bot away")]
    [InlineData("404", "check Bot:Archive:BaseUrl")]
    [InlineData("redirect", "set Bot:Archive:BaseUrl")]
    [InlineData("not-modified", "the archive has moved")]
    [InlineData("no-id", "damaged or cut short")]
    [InlineData("400-document", "check Bot:Archive:BaseUrl")]
    public async Task A_failure_says_what_to_do_and_is_never_an_empty_page(string kind, string words)
    {
        await using var archive = await ArchiveUnderTest.StartAsync();
        await archive.PutManyAsync(2);
        await archive.FaultAsync(kind, times: 4);
        var failed = Assert.IsType<ArchiveAnswer.Failed>(Assert.Single(await archive.ReadAsync()));
        Assert.Contains(words, failed.Message, StringComparison.Ordinal);
        Assert.StartsWith(new Uri(archive.Url, "oai").AbsoluteUri, failed.Message, StringComparison.Ordinal);
        Assert.InRange((await archive.RequestsAsync()).Count, 1, 4);
    }

    [Theory]
    [InlineData("html")]
    [InlineData("truncated")]
    [InlineData("cut")]
    [InlineData("cut-midway")]
    [InlineData("503")]
    public async Task A_trouble_of_seconds_is_ridden_out(string kind)
    {
        await using var archive = await ArchiveUnderTest.StartAsync();
        await archive.PutManyAsync(2);
        await archive.FaultAsync(kind, times: 2);
        Assert.Equal(2, Assert.IsType<ArchiveAnswer.Page>(Assert.Single(await archive.ReadAsync())).Papers.Count);
    }

    [Theory]
    [InlineData("503-retry-after")]
    [InlineData("429-retry-after")]
    public async Task Retry_After_is_waited_for_to_the_second(string kind)
    {
        await using var archive = await ArchiveUnderTest.StartAsync();
        await archive.PutManyAsync(2);
        await archive.FaultAsync(kind, milliseconds: 45_000);
        Assert.IsType<ArchiveAnswer.Page>(Assert.Single(await archive.ReadAsync()));
        var times = (await archive.RequestsAsync()).Select(request => request.At).ToList();
        Assert.Equal(TimeSpan.FromSeconds(45), times[1] - times[0]);
    }

    [Theory]
    [InlineData("503-retry-after")]
    [InlineData("429-retry-after")]
    public async Task A_long_Retry_After_is_handed_to_the_caller(string kind)
    {
        await using var archive = await ArchiveUnderTest.StartAsync();
        await archive.FaultAsync(kind, milliseconds: 3_600_000);
        var asked = archive.Clock.GetUtcNow();
        Assert.Equal(
            asked.AddHours(1),
            Assert.IsType<ArchiveAnswer.Failed>(Assert.Single(await archive.ReadAsync())).NotBefore
        );
        Assert.Single(await archive.RequestsAsync());
    }

    [Theory]
    [InlineData("nothing.XX", "2025-06-01", null, "Set does not exist")]
    [InlineData("cs.LG", "2025-07-01", null, "until date must be greater")]
    [InlineData("cs.LG", "1991-08-14", null, "start date too early")]
    [InlineData("cs.LG", "2025-06-01", "2025-07-01", "until date too late")]
    public async Task What_arxiv_refuses_is_a_failure_in_its_own_words(
        string category,
        string from,
        string? until,
        string words
    )
    {
        await using var archive = await ArchiveUnderTest.StartAsync();
        Assert.Contains(
            words,
            Assert.IsType<ArchiveAnswer.Failed>(Assert.Single(await archive.ReadAsync(category, from, until))).Message,
            StringComparison.Ordinal
        );
        Assert.Single(await archive.RequestsAsync());
    }

    [Fact]
    public async Task A_list_without_end_is_left()
    {
        await using var archive = await ArchiveUnderTest.StartAsync();
        await archive.PutManyAsync(1);
        await archive.SetAsync(new { oaiEndless = true });
        var answers = await archive.ReadAsync();
        Assert.Equal(OaiArchive.MaxPages + 1, answers.Count);
        Assert.Contains(
            "ask for fewer days",
            Assert.IsType<ArchiveAnswer.Failed>(answers[^1]).Message,
            StringComparison.Ordinal
        );
        // Not even a restart makes it longer.
        Assert.IsType<ArchiveAnswer.Failed>(
            Assert.Single(await archive.ReadAsync(position: Assert.IsType<ArchiveAnswer.Page>(answers[^2]).Next))
        );
    }

    [Fact]
    public async Task A_page_that_leads_to_itself_is_not_taken()
    {
        using var server = new OneAnswer(
            "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n"
                + Archives.List(Archives.Record(), "<resumptionToken>same</resumptionToken>")
        );
        using var gate = new ArxivGate(_ => Task.CompletedTask);
        using var http = BotHost.Client("Tootprint test");
        var archive = new OaiArchive(http, server.Url, gate, new FakeClock { AutoAdvance = true });
        var answers = new List<ArchiveAnswer>();
        await foreach (var answer in archive.ReadAsync(new ArchiveQuery("cs.LG", new DateOnly(2025, 6, 1))))
        {
            answers.Add(answer);
        }

        Assert.Equal(2, answers.Count);
        Assert.Contains(
            "leads to itself",
            Assert.IsType<ArchiveAnswer.Failed>(answers[1]).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "2506.00001 was asked for",
            Assert
                .IsType<ArchiveAnswer.Failed>(
                    await archive.ReadAsync(ArxivId.Parse("2506.00001"), CancellationToken.None)
                )
                .Message,
            StringComparison.Ordinal
        );
    }
}
