using System.Net.Http.Json;
using Bot.Arxiv;
using Bot.Ledger;
using Bot.Pipeline.Sending;
using Bot.Sandbox;

namespace Bot.Tests.Support;

/// <summary>
/// A bot that is off for days, before a sandbox whose arXiv goes on announcing and keeps it all in its archive.
/// </summary>
public sealed class Gap : IAsyncDisposable
{
    public const string Category = "cs.LG";

    private Gap(Rehearsal rehearsal) => Rehearsal = rehearsal;

    public Rehearsal Rehearsal { get; }

    public static async Task<Gap> StartAsync(
        string? catchUp = null,
        bool hasArchive = true,
        SandboxOptions? options = null,
        TestEngine? engine = null
    )
    {
        var rehearsal = await Rehearsal.StartAsync(options, engine);
        (await rehearsal.Http.DeleteAsync("sandbox/papers")).EnsureSuccessStatusCode();
        if (hasArchive)
        {
            rehearsal.Settings["Bot:Archive:BaseUrl"] = new Uri(rehearsal.Sandbox.Url, "oai").AbsoluteUri;
        }

        rehearsal.Settings["Bot:Accounts:0:CatchUp"] = catchUp;
        rehearsal.Settings["Bot:Pace:SpreadOver"] = "00:00:00";
        return new Gap(rehearsal);
    }

    /// <summary>The listing days from the one after Monday on.</summary>
    public static IEnumerable<DateOnly> Days(int count)
    {
        for (var day = SampleListings.Monday.AddDays(1); count > 0; day = day.AddDays(1))
        {
            if (!ListingDays.HasListing(day))
            {
                continue;
            }

            count--;
            yield return day;
        }
    }

    /// <summary>arXiv's day begins, and it announces so many papers; the bot is off.</summary>
    public async Task<IReadOnlyList<string>> AnnounceAsync(DateOnly day, int papers, int first)
    {
        ComeTo(day, 0);
        await Rehearsal.ServeAsync(SampleListings.Day(papers, first, day));
        return [.. SampleListings.Ids(papers, first)];
    }

    /// <summary>Papers that the archive has and that no feed shows.</summary>
    public async Task PutAsync(params object[] papers) =>
        (await Rehearsal.Http.PutAsJsonAsync("sandbox/papers", new { papers })).EnsureSuccessStatusCode();

    /// <summary>A record of a paper that was sent at noon in New York on a day, and changed on a day.</summary>
    public static object Paper(
        string id,
        DateOnly submitted,
        DateOnly changed,
        string categories = "cs.LG",
        bool withdrawn = false,
        string? comments = null,
        string title = "A Paper"
    ) =>
        new
        {
            id,
            datestamp = $"{changed:yyyy-MM-dd}",
            categories,
            title,
            withdrawn,
            comments,
            authors = "Ada Lovelace",
            versions = withdrawn ? new[] { Noon(submitted), Noon(changed) } : [Noon(submitted)],
        };

    public void ComeTo(DateOnly day, int hour, int minute = 6)
    {
        var local = day.ToDateTime(new TimeOnly(hour, minute));
        var time = new DateTimeOffset(local, ArxivDay.NewYork.GetUtcOffset(local));
        if (time > Rehearsal.Clock.GetUtcNow())
        {
            Rehearsal.Clock.Advance(time - Rehearsal.Clock.GetUtcNow());
        }
    }

    public async Task RunAsync(DateOnly day, int hour = 0, int minute = 6)
    {
        ComeTo(day, hour, minute);
        await Rehearsal.RunOnceAsync();
    }

    /// <summary>Runs the service until all is told: no day is missing and nothing waits.</summary>
    public Task ServeUntilToldAsync() =>
        Rehearsal.ServeUntilAsync(ledger =>
            ledger.Harvest(Category) is { From: null, Failures: 0, FinishedAt: not null }
            && ledger.MissedDays(Category, SampleListings.Monday, ArxivDay.Of(Rehearsal.Clock.GetUtcNow())).Count == 0
            && ledger.CountUnsent(account: 1) == 0
        );

    /// <summary>Runs every half hour until nothing waits; it must not take more runs, nor lock the account out.</summary>
    public async Task RunUntilDoneAsync(int runs = 5)
    {
        for (var run = 0; run < runs; run++)
        {
            var account = Assert.Single(Rehearsal.Report().Accounts);
            Assert.Null(account.BlockedReason);
            if (account.Listings.All(listing => listing is { Queued: 0, Sending: 0 }))
            {
                return;
            }

            Rehearsal.Clock.Advance(TimeSpan.FromMinutes(31));
            await Rehearsal.RunOnceAsync();
        }

        Assert.Fail($"the outbox was not drained: {string.Join('\n', Rehearsal.Log.TakeLast(20))}");
    }

    public IReadOnlyList<DayReport> DayReports => [.. Rehearsal.Report().Days.Where(day => day.Category == Category)];

    public Task<IReadOnlyList<string>> TextsAsync() => Rehearsal.TextsAsync();

    public ValueTask DisposeAsync() => Rehearsal.DisposeAsync();

    private static string Noon(DateOnly day) => $"{day:yyyy-MM-dd}T16:00:00Z";
}
