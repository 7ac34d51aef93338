using System.Collections.Concurrent;
using Bot.Options;
using Bot.PaperPages;
using Bot.Pipeline;
using Bot.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Bot.Tests.PaperPages;

/// <summary>Has a made-up language model asked about the papers of a readers' page.</summary>
internal static class ModelRun
{
    public const string Token = "model-token-5f0c2d";

    public const string Good = """
        {
          "summary": "The paper studies cases & asks < which is best.",
          "methodology": "A simple method is applied to each case.",
          "results": "The result is clear on every benchmark.",
          "implications": "The abstract does not say what follows."
        }
        """;

    public static async Task<ReadersPage> WithPapersAsync(int papers)
    {
        var page = new ReadersPage();
        await page.RecordAsync(SampleListings.Day(papers));
        return page;
    }

    public static async Task<bool> CatchUpAsync(
        ReadersPage page,
        FakeModel model,
        int perDay = 100,
        ConcurrentQueue<string>? log = null
    )
    {
        var options = BotSettings
            .Read(
                new ConfigurationBuilder()
                    .AddInMemoryCollection(
                        new Dictionary<string, string?>
                        {
                            ["Bot:Digest:Model:Url"] = new Uri(model.Url, "v1/").AbsoluteUri,
                            ["Bot:Digest:Model:Name"] = "tiny-model:1",
                            ["Bot:Digest:Model:PerDay"] = $"{perDay}",
                            ["Bot:Digest:Model:Timeout"] = "00:00:01",
                        }
                    )
                    .Build(),
                forService: false
            )
            .Model!;
        if (model.Fault != "slow")
        {
            options = options with { Timeout = TimeSpan.FromMinutes(1) };
        }

        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(new LogQueue(log ?? [])));
        using var client = new ChatEndpoint(HttpClients.Create("test"), options, Token);
        var caughtUp = new ModelPoints(
            client,
            options,
            page.Ledger.PaperIndex!,
            page.Clock,
            loggers.CreateLogger("test")
        ).CatchUpAsync(CancellationToken.None);
        await caughtUp.EndsAsync("the model is asked");
        return await caughtUp;
    }
}
