using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Bot.Arxiv;
using Bot.Feed;
using Bot.Ledger;
using Bot.Ledger.Sqlite;
using Bot.Options;
using Bot.PaperPages;
using Bot.Pipeline;
using Bot.Pipeline.Listings;
using Bot.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bot.Tests.Support;

/// <summary>The readers' page over a ledger of its own, served as the bot serves it.</summary>
public sealed partial class ReadersPage : IAsyncDisposable
{
    public const string PublicUrl = "https://papers.example/";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");
    private WebServer? _server;

    public ReadersPage()
    {
        Ledger = SqliteLedger.Open(Path.Combine(_folder.FullName, "ledger.db"), Clock);
        PaperIndexer = new PaperIndexer(Ledger, Options);
    }

    public static BotOptions Options { get; } =
        BotSettings.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["Bot:Web:PublicUrl"] = PublicUrl,
                        ["Bot:Web:Hosts"] = "tootprint, bot.lan",
                        ["Bot:Mail:SubscribeUrl"] = "https://lists.example/join",
                    }
                )
                .Build(),
            forService: false
        );

    /// <summary>Monday 9 June 2025, as the listings' day.</summary>
    public FakeClock Clock { get; } = new();
    public ILedger Ledger { get; }
    public PaperIndexer PaperIndexer { get; }
    public HttpClient Http { get; private set; } = null!;
    public string Folder => _folder.FullName;

    /// <summary>
    /// A page with three days of made-up papers: some TeX, topics and key points for the first, a changed and a
    /// withdrawn one.
    /// </summary>
    public static async Task<ReadersPage> StartAsync()
    {
        var page = new ReadersPage();
        await page.RecordAsync(
            SampleListings.Feed(
                SampleListings.Item("2506.01001", title: "Old News of Graphs"),
                date: SampleListings.Monday.AddDays(-4)
            )
        );
        await page.RecordAsync(SampleListings.Day(3, first: 50, date: SampleListings.Monday.AddDays(-3)));
        await page.RecordAsync(
            SampleListings.Feed(
                string.Concat(
                    SampleListings.Item(
                        "2506.02001",
                        title: "On $\\mathcal{O}(n^2)$ Bounds of Poincar\\'e Maps",
                        creator: "Ren\\'e Thom, Ada Lovelace",
                        categories: "cs.LG math.DS"
                    ),
                    SampleListings.Item(
                        "2506.02002",
                        title: "<script>alert(1)</script> & \"Quotes\" for 'All'",
                        about: "Let a<b & c>d. </details><img src=x onerror=alert(1)> That is all.",
                        categories: "cs.LG cs.CR"
                    ),
                    SampleListings.Item(
                        "2506.02003",
                        title: "A Third Paper",
                        creator: string.Join(", ", Enumerable.Range(1, 40).Select(n => $"Author{n} Name{n}"))
                    ),
                    SampleListings.Item(
                        "2506.02004",
                        type: "cross",
                        title: "From Another Field",
                        categories: "cs.CV cs.LG"
                    )
                )
            )
        );
        await page.RecordAsync(
            SampleListings.Feed(
                SampleListings.Item(
                    "2506.01001",
                    type: "replace",
                    version: 2,
                    title: "Good News of Graphs",
                    about: "We study another case. The method is new."
                )
            ),
            complete: false
        );
        await page.Ledger.PaperIndex!.Indexed(
            [
                page.Ledger.IndexedPaper("2506.02001")! with
                {
                    KeyPoints = ["We study case 2506.02001.", "Code is public."],
                    Topics =
                    [
                        new IndexedTopic("graph-learning", "Graph Learning", 0.9),
                        new IndexedTopic("theory", "Theory", 0.6),
                    ],
                    Similar = [ArxivId.Parse("2506.02003"), ArxivId.Parse("2506.01001")],
                },
            ],
            int.MaxValue
        );
        await page.Ledger.PaperIndex!.WithdrawalsShown([
            new ShownWithdrawal(
                ArxivId.Parse("2506.00051"),
                new PaperWithdrawal(SampleListings.Monday, "Lemma 2 is <wrong>.")
            ),
        ]);
        await page.ServeAsync();
        return page;
    }

    /// <summary>What the bot would record of a feed, and what it would make of it for readers.</summary>
    public async Task RecordAsync(string feed, bool complete = true)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(feed));
        await RecordAsync(
            await FeedParser.ParseAsync(stream, null, FeedParser.MaxCharactersOfFile, CancellationToken.None),
            complete
        );
    }

    /// <summary>Draws a day of so many papers and keeps the picture.</summary>
    public async Task<PictureRecord> DrawAsync(string category, DateOnly date, int papers)
    {
        var picture = new DaySurvey(Ledger.Pages, Options).Picture(
            category,
            date,
            [.. Enumerable.Range(1, papers).Select(n => Composer.Samples.Paper($"Case {n}"))],
            await Ledger.Intake.Days(category, DaySurvey.FirstShown(date)),
            []
        )!;
        await Ledger.Intake.Recorded(
            new IntakeRecord
            {
                Category = category,
                Date = date,
                Unseen = [],
                Threads = [],
                ETag = null,
                Readers = "1",
                Rejected = [],
                Days = [],
                Now = Clock.GetUtcNow(),
                SpreadUntil = null,
                Picture = picture,
            }
        );
        return picture;
    }

    public async Task RecordAsync(FeedDocument document, bool complete = true)
    {
        await Ledger.Intake.Recorded(
            new IntakeRecord
            {
                Category = document.Category!,
                Date = document.Date,
                Unseen = document.Announcements,
                Threads = [],
                ETag = null,
                Readers = "1",
                Rejected = [],
                Days = complete ? [new DayNote(document.Date, DayState.Complete, "the listing is in")] : [],
                Now = Clock.GetUtcNow(),
                SpreadUntil = null,
            }
        );
        await PaperIndexer.CatchUpAsync(CancellationToken.None);
    }

    public async Task ServeAsync()
    {
        _server = new WebServer(
            new Uri("http://127.0.0.1:0"),
            Options,
            Ledger,
            Clock,
            new RunResult().Fail,
            new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance),
            NullLogger<WebServer>.Instance
        );
        await _server.StartAsync(CancellationToken.None);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = await _server.Listening,
        };
    }

    public async Task<string> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await Http.GetAsync(path);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{path}: {response.StatusCode}\n{body}");
        return body;
    }

    /// <summary>The papers' numbers in a page's list, in order.</summary>
    public async Task<IReadOnlyList<string>> CardsAsync(string path) =>
        [.. Card().Matches(await GetAsync(path)).Select(match => match.Groups[1].Value)];

    /// <summary>Lets go of the ledger, for another process to use.</summary>
    public async Task DisposeLedgerAsync()
    {
        if (_server is not null)
        {
            Http.Dispose();
            await _server.StopAsync(CancellationToken.None);
            _server.Dispose();
            _server = null;
        }

        Ledger.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await DisposeLedgerAsync();
        _folder.Delete(recursive: true);
    }

    [GeneratedRegex("<article class=\"card\" id=\"p([^\"]+)\"")]
    private static partial Regex Card();
}
